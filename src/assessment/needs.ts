import { urgencies } from '#catalogue';
import { truths } from '#language';

import type { Answers } from './answers.ts';
import type { FoundNeed, FoundSituation } from './model.ts';
import type { Rulebook } from './rulebook.ts';

/** Needs that are certainly there, the most urgent first. */
export function needsOf(answers: Answers): FoundNeed[] {
  const found = answers.rulebook.needs.flatMap((need) => foundNeed(answers, need));
  return found.toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
}

/** Of the rules that hold, the most urgent one counts. */
function foundNeed(answers: Answers, { need, rules }: Rulebook['needs'][number]): FoundNeed[] {
  const [first] = rules
    .filter(({ node }) => answers.truth(node, 0) === truths.yes)
    .map(({ rule }) => rule)
    .toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
  return first === undefined ? [] : [{ need: need.id, urgency: first.urgency, because: first.because }];
}

/** Registered life situations that certainly match. */
export function situationsOf(answers: Answers): FoundSituation[] {
  return answers.rulebook.situations
    .filter(({ node }) => answers.truth(node, 0) === truths.yes)
    .map(({ situation }) => ({ situation: situation.id, code: situation.code, because: situation.because }));
}
