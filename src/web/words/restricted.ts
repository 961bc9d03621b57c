import type { Text } from '#language';

export const restrictedWords = {
  restrictedTitle: { ru: 'Закрытая запись', en: 'Restricted record' },
  restrictedLead: {
    ru: 'Здесь пишут то, что может выдать человека: где он укрылся, по какому номеру звонить безопасно. Текст видит только ведущий дела. Ни другие ведомства, ни помощники, ни письма его не получают.',
    en: 'Here stands what could give a person away: where she is hiding, which number is safe to call. Only the lead of the case sees it. No other agency, helper or letter gets it.',
  },
  restrictedTold: {
    ru: 'Человек увидит в своём журнале, что запись открывали, но не её текст.',
    en: 'The person sees in her journal that the record was opened, not what it says.',
  },
  restrictedWordsLabel: { ru: 'Текст записи', en: 'The record' },
  restrictedWordsHint: {
    ru: 'Чтобы стереть запись, очистите поле и сохраните.',
    en: 'To erase it, empty the field and save.',
  },
  restrictedNow: { ru: 'Сейчас записано', en: 'Kept now' },
  restrictedNothing: { ru: 'ничего', en: 'nothing' },
  restrictedSave: { ru: 'Сохранить', en: 'Save' },
  restrictedSaved: { ru: 'Запись сохранена.', en: 'The record is saved.' },
  journalRestricted: { ru: 'закрытая запись ведущего', en: 'the restricted record of the lead' },
} as const satisfies Readonly<Record<string, Text>>;
