import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';

import { agencyKind, readDirectory, readSigners, startAgencies } from '#agencies';
import type { ToldSituation } from '#assessment';
import { createCases } from '#cases';
import type { Catalogue } from '#catalogue';
import { openDatabase, startServer } from '#database';
import type { Database } from '#database';
import {
  connect,
  createExchange,
  createHttp,
  createXRoad,
  identify,
  keepKeys,
  looksAt,
  verifyArchive,
} from '#exchange';
import type { Connector, Exchange, Question } from '#exchange';
import type { Actor } from '#journal';
import { createChecker, es256, keyDirectory, oknoOf, sampleInstance } from '#protocol';

import type { Options } from './arguments.ts';
import { inParallel } from './bench-bare-inserts.ts';
import { spread } from './bench-measure.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** At once, for how many a second; and one after another, for how long one takes. */
const workers = 96;
const seconds = process.env['QUICK'] ? 2 : 6;
const people = 2000;
/** Ten years of the 1.5 million inquiries a year of one oblast. */
const journalRows = process.env['QUICK'] ? 1_000_000 : 15_000_000;
const journalPeople = 100_000;

type Measured = {
  /** Inquiries answered a second, through Okno. */
  readonly perSecond: number;
  readonly directPerSecond: number;
  readonly medianMs: number;
  readonly directMedianMs: number;
  readonly addedMedianMs: number;
  readonly p99Ms: number;
  readonly verified: boolean;
  readonly journalRows: number;
  readonly viewMs: number;
};

/**
 * `okno bench exchange`: inquiries a second and how long one takes, with ground, signatures of both sides, archive and journal
 * on PostgreSQL whose commits wait for the disk, against the same signed questions put to the same agency without Okno in the
 * same run; and a person's view of who looked, in a journal of ten years.
 */
export async function benchExchange(
  catalogue: Catalogue,
  root: string,
  options: Options,
  now: () => Date,
): Promise<Outcome> {
  const server = options.database === undefined ? await startServer() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'okno-exchange-'));
  const kind = agencyKind('sfr')!;
  const agencies = await startAgencies([kind], {
    entry: join(root, 'src', 'agency.ts'),
    folder,
    now,
    anyPorts: true,
  });
  try {
    const url = options.database ?? (await server?.newDatabase()) ?? '';
    const opened = await openDatabase({ url });
    if ('problem' in opened) return refused([opened.problem], options.lang, options.json);
    const { database } = opened;
    try {
      const measured = await measure(database, catalogue, agencies.urls.get('sfr') ?? '', join(folder, 'keys'), now);
      return done(options.json ? asJson(measured) : table(measured));
    } finally {
      await database.close();
    }
  } finally {
    await agencies.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  database: Database,
  catalogue: Catalogue,
  address: string,
  keys: string,
  now: () => Date,
): Promise<Measured> {
  const today = (): string => now().toISOString().slice(0, 10);
  const random = counted();
  const http = createHttp(workers);
  await keepKeys(database, readDirectory(keys));
  const check = createChecker([es256], keyDirectory(readDirectory(keys)));
  const { signer } = readSigners(keys, oknoOf('mfc'));
  const connector = createXRoad({ address, instance: sampleInstance, centre: 'mfc', signer, check, send: http, now });
  const exchange = createExchange(database, {
    catalogue,
    now,
    today,
    random,
    cases: createCases(database, { catalogue, now, today, random }),
    connectorOf: () => connector,
  });
  await connect(database, { agency: 'sfr', kind: 'x-road', address, settings: {} }, now());
  for (let person = 0; person < people; person += 1)
    await identify(database, `person-${person}`, 'self', { snils: snilsOf(person) }, now());

  const direct = (number: number): Promise<void> => askDirectly(connector, number, today(), now());
  const through = (number: number): Promise<void> => askThrough(exchange, number, today());
  // Each once before it counts: what is loaded and planned at first is not what is measured.
  await inParallel(workers, 1, numbered(direct));
  await inParallel(workers, 1, numbered(through));
  const directPerSecond = await inParallel(workers, seconds, numbered(direct));
  const perSecond = await inParallel(workers, seconds, numbered(through));
  const alone = { direct: await timesOf(numbered(direct)), through: await timesOf(numbered(through)) };
  await exchange.settled();
  const { faults } = await verifyArchive(database, [es256]);
  await fillJournal(database);
  const viewMs = await viewOf(database);
  http.close();
  const medianMs = spread(alone.through).median;
  const directMedianMs = spread(alone.direct).median;
  return {
    perSecond,
    directPerSecond,
    medianMs,
    directMedianMs,
    addedMedianMs: medianMs - directMedianMs,
    p99Ms: alone.through.toSorted((a, b) => a - b)[Math.floor(alone.through.length * 0.99)] ?? Number.NaN,
    verified: faults.length === 0,
    journalRows,
    viewMs,
  };
}

