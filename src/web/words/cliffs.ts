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
  earnNotKnown: {
    ru: 'Чтобы сказать об этом, нужно знать, сколько семья зарабатывает сейчас.',
    en: 'To tell this, it has to be known what the family earns now.',
  },
  earnNoHelp: {
    ru: 'Пока нет денег, на которые вы имели бы право наверняка: отнимать нечего.',
    en: 'There is no money yet to which you have a certain right: nothing can be taken away.',
  },
  curveTitle: { ru: 'Помощь и заработок', en: 'Help and earnings' },
  curveLead: {
    ru: 'Сколько помощи положено семье из примера, если один из неё зарабатывает больше или меньше. Точки — пороги: больший заработок приносит там меньше. Считается только то, на что право есть наверняка; из того, что не дают вместе, — лучшее.',
    en: 'How much help the family of an example has a right to as one of them earns more or less. Dots are cliffs: more earnings bring less there. Only what is certain counts; of what is not given together, the best.',
  },
  curveShow: { ru: 'Показать', en: 'Show' },
  curveNotKnown: {
    ru: 'В этих примерах не сказано, сколько семья зарабатывает.',
    en: 'These examples do not say what the family earns.',
  },
  curveEarned: { ru: 'заработок в месяц', en: 'earnings a month' },
  curveHelp: { ru: 'помощь в месяц', en: 'help a month' },
  curveNow: { ru: 'сейчас', en: 'now' },
  curveCliffs: { ru: 'Пороги', en: 'Cliffs' },
  curveAt: { ru: 'Заработок в месяц', en: 'Earnings a month' },
  curveLoss: { ru: 'Потеря за год вместе с заработком', en: 'Loss in a year, earnings counted' },
  curveEven: { ru: 'Снова не меньше с', en: 'Again no less from' },
  curveBeyond: { ru: 'дальше, чем посмотрели', en: 'further than was looked' },
  curveServices: { ru: 'Какие услуги меняются', en: 'Services that change' },
  curvePieces: { ru: 'Помощь при каждом заработке', en: 'Help at each earnings' },
  curveFrom: { ru: 'Заработок от', en: 'Earnings from' },
  curveTo: { ru: 'до', en: 'to' },
  curveHelpFrom: { ru: 'Помощь в начале', en: 'Help at its start' },
  curveHelpTo: { ru: 'в конце', en: 'at its end' },
  curveExamples: { ru: 'Примеры этой услуги', en: 'Examples of this service' },
  curveNotExamined: {
    ru: 'Не рассмотрены: зависят от дохода так, что насквозь не видно',
    en: 'Not looked at, as they rest on income in a way that cannot be looked through',
  },
} as const satisfies Readonly<Record<string, Text>>;
