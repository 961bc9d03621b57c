import type { Context, Hono } from 'hono';

import { hear, readTold } from '#assessment';
import { solve, solutionOf } from '#desk';
import { hiddenSignIn, isKeepableJson } from '#language';
import type { Language, Problem } from '#language';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';

/** The same answers for machines: JSON in, JSON out, problems as RFC 9457. */
export function addApi(app: Hono, house: House): void {
  const { catalogue } = house;

  app.get('/health', (c) =>
    c.json({
      status: 'ok',
      packs: catalogue.packs.map(({ id, version }) => ({ id, version })),
      digest: catalogue.digest,
    }),
  );

  app.get('/schemas/:name', (c) => {
    const schema = house.schemas.get(c.req.param('name'));
    if (schema === undefined) return refuse(c, 404, [notThere(c.req.param('name'))]);
    return c.body(schema, 200, { 'content-type': 'application/schema+json; charset=utf-8' });
  });

  app.post(
    '/api/solve',
    withJson((c, input) => {
      const read = readTold(catalogue, input, { asOf: today(house) });
      if ('problems' in read) return refuse(c, 422, read.problems);
      return c.json(solutionOf(catalogue, read.told, solve(catalogue, read.told), languageOf(c)));
    }),
  );

  app.post(
    '/api/hear',
    withJson((c, input) => {
      const words = typeof input === 'object' && input !== null && 'words' in input ? input.words : undefined;
      if (typeof words !== 'string') return refuse(c, 422, [noWords]);
      return c.json(hear(words, catalogue.words, { situations: catalogue.situations }));
    }),
  );

  for (const path of ['/api/solve', '/api/hear']) app.all(path, (c) => refuseMethod(c, 'POST'));
  for (const path of ['/health', '/schemas/:name']) app.all(path, (c) => refuseMethod(c, 'GET, HEAD'));
}

/** Answers a body of JSON; what is none is refused with what to send instead. */
function withJson(answer: (c: Context, input: unknown) => Response): (c: Context) => Promise<Response> {
  return async (c) => {
    const read = await readJson(c);
    if ('refused' in read) return read.refused;
    try {
      return answer(c, read.input);
    } catch (error) {
      // Lists within lists, fifty thousand deep: nobody tells a situation so, and reading them exhausts the stack.
      if (error instanceof RangeError) return refuse(c, 400, [tooDeep]);
      throw error;
    }
  };
}

/** The body, when it is JSON that can be kept; else what to send instead. */
export async function readJson(c: Context): Promise<{ readonly input: unknown } | { readonly refused: Response }> {
  if (!isJson(c.req.header('content-type'))) return { refused: refuse(c, 415, [notJsonType]) };
  const text = await c.req.text();
  if (!isKeepableJson(text)) return { refused: refuse(c, 422, [unkeepable]) };
  const hidden = hiddenSignIn(text);
  if (hidden !== undefined) return { refused: refuse(c, 422, [hiddenSign(hidden)]) };
  try {
    return { input: JSON.parse(text) as unknown };
  } catch {
    return { refused: refuse(c, 400, [notJson]) };
  }
}

function isJson(type: string | undefined): boolean {
  return type?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

export function refuseMethod(c: Context, allowed: string): Response {
  c.header('allow', allowed);
  return refuse(c, 405, [wrongMethod(allowed)]);
}

/** `?lang=` first, then what the caller prefers; Russian when nothing is said. */
function languageOf(c: Context): Language {
  const asked = c.req.query('lang') ?? c.req.header('accept-language') ?? 'ru';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'ru';
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;

/** RFC 9457: the first problem is the document's own, all of them stand in `problems` with place and remedy. */
export function refuse(c: Context, status: RefusalStatus, problems: readonly Problem[]): Response {
  const language = languageOf(c);
  const said = problems.map(({ code, message, remedy, place }) => ({
    code,
    message: message[language],
    ...(remedy === undefined ? {} : { remedy: remedy[language] }),
    ...(place === undefined ? {} : { place }),
  }));
  const body = {
    type: `urn:okno:problem:${said[0]?.code ?? 'unknown'}`,
    title: said[0]?.message ?? '',
    status,
    detail: said[0]?.remedy ?? '',
    problems: said,
  };
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
  });
}

