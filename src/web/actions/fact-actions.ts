import { assess, questionOf } from '#assessment';
import type { FactKey, FactValue } from '#assessment';
import type { Fact } from '#catalogue';
import { factsShownTo, isApplicant } from '#cases';
import { readAnswer, typedIn } from '#web/answer.ts';
import { capitalised } from '#web/parts/format.ts';
import { firstField, withoutAnswer } from '#web/parts/fact-control.ts';

import type { Action, Asked } from './action.ts';
import { isOfLead, isOpen } from './who.ts';

/** A fact as it can be told in a case: of whom, with what is told of it now. */
export type TellableFact = { readonly key: FactKey; readonly fact: Fact; readonly told?: FactValue };

/** New facts are told by the applicant, and by the lead of what the lead may see. */
export function tellsFacts(asked: Asked): boolean {
  return isOpen(asked) && (isApplicant(asked.joint, asked.who.actor) || isOfLead(asked));
}

/** What is told and what is still asked, as far as whoever asks may see it. */
export function tellableFacts(asked: Asked): readonly TellableFact[] {
  const { joint, catalogue, today } = asked;
  const { told } = joint;
  const keys: readonly FactKey[] = [
    ...told.people.flatMap(({ id, facts }) => Object.keys(facts).map((fact) => ({ fact, subject: id }))),
    ...Object.keys(told.household).map((fact) => ({ fact, subject: 'household' })),
    ...assess(catalogue, { ...told, asOf: today }).entitlements.flatMap(({ criteria }) =>
      criteria.flatMap(({ missing }) => missing),
    ),
  ];
  const may = sees(asked);
  const found = new Map<string, TellableFact>();
  for (const key of keys) {
    const name = nameOf(key);
    const one = found.has(name) ? undefined : tellable(asked, key, may);
    if (one !== undefined) found.set(name, one);
  }
  return [...found.values()];
}

/** As it stands in the address of the form. */
export function nameOf({ fact, subject }: FactKey): string {
  return `${fact}:${subject}`;
}

/** Who somebody is to the applicant, and so who is in the household, is not changed from within a case. */
function tellable({ joint, catalogue }: Asked, key: FactKey, may: (fact: string) => boolean): TellableFact | undefined {
  const { people, household } = joint.told;
  const fact = catalogue.facts.get(key.fact);
  if (fact?.question === undefined || fact.id === 'relation' || !may(fact.id)) return undefined;
  const person = people.find(({ id }) => id === key.subject);
  if (fact.of === 'household' ? key.subject !== 'household' : person === undefined) return undefined;
  const told = (fact.of === 'household' ? household : person?.facts)?.[fact.id];
  return { key: { fact: key.fact, subject: key.subject }, fact, ...(told === undefined ? {} : { told }) };
}

function sees({ joint, who, today }: Asked): (fact: string) => boolean {
  if (who.actor.kind === 'person') return () => true;
  const shown = new Set(factsShownTo(joint, who.actor.agency, today).map(({ fact }) => fact));
  return (fact) => shown.has(fact);
}

function factAsked(asked: Asked): TellableFact | undefined {
  const [fact = '', subject = ''] = asked.of.split(':');
  return tellable(asked, { fact, subject }, sees(asked));
}

export const factActions: readonly Action[] = [
  {
    kind: 'tell-facts',
    right: 'act',
    isOffered: (asked) => tellsFacts(asked) && factAsked(asked) !== undefined,
    fields: (asked) => {
      const one = factAsked(asked);
      if (one === undefined) return [];
      const { key, fact, told } = one;
      const { catalogue, joint, language } = asked;
      return [
        {
          kind: 'fact',
          name: 'answer',
          label: capitalised(questionOf(catalogue, joint.told, key)[language]),
          ...(fact.help === undefined ? {} : { hint: fact.help[language] }),
          // What was not filled in is told by the fact's own rule.
          optional: true,
          fact,
          ...(told === undefined ? {} : { told }),
        },
      ];
    },
    command: (asked, form) => {
      const one = factAsked(asked);
      // A form without its fact tells nothing.
      if (one === undefined) return { kind: 'tell-facts', facts: [] };
      const typed = typedIn(form);
      const isNone = typed.one === withoutAnswer.unknown || typed.one === withoutAnswer.declined;
      if (isNone) return { kind: 'tell-facts', facts: [one.key] };
      const read = readAnswer(asked.language, one.fact, typed, asked.today);
      if ('problem' in read) return { fault: { field: firstField(one.fact), text: read.problem } };
      return { kind: 'tell-facts', facts: [{ ...one.key, value: read.value }] };
    },
  },
];
