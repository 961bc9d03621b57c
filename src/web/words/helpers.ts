import type { Text } from '#language';

/** Helpers: whom a resident lets act for her, and on whose behalf somebody acts. */
export const helperWords = {
  helpersTitle: { ru: 'Мои помощники', en: 'My helpers' },
  helpersLead: {
    ru: 'Помощник — родственник, друг или социальный работник. Он видит ваш план и отмечает за вас, что сделано, сообщает, помогло ли, назначает встречи и переписывается с ведомствами.',
    en: 'A helper is a relative, a friend or a social worker. They see your plan and, for you, mark what is done, tell whether it helped, call meetings and write to the agencies.',
  },
  helpersNot: {
    ru: 'Только вы сами даёте и отзываете согласия, решаете, кто участвует в деле, подаёте жалобы и называете помощников. Кто и что сделал за вас, видно в журнале.',
    en: 'Only you yourself give and take back consents, decide who takes part, object to decisions and name helpers. Your journal shows who did what for you.',
  },
  helpersWarning: {
    ru: 'Помощник увидит всё, что вы рассказали. Не называйте того, кого боитесь.',
    en: 'A helper will see all that you told. Do not name anybody you are afraid of.',
  },
  helpersNow: { ru: 'Кто помогает сейчас', en: 'Who helps now' },
  helpersNone: { ru: 'Сейчас за вас никто не действует.', en: 'Nobody acts for you now.' },
  helperUntil: { ru: 'до {day}', en: 'until {day}' },
  helperNumber: { ru: 'номер {id}', en: 'number {id}' },
  helperEnd: { ru: 'Прекратить', en: 'End it' },
  helperEndAbout: { ru: ': {name} больше не помогает', en: ': {name} helps no more' },
  helperAdd: { ru: 'Назвать помощника', en: 'Name a helper' },
  helperName: { ru: 'Как вы зовёте помощника', en: 'What you call the helper' },
  helperId: { ru: 'Номер помощника в службе входа', en: 'The helper’s number in the sign-in service' },
  helperIdHint: {
    ru: 'Помощник видит его внизу своей страницы «Мои дела».',
    en: 'Helpers find it at the foot of their own page “My cases”.',
  },
  helperIdWrong: {
    ru: 'Напишите номер помощника: буквы, цифры, точка или чёрточка',
    en: 'Write the helper’s number: letters, digits, a dot or a dash',
  },
  helperNameMissing: { ru: 'Напишите, как зовут помощника', en: 'Write what the helper is called' },
  helperUntilLabel: { ru: 'До какого дня', en: 'Until which day' },
  helperUntilHint: { ru: 'Не дольше года. Прекратить можно раньше.', en: 'A year at most. You can end it earlier.' },
  helperButton: { ru: 'Назвать помощником', en: 'Name as my helper' },
  helperNamed: { ru: 'Теперь за вас может действовать: {name}.', en: 'This person may now act for you: {name}.' },
  helperEnded: { ru: 'Помощник больше не действует за вас.', en: 'The helper acts for you no more.' },
  onBehalfOf: { ru: 'Вы действуете за другого человека: {name}', en: 'You act for somebody else: {name}' },
  onBehalfTitle: { ru: 'Вы помогаете: {name}', en: 'You help: {name}' },
  onBehalfNoCases: {
    ru: 'Дел пока нет. Расскажите её ситуацию с первой страницы и откройте дело за неё.',
    en: 'There are no cases yet. Tell the situation from the first page and open a case for them.',
  },
  onBehalfOwn: { ru: 'Мои собственные дела', en: 'My own cases' },
  onBehalfOwnNone: { ru: 'Своих дел у вас нет.', en: 'You have no cases of your own.' },
  planOfOther: { ru: 'План: {name}', en: 'Plan: {name}' },
  tasksOfOther: { ru: 'Что делает семья, а вы помогаете', en: 'What the family does, with your help' },
  caseOpenFor: { ru: 'Для кого дело', en: 'Whom the case is for' },
  caseOpenForMe: { ru: 'Для меня', en: 'For me' },
  whoHelper: { ru: 'помощник заявителя, {id}', en: 'the applicant’s helper, {id}' },
  journalHelperNamed: { ru: 'назван помощник', en: 'a helper was named' },
  journalHelperEnded: { ru: 'помощник больше не действует', en: 'a helper was let go' },
  journalHelperOf: { ru: 'список помощников', en: 'the list of helpers' },
} as const satisfies Readonly<Record<string, Text>>;