const notJson: Problem = {
  code: 'not-json',
  message: { ru: 'Тело запроса — не JSON.', en: 'The body is not JSON.' },
  remedy: {
    ru: 'Пришлите JSON с заголовком content-type: application/json.',
    en: 'Send JSON with content-type: application/json.',
  },
};

const notJsonType: Problem = {
  code: 'not-json-type',
  message: { ru: 'API принимает только JSON.', en: 'The API takes only JSON.' },
  remedy: {
    ru: 'Пришлите JSON с заголовком content-type: application/json.',
    en: 'Send JSON with content-type: application/json.',
  },
};

const unkeepable: Problem = {
  code: 'unkeepable-sign',
  message: {
    ru: 'В тексте стоит знак, который нельзя сохранить: U+0000 или половина суррогатной пары.',
    en: 'A text has a sign that cannot be kept: U+0000 or half of a surrogate pair.',
  },
  remedy: {
    ru: 'Уберите из строк JSON \\u0000 и одиночные \\ud800–\\udfff и пришлите снова.',
    en: 'Take \\u0000 and single \\ud800–\\udfff out of the JSON strings and send it again.',
  },
};

const hiddenSign = (sign: string): Problem => ({
  code: 'hidden-sign',
  message: {
    ru: `В тексте стоит знак, которого не видно: ${sign}. Из-за него текст можно прочесть не так, как он записан.`,
    en: `A text has a sign that nobody sees: ${sign}. With it a text can read as another than it is.`,
  },
  remedy: {
    ru: 'Уберите из строк управляющие знаки, знаки направления письма и знаки нулевой ширины и пришлите снова.',
    en: 'Take control signs, signs of direction and signs without width out of the strings and send it again.',
  },
});

const tooDeep: Problem = {
  code: 'too-deep',
  message: { ru: 'В JSON слишком много вложенных списков.', en: 'The JSON nests too many lists.' },
  remedy: {
    ru: 'Ситуация — это набор полей; схема лежит в /schemas/situation.schema.json.',
    en: 'A situation is a set of fields; its schema is at /schemas/situation.schema.json.',
  },
};

const wrongMethod = (allowed: string): Problem => ({
  code: 'wrong-method',
  message: { ru: 'Этот адрес так не спрашивают.', en: 'This address is not asked so.' },
  remedy: { ru: `Спросите его методом ${allowed}.`, en: `Ask it with ${allowed}.` },
});

const noWords: Problem = {
  code: 'words-missing',
  message: { ru: 'Нет поля words со словами человека.', en: 'The field words with the person’s words is missing.' },
  remedy: { ru: 'Пришлите {"words": "…"}.', en: 'Send {"words": "…"}.' },
  place: { path: '/words' },
};

const notThere = (name: string): Problem => ({
  code: 'no-such-schema',
  message: { ru: `Схемы «${name}» нет.`, en: `There is no schema "${name}".` },
  remedy: {
    ru: 'Список схем лежит в папке schemas репозитория.',
    en: 'The schemas are in the folder schemas of the repository.',
  },
});

export const apiProblems = {
  notFound: {
    code: 'no-such-address',
    message: { ru: 'Такого адреса нет.', en: 'There is no such address.' },
    remedy: {
      ru: 'Что есть, сказано в /openapi.json.',
      en: '/openapi.json tells what there is.',
    },
  },
  unreadable: {
    code: 'unreadable',
    message: { ru: 'Запрос не удалось прочитать.', en: 'The request could not be read.' },
    remedy: { ru: 'Пришлите его ещё раз целиком.', en: 'Send it again, whole.' },
  },
  tooLarge: {
    code: 'too-large',
    message: { ru: 'Запрос слишком велик.', en: 'The request is too large.' },
    remedy: { ru: 'Уменьшите его до 128 КБ.', en: 'Make it smaller than 128 KB.' },
  },
  defect: {
    code: 'defect',
    message: { ru: 'У нас ошибка.', en: 'Something broke on our side.' },
    remedy: { ru: 'Попробуйте ещё раз через минуту.', en: 'Try again in a minute.' },
  },
} as const satisfies Readonly<Record<string, Problem>>;
