import type { Context, Hono } from 'hono';

import { hear, readTold } from '#assessment';
import { solve, solutionOf } from '#desk';
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

  app.post('/api/solve', async (c) => {
    const input = await readJson(c);
    if (input === undefined) return refuse(c, 400, [notJson]);
    const read = readTold(catalogue, input, { asOf: today(house) });
    if ('problems' in read) return refuse(c, 422, read.problems);
    return c.json(solutionOf(catalogue, read.told, solve(catalogue, read.told), languageOf(c)));
  });

  app.post('/api/hear', async (c) => {
    const input = await readJson(c);
    if (input === undefined) return refuse(c, 400, [notJson]);
    const words = typeof input === 'object' && input !== null && 'words' in input ? input.words : undefined;
    if (typeof words !== 'string') return refuse(c, 422, [noWords]);
    return c.json(hear(words, catalogue.words, { situations: catalogue.situations }));
  });
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}

/** `?lang=` first, then what the caller prefers; Russian when nothing is said. */
function languageOf(c: Context): Language {
  const asked = c.req.query('lang') ?? c.req.header('accept-language') ?? 'ru';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'ru';
}

/** RFC 9457: the first problem is the document's own, all of them stand in `problems` with place and remedy. */
export function refuse(c: Context, status: 400 | 404 | 413 | 422 | 500, problems: readonly Problem[]): Response {
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
      ru: 'Есть /api/solve, /api/hear, /schemas и /health.',
      en: 'There are /api/solve, /api/hear, /schemas and /health.',
    },
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
