import type { Text } from '#language';

/** The team's pool, and what is done with several tasks at once. */
export const bulkWords = {
  poolTitle: { ru: 'Общие задачи команд', en: 'Tasks of our teams' },
  poolLead: {
    ru: 'В единой команде сотрудники разных ведомств заменяют друг друга. Здесь всё, что можете взять вы, и кто что уже взял. Решение принимает только то ведомство, которое назвал закон.',
    en: 'In a joint team officers of several agencies stand in for one another. Here is all that you may take, and who has taken what. A decision is made only by the agency the law names.',
  },
  poolNone: {
    ru: 'Здесь пусто: ваше ведомство сейчас не работает ни в одной единой команде, или всё сделано.',
    en: 'Nothing here: your agency is in no joint team now, or everything is done.',
  },
  poolAgency: { ru: 'Чья задача', en: 'Whose task' },
  accountPool: { ru: 'Задачи команд', en: 'Team tasks' },
  workFree: { ru: 'никем не взятые', en: 'not taken' },
  workMarkTask: { ru: 'Отметить: {task}, дело {number}', en: 'Mark: {task}, case {number}' },
  workKeys: {
    ru: 'В списке: стрелки вверх и вниз — по задачам, пробел — отметить, ввод — открыть дело.',
    en: 'In the list: arrows up and down move between tasks, space marks one, enter opens the case.',
  },
  bulkTake: { ru: 'Взять отмеченные', en: 'Take the marked ones' },
  bulkPass: { ru: 'Передать отмеченные коллеге', en: 'Pass the marked ones to a colleague' },
  bulkTakeTitle: { ru: 'Взять эти задачи?', en: 'Take these tasks?' },
  bulkPassTitle: { ru: 'Кому передать эти задачи?', en: 'Whom to pass these tasks to?' },
  bulkNothing: { ru: 'Вы ничего не отметили', en: 'You marked nothing' },
  bulkNothingLead: {
    ru: 'Вернитесь к списку и отметьте задачи слева от названия.',
    en: 'Go back to the list and mark tasks to the left of their names.',
  },
  bulkTakeButton: { ru: 'Да, взять', en: 'Yes, take them' },
  bulkPassButton: { ru: 'Передать', en: 'Pass them on' },
  bulkBack: { ru: 'Вернуться к списку', en: 'Back to the list' },
  bulkOfficer: { ru: 'Имя коллеги', en: 'The colleague’s name' },
  bulkNoSuchOfficer: {
    ru: 'Коллега «{officer}» в Окно ещё не входил. Проверьте имя.',
    en: 'A colleague called “{officer}” has not signed in to Okno yet. Check the name.',
  },
  bulkOfficerHint: {
    ru: 'Того же ведомства. Другому ведомству задачу передают на странице дела.',
    en: 'Of the same agency. A task goes to another agency from the page of its case.',
  },
  bulkTaken: { ru: 'Взято: {done} из {all}', en: 'Taken: {done} of {all}' },
  bulkPassed: { ru: 'Передано: {done} из {all}', en: 'Passed on: {done} of {all}' },
  bulkTookIt: { ru: 'у вас', en: 'yours' },
  bulkPassedIt: { ru: 'передана', en: 'passed on' },
  bulkNotDone: { ru: 'не вышло', en: 'not done' },
  bulkCannotNow: {
    ru: 'Сейчас нельзя: задача уже у вас, сделана или не ваша.',
    en: 'Not possible now: the task is yours already, is done, or is not for you.',
  },
  bulkWillSkip: { ru: 'Эти взять или передать нельзя:', en: 'These cannot be taken or passed on:' },
} as const satisfies Readonly<Record<string, Text>>;
