import type { Text } from '#language';

import type { AnswerFault } from './asking.ts';

/** What is wrong with a signed message, for people. */
export const answerFaultWords: { readonly [Fault in AnswerFault]: Text } = {
  'not-a-signature': { ru: 'подписи нет, или она не читается', en: 'there is no signature, or it cannot be read' },
  'unknown-algorithm': { ru: 'способ подписи неизвестен', en: 'the way of signing is not known' },
  'unknown-key': { ru: 'ключа нет в справочнике ключей', en: 'the key is not in the directory of keys' },
  'foreign-key': { ru: 'ключ принадлежит другому участнику', en: 'the key is that of another member' },
  'outside-validity': {
    ru: 'в день подписания ключ ещё не действовал или уже не действовал',
    en: 'the key was not valid yet, or no more, on the day of signing',
  },
  revoked: { ru: 'ключ отозван раньше, чем подписано', en: 'the key was revoked before the signing' },
  'wrong-time': {
    ru: 'время подписи далеко от времени получения',
    en: 'the time of signing is far from the time of receipt',
  },
  'wrong-signature': { ru: 'подпись не сходится с текстом', en: 'the signature does not match the text' },
  'unreadable-headers': { ru: 'заголовки ответа не читаются', en: 'the headers of the answer cannot be read' },
  'other-question': { ru: 'это ответ на другой вопрос', en: 'it is the answer to another question' },
  'other-service': { ru: 'это ответ другой службы', en: 'it is the answer of another service' },
};
