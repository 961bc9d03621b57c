import type { Catalogue, Criterion } from '#catalogue';
import { dayText, isUnknown } from '#language';

import { Household } from './household.ts';
import type { Entitlement, ToldSituation } from './model.ts';

type DatedCriteria = ReadonlyMap<string, readonly (ReadonlyMap<string, Criterion> | undefined)[]>;

/** By service, for each of its versions, the criteria that time alone opens or closes; few services have any. */
const dated = new WeakMap<Catalogue, DatedCriteria>();

/** Entitlements with the days from which and until which time alone lets a criterion hold, where they can be told. */
export function withDays(
  catalogue: Catalogue,
  told: ToldSituation,
  entitlements: readonly Entitlement[],
): Entitlement[] {
  const services = datedCriteria(catalogue);
  const household = new Household(catalogue, told);
  const dayOf = (rule: Criterion['opens'], subject: string): string | undefined => {
    const value = rule === undefined ? null : household.value(rule, subject);
    return isUnknown(value) || typeof value !== 'object' || value?.kind !== 'date' ? undefined : dayText(value.day);
  };
  return entitlements.map((entitlement) => {
    const criteria = services.get(entitlement.service)?.[entitlement.version];
    if (criteria === undefined) return entitlement;
    return {
      ...entitlement,
      criteria: entitlement.criteria.map((answer) => {
        const criterion = criteria.get(answer.id);
        const opens = dayOf(criterion?.opens, entitlement.subject);
        const closes = dayOf(criterion?.closes, entitlement.subject);
        return {
          ...answer,
          ...(opens === undefined ? {} : { opens }),
          ...(closes === undefined ? {} : { closes }),
        };
      }),
    };
  });
}

function datedCriteria(catalogue: Catalogue): DatedCriteria {
  const known = dated.get(catalogue);
  if (known !== undefined) return known;
  const found = new Map<string, readonly (ReadonlyMap<string, Criterion> | undefined)[]>();
  for (const service of catalogue.services.values()) {
    const versions = service.versions.map(({ criteria }) => {
      const some = criteria.filter(({ opens, closes }) => opens !== undefined || closes !== undefined);
      return some.length === 0 ? undefined : new Map(some.map((criterion) => [criterion.id, criterion]));
    });
    if (versions.some((version) => version !== undefined)) found.set(service.id, versions);
  }
  dated.set(catalogue, found);
  return found;
}
