import type { Text } from '#language';

/** Words of the complex request: one request of a one-stop centre for several services. */
export const complexRequestWords = {
  requestTitle: { ru: 'Комплексный запрос в МФЦ', en: 'One request at the one-stop centre' },
  requestOffer: {
    ru: 'Несколько услуг можно попросить в МФЦ сразу, одним запросом.',
    en: 'You can ask the one-stop centre for several services at once, in one request.',
  },
  requestLead: {
    ru: 'Эти услуги можно попросить в МФЦ одним комплексным запросом (210-ФЗ, ст. 15.1). Покажите этот лист сотруднику МФЦ: он проверит список и сроки.',
    en: 'You can ask for these services in one complex request at the one-stop centre (210-FZ, art. 15.1). Show this sheet to the clerk there, who checks the list and the days.',
  },
  requestOfCaseLead: {
    ru: 'Эти заявления подаются одним комплексным запросом (210-ФЗ, ст. 15.1): параллельные сразу, остальные по мере получения результатов.',
    en: 'These applications are filed by one complex request (210-FZ, art. 15.1): the parallel ones at once, the rest as results arrive.',
  },
  requestOfTask: {
    ru: 'Часть комплексного запроса. Подаётся вместе с: {others}',
    en: 'Part of the complex request. Filed beside: {others}',
  },
  requestOfTaskAlone: { ru: 'Часть комплексного запроса', en: 'Part of the complex request' },
  requestNone: {
    ru: 'Комплексный запрос сейчас не нужен: через МФЦ вам подавать меньше двух услуг.',
    en: 'You need no complex request now: fewer than two of your services go through the one-stop centre.',
  },
  requestTerm: { ru: 'Общий срок', en: 'The total term' },
  requestUntil: {
    ru: 'С {from}, самое позднее до {until} ({days}).',
    en: 'From {from} until {until} at the latest ({days}).',
  },
  requestEndsWith: { ru: 'Срок идёт до результата:', en: 'It runs until the result of:' },
  requestUsually: { ru: 'Обычно всё готово к {day}.', en: 'Usually all is ready by {day}.' },
  requestParallel: { ru: 'Параллельно: друг друга не ждут', en: 'In parallel: none waits for another' },
  requestRound: {
    ru: 'Последовательно, очередь {round}: ждут результатов',
    en: 'In sequence, round {round}: these wait for results',
  },
  requestFiled: { ru: 'Заявление: {day}', en: 'Filed: {day}' },
  requestAnswer: { ru: 'Ответ: к {day}', en: 'Answer: by {day}' },
  requestAtLatest: { ru: 'самое позднее {day}', en: 'at the latest {day}' },
  requestAfter: { ru: 'Ждёт результата:', en: 'Waits for the result of:' },
  requestOutside: { ru: 'Отдельно, не через МФЦ', en: 'Apart, not through the one-stop centre' },
  requestHandedOn: {
    ru: 'Самые поздние дни посчитаны так: когда результат пришёл, МФЦ за один рабочий день подаёт следующее заявление. Этот срок требует проверки.',
    en: 'The latest days are counted so: when a result has come, the centre files the next application within one working day. That term is to be checked.',
  },
} as const satisfies Readonly<Record<string, Text>>;
