import type { Text } from '#language';

/** What a register answered about a person, and "this is wrong". */
export const disputeWords = {
  answerTitle: { ru: 'Что ответил реестр', en: 'What the register answered' },
  answerLead: {
    ru: '{asker} спросило {agency} о вас или вашей семье. Зачем: {reason}.',
    en: '{asker} asked {agency} about you or your family. What for: {reason}.',
  },
  answerGround: { ru: 'По какому праву: {ground}, {basis}.', en: 'By which right: {ground}, {basis}.' },
  answerNone: { ru: 'Ответа ещё нет.', en: 'There is no answer yet.' },
  answerFact: { ru: 'Сведение', en: 'Fact' },
  answerAbout: { ru: 'О ком', en: 'About' },
  answerValue: { ru: 'Ответ', en: 'Answer' },
  answerSince: { ru: 'записано с {day}', en: 'recorded since {day}' },
  answerNotFound: { ru: 'в реестре нет', en: 'not in the register' },
  answerAbsent: { ru: 'нет', en: 'none' },
  answerDisputed: { ru: 'вы возразили', en: 'you disputed it' },
  answerYes: { ru: 'да', en: 'yes' },
  answerNo: { ru: 'нет', en: 'no' },
  answerHousehold: { ru: 'семья', en: 'the household' },
  disputeTitle: { ru: 'Это неверно', en: 'This is wrong' },
  disputeLead: {
    ru: 'Мы перестанем пользоваться этим сведением и передадим ваши слова тому, кто его держит. Исправить запись может только он.',
    en: 'We stop using the fact and pass your words on to whoever holds it. Only they can correct the record.',
  },
  disputeWhich: { ru: 'Что неверно', en: 'What is wrong' },
  disputeWords: { ru: 'Как на самом деле', en: 'How it really is' },
  disputeSend: { ru: 'Передать', en: 'Pass it on' },
  disputeDone: {
    ru: 'Передаём. Пока держатель реестра не ответит, сведение считается неизвестным.',
    en: 'It is on its way. Until the holder of the register answers, the fact counts as not known.',
  },
  disputeFactMissing: { ru: 'Отметьте, что неверно', en: 'Choose what is wrong' },
  disputeWordsMissing: { ru: 'Напишите, как на самом деле', en: 'Write how it really is' },
  journalAnswer: { ru: 'Что ответили. Если это неверно — скажите', en: 'What was answered. If it is wrong, say so' },
  journalInquiry: { ru: 'запрос: {asker} → {agency}', en: 'an inquiry: {asker} → {agency}' },
  journalOwnInquiry: { ru: 'что ответил реестр', en: 'what the register answered' },
  journalInquirySent: { ru: 'вопрос отправлен', en: 'the question was sent' },
  journalInquiryAnswered: { ru: 'ответ получен', en: 'the answer came' },
  journalInquiryRefused: { ru: 'реестр отказал', en: 'the register refused' },
  journalInquiryPreviewed: {
    ru: 'ответ просмотрен до использования',
    en: 'the answer was looked at before it was used',
  },
  journalDisputed: { ru: 'сказано, что сведение неверно', en: 'it was said that the fact is wrong' },
  journalInquiryNotAllowed: { ru: 'права спросить не было', en: 'there was no right to ask' },
} as const satisfies Readonly<Record<string, Text>>;
