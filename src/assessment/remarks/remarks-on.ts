import type { Catalogue, Day } from '#catalogue';

import { onCriteria } from './on-criteria.ts';
import { withoutValue, withoutVersion } from './on-days.ts';
import { untold, unused } from './on-facts.ts';
import { withoutUnit } from './on-units.ts';
import type { Remark } from './remark.ts';

/**
 * What is right in form and hardly meant: to be looked at by whoever wrote it. What is said is proven; what was not found
 * out is not said. Parameters are looked at up to the day `until`.
 */
export function remarksOn(catalogue: Catalogue, until: Day): Remark[] {
  const services = [...catalogue.services.values()];
  return [
    ...services.flatMap((service) => [...withoutVersion(service), ...onCriteria(catalogue, service)]),
    ...withoutValue(catalogue, until),
    ...untold(catalogue),
    ...withoutUnit(catalogue),
    ...unused(catalogue),
  ].toSorted((a, b) => Number(b.severity === 'problem') - Number(a.severity === 'problem'));
}
