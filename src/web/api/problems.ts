import { z } from 'zod';

import type { Problem } from '#language';

/** What is wrong with what came, by the shape it was checked with; told in both languages. */
export function shapeProblems(shape: z.ZodType, input: unknown): readonly Problem[] {
  const inEnglish = shape.safeParse(input, { error: z.locales.en().localeError }).error?.issues ?? [];
  const inRussian = shape.safeParse(input, { error: z.locales.ru().localeError }).error?.issues ?? [];
  return inEnglish.map(({ message, path }, index) => ({
    code: 'wrong-shape',
    message: { ru: inRussian[index]?.message ?? message, en: message },
    remedy: { ru: 'Форма описана в /openapi.json.', en: '/openapi.json tells the shape.' },
    place: { path: path.map((part) => `/${String(part)}`).join('') },
  }));
}

export const noRight: Problem = {
  code: 'not-allowed',
  message: {
    ru: 'У вас нет права на это, или такого дела нет.',
    en: 'You have no right to this, or there is no such case.',
  },
  remedy: {
    ru: 'Если это нужно для работы, попросите ведущего дела пригласить ваше ведомство.',
    en: 'If your work needs it, ask the lead of the case to invite your agency.',
  },
};

export const notAPerson: Problem = {
  code: 'whose-case',
  message: { ru: 'Не сказано, чьё это дело.', en: 'Whose case it is is not told.' },
  remedy: {
    ru: 'Сотрудник называет человека в поле person; житель открывает дело только для себя.',
    en: 'An officer names the person in the field person; a resident opens a case for herself alone.',
  },
  place: { path: '/person' },
};

export const noSuchAgreement: Problem = {
  code: 'no-such-agreement',
  message: { ru: 'Такого соглашения нет.', en: 'There is no such agreement.' },
  remedy: { ru: 'Список даёт /api/agreements.', en: '/api/agreements lists them.' },
};

export const otherOrigin: Problem = {
  code: 'other-origin',
  message: { ru: 'Команда пришла с чужого сайта.', en: 'The command comes from another site.' },
  remedy: {
    ru: 'Браузер присылает команды только со страниц Окна; программе нужен ключ доступа.',
    en: 'A browser sends commands from pages of Okno alone; a program needs an access token.',
  },
};

export const keyMissing: Problem = {
  code: 'idempotency-key-missing',
  message: { ru: 'Нет заголовка Idempotency-Key.', en: 'The header Idempotency-Key is missing.' },
  remedy: {
    ru: 'Придумайте для каждой команды новый ключ из 16–200 знаков и повторяйте её с тем же.',
    en: 'Make a new key of 16 to 200 characters for each command, and repeat the command with the same one.',
  },
};

export const matchUnreadable: Problem = {
  code: 'if-match-unreadable',
  message: { ru: 'Заголовок If-Match не понят.', en: 'The header If-Match is not understood.' },
  remedy: { ru: 'Пришлите в нём ETag дела, например "12".', en: 'Send the ETag of the case in it, such as "12".' },
};

export const tooManyTokens: Problem = {
  code: 'too-often',
  message: { ru: 'Слишком много неверных ключей с этого адреса.', en: 'Too many wrong tokens from this address.' },
  remedy: { ru: 'Попробуйте через четверть часа.', en: 'Try again in a quarter of an hour.' },
};
