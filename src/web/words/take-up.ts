import type { Text } from '#language';

/** Entitled against received. */
export const takeUpWords = {
  takeUpTitle: { ru: 'Куда помощь не доходит', en: 'Where help does not arrive' },
  takeUpLead: {
    ru: 'Кто имеет право по правилам пакетов и кому помощь назначена: по услугам и муниципалитетам.',
    en: 'Who has a right by the rules of the packs and whom help reaches: by service and municipality.',
  },
  takeUpOn: { ru: 'На {day}.', en: 'As of {day}.' },
  takeUpDrawn: {
    ru: 'Кто получает, не известно: разыграно по предполагаемым долям.',
    en: 'Who receives is not known: it was drawn by assumed shares.',
  },
  takeUpServices: { ru: 'Услуги', en: 'Services' },
  takeUpPlaces: { ru: 'Наибольшие разрывы', en: 'The largest gaps' },
  takeUpPlace: { ru: 'Муниципалитет', en: 'Municipality' },
  takeUpEntitled: { ru: 'Имеют право', en: 'Entitled' },
  takeUpReached: { ru: 'Получают', en: 'Reached' },
  takeUpShare: { ru: 'Доля', en: 'Share' },
  takeUpMissed: { ru: 'Не доходит в год', en: 'Missed a year' },
  takeUpCsv: { ru: 'Все строки таблицей ({format})', en: 'All rows as a table ({format})' },
  takeUpNotRecorded: { ru: 'О получении ничего не сказано', en: 'Nothing is told of who receives' },
} as const satisfies Readonly<Record<string, Text>>;
