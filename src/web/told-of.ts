import type { FactValue, ToldSituation } from '#assessment';

import { household, toldFacts } from './stored.ts';
import type { StoredSituation } from './stored.ts';

/** What is stored as a told situation, before its place is known and without checking it. */
export function toldOf(stored: StoredSituation, asOf: string): ToldSituation {
  const facts = toldFacts(stored);
  const of = (subject: string): Record<string, FactValue> =>
    Object.fromEntries(facts.filter((one) => one.subject === subject).map(({ fact, value }) => [fact, value]));
  return {
    asOf,
    territory: stored.input.territory ?? '',
    applicant: stored.input.applicant,
    people: stored.input.people.map(({ id, name }) => ({
      id,
      ...(name === undefined ? {} : { name }),
      facts: of(id),
    })),
    household: of(household),
  };
}
