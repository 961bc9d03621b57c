import type { Text } from '#language';

/** Work that takes longer than a page. */
export const workingWords = {
  workingBegins: { ru: 'Готовим население к проверке…', en: 'The population is being made ready…' },
  workingShare: { ru: 'Проверено: {share} %.', en: 'Counted: {share} %.' },
  workingBar: { ru: 'Сколько проверено', en: 'How much is counted' },
  workingStays: {
    ru: 'Страница обновляется сама. Её можно закрыть: счёт пойдёт дальше.',
    en: 'The page looks again by itself. You may close it: the work goes on.',
  },
  workingAgain: { ru: 'Обновить', en: 'Look again' },
} as const satisfies Readonly<Record<string, Text>>;
