import type { Catalogue } from '#catalogue';
import type { CheckedExpression } from '#language';

import { Household } from './household.ts';
import type { Answer, ToldSituation } from './model.ts';

/** Whether a condition on the household holds: of an agreement, a notice, anything outside the services themselves. */
export function holds(catalogue: Catalogue, told: ToldSituation, condition: CheckedExpression): Answer {
  const value = new Household(catalogue, told).value(condition, 'household');
  if (value === true) return 'yes';
  return value === false ? 'no' : 'unknown';
}
