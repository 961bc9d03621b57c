import type { HeardFact, HeardNeed, StoredSituation } from './stored.ts';
import { household, withFact } from './stored.ts';

/** What of the things heard stands on the page to be kept or struck out, and by which mark. */

/** Facts that stand in the list of people, not among the things heard. */
const peopleFacts = new Set(['relation', 'birthDate', 'ageYears']);

export const isHeardOfPeople = (fact: HeardFact): boolean => peopleFacts.has(fact.fact);
export const factMark = (fact: { readonly fact: string; readonly subject: string }): string =>
  `${fact.fact}@${fact.subject}`;
export const needMark = (need: { readonly need: string }): string => `need:${need.need}`;

export function shownFacts(stored: StoredSituation): readonly HeardFact[] {
  return stored.heard.facts.filter((fact) => !isHeardOfPeople(fact) && fact.fact !== 'seeks');
}

/** Needs no fact of the same words tells already: "nowhere to sleep" is asked about once, not as a fact and a need. */
export function shownNeeds(stored: StoredSituation): readonly HeardNeed[] {
  return stored.heard.needs.filter((need) => factsBehind(stored, need).length === 0);
}

/** Marks struck out when these are left marked; a need goes with the last fact that told it. */
export function struckBy(stored: StoredSituation, kept: ReadonlySet<string>): readonly string[] {
  const facts = shownFacts(stored)
    .map(factMark)
    .filter((mark) => !kept.has(mark));
  const needs = stored.heard.needs.filter((need) => {
    const behind = factsBehind(stored, need);
    return behind.length === 0 ? !kept.has(needMark(need)) : behind.every((fact) => facts.includes(factMark(fact)));
  });
  return [...facts, ...needs.map(needMark)];
}

function factsBehind(stored: StoredSituation, need: HeardNeed): readonly HeardFact[] {
  return shownFacts(stored).filter((fact) => fact.phrase === need.phrase);
}

/** A need that was heard is a thing the person asks for, as long as it is not struck out. */
export function withNeeds(stored: StoredSituation): StoredSituation {
  const seeks = stored.heard.needs.filter((need) => !stored.struck.includes(needMark(need))).map(({ need }) => need);
  return withFact(stored, { fact: 'seeks', subject: household }, seeks.length === 0 ? undefined : seeks);
}
