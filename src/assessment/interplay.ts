import type { Answers } from './answers.ts';
import { choicesOf } from './choices.ts';
import { declaredOrder, exclusionsOf } from './exclusions.ts';
import { noInterplay } from './interplay-model.ts';
import type { Interplay } from './interplay-model.ts';
import { meetingsOf, rowsOf } from './meetings.ts';
import type { Entitlement } from './model.ts';

/** How the answered services bear on each other, by the interactions of the packs. */
export function interplayOf(answers: Answers, entitlements: readonly Entitlement[]): Interplay {
  const rows = rowsOf(answers, entitlements);
  if (rows.size === 0) return noInterplay;
  const meetings = meetingsOf(answers, rows);
  const exclusions = exclusionsOf(answers, rows, meetings);
  return {
    exclusions,
    choices: choicesOf(answers, rows, meetings, exclusions),
    incomes: [],
    order: declaredOrder(meetings),
    unlockLosses: [],
  };
}
