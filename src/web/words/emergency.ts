import type { Text } from '#language';

/** Emergency looks: the reason, and the review of every one. */
export const emergencyWords = {
  emergencyWay: { ru: 'Кому-то грозит опасность прямо сейчас', en: 'Somebody is in danger right now' },
  emergencyTitle: { ru: 'Экстренный просмотр дела {number}', en: 'Emergency look at case {number}' },
  emergencyLead: {
    ru: 'Вы не участвуете в этом деле. Если кому-то грозит опасность, напишите, кому и чем, и дело откроется вам на час.',
    en: 'You take no part in this case. If somebody is in danger, write who and of what, and the case opens for you for an hour.',
  },
  emergencyTold: {
    ru: 'Человек узнает, что вы смотрели, и прочтёт причину. Каждый такой просмотр проверяет другой сотрудник.',
    en: 'The person is told that you looked and reads your reason. Somebody else reviews every such look.',
  },
  emergencyReason: { ru: 'Кому что угрожает', en: 'Who is in danger of what' },
  emergencyReasonHint: {
    ru: 'Например: соседи слышат крики ребёнка, мать не открывает дверь.',
    en: 'For example: neighbours hear a child scream, the mother does not open the door.',
  },
  emergencyOpen: { ru: 'Открыть дело на час', en: 'Open the case for an hour' },
  emergencyCall: {
    ru: 'Если нужна полиция или скорая, сначала позвоните 112.',
    en: 'If police or an ambulance is needed, call 112 first.',
  },
  emergencyNow: {
    ru: 'Экстренный просмотр до {until}. Человек об этом узнает. Менять дело вы не можете.',
    en: 'Emergency look until {until}. The person is told of it. You cannot change the case.',
  },
  reviewTitle: { ru: 'Экстренные просмотры', en: 'Emergency looks' },
  reviewLead: {
    ru: 'Кто смотрел чужое дело в экстренном случае и почему. Решите, был ли повод; человек прочтёт ваш вывод в своём журнале.',
    en: 'Who looked at somebody else’s case in an emergency, and why. Tell whether there was cause; the person reads your verdict in her journal.',
  },
  reviewNone: { ru: 'Все просмотры проверены.', en: 'All looks have been reviewed.' },
  reviewWho: { ru: '{agency}, {officer}', en: '{agency}, {officer}' },
  reviewWhen: { ru: '{at}, дело {number}', en: '{at}, case {number}' },
  reviewVerdict: { ru: 'Был ли повод?', en: 'Was there cause?' },
  'verdict-justified': { ru: 'Да, обоснован', en: 'Yes, justified' },
  'verdict-not-justified': { ru: 'Нет, не обоснован', en: 'No, not justified' },
  reviewWords: { ru: 'Почему', en: 'Why' },
  reviewWordsHint: { ru: 'Нужно, если повода не было.', en: 'Needed if there was no cause.' },
  reviewSave: { ru: 'Записать вывод', en: 'Save the verdict' },
  reviewSaved: { ru: 'Вывод записан.', en: 'The verdict is saved.' },
  reviewStands: {
    ru: 'Этот просмотр уже проверил кто-то другой: его вывод остаётся.',
    en: 'Somebody else has reviewed this look already: that verdict stands.',
  },
  reviewDoneTitle: { ru: 'Проверенные', en: 'Reviewed' },
  reviewBy: { ru: 'проверил: {officer}', en: 'reviewed by {officer}' },
  journalJustified: { ru: 'экстренный просмотр признан обоснованным', en: 'the emergency look was found justified' },
  journalNotJustified: {
    ru: 'экстренный просмотр признан необоснованным',
    en: 'the emergency look was found not justified',
  },
  journalReview: { ru: 'проверены экстренные просмотры', en: 'emergency looks were reviewed' },
} as const satisfies Readonly<Record<string, Text>>;
