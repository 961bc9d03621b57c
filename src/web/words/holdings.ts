import type { Text } from '#language';

/** The reference directory, as the person sees it. */
export const holdingWords = {
  holdingsTitle: { ru: 'Какой реестр что о вас знает', en: 'Which register knows what about you' },
  holdingsLead: {
    ru: 'Здесь только то, какие сведения есть и у кого. Самих сведений в этом списке нет: их спрашивают у реестра, когда есть право.',
    en: 'Only which facts there are, and who holds them. The facts themselves are not in this list: a register is asked for them when there is a right to.',
  },
  holdingsNone: {
    ru: 'Пока ни один реестр не сообщал, что о вас знает.',
    en: 'No register has told yet what it knows about you.',
  },
  holdingsFact: { ru: 'Сведение', en: 'Fact' },
  holdingsAbout: { ru: 'О ком', en: 'About' },
  holdingsHeld: { ru: 'Есть ли', en: 'Held' },
  holdingsSince: { ru: 'За какое время', en: 'For which time' },
  holdingsTold: { ru: 'Когда сообщили', en: 'Told' },
  'holding-register': { ru: 'есть, запись реестра', en: 'held, a record of the register' },
  'holding-copy': { ru: 'есть, взято из другого реестра', en: 'held, taken over from another register' },
  'holding-declared': { ru: 'есть, с ваших слов', en: 'held, on your own word' },
  holdingYes: { ru: 'есть', en: 'held' },
  holdingNo: { ru: 'нет', en: 'not held' },
  journalDirectory: { ru: 'список реестров', en: 'the list of registers' },
  holdingFrom: { ru: 'с {day}', en: 'from {day}' },
  holdingUntil: { ru: 'по {day}', en: 'until {day}' },
} as const satisfies Record<string, Text>;
