import { Answers } from '#assessment';
import type { ServiceRules, ToldSituation } from '#assessment';
import type { LawChange } from '#catalogue';
import { states, truths } from '#language';

import { incomeId, kindIdOf, toldApart } from './told-apart.ts';
import { touchedBy } from './touched.ts';

/** How a service stands for one subject, and what it brings in a year when it is a yes. */
export type Stood = { readonly answer: 'yes' | 'unknown'; readonly perYear: number };

/** A household under the law before and after a change. */
export type Seen = {
  readonly territory: string;
  readonly people: number;
  /** Id of its kind; empty when none certainly holds. */
  readonly kind: string;
  /** Income a head before help, in subsistence minimums; undefined when it is not known. */
  readonly income: number | undefined;
  /** Services the change can touch, one entry for each subject; a side is not there when it is a no. */
  readonly stood: readonly { readonly service: string; readonly before?: Stood; readonly after?: Stood }[];
  readonly told: () => ToldSituation | Promise<ToldSituation>;
};

/** Looks at households one by one, by the evaluator that answers at a window. */
export function seeing(change: LawChange, day: string): (told: ToldSituation) => Seen {
  const services = [...touchedBy(change, day)];
  const laws = { before: toldApart(change.before, day), after: toldApart(change.after, day) };
  let sides: { readonly before: Answers; readonly after: Answers } | undefined;
  return (told) => {
    sides ??= { before: new Answers(laws.before, told), after: new Answers(laws.after, told) };
    const { before, after } = sides;
    before.tell(told);
    after.tell(told);
    const stood = services.flatMap((service) => {
      const [was, is] = [before.rulebook.serviceOf.get(service), after.rulebook.serviceOf.get(service)];
      if (was === undefined || is === undefined) return [];
      const places = was.service.subject.each === 'person' ? told.people.keys() : [0];
      return [...places].flatMap((place) => {
        const [then, now] = [stands(before, was, place), stands(after, is, place)];
        if (then === undefined && now === undefined) return [];
        return [
          { service, ...(then === undefined ? {} : { before: then }), ...(now === undefined ? {} : { after: now }) },
        ];
      });
    });
    const { territory, people } = told;
    return {
      territory,
      people: people.length,
      kind: kindOf(before),
      income: incomeOf(before),
      stood,
      told: () => told,
    };
  };
}

function stands(answers: Answers, rules: ServiceRules, place: number): Stood | undefined {
  const answer = answers.answer(rules, place);
  if (answer === 'no') return undefined;
  return { answer, perYear: answer === 'yes' ? (yearOf(answers, rules, place) ?? 0) : 0 };
}

/** What a yes brings in a year, roubles; undefined when the amount is not known. */
function yearOf(answers: Answers, { amount, version }: ServiceRules, place: number): number | undefined {
  if (amount < 0 || version.amount === undefined) return undefined;
  const { run } = answers;
  const slot = run.layout.at(amount, place);
  run.demand(slot);
  if (run.state[slot] !== states.known) return undefined;
  return run.low[slot]! * (version.amount.per === 'month' ? 12 : 1);
}

/** The first kind that certainly holds. */
function kindOf(answers: Answers): string {
  for (const { service, together } of answers.rulebook.services) {
    const kind = kindIdOf(service.id);
    if (kind !== undefined && (together < 0 || answers.truth(together, 0) === truths.yes)) return kind;
  }
  return '';
}

function incomeOf(answers: Answers): number | undefined {
  const rules = answers.rulebook.serviceOf.get(incomeId);
  const income = rules === undefined ? undefined : yearOf(answers, rules, 0);
  // To hundredths, as screening gives amounts.
  return income === undefined ? undefined : Math.round(income * 100) / 100;
}
