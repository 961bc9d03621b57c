import type { Text } from '#language';

/** What went wrong and what to do. */
export const problemWords = {
  error: { ru: 'Ошибка', en: 'Error' },
  errorSummaryTitle: { ru: 'Проверьте ответ', en: 'Check your answer' },
  chooseOne: { ru: 'Выберите один ответ или нажмите «Не знаю»', en: 'Choose one answer, or press “I don’t know”' },
  writeSomething: { ru: 'Напишите ответ или нажмите «Не знаю»', en: 'Write an answer, or press “I don’t know”' },
  writeNumber: { ru: 'Напишите число или нажмите «Не знаю»', en: 'Write a number, or press “I don’t know”' },
  writeMoney: {
    ru: 'Напишите сумму в рублях или нажмите «Не знаю»',
    en: 'Write the sum in roubles, or press “I don’t know”',
  },
  numberByDigits: { ru: 'Напишите число цифрами, например 3', en: 'Write the number in digits, for example 3' },
  moneyByDigits: { ru: 'Напишите сумму цифрами, например 12500', en: 'Write the sum in digits, for example 12500' },
  notLess: { ru: 'Напишите число не меньше {value}', en: 'Write a number not less than {value}' },
  notMore: { ru: 'Напишите число не больше {value}', en: 'Write a number not more than {value}' },
  writeDate: {
    ru: 'Напишите дату. Если помните только год, напишите год',
    en: 'Write the date. If you remember only the year, write the year',
  },
  dayWithoutMonth: {
    ru: 'Напишите месяц или оставьте пустым и день',
    en: 'Write the month, or leave the day empty too',
  },
  eitherAbsent: {
    ru: 'Напишите ответ или отметьте, что этого нет, — что-то одно',
    en: 'Write an answer or mark that there is none, not both',
  },
  yearByFourDigits: {
    ru: 'Напишите год четырьмя цифрами, например 2024',
    en: 'Write the year in four digits, for example 2024',
  },
  noSuchDay: {
    ru: 'Такого дня нет в календаре. Проверьте день и месяц',
    en: 'There is no such day. Check the day and the month',
  },
  dayInFuture: { ru: 'Этот день ещё не наступил. Проверьте год', en: 'This day has not come yet. Check the year' },
  dayTooEarly: { ru: 'Проверьте год: он слишком давний', en: 'Check the year: it is too long ago' },
  wordsEmpty: { ru: 'Напишите несколько слов о том, что случилось', en: 'Write a few words about what happened' },
  wordsTooLong: {
    ru: 'Слишком длинно. Оставьте главное, до 3000 знаков',
    en: 'Too long. Keep the main things, up to 3000 characters',
  },
  relationMissing: { ru: 'Выберите, кто это', en: 'Choose who this is' },
  ageByDigits: { ru: 'Напишите возраст цифрами, от 0 до 120', en: 'Write the age in digits, from 0 to 120' },
  misfitTooMany: {
    ru: 'В списке слишком много людей. Уберите тех, кто с вами не живёт',
    en: 'There are too many people in the list. Remove those who do not live with you',
  },
  misfitSelf: {
    ru: 'Кем вы приходитесь самому себе, отвечать не нужно',
    en: 'You need not say who you are to yourself',
  },
  misfitPerson: {
    ru: 'Одного человека из списка не удалось прочитать',
    en: 'One person of the list could not be read',
  },
  misfitOld: {
    ru: 'Вопрос, на который вы отвечали раньше, больше не задаётся',
    en: 'A question that you answered before is not asked any more',
  },
  misfitsTitle: { ru: 'Часть ответов не подходит', en: 'Some answers do not fit' },
  misfitsLead: {
    ru: 'Пока они здесь, посчитать ничего нельзя. Уберите их: остальное сохранится, а о нужном мы спросим ещё раз.',
    en: 'While they are here nothing can be worked out. Remove them: all else is kept, and we will ask again about what is needed.',
  },
  misfitsRemove: { ru: 'Убрать то, что не подходит', en: 'Remove what does not fit' },
  codeWrong: {
    ru: 'Такого кода нет. Проверьте буквы и цифры',
    en: 'There is no such code. Check the letters and digits',
  },
  codeUnlike: {
    ru: 'Это не похоже на код: в нём двенадцать букв и цифр. Проверьте по листу или снимку',
    en: 'This does not look like a code: it has twelve letters and digits. Check it on your paper or photo',
  },
  codeTooOften: {
    ru: 'С этого адреса ввели тридцать неверных кодов. Подождите 15 минут и введите код ещё раз',
    en: 'Thirty wrong codes were entered from this address. Wait 15 minutes and enter the code again',
  },

  notFoundTitle: { ru: 'Такой страницы нет', en: 'There is no such page' },
  notFoundLead: {
    ru: 'Возможно, в адресе опечатка. Начните с первой страницы, это безопасно.',
    en: 'There may be a mistake in the address. Start from the first page, it is safe.',
  },
  noSituationTitle: { ru: 'На этом устройстве нет открытой ситуации', en: 'No situation is open on this device' },
  noSituationLead: {
    ru: 'Если у вас есть код, введите его на первой странице. Если нет, расскажите, что случилось, заново.',
    en: 'If you have a code, enter it on the first page. If not, tell what happened again.',
  },
  tooOftenTitle: { ru: 'Подождите 15 минут', en: 'Wait 15 minutes' },
  tooOftenLead: {
    ru: 'С этого адреса ввели тридцать неверных кодов. Чтобы никто не подобрал чужой код, мы на время перестали их принимать. Ваши ответы сохранены. Если помощь нужна сейчас, звоните.',
    en: 'Thirty wrong codes were entered from this address. So that nobody guesses the code of another person, codes are not taken for a while. Your answers are kept. If you need help now, call.',
  },
  tooManyTitle: { ru: 'Подождите немного', en: 'Wait a moment' },
  tooManyLead: {
    ru: 'С этого адреса пришло слишком много ответов. Ваш ответ не потерян: через {minutes} мин. нажмите «Отправить ещё раз» на этой странице. Если помощь нужна сейчас, звоните.',
    en: 'Too many answers came from this address. Yours is not lost: in {minutes} min. press “Send again” on this page. If you need help now, call.',
  },
  sendAgain: { ru: 'Отправить ещё раз', en: 'Send again' },
  badRequestTitle: { ru: 'Не получилось прочитать ответ', en: 'The answer could not be read' },
  badRequestLead: {
    ru: 'Вернитесь назад и отправьте ещё раз. Остальные ответы сохранены.',
    en: 'Go back and send it again. Your other answers are kept.',
  },
  tooLargeTitle: { ru: 'Слишком много текста', en: 'Too much text' },
  tooLargeLead: { ru: 'Вернитесь назад и оставьте главное.', en: 'Go back and keep the main things.' },
  otherOriginTitle: { ru: 'Ответ пришёл с другого сайта', en: 'The answer came from another site' },
  otherOriginLead: {
    ru: 'Чтобы вас защитить, мы его не приняли. Откройте первую страницу и продолжите здесь.',
    en: 'To protect you, it was not taken. Open the first page and continue here.',
  },
  defectTitle: { ru: 'У нас ошибка', en: 'Something broke on our side' },
  defectLead: {
    ru: 'Ваши прежние ответы сохранены. Подождите минуту и попробуйте ещё раз. Если помощь нужна сейчас, звоните.',
    en: 'Your earlier answers are kept. Wait a minute and try again. If you need help now, call.',
  },
  toStart: { ru: 'На первую страницу', en: 'To the first page' },
} as const satisfies Readonly<Record<string, Text>>;
