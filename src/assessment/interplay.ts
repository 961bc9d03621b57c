import type { Catalogue } from '#catalogue';

import type { Answers } from './answers.ts';
import { choicesOf } from './choices.ts';
import { countedIncomes, orderOfIncomes } from './counted-incomes.ts';
import { declaredOrder, exclusionsOf } from './exclusions.ts';
import { noInterplay } from './interplay-model.ts';
import type { EntitlementKey, Interplay } from './interplay-model.ts';
import { withoutRings } from './order-rings.ts';
import { meetingsOf, rowsOf } from './meetings.ts';
import type { Row } from './meetings.ts';
import { unlockLosses } from './unlock-losses.ts';
import type { Entitlement } from './model.ts';

/** How the answered services bear on each other, by the interactions of the packs. */
export function interplayOf(catalogue: Catalogue, answers: Answers, entitlements: readonly Entitlement[]): Interplay {
  const rows = rowsOf(answers, entitlements);
  if (rows.size === 0) return noInterplay;
  const meetings = meetingsOf(answers, rows);
  const incomes = countedIncomes(catalogue, answers, meetings);
  const exclusions = exclusionsOf(answers, rows, meetings);
  return {
    exclusions,
    choices: choicesOf(answers, rows, meetings, exclusions),
    incomes,
    order: withoutRings([...declaredOrder(meetings), ...orderOfIncomes(incomes, (one) => isRight(rows, one.from))]),
    unlockLosses: unlockLosses(catalogue, answers, entitlements, meetings),
  };
}

function isRight(rows: ReadonlyMap<string, readonly Row[]>, { service, subject }: EntitlementKey): boolean {
  return rows.get(service)?.find(({ key }) => key.subject === subject)?.entitlement.answer === 'yes';
}
