import type { Text } from '#language';

/** Timers of joint cases that could not be carried out, for the operators. */
export const timerWords = {
  timersTitle: { ru: 'Что Окно не смогло сделать вовремя', en: 'What Okno could not do in time' },
  timersLead: {
    ru: 'Окно само напоминает, сообщает об опоздании, говорит ведущему, что пора собраться, и спрашивает, помогло ли. Здесь то, что не получилось: Окно пробует снова: сначала через две минуты, потом всё реже, под конец раз в сутки.',
    en: 'Okno itself reminds, tells of lateness, tells the lead that a review is due and asks whether it helped. Here stands what did not work: it is tried again, first after two minutes, then less often, at last once a day.',
  },
  timersFigures: {
    ru: 'Ждут своей очереди: {due}. Не получились: {putOff}.',
    en: 'Waiting for their turn: {due}. Did not work: {putOff}.',
  },
  timersPutOff: { ru: 'Что не получается', en: 'What does not work' },
  timersNone: { ru: 'Всё, что пора было сделать, сделано.', en: 'All that was due is done.' },
  timersWhat: { ru: 'Что сделать', en: 'What' },
  timersSince: { ru: 'Не получается с', en: 'Since' },
  timersProblem: { ru: 'Что мешает', en: 'What is in the way' },
  timersTries: { ru: 'Попыток', en: 'Tries' },
  timersNext: { ru: 'Следующая попытка', en: 'Next try' },
  timersDo: { ru: 'Действие', en: 'Action' },
  timersTry: { ru: 'Попробовать сейчас', en: 'Try now' },
  timersDone: { ru: 'Получилось: сделано.', en: 'It worked: done.' },
  timersPutOffAgain: {
    ru: 'Снова не получилось. Что мешает, сказано ниже.',
    en: 'It did not work again. What is in the way stands below.',
  },
  timersGone: {
    ru: 'Этого уже нет в списке: сделано раньше.',
    en: 'It is not in the list any more: it was done before.',
  },
  'timer-lateness': { ru: 'сообщить об опоздании', en: 'tell of lateness' },
  'timer-reminder': { ru: 'напомнить заявителю', en: 'remind the applicant' },
  'timer-review': { ru: 'сказать, что пора собраться', en: 'tell that a review is due' },
  'timer-outcome': { ru: 'спросить, помогло ли', en: 'ask whether it helped' },
  'timerProblem-no-such-case': {
    ru: 'Дела нет в базе. Восстановите его из копии.',
    en: 'The case is not in the database. Restore it from the backup.',
  },
  'timerProblem-no-such-agreement': {
    ru: 'Соглашения этого дела нет в пакетах. Верните его в пакеты.',
    en: 'The agreement of the case is not in the packs. Put it back.',
  },
  'timerProblem-defect': {
    ru: 'Сбой в программе. Подробности в журнале сервера: передайте их разработчикам.',
    en: 'A defect of the program. Its details are in the log of the server: pass them on to the developers.',
  },
  'timerProblem-other': { ru: 'Дело не приняло это действие.', en: 'The case did not take it.' },
  accountTimers: { ru: 'Таймеры', en: 'Timers' },
  journalTimer: {
    ru: 'строка о том, что Окно не смогло сделать вовремя',
    en: 'a line on what Okno could not do in time',
  },
  journalTimerTried: {
    ru: 'Окно попробовало ещё раз по просьбе сотрудника',
    en: 'Okno tried once more because an officer asked it to',
  },
} as const satisfies Readonly<Record<string, Text>>;
