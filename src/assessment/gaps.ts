import type { Catalogue, NeedId } from '#catalogue';
import type { Text } from '#language';

import type { Entitlement, FoundNeed, Gap } from './model.ts';

/**
 * Needs that no service covers: none exists, or the person has a right to none of those that do (with the criterion that
 * stands in the way), or the term to claim is over. A service that another one unlocks still covers.
 */
export function gapsOf(catalogue: Catalogue, needs: readonly FoundNeed[], entitlements: readonly Entitlement[]): Gap[] {
  return needs.flatMap(({ need }) => {
    const covering = entitlements.filter(
      (entitlement) => catalogue.services.get(entitlement.service)?.covers.includes(need) === true,
    );
    if (covering.some((entitlement) => entitlement.answer !== 'no' || entitlement.unlockedBy.length > 0)) return [];
    return [gapOf(catalogue, need, covering)];
  });
}

function gapOf(catalogue: Catalogue, need: NeedId, covering: readonly Entitlement[]): Gap {
  const services = [...new Set(covering.map((entitlement) => entitlement.service))].map((service) => ({
    service,
    criteria: [
      ...new Set(
        covering
          .filter((entitlement) => entitlement.service === service)
          .flatMap((entitlement) => failed(entitlement).map((criterion) => criterion.id)),
      ),
    ],
  }));
  const isLate = covering.some((entitlement) =>
    failed(entitlement).every((criterion) => criterion.kind === 'deadline'),
  );
  const reason = covering.length === 0 ? 'no-service' : isLate ? 'too-late' : 'not-eligible';
  return { need, reason, services, text: gapText(catalogue, need, reason) };
}

function failed(entitlement: Entitlement): Entitlement['criteria'] {
  return entitlement.criteria.filter((criterion) => criterion.answer === 'no');
}

function gapText(catalogue: Catalogue, need: NeedId, reason: Gap['reason']): Text {
  const name = catalogue.needs.get(need)?.name ?? { ru: need, en: need };
  switch (reason) {
    case 'no-service':
      return {
        ru: `${name.ru}: такой услуги здесь нет ни у одного ведомства`,
        en: `${name.en}: no agency here has such a service`,
      };
    case 'not-eligible':
      return {
        ru: `${name.ru}: услуги есть, но ни одна не положена по условиям`,
        en: `${name.en}: there are services, but their conditions leave you out`,
      };
    case 'too-late':
      return { ru: `${name.ru}: срок обращения прошёл`, en: `${name.en}: the term to apply is over` };
  }
}
