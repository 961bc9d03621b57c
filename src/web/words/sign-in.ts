import type { Text } from '#language';

/** Who is who: the way in and out. */
export const signInWords = {
  signInTitle: { ru: 'Вход', en: 'Sign in' },
  signInLead: {
    ru: 'Узнать, что вам положено, можно и без входа. Вход нужен, чтобы вести дело вместе с ведомствами.',
    en: 'You can find out what you have a right to without signing in. Sign in to run a case together with agencies.',
  },
  signInResidents: { ru: 'Войти как житель', en: 'Sign in as a resident' },
  signInResidentsHint: {
    ru: 'Через единую систему входа госуслуг.',
    en: 'Through the state’s single sign-in for residents.',
  },
  signInOfficers: { ru: 'Войти как сотрудник', en: 'Sign in as an officer' },
  signInOfficersHint: {
    ru: 'Через каталог сотрудников ведомств.',
    en: 'Through the agencies’ directory of officers.',
  },
  signInNone: {
    ru: 'Здесь вход ещё не настроен. Рассказать о ситуации и получить маршрут можно без него.',
    en: 'Signing in is not set up here yet. You can tell your situation and get a route without it.',
  },
  signInFailedTitle: { ru: 'Войти не получилось', en: 'You could not be signed in' },
  signInLost: {
    ru: 'Вход занял больше десяти минут или начат в другом окне. Начните его ещё раз.',
    en: 'Signing in took more than ten minutes or was begun in another window. Begin once more.',
  },
  signInTooOften: {
    ru: 'С этого адреса вход не удался тридцать раз. Подождите 15 минут.',
    en: 'Signing in failed thirty times from this address. Wait 15 minutes.',
  },
  signInAgain: { ru: 'Войти ещё раз', en: 'Sign in again' },
  signOut: { ru: 'Выйти', en: 'Sign out' },
  accountLabel: { ru: 'Кто вошёл', en: 'Who is signed in' },
  accountWork: { ru: 'Мои задачи', en: 'My tasks' },
  accountBoard: { ru: 'Наши дела', en: 'Cases we lead' },
  accountCases: { ru: 'Мои дела', en: 'My cases' },
  accountJournal: { ru: 'Кто смотрел мои данные', en: 'Who looked at my data' },
  sessionOverTitle: { ru: 'Нужно войти ещё раз', en: 'You have to sign in again' },
  sessionOverLead: {
    ru: 'Вас долго не было, и чтобы никто не увидел чужого, вход закрылся. Ничего не отправлено. Войдите и повторите.',
    en: 'You were away for long, and the session was closed so that nobody sees what is not theirs. Nothing was sent. Sign in and repeat.',
  },
  sessionOverTyped: { ru: 'Вот что вы написали — скопируйте:', en: 'This is what you wrote; copy it:' },
  deniedTitle: { ru: 'Эта страница вам не показана', en: 'This page is not shown to you' },
  deniedLead: {
    ru: 'Дело видят заявитель и те, кто участвует в нём по соглашению. Возможно, такого дела нет.',
    en: 'A case is seen by the applicant and by those who take part in it under an agreement. There may be no such case.',
  },
  deniedRole: {
    ru: 'У вас нет роли, которая для этого нужна.',
    en: 'You do not have the role that is needed for this.',
  },
  deniedOfficer: {
    ru: 'Если это нужно для работы, попросите ведущего дела пригласить ваше ведомство, а роль — администратора вашего ведомства.',
    en: 'If your work needs it, ask the lead of the case to invite your agency, or the administrator of your agency for the role.',
  },
  deniedResident: {
    ru: 'Проверьте номер дела. Если вы помогаете другому человеку, попросите его назвать вас помощником.',
    en: 'Check the number of the case. If you help somebody else, ask them to name you as a helper.',
  },
  deniedBack: { ru: 'К моим делам и задачам', en: 'To my cases and tasks' },
} as const satisfies Readonly<Record<string, Text>>;
