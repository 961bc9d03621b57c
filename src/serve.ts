// Starts what `okno serve` needs: the database, the kept situations, the pages. No logic of its own.
import { randomBytes } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';

import { sql } from 'kysely';
import { pino } from 'pino';

import {
  areSamplesAllowed,
  createGlasses,
  createLook,
  createOfficers,
  createOnBehalf,
  createRestricted,
  createSessions,
  setUpSignIn,
} from '#access';
import { createCases, createContacts, createMeasuredTimes, createOutbox } from '#cases';
import { dayIn, timeZoneOf } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { refused } from '#cli';
import type { Arguments, Outcome } from '#cli';
import { openDatabase } from '#database';
import type { Database } from '#database';
import { createToldSituations, keepSamples, readSamples } from '#desk';
import { problemLine } from '#language';
import type { Language, Problem, Text } from '#language';
import { createCopies } from '#copies';
import { createOffers } from '#offers';
import { readBase } from '#publication';
import { sealJournal } from '#journal';
import { regionIn, sampleRegion } from '#region';
import { createApp, errorWithoutData, pathIn, serveApp } from '#web';

import { keysFolder, openExchange } from './exchanging.ts';
import { mailIn, startPosting } from './mail.ts';
import { agenciesFolder, agenciesText, startSampleAgencies } from './sample-agencies.ts';
import { sampleFamilies, samplePeople } from './sample-people.ts';

const hour = 3_600_000;
const minute = 60_000;
/** Where no population is given. */
const peopleOfSample = 4000;

/**
 * Serves until the process is asked to stop (Ctrl+C or SIGTERM): answers under way are finished, the database is closed.
 * With `--as-of` the clock goes on from that day: what happens to a case in months is shown in an hour.
 */
export async function serve(catalogue: Catalogue, args: Arguments, root: string, clock: () => Date): Promise<Outcome> {
  const { options } = args;
  const ahead = aheadOf(options.asOf, clock);
  const now = (): Date => new Date(clock().getTime() + ahead);
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const port = Number(options.port ?? process.env['PORT'] ?? 8080);
  const host = options.host ?? '127.0.0.1';
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return refused([badPort(String(options.port))], options.lang);
  const base = options.base === undefined ? undefined : readBase(options.base);
  if (base !== undefined && 'problem' in base) return refused([base.problem], options.lang);
  if (options.asOf !== undefined && (process.env['NODE_ENV'] === 'production' || !isDay(options.asOf)))
    return refused([badDay(options.asOf)], options.lang);
  const mailing = mailIn(process.env);
  if ('problem' in mailing) return refused([mailing.problem], options.lang);
  const url = options.database ?? process.env['DATABASE_URL'];
  const folder = options.data ?? join(root, '.okno', 'data');
  const region =
    options.population === undefined
      ? sampleRegion(catalogue, peopleOfSample, async () => await sampleFamilies(catalogue, join(root, 'examples')))
      : regionIn(catalogue, options.population);
  const population = options.population === undefined ? undefined : await region.open();
  if (population !== undefined && 'problem' in population) return refused([population.problem], options.lang);
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
  const timeZone = timeZoneOf(catalogue);
  const today = (): string => dayIn(timeZone, now());
  const cases = createCases(database, { catalogue, now, today, random });
  const times = createMeasuredTimes(database, { today, timeZone });
  const offers = createOffers(database, { catalogue, now, random });
  const exchanging = openExchange(database, {
    catalogue,
    cases,
    offers,
    now,
    today,
    random,
    tell: (problem) => process.stderr.write(`${problemLine(problem, options.lang)}\n`),
  });
  let home = `http://${host}:${port}`;
  const people = options.samples ? samplePeople(catalogue, join(root, 'examples')) : [];
  const signingIn = setUpSignIn(process.env, people, () => home, random);
  const sessions = createSessions(database, {
    now,
    random,
    vouchAgain: async (vouching) => await (await signingIn.signIn()).again(vouching),
  });
  const app = createApp({
    catalogue,
    situations,
    cases,
    copies: createCopies(database, { now, today, random }),
    offers,
    contacts: createContacts(database, now),
    showsOutbox: areSamplesAllowed(process.env, people),
    look: createLook(database, now),
    sessions,
    exchange: exchanging,
    isReady: async () => await answers(database),
    ...(process.env['OKNO_METRICS_TOKEN'] === undefined ? {} : { metricsToken: process.env['OKNO_METRICS_TOKEN'] }),
    onBehalf: createOnBehalf(database, { now, today }),
    officers: createOfficers(database),
    times: times.read,
    restricted: createRestricted(database, now),
    glasses: createGlasses(database, now),
    signIn: signingIn.signIn,
    now,
    random,
    log,
    behindProxy: options.behindProxy,
    ...(base === undefined ? {} : { base: base.base }),
    region,
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
  home = server.url;
  const isSampleSignIn = areSamplesAllowed(process.env, people);
  process.stdout.write(welcome(server.url, database.engine, samples, isSampleSignIn, options.lang));
  const asked = askedToStop();
  // Node keeps what it has made of our files when a process ends well; one that is killed would leave the next one cold.
  flushCompileCache();
  const withAgencies = options.agencies && process.env['NODE_ENV'] !== 'production';
  // The pages are up first: nine processes take a moment.
  const agencies = withAgencies ? await startSampleAgencies(args, root, { now, ahead }, server.url) : undefined;
  if (agencies !== undefined) process.stdout.write(agenciesText(agencies, options.lang));
  const attempt = async (work: () => Promise<unknown>, failed: string): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error({ error }, failed);
    }
  };
  if (agencies !== undefined)
    await exchanging.connectSamples(agencies.urls, options.samples ? join(root, 'examples') : undefined);
  const samplesFolder = agencies === undefined ? undefined : agenciesFolder(args, root);
  for (const problem of await exchanging.openConnections(keysFolder(samplesFolder, process.env)))
    process.stderr.write(`${problemLine(problem, options.lang)}\n`);
  const exchangingOn = setInterval(() => void attempt(exchanging.tick, 'the exchange could not go on'), 2000);
  const cleaning = setInterval(() => {
    void attempt(situations.forgetExpired, 'expired situations were not erased');
    void attempt(sessions.forgetEnded, 'ended sessions were not erased');
    void attempt(times.measure, 'times of answers were not measured');
  }, hour);
  // At once too: what became due while Okno was down has waited long enough.
  const seal = (): void => void attempt(() => sealJournal(database, now()), 'the journal was not sealed');
  const fire = (): void => void attempt(() => cases.fireTimers(), 'timers were not carried out');
  const setMissing = (): void => void attempt(cases.timers.setMissing, 'timers of older cases were not set');
  seal();
  setMissing();
  fire();
  void attempt(times.measure, 'times of answers were not measured');
  const sealing = setInterval(seal, hour);
  const timing = setInterval(fire, minute);
  // A letter leads to where people find Okno: the address that was given, or this machine while nobody but its owner tries it.
  const outside = base?.base ?? (isSampleSignIn ? `${server.url}/` : undefined);
  const linkTo = (path: string, language: Language): string | undefined =>
    outside === undefined ? undefined : `${outside}${pathIn(language, path).slice(1)}`;
  // What the page of the operators shows is counted beforehand: over a month it is too much for each look.
  const recount = (): void => void attempt(exchanging.operations.recount, 'the exchange was not counted');
  recount();
  const counting = setInterval(recount, 5 * minute);
  const posting =
    mailing.mail === undefined
      ? undefined
      : startPosting(createOutbox(database, now, linkTo), mailing.mail, (error) =>
          log.error({ error }, 'letters were not sent'),
        );
  await asked;
  clearInterval(cleaning);
  clearInterval(sealing);
  clearInterval(timing);
  clearInterval(counting);
  await posting?.stop();
  clearInterval(exchangingOn);
  await agencies?.stop();
  await server.close();
  await exchanging.close();
  await signingIn.close();
  await database.close();
  await region.close();
  return { exitCode: 0 };
}

