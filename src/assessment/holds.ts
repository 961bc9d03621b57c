import type { Catalogue } from '#catalogue';
import type { CheckedExpression } from '#language';

import { Household } from './household.ts';
import type { Answer, ToldSituation } from './model.ts';

/**
 * Whether a condition on the household, or on one of its people, holds: of an agreement, a notice, a representation, anything
 * outside the services themselves.
 */
export function holds(
  catalogue: Catalogue,
  told: ToldSituation,
  condition: CheckedExpression,
  subject = 'household',
): Answer {
  const value = new Household(catalogue, told).value(condition, subject);
  if (value === true) return 'yes';
  return value === false ? 'no' : 'unknown';
}
