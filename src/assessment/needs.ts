import { urgencies } from '#catalogue';
import type { Catalogue, Need } from '#catalogue';

import { answerOf } from './entitlements.ts';
import type { Household } from './household.ts';
import type { FoundNeed, FoundSituation } from './model.ts';

/** Needs that are certainly there, the most urgent first. */
export function needsOf(catalogue: Catalogue, household: Household): FoundNeed[] {
  const found = [...catalogue.needs.values()].flatMap((need) => foundNeed(need, household));
  return found.toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
}

/** Of the rules that hold, the most urgent one counts. */
function foundNeed(need: Need, household: Household): FoundNeed[] {
  const rules = need.rules
    .filter((rule) => answerOf(household.value(rule.when, 'household')) === 'yes')
    .toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
  const [rule] = rules;
  return rule === undefined ? [] : [{ need: need.id, urgency: rule.urgency, because: rule.because }];
}

/** Registered life situations that certainly match. */
export function situationsOf(catalogue: Catalogue, household: Household): FoundSituation[] {
  return [...catalogue.situations.values()]
    .filter((situation) => answerOf(household.value(situation.when, 'household')) === 'yes')
    .map((situation) => ({ situation: situation.id, code: situation.code, because: situation.because }));
}
