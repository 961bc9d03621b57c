import type { Catalogue, NotTogether } from '#catalogue';
import type { Text } from '#language';

import type { Entitlement } from './model.ts';

export type ChoiceSide = {
  readonly service: string;
  /** What all yes answers of the service bring in a month; absent when some amount is not known or is paid once. */
  readonly monthly?: number;
};

/** Two services of which one person may have one: what each brings, and which brings more where that is known. */
export type Choice = {
  readonly sides: readonly [ChoiceSide, ChoiceSide];
  readonly better?: string;
  readonly text: Text;
  readonly article: string;
};

/** Pairs that the law does not pay together, where neither is refused: the person has to choose. */
export function choicesOf(catalogue: Catalogue, entitlements: readonly Entitlement[]): Choice[] {
  return [...catalogue.services.values()].flatMap((service) =>
    service.notTogetherWith.flatMap((other) => choiceBetween(service.id, other, entitlements)),
  );
}

function choiceBetween(service: string, other: NotTogether, entitlements: readonly Entitlement[]): Choice[] {
  const open = (id: string): Entitlement[] =>
    entitlements.filter((one) => one.service === id && one.answer !== 'no' && one.concerns === 'yes');
  const [mine, theirs] = [open(service), open(other.service)];
  if (mine.length === 0 || theirs.length === 0) return [];
  const sides = [sideOf(service, mine), sideOf(other.service, theirs)] as const;
  const [a, b] = sides;
  const isDecided = a.monthly !== undefined && b.monthly !== undefined && a.monthly !== b.monthly;
  const better = isDecided ? ((a.monthly ?? 0) > (b.monthly ?? 0) ? a.service : b.service) : undefined;
  return [{ sides, text: other.text, article: other.article.citation, ...(better === undefined ? {} : { better }) }];
}

function sideOf(service: string, entitlements: readonly Entitlement[]): ChoiceSide {
  const amounts = entitlements.map(({ answer, amount }) =>
    answer === 'yes' && amount?.per === 'month' ? amount.value : undefined,
  );
  if (amounts.includes(undefined)) return { service };
  const kopecks = amounts.reduce<number>((sum, amount) => sum + Math.round((amount ?? 0) * 100), 0);
  return { service, monthly: kopecks / 100 };
}