const officer: Actor = { kind: 'officer', officer: 'mfc-officer', agency: 'mfc' };
const facts = ['works', 'disability', 'pensions12'];

async function askDirectly(connector: Connector, number: number, asOf: string, at: Date): Promise<void> {
  const question: Question = {
    id: `direct-${number}-${at.getTime()}`,
    agency: 'sfr',
    asker: 'mfc',
    subject: { snils: snilsOf(number % people) },
    facts,
    reason: 'which help there is',
    ground: { kind: 'consent', basis: '152-ФЗ, ст. 9' },
    asOf,
  };
  const reply = await connector.send(question, connector.write(question, at), AbortSignal.timeout(10_000));
  if (reply.kind !== 'answered') throw new Error(`The agency does not answer: ${JSON.stringify(reply)}`);
}

async function askThrough(exchange: Exchange, number: number, today: string): Promise<void> {
  const person = `person-${number % people}`;
  const { inquiries, refused: not } = await exchange.put({
    person,
    purpose: { kind: 'situation', id: person },
    subject: 'self',
    agency: 'sfr',
    asker: 'mfc',
    facts,
    told: toldBy(today),
    reason: 'which help there is',
    by: officer,
    idempotencyKey: `through-${number}`,
  });
  const [inquiry] = inquiries;
  if (inquiry === undefined) throw new Error(`Not asked: ${JSON.stringify(not)}`);
  await exchange.heard(inquiry);
}

function toldBy(today: string): ToldSituation {
  return {
    asOf: today,
    territory: '69701000',
    applicant: 'self',
    people: [{ id: 'self', facts: {} }],
    household: {},
    consents: [{ agency: 'sfr', given: today, isWritten: false, also: [] }],
  };
}

/** A number of its own for each question, over the whole run. */
let count = 0;
function numbered(ask: (number: number) => Promise<void>): () => Promise<void> {
  return async () => await ask((count += 1));
}

/** Milliseconds of each of some hundred questions, one after another. */
async function timesOf(ask: () => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < (process.env['QUICK'] ? 200 : 1000); round += 1) {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
  }
  return times;
}

/** The years before: about the same people over and over. */
async function fillJournal(database: Database): Promise<void> {
  const rows = journalRows / journalPeople;
  await sql`insert into journal_entry (person, sequence, at, entry, hash)
    select 'resident-' || person, sequence, timestamptz '2016-01-01' + sequence * interval '20 days',
      '{"at":"2016-01-01T00:00:00.000Z","actor":{"kind":"officer","officer":"mfc-officer","agency":"mfc"},"action":"received","object":{"kind":"inquiry","id":"00000000-0000-8000-8000-000000000000"},"facts":["works","disability"],"ground":{"kind":"consent","basis":"152-ФЗ, ст. 9"},"purpose":"inquiry-answered"}',
      sha256(convert_to(person || ' ' || sequence, 'UTF8'))
    from generate_series(1, ${journalPeople}::integer) as person, generate_series(1, ${rows}::integer) as sequence`.execute(
    database.queries,
  );
  await sql`analyze journal_entry`.execute(database.queries);
}

async function viewOf(database: Database): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const from = performance.now();
    const looks = await looksAt(database, `resident-${1 + ((round * 7919) % journalPeople)}`);
    if (looks.length === 0) throw new Error('Nobody has looked.');
    times.push(performance.now() - from);
  }
  return spread(times).median;
}

/** Eleven digits of a range that is given to nobody; whether the register knows them makes no difference to the work. */
function snilsOf(person: number): string {
  return `999${String(person).padStart(8, '0')}`;
}

function counted(): (bytes: number) => Uint8Array {
  let drawn = 0;
  return (bytes) => {
    drawn += 1;
    return createHash('sha512').update(String(drawn)).digest().subarray(0, bytes);
  };
}

function table(measured: Measured): string {
  const row = (name: string, figure: string): string => `${name.padEnd(64)} ${figure.padStart(12)}`;
  return [
    `${workers} questions at once, PostgreSQL on this machine, commits wait for the disk`,
    row('inquiries answered a second, through Okno (aim: 1000)', measured.perSecond.toFixed(0)),
    row('  the same questions straight to the agency', measured.directPerSecond.toFixed(0)),
    row('one inquiry alone, median ms', measured.medianMs.toFixed(2)),
    row('  straight to the agency', measured.directMedianMs.toFixed(2)),
    row('  added by Okno (aim: 5)', measured.addedMedianMs.toFixed(2)),
    row('  99 of 100 take less, ms', measured.p99Ms.toFixed(2)),
    row('every question and answer verified', measured.verified ? 'yes' : 'no'),
    row(
      `who looked at my data, ${measured.journalRows.toLocaleString('en')} rows, ms (aim: 50)`,
      measured.viewMs.toFixed(2),
    ),
  ].join('\n');
}
