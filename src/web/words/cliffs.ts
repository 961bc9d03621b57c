import type { Text } from '#language';

/** How help changes when somebody of the family earns more. */
export const cliffWords = {
  earnTitle: { ru: 'Если заработок вырастет', en: 'If you earn more' },
  earnSafe: {
    ru: 'Больший заработок не отнимет больше, чем даст: работать выгодно при любом доходе, который мы посмотрели.',
    en: 'Earning more will not take away more than it brings, at any income that we looked at.',
  },
  earnLead: {
    ru: 'Чей заработок: {who}, сейчас {now} в месяц. Остальное — как вы рассказали.',
    en: 'Whose earnings: {who}, now {now} a month. All else as you told us.',
  },
  earnUpTo: {
    ru: 'До {sum} в месяц заработок всегда добавляет денег семье.',
    en: 'Up to {sum} a month earning more always adds to what the family has.',
  },
  earnFrom: { ru: 'С {sum} в месяц', en: 'From {sum} a month' },
  earnBehind: {
    ru: 'При заработке меньше {sum} в месяц семье положено больше помощи',
    en: 'With earnings below {sum} a month the family has a right to more help',
  },
  earnEnds: { ru: '{name} — уже не положено', en: '{name} — no right any more' },
  earnLess: { ru: '{name} — станет меньше: {sum} за год', en: '{name} — becomes less: {sum} a year' },
  earnEven: {
    ru: 'С {sum} в месяц денег у семьи снова не меньше, чем до этого.',
    en: 'From {sum} a month the family again has no less than before.',
  },
} as const satisfies Readonly<Record<string, Text>>;
