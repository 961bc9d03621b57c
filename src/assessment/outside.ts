import { versionOn } from '#catalogue';
import type { Catalogue, Service } from '#catalogue';

import { answerOf } from './entitlements.ts';
import { Household } from './household.ts';
import type { Answer, ToldSituation } from './model.ts';

/**
 * What the criteria of a service say of those whom it does not concern. A criterion that repeats whom the service is about
 * fails nobody else: only here is it seen to fail.
 */
export function answersOutside(
  catalogue: Catalogue,
  told: ToldSituation,
  service: Service,
): { readonly version: number; readonly criterion: string; readonly answer: Answer }[] {
  const { where, each } = service.subject;
  const dated = versionOn(service, told.asOf);
  if (where === undefined || dated === undefined) return [];
  const household = new Household(catalogue, told);
  const subjects =
    each === 'household' ? ['household'] : each === 'applicant' ? [told.applicant] : told.people.map(({ id }) => id);
  return subjects
    .filter((subject) => household.value(where, subject) === false)
    .flatMap((subject) =>
      dated.version.criteria.flatMap(({ id, when }) =>
        when === undefined
          ? []
          : [{ version: dated.index, criterion: id, answer: answerOf(household.value(when, subject)) }],
      ),
    );
}
