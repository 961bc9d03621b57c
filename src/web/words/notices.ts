import type { Text } from '#language';

/** What registers told of as changed, and what it means for the person. */
export const noticeWords = {
  noticesTitle: { ru: 'Что изменилось', en: 'What has changed' },
  noticesLead: {
    ru: 'Реестры сообщают Окну об изменениях. Само собой ничего не назначается и не прекращается: решает ведомство.',
    en: 'Registers tell Okno of changes. Nothing is granted or ended by itself: the agency decides.',
  },
  noticesNone: { ru: 'Реестры ни о чём не сообщали.', en: 'No register has told of anything.' },
  noticeFrom: { ru: '{agency}, {at}. Изменилось: {facts}', en: '{agency}, {at}. Changed: {facts}' },
  'notice-birth': { ru: 'Родился ребёнок', en: 'A child was born' },
  'notice-death': { ru: 'Зарегистрирована смерть', en: 'A death was registered' },
  'notice-job-lost': { ru: 'Прекращена работа', en: 'A job has ended' },
  'notice-job-started': { ru: 'Начата работа', en: 'A job has begun' },
  'notice-disability': { ru: 'Установлена инвалидность', en: 'A disability was established' },
  'notice-address-changed': { ru: 'Изменился адрес', en: 'The address has changed' },
  'notice-passport-issued': { ru: 'Выдан паспорт', en: 'A passport was issued' },
  noticeOther: { ru: 'Изменились сведения', en: 'Facts have changed' },
  noticeGained: { ru: 'Теперь вам может быть положено', en: 'You may now have a right to' },
  noticeOffered: {
    ru: 'Предложено без обращения: ответьте в разделе «Вам, похоже, положено»',
    en: 'Offered without an application: answer under "You seem to have a right to this"',
  },
  noticeApply: { ru: 'За этой помощью надо обратиться', en: 'You have to apply for it' },
  noticeLost: { ru: 'Эта помощь может прекратиться', en: 'This help may end' },
  noticeLostFrom: {
    ru: 'Обычно помощь прекращают с первого числа следующего месяца — {day}. Решает {agency}.',
    en: 'Help usually ends with the first day of the next month, {day}. {agency} decides.',
  },
  noticeBecause: { ru: 'Потому что больше не выполнено', en: 'Because this is not met any more' },
  noticeNotKnown: { ru: 'Теперь не хватает сведений, чтобы знать', en: 'It is not known any more' },
  noticeCan: { ru: 'Что можно сделать', en: 'What can be done' },
  noticeWrong: { ru: 'Если реестр ошибается — скажите об этом', en: 'If the register is wrong, say so' },
  noticeAsk: {
    ru: 'Спросите ведущего дела, на что ещё вы имеете право: план уже пересчитан',
    en: 'Ask the lead of your case what else you have a right to: the plan has been made anew',
  },
  noticeCheckTitle: { ru: 'Можно проверить, что вам положено?', en: 'May we check what you have a right to?' },
  noticeCheck: {
    ru: 'Что это меняет для вас, ещё не проверено. Окно задаст несколько вопросов и спросит реестры о том, о чём вы разрешите; без согласия никого не спрашивают.',
    en: 'What this changes for you has not been checked yet. Okno asks a few questions, and asks registers what you let them be asked; without your consent nobody is asked.',
  },
  noticeCheckBegin: { ru: 'Проверить', en: 'Check' },
  noticeRequest: {
    ru: 'Потому что это изменилось, Окно может проверить, положено ли вам: {what}. Если вы согласитесь, будут спрошены только эти реестры и только об этом:',
    en: 'Because this has changed, Okno can check whether you have a right to: {what}. If you agree, only these registers are asked, and only this:',
  },
  noticeRequestOnce: {
    ru: 'Согласие — на одну эту проверку. Без него никого не спрашивают; откажетесь — ничего не изменится. Каждый запрос виден в разделе «Кто смотрел мои данные».',
    en: 'The consent is for this one check. Without it nobody is asked; if you decline, nothing changes. Every question stands under "Who looked at my data".',
  },
  noticeAskedWith: {
    ru: 'Об этом реестр сообщил ещё раз: вопрос к вам — в более новом сообщении.',
    en: 'A register told of this again: what you are asked stands with the newer message.',
  },
  noticeAgree: { ru: 'Согласие даю, проверьте', en: 'I agree, check it' },
  noticeDisagree: { ru: 'Не нужно', en: 'No, thank you' },
  noticeAgreed: {
    ru: 'Вы согласились на проверку {at}. Реестры спрошены; что выяснится, появится здесь.',
    en: 'You agreed to the check on {at}. The registers have been asked; what comes of it will stand here.',
  },
  noticeWithdraw: { ru: 'Отозвать согласие', en: 'Withdraw the consent' },
  noticeOpen: {
    ru: 'Реестры ответили, но знают не всё: остальное можете рассказать только вы. Окно задаст несколько вопросов.',
    en: 'The registers have answered, but do not know everything: the rest only you can tell. Okno asks a few questions.',
  },
  noticeNothing: {
    ru: 'На вашу помощь это, насколько известно, не влияет.',
    en: 'As far as is known this changes nothing in your help.',
  },
  noticeDecline: { ru: 'Мне это не нужно', en: 'I do not want this' },
  noticeDeclined: { ru: 'Вы отказались', en: 'You declined' },
  journalNotice: { ru: 'извещение реестра', en: 'a notice of a register' },
  journalNoticeSeen: { ru: 'что изменилось', en: 'what has changed' },
  journalNoticeAgreed: { ru: 'дано согласие на проверку', en: 'consent to a check was given' },
  journalNoticeDeclined: { ru: 'от помощи отказались', en: 'the help was declined' },
} as const satisfies Readonly<Record<string, Text>>;
