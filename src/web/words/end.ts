import type { Text } from '#language';

/** Looking back, keeping, leaving. */
export const endWords = {
  myAnswers: { ru: 'Мои ответы', en: 'My answers' },
  answersTitle: { ru: 'Ваши ответы', en: 'Your answers' },
  answersLead: {
    ru: 'Любой ответ можно изменить или стереть. Маршрут пересчитается.',
    en: 'Any answer can be changed or erased. The route is worked out again.',
  },
  skippedTitle: { ru: 'Вы ответили «Не знаю»', en: 'You answered “I don’t know”' },
  declinedTitle: { ru: 'Вы не захотели отвечать', en: 'You would rather not answer' },
  changeTold: { ru: 'Изменить то, что мы поняли из рассказа', en: 'Change what we understood from your story' },

  saveTitle: { ru: 'Сохранить и продолжить потом', en: 'Save and continue later' },
  savePanel: { ru: 'Ваш код', en: 'Your code' },
  saveLead: {
    ru: 'Запишите код или сфотографируйте его. По нему вы откроете всё с любого телефона или в МФЦ.',
    en: 'Write the code down or take a photo of it. It opens everything on any phone or at a one-stop centre.',
  },
  saveSecret: {
    ru: 'Показывайте код только тем, кому доверяете: он открывает все ваши ответы.',
    en: 'Show the code only to those you trust: it opens all your answers.',
  },
  finishHere: { ru: 'Закончить и стереть с этого устройства', en: 'Finish and erase from this device' },

  forgetTitle: { ru: 'Как закончить', en: 'How to finish' },
  leaveTitle: { ru: 'Уйти с этого устройства', en: 'Leave this device' },
  leaveLead: {
    ru: 'Следующий человек за этим телефоном или компьютером ничего не увидит. Продолжить можно по коду:',
    en: 'The next person on this phone or computer will see nothing. You can continue with the code:',
  },
  leaveButton: { ru: 'Закончить на этом устройстве', en: 'Finish on this device' },
  eraseTitle: { ru: 'Стереть всё насовсем', en: 'Erase everything for good' },
  eraseLead: {
    ru: 'Рассказ и ответы сотрутся сразу. Вернуть их будет нельзя, код перестанет работать.',
    en: 'Your story and answers are erased at once. They cannot be brought back, and the code stops working.',
  },
  eraseButton: { ru: 'Стереть насовсем', en: 'Erase for good' },
  erasedTitle: { ru: 'Всё стёрто', en: 'Everything is erased' },
  erasedLead: {
    ru: 'Ваш рассказ и ответы больше нигде не хранятся.',
    en: 'Your story and answers are not kept anywhere any more.',
  },
  leftTitle: { ru: 'На этом устройстве ничего не осталось', en: 'Nothing is left on this device' },
  leftLead: {
    ru: 'Чтобы продолжить, введите свой код на первой странице.',
    en: 'To continue, enter your code on the first page.',
  },
  startAgain: { ru: 'На первую страницу', en: 'To the first page' },

  exitNow: { ru: 'Быстро уйти', en: 'Leave quickly' },
  exitActivated: { ru: 'Закрываем страницу', en: 'Leaving the page' },
  exitTimedOut: { ru: 'Время вышло', en: 'Time is up' },
  exitPressTwo: { ru: 'Нажмите Shift ещё два раза, чтобы уйти', en: 'Press Shift two more times to leave' },
  exitPressOne: { ru: 'Нажмите Shift ещё раз, чтобы уйти', en: 'Press Shift once more to leave' },
} as const satisfies Readonly<Record<string, Text>>;