async function answers({ queries }: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(queries);
    return true;
  } catch {
    // Whatever it is, whoever balances the load sends people elsewhere; each page logs its own failure.
    return false;
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text));
}

/** By how many milliseconds the clock goes ahead of the machine's, to stand at 06:00 UTC of a day when Okno starts. */
function aheadOf(day: string | undefined, clock: () => Date): number {
  return day === undefined || !isDay(day) ? 0 : Date.parse(`${day}T06:00:00Z`) - clock().getTime();
}

function askedToStop(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

function welcome(
  url: string,
  engine: string,
  samples: readonly { readonly title: Text; readonly code: string }[],
  isSampleSignIn: boolean,
  language: Language,
): string {
  const people = samples
    .map(({ code, title }) => `    ${code.replaceAll(/(.{4})(?=.)/gu, '$1-')}  ${title[language]}`)
    .join('\n');
  const texts = {
    ru: `\nОкно открыто: ${url}\n  по-английски: ${url}/en\n  API:          ${url}/api/solve (схемы: ${url}/schemas/solution.schema.json)\n  база:         ${engine}\n${people === '' ? '' : `  примеры жителей (вымышленных), открываются по коду:\n${people}\n`}  вход:         ${url}/sign-in${isSampleSignIn ? ' (жители и сотрудники вымышлены, без пароля)' : ''}\n  Остановить: Ctrl+C\n`,
    en: `\nOkno is open: ${url}/en\n  in Russian: ${url}\n  API:        ${url}/api/solve (schemas: ${url}/schemas/solution.schema.json)\n  database:   ${engine}\n${people === '' ? '' : `  sample residents (fictional), opened by code:\n${people}\n`}  sign in:    ${url}/en/sign-in${isSampleSignIn ? ' (fictional residents and officers, no password)' : ''}\n  Stop: Ctrl+C\n`,
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

function badDay(day: string): Problem {
  return {
    code: 'bad-day',
    message: { ru: `часы не переводятся на «${day}».`, en: `the clock cannot be moved to "${day}".` },
    remedy: {
      ru: 'Напишите, например, --as-of 2026-03-02. На настоящем сайте (NODE_ENV=production) часы не переводят.',
      en: 'Write, for instance, --as-of 2026-03-02. On a real site (NODE_ENV=production) no clock is moved.',
    },
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
