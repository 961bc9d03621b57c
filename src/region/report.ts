import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

import { effectPicture } from './effect-picture.ts';
import type { EffectBar } from './effect-picture.ts';
import type { Effect, IncomeEffect, WhatIf } from './what-if.ts';

export type EffectGroup = 'territories' | 'kinds' | 'incomes';
export const effectGroups: readonly EffectGroup[] = ['kinds', 'incomes', 'territories'];

const titles = {
  kinds: { ru: 'Семьи по виду', en: 'Households by kind' },
  incomes: {
    ru: 'Семьи по доходу на человека, в прожиточных минимумах',
    en: 'Households by income a head, in subsistence minimums',
  },
  territories: { ru: 'Семьи по муниципалитету', en: 'Households by municipality' },
} as const;

const words = {
  lose: { ru: 'теряют', en: 'lose' },
  gain: { ru: 'получают больше', en: 'gain' },
  none: { ru: 'никто ничего не теряет и не получает', en: 'nobody gains or loses' },
  unknownIncome: { ru: 'доход не известен', en: 'income not known' },
  over: { ru: 'больше', en: 'over' },
  otherKind: { ru: 'другие', en: 'others' },
} as const;

export function groupTitle(group: EffectGroup, language: Language): string {
  return titles[group][language];
}

/** The rows of a group with their names. */
export function namedEffects(
  catalogue: Catalogue,
  found: WhatIf,
  group: EffectGroup,
  language: Language,
): readonly (Effect & { readonly label: string })[] {
  switch (group) {
    case 'territories':
      return found.territories.map(({ territory, ...effect }) => ({
        label: catalogue.territories.get(territory)?.name[language] ?? territory,
        ...effect,
      }));
    case 'kinds':
      return found.kinds.map(({ kind, ...effect }) => ({ label: kindName(catalogue, kind, language), ...effect }));
    case 'incomes':
      return found.incomes.map((effect) => ({ label: incomeText(effect, language), ...effect }));
  }
}

export function kindName({ population }: Catalogue, kind: string, language: Language): string {
  return population.kinds.find(({ id }) => id === kind)?.name[language] ?? words.otherKind[language];
}

/** Who gains and loses in a group, drawn. */
export function groupPicture(catalogue: Catalogue, found: WhatIf, group: EffectGroup, language: Language): string {
  const bars: readonly EffectBar[] = namedEffects(catalogue, found, group, language);
  return effectPicture(bars, {
    title: `${found.name[language]}. ${groupTitle(group, language)}`,
    lose: words.lose[language],
    gain: words.gain[language],
    none: words.none[language],
    count: (households) => households.toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB'),
  });
}

function incomeText({ from, to, isKnown }: IncomeEffect, language: Language): string {
  if (!isKnown) return words.unknownIncome[language];
  const number = (value: number): string => value.toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB');
  return to === undefined ? `${words.over[language]} ${number(from)}` : `${number(from)}–${number(to)}`;
}
