import type { Text } from '#language';

/** Papers of a case and the letters within it. */
export const talkWords = {
  papersTitle: { ru: 'Документы', en: 'Papers' },
  papersNone: { ru: 'Документы больше не нужны.', en: 'No papers are needed any more.' },
  papersBring: { ru: 'Принести', en: 'To be brought' },
  papersShown: { ru: 'Уже показаны: показывать снова не нужно', en: 'Shown already: nobody has to show them again' },
  paperShownTo: { ru: '{day}, подлинник видели: {agency}', en: '{day}, the original was seen by {agency}' },
  paperYouShowed: { ru: 'вы показали {day}: {agency}', en: 'you have shown it on {day}: {agency}' },
  paperHasCopy: { ru: 'копия снята', en: 'a copy was made' },
  'do-mark-paper': { ru: 'Отметить показанным', en: 'Mark as shown' },
  'do-unmark-paper': { ru: 'Снять отметку', en: 'Take the mark back' },
  markPaperLead: {
    ru: 'Отмечайте, когда держите подлинник в руках и видели документы на всех, о ком они нужны. Другие ведомства в этом деле его больше не попросят.',
    en: 'Mark it when you hold the original in your hands and have seen the papers of everybody they are needed about. Other agencies of the case will not ask for it again.',
  },
  markPaperCopy: { ru: 'Сняли копию?', en: 'Did you make a copy?' },
  markPaperCopyYes: { ru: 'да, копия у нас', en: 'yes, we keep the copy' },
  markPaperCopyNo: { ru: 'нет, только посмотрели', en: 'no, we only looked' },
  unmarkPaperReason: { ru: 'Почему отметка снимается', en: 'Why the mark is taken back' },
  papersGiven: {
    ru: 'Появятся по ходу дела: приносить не нужно',
    en: 'Come out of this case: nobody has to bring them',
  },
  papersAsked: {
    ru: 'Ведомства спросят друг у друга: приносить не нужно',
    en: 'Agencies ask each other: nobody has to bring them',
  },
  paperFor: { ru: 'для: {services}', en: 'for: {services}' },
  paperGivenBy: { ru: 'даёт: {service}', en: 'given by: {service}' },
  paperHeldBy: { ru: 'есть у: {agency}', en: 'held by: {agency}' },
  paperPerhaps: { ru: 'может понадобиться', en: 'may be needed' },
  planSheetFoot: {
    ru: 'План меняется, если что-то не получится. Новый — в «Моих делах», или позвоните ведущему и назовите номер дела.',
    en: 'The plan changes when something does not work out. The new one stands under “My cases”, or call the lead and give the number of the case.',
  },
  planPrint: { ru: 'Распечатать план', en: 'Print the plan' },
  taskSection: { ru: 'Наши задачи', en: 'Our tasks' },
  needsAll: { ru: 'Что нужно решить ({count})', en: 'What is to be solved ({count})' },
  onThisPage: { ru: 'На этой странице', en: 'On this page' },
  talkTitle: { ru: 'Переписка', en: 'Letters in the case' },
  talkLead: {
    ru: 'Письмо видят заявитель и те ведомства, кому оно написано. Больше никто.',
    en: 'A letter is seen by the applicant and by the agencies it is written to. By nobody else.',
  },
  talkNone: { ru: 'Пока никто ничего не написал.', en: 'Nobody has written anything yet.' },
  talkTo: { ru: 'кому: {to}', en: 'to: {to}' },
  'do-say': { ru: 'Написать', en: 'Write' },
  sayTo: { ru: 'Кому', en: 'To whom' },
  sayToHint: {
    ru: 'Заявитель видит всю переписку; если отметить его, он получит и письмо.',
    en: 'The applicant sees all letters; if marked, she is also sent a message.',
  },
  sayToHintOwn: { ru: 'Только отмеченные ведомства это прочтут.', en: 'Only the agencies marked will read it.' },
  sayWords: { ru: 'Что вы хотите сказать', en: 'What you want to say' },
  'event-said': { ru: 'Написано письмо', en: 'A letter was written' },
} as const satisfies Readonly<Record<string, Text>>;
