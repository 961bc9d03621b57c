import type { Text } from '#language';

/** How services bear on each other: the choice between them, what counts as income, what comes first. */
export const interplayWords = {
  choiceTitle: { ru: 'Что выбрать', en: 'What to choose' },
  choiceLead: {
    ru: 'Всё сразу не дают. Выбираете вы: подайте заявление на то, что выбрали.',
    en: 'Not all of this is given at once. You choose: apply for what you have chosen.',
  },
  choiceMaybe: { ru: 'Возможно, придётся выбирать', en: 'You may have to choose' },
  choiceSum: { ru: 'За 12 месяцев', en: 'In 12 months' },
  choiceWithout: { ru: 'Тогда без', en: 'Then without' },
  choiceBest: { ru: 'больше всего денег', en: 'the most money' },
  choiceGiven: { ru: 'уже есть', en: 'you have it already' },
  choiceMore: { ru: 'Показаны не все варианты.', en: 'Not all options are shown.' },
  sumNotKnown: { ru: 'сумма не известна', en: 'sum not known' },
  sumNoMoney: { ru: 'не деньги', en: 'no money' },
  sumFrom: { ru: 'не меньше {sum}', en: 'at least {sum}' },
  sumBetween: { ru: 'от {low} до {high}', en: 'from {low} to {high}' },
  barredTitle: { ru: 'Что вместе не дают', en: 'What is not given together' },
  barredBy: { ru: 'мешает: {name}', en: 'barred by: {name}' },
  orderTitle: { ru: 'Что сделать сначала', en: 'What to do first' },
  orderLine: { ru: 'Сначала — {first}, потом — {then}', en: 'First {first}, then {then}' },
  orderUntil: { ru: 'Подайте заявление не позже {day}: {first}', en: 'Apply no later than {day}: {first}' },
  incomeTitle: { ru: 'Что считают вашим доходом', en: 'What counts as your income' },
  incomeLead: {
    ru: 'Одна выплата может уменьшить другую, когда ту будут назначать заново.',
    en: 'One payment can lower another when that one is next assigned.',
  },
  incomeLost: { ru: '«{name}» после этого не назначат', en: '“{name}” will not be assigned after that' },
  incomeReduced: { ru: '«{name}» станет меньше', en: '“{name}” becomes less' },
  incomeReducedTo: { ru: '«{name}» станет меньше: {sum}', en: '“{name}” becomes less: {sum}' },
  incomeKept: { ru: '«{name}» не изменится', en: '“{name}” stays as it is' },
  incomeUnknown: {
    ru: 'пока не известно, изменится ли «{name}»',
    en: 'it is not known yet whether “{name}” changes',
  },
  incomeNotCounted: { ru: 'на «{name}» не влияет', en: 'does not touch “{name}”' },
  incomeApply: {
    ru: 'Подайте заявление не позже {day}: тогда это ещё не посчитают.',
    en: 'Apply no later than {day}: then this does not count yet.',
  },
  losesBeside: { ru: 'Но тогда не будет:', en: 'But then you give up:' },
} as const satisfies Readonly<Record<string, Text>>;
