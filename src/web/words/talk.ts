import type { Text } from '#language';

/** Papers of a case and the letters within it. */
export const talkWords = {
  papersTitle: { ru: 'Документы', en: 'Papers' },
  papersNone: { ru: 'Документы больше не нужны.', en: 'No papers are needed any more.' },
  papersBring: { ru: 'Принести', en: 'To be brought' },
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
