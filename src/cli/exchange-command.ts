import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import type { Catalogue } from '#catalogue';
import { openDatabase } from '#database';
import { connect, connections, faultsOfMapping, restMappingShape, verifyArchive } from '#exchange';
import type { Problem } from '#language';
import { es256 } from '#protocol';

import type { Options } from './arguments.ts';
import { asJson, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno exchange verify`: checks every kept question and answer by its signature; exit code 1 when one does not count. */
export async function exchangeVerify(options: Options, root: string): Promise<Outcome> {
  const opened = await openDatabase(
    options.database === undefined
      ? { folder: options.data ?? join(root, '.okno', 'data') }
      : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], options.lang, options.json);
  try {
    const isWatched = process.stderr.isTTY && !options.json;
    const verified = await verifyArchive(opened.database, [es256], (inquiries) => {
      if (isWatched) process.stderr.write(`\r${inquiries}`);
    });
    if (isWatched) process.stderr.write('\r');
    const { inquiries, questions, answers, unsigned, faults } = verified;
    const exitCode = faults.length === 0 ? 0 : 1;
    if (options.json) return { out: asJson(verified), exitCode };
    const count = {
      ru: `Проверено: запросов ${inquiries}, вопросов ${questions}, ответов ${answers}, без подписи ${unsigned}.`,
      en: `Checked: ${inquiries} inquiries, ${questions} questions, ${answers} answers, ${unsigned} without a signature.`,
    }[options.lang];
    const verdict =
      exitCode === 0
        ? { ru: 'Все подписи верны.', en: 'Every signature counts.' }[options.lang]
        : { ru: `Нарушений: ${faults.length}`, en: `Faults: ${faults.length}` }[options.lang];
    const lines = faults
      .slice(0, 100)
      .map(({ person, inquiry, text }) => `  ${person} · ${inquiry}: ${text[options.lang]}`);
    return { out: [count, verdict, ...lines].join('\n'), exitCode };
  } finally {
    await opened.database.close();
  }
}

/**
 * `okno exchange connect AGENCY [--against OPENAPI]`: writes how the packs reach an agency into the register of connections. A
 * mapping of a plain REST service is held against the service's own OpenAPI description. Problems: `not-connected`,
 * `wrong-shape`, `not-in-description`.
 */
export async function exchangeConnect(
  catalogue: Catalogue,
  agency: string,
  options: Options,
  root: string,
  now: () => Date,
): Promise<Outcome> {
  const connection = catalogue.connections.find((one) => one.agency === agency);
  if (connection === undefined) return refused([wrong('not-connected', agency)], options.lang, options.json);
  if (connection.kind === 'rest') {
    const mapping = restMappingShape.safeParse(connection.settings);
    if (!mapping.success)
      return refused([wrong('wrong-shape', z.prettifyError(mapping.error))], options.lang, options.json);
    const description: unknown =
      options.against === undefined ? undefined : parse(await readFile(options.against, 'utf8'));
    const faults =
      description === undefined ? [] : faultsOfMapping(description, mapping.data, new Set(catalogue.facts.keys()));
    if (faults.length > 0)
      return refused(
        faults.map((fault) => wrong('not-in-description', fault)),
        options.lang,
        options.json,
      );
  }
  const opened = await openDatabase(
    options.database === undefined
      ? { folder: options.data ?? join(root, '.okno', 'data') }
      : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], options.lang, options.json);
  try {
    await connect(opened.database, connection, now());
    const all = await connections(opened.database);
    if (options.json) return { out: asJson(all), exitCode: 0 };
    return {
      out: all.map((one) => `${one.agency}  ${one.kind}  ${one.address}  ${one.state}`).join('\n'),
      exitCode: 0,
    };
  } finally {
    await opened.database.close();
  }
}

function wrong(code: 'not-connected' | 'wrong-shape' | 'not-in-description', what: string): Problem {
  return {
    code,
    message: {
      ru: {
        'not-connected': `в пакетах не сказано, как подключено ведомство «${what}»`,
        'wrong-shape': `подключение описано не так: ${what}`,
        'not-in-description': `в описании службы нет: ${what}`,
      }[code],
      en: {
        'not-connected': `no pack says how the agency "${what}" is connected`,
        'wrong-shape': `the connection is described wrongly: ${what}`,
        'not-in-description': `the description of the service does not have ${what}`,
      }[code],
    },
    remedy: {
      ru: 'Пример лежит в packs/sample-connections/connections.yaml.',
      en: 'packs/sample-connections/connections.yaml has an example.',
    },
  };
}
