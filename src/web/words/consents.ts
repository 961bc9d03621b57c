import type { Text } from '#language';

/** Registers that may be asked instead of the person. */
export const consentsWords = {
  consentsLink: { ru: 'Разрешить спросить ведомства вместо вас', en: 'Let agencies be asked instead of you' },
  consentsTitle: { ru: 'Спросить ведомства вместо вас?', en: 'Ask agencies instead of you?' },
  consentsSave: {
    ru: 'Часть ответов уже есть в реестрах. Если разрешите их спросить, мы не зададим до {questions}.',
    en: 'Some answers are in registers already. If you let us ask there, up to {questions} will not be asked.',
  },
  consentsLead: {
    ru: 'Это не обязательно: можно ответить самим. Снимите отметку, и согласие отозвано.',
    en: 'You need not agree: you can answer yourself. Take a mark off and the consent is withdrawn.',
  },
  consentsNotYet: {
    ru: 'Спросить можно, если вы вошли: иначе неизвестно, о ком спрашивать. Пока ведомство не ответит, зависящее от этого останется неизвестным; если результат нужен сразу, ответьте сами.',
    en: 'Agencies can be asked when you are signed in: else it is not known about whom. Until an agency answers, what depends on it stays unknown; if you need the result at once, answer yourself.',
  },
  consentsAs: {
    ru: 'О вас спросят так: {who}. О вашем ребёнке — когда ЗАГС подтвердит, что он ваш. Взрослые из семьи пусть войдут сами.',
    en: 'You are asked about as: {who}. About your child, once the civil registry has confirmed that it is yours. Adults of your family have to sign in themselves.',
  },
  consentsBorn: { ru: 'дата рождения — {day}', en: 'born {day}' },
  consentsSnils: { ru: 'СНИЛС оканчивается на {last}', en: 'SNILS ending in {last}' },
  consentsElse: {
    ru: 'Вы вошли как {who}, а рассказано о человеке другого возраста. О нём ведомства не спросить: пусть он войдёт сам. Если рассказано о вас, поправьте дату рождения.',
    en: 'You are signed in as {who}, but somebody of another age is told about. Agencies cannot be asked about them: they have to sign in themselves. If it is about you, mend the date of birth.',
  },
  consentsNotTold: {
    ru: 'Служба входа не передала СНИЛС и дату рождения, поэтому ведомства не поймут, о ком их спрашивают. Пока ответьте сами.',
    en: 'The sign-in service did not pass on your SNILS and date of birth, so agencies cannot tell whom they are asked about. Answer yourself for now.',
  },
  inquiriesWait: {
    ru: 'Пока ведомство не ответит, зависящее от этого останется неизвестным. Если результат нужен сразу или реестры не узнали кого-то из семьи, ответьте сами.',
    en: 'Until an agency answers, what depends on it stays unknown. If you need the result at once, or the registers do not know somebody of your family, answer yourself.',
  },
  consentsSignIn: { ru: 'Войти, чтобы спросить ведомства', en: 'Sign in to let agencies be asked' },
  registersReason: {
    ru: 'узнать, какая помощь положена',
    en: 'to find out which help there is',
  },
  registersTitle: { ru: 'Что сказали реестры', en: 'What registers told' },
  registersCount: {
    ru: 'Из реестров пришло {facts}: вас об этом не спрашивали.',
    en: '{facts} came from registers: you were not asked.',
  },
  registersFacts: { ru: 'сведение|сведения|сведений', en: 'fact|facts' },
  registersAsk: { ru: 'Спросить ведомства и проверить ответы', en: 'Ask agencies and look for answers' },
  consentsNone: { ru: 'Сейчас спрашивать ведомства не о чем.', en: 'There is nothing to ask agencies about now.' },
  consentsWhom: { ru: 'Кого можно спросить о вас и ваших детях', en: 'Who may be asked about you and your children' },
  consentsFewer: { ru: 'на {questions} меньше', en: '{questions} fewer' },
  upToForms: { ru: 'вопроса|вопросов|вопросов', en: 'question|questions' },
  fewerForms: { ru: 'вопрос|вопроса|вопросов', en: 'question|questions' },
  consentsOthers: { ru: 'Кто из взрослых тоже согласен', en: 'Which of the adults agree too' },
  consentsOthersHint: {
    ru: 'За другого взрослого вы согласиться не можете. Отметьте, если человек сам сказал «да».',
    en: 'You cannot agree for another adult. Mark those who have said yes themselves.',
  },
  consentsAll: { ru: 'Разрешить спросить всех', en: 'Let all of them be asked' },
  consentsTellMyself: { ru: 'Нет, отвечу сам(а)', en: 'No, I will answer myself' },
  consentsWritten: {
    ru: 'То, что знает врач, спрашивают только по письменному согласию. Его подписывают в поликлинике или в МФЦ.',
    en: 'What a doctor knows is asked only with a written consent, which is signed at the clinic or at a one-stop centre.',
  },
  consentsGrounds: { ru: 'По какому закону', en: 'By which law' },
  consentsHead: { ru: 'Кого можно спросить вместо вас', en: 'Who may be asked instead of you' },
  consentsNoneGiven: { ru: 'Никого: вы отвечаете сами.', en: 'Nobody: you answer yourself.' },
  consentsGiven: { ru: 'Вы разрешили спросить: {agencies}.', en: 'You have let these be asked: {agencies}.' },
  consentsChange: { ru: 'Изменить согласия', en: 'Change the consents' },
  inquiriesTitle: { ru: 'Что спросят у ведомств', en: 'What agencies will be asked' },
  'inquiry-consent': { ru: 'Вы согласились.', en: 'You agreed.' },
  'inquiry-service': {
    ru: 'Заявление подано, согласие не нужно.',
    en: 'The service is applied for; no consent is needed.',
  },
  inquiryTell: { ru: 'ответить самим', en: 'answer it yourself' },
  inquiryOpen: { ru: 'До ответа не известно:', en: 'Not known until the answer:' },
  askedOf: { ru: 'спросят: {agency}', en: 'will be asked: {agency}' },
} as const satisfies Readonly<Record<string, Text>>;
