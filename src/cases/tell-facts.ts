import { readTold, withFact } from '#assessment';

import { isApplicant, isParticipant } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { JointCase, ReceivedValue } from './model.ts';
import { notYours, problem } from './problems.ts';
import { factsChanged } from './results.ts';

type Told = Extract<Command, { readonly kind: 'tell-facts' }>['facts'];

/** New facts are held to the same rules as those told first. What others have told meanwhile stays. */
export function tellFacts(joint: JointCase, facts: Told, { by, catalogue }: Circumstances): Judged {
  if (!isApplicant(joint, by) && !isParticipant(joint, by)) return notYours;
  const { told } = joint;
  const stranger = facts.find(
    ({ subject }) => subject !== 'household' && !told.people.some(({ id }) => id === subject),
  );
  if (stranger !== undefined)
    return problem(
      'no-such-person',
      `В деле нет человека «${stranger.subject}».`,
      `There is nobody "${stranger.subject}" in the case.`,
    );
  // That there is none of it is an answer only where the pack has it so.
  const valueOf = ({ fact, value }: Told[number]): unknown =>
    value === null && catalogue.facts.get(fact)?.mayBeAbsent === undefined ? undefined : value;
  const of = (subject: string): Record<string, unknown> =>
    Object.fromEntries(facts.filter((one) => one.subject === subject).map((one) => [one.fact, valueOf(one)]));
  const { people, household, asOf, territory, applicant, consents, appliedFor } = told;
  const read = readTold(
    catalogue,
    {
      ...known({ asOf, territory, applicant, consents, appliedFor }),
      ...known({ ...household, ...of('household') }),
      people: people.map(({ id, name, facts: own }) => known({ id, name, ...own, ...of(id) })),
    },
    { asOf },
  );
  if ('problems' in read) {
    const [first] = read.problems;
    return first === undefined ? notYours : { problem: first };
  }
  const now = told.says === undefined ? read.told : { ...read.told, says: told.says };
  const changed = [...new Set(factsChanged(told, now).map(({ fact }) => fact))];
  return { happenings: changed.length === 0 ? [] : [{ kind: 'facts-told', told: now, facts: changed }] };
}

/** Only what is not known yet, or what a register has told of as changed: a person is not contradicted behind her back. */
export function receiveFacts(
  joint: JointCase,
  { facts, from }: Extract<Command, { readonly kind: 'receive-facts' }>,
  { by }: Circumstances,
): Judged {
  if (by.kind !== 'okno') return notYours;
  const isOpen = ({ fact, subject }: ReceivedValue): boolean =>
    (subject === 'household' ? joint.told.household : joint.told.people.find(({ id }) => id === subject)?.facts)?.[
      fact
    ] === undefined;
  const news = from.notice === undefined ? facts.filter(isOpen) : facts;
  const told = news.reduce((now, { fact, subject, value }) => withFact(now, fact, subject, value), joint.told);
  const changed = [...new Set(factsChanged(joint.told, told).map(({ fact }) => fact))];
  return { happenings: changed.length === 0 ? [] : [{ kind: 'facts-told', told, facts: changed, from }] };
}

function known(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
