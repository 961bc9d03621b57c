// Starts what `okno serve` needs: the database, the kept situations, the pages. No logic of its own.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { pino } from 'pino';

import type { Catalogue } from '#catalogue';
import { refused } from '#cli';
import type { Arguments, Outcome } from '#cli';
import { openDatabase } from '#database';
import { createToldSituations, keepSamples, readSamples } from '#desk';
import type { Language, Problem, Text } from '#language';
import { readBase } from '#publication';
import { createApp, errorWithoutData, serveApp } from '#web';

const hour = 3_600_000;

/** Serves until the process is asked to stop (Ctrl+C or SIGTERM): answers under way are finished, the database is closed. */
export async function serve(
  catalogue: Catalogue,
  { options }: Arguments,
  root: string,
  now: () => Date,
): Promise<Outcome> {
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const port = Number(options.port ?? process.env['PORT'] ?? 8080);
  const host = options.host ?? '127.0.0.1';
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return refused([badPort(String(options.port))], options.lang);
  const base = options.base === undefined ? undefined : readBase(options.base);
  if (base !== undefined && 'problem' in base) return refused([base.problem], options.lang);
  const url = options.database ?? process.env['DATABASE_URL'];
  const folder = options.data ?? join(root, '.okno', 'data');
  const opened = await openDatabase(url === undefined ? { folder } : { url });
  if ('problem' in opened) return refused([opened.problem], options.lang);
  const { database } = opened;
  const log = pino(
    { level: process.env['LOG_LEVEL'] ?? 'warn', serializers: { error: errorWithoutData, err: errorWithoutData } },
    pino.destination(2),
  );
  const situations = createToldSituations(database, { now, random });
  const samples = options.samples
    ? await keepSamples(situations, await readSamples(join(root, 'examples')), catalogue.digest)
    : [];
  const app = createApp({
    catalogue,
    situations,
    now,
    random,
    log,
    behindProxy: options.behindProxy,
    ...(base === undefined ? {} : { base: base.base }),
    schemaFolder: join(root, 'schemas'),
  });
  let server: Awaited<ReturnType<typeof serveApp>>;
  try {
    server = await serveApp(app, { port, host });
  } catch (error) {
    await database.close();
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return refused([busyPort(port)], options.lang);
    if (error instanceof Error && 'code' in error && /^(ENOTFOUND|EADDRNOTAVAIL|EAI_)/u.test(String(error.code)))
      return refused([badHost(host)], options.lang);
    throw error;
  }
  process.stdout.write(welcome(server.url, database.engine, samples, options.lang));
  const erase = async (): Promise<void> => {
    try {
      await situations.forgetExpired();
    } catch (error) {
      log.error({ error }, 'expired situations were not erased');
    }
  };
  const cleaning = setInterval(() => void erase(), hour);
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  clearInterval(cleaning);
  await server.close();
  await database.close();
  return { exitCode: 0 };
}

function welcome(
  url: string,
  engine: string,
  samples: readonly { readonly title: Text; readonly code: string }[],
  language: Language,
): string {
  const people = samples
    .map(({ code, title }) => `    ${code.replaceAll(/(.{4})(?=.)/gu, '$1-')}  ${title[language]}`)
    .join('\n');
  const texts = {
    ru: `\nОкно открыто: ${url}\n  по-английски: ${url}/en\n  API:          ${url}/api/solve (схемы: ${url}/schemas/solution.schema.json)\n  база:         ${engine}\n${people === '' ? '' : `  примеры жителей (вымышленных), открываются по коду:\n${people}\n`}  Остановить: Ctrl+C\n`,
    en: `\nOkno is open: ${url}/en\n  in Russian: ${url}\n  API:        ${url}/api/solve (schemas: ${url}/schemas/solution.schema.json)\n  database:   ${engine}\n${people === '' ? '' : `  sample residents (fictional), opened by code:\n${people}\n`}  Stop: Ctrl+C\n`,
  };
  return texts[language];
}

function badPort(port: string): Problem {
  return {
    code: 'bad-port',
    message: { ru: `«${port}» — не номер порта.`, en: `"${port}" is not a port number.` },
    remedy: { ru: 'Напишите, например, --port 8080.', en: 'Write, for instance, --port 8080.' },
  };
}

function badHost(host: string): Problem {
  return {
    code: 'bad-host',
    message: { ru: `адреса «${host}» нет у этой машины.`, en: `this machine has no address "${host}".` },
    remedy: { ru: 'Напишите --host 127.0.0.1 или 0.0.0.0.', en: 'Write --host 127.0.0.1 or 0.0.0.0.' },
  };
}

function busyPort(port: number): Problem {
  return {
    code: 'port-busy',
    message: { ru: `порт ${port} занят или не разрешён.`, en: `port ${port} is taken or not allowed.` },
    remedy: { ru: 'Возьмите другой: «npm start -- --port 8081».', en: 'Take another one: "npm start -- --port 8081".' },
  };
}
