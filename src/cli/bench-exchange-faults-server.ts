import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';

import { readDirectory, readSigners, residentsIn } from '#agencies';
import { createCases } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import { openDatabase } from '#database';
import { createExchange, createHttp, createXRoad, identify } from '#exchange';
import type { Connector } from '#exchange';
import type { Actor } from '#journal';
import { createChecker, es256, keyDirectory, oknoOf, sampleInstance } from '#protocol';

import type { Options } from './arguments.ts';
import { peopleToAsk } from './exchange-faults-load.ts';
import type { Wanted } from './exchange-faults-load.ts';
import { refused } from './output.ts';
import type { Outcome } from './output.ts';

/** The first line that the measuring process writes. */
export type Setup = {
  readonly urls: Readonly<Record<string, string>>;
  readonly keysFolder: string;
  readonly examplesFolder: string;
  readonly today: Day;
};

/** A line that is written back only after the questions were kept, or refused. */
export type Acknowledged = {
  readonly key: string;
  readonly inquiries: readonly { readonly person: string; readonly id: string }[];
  readonly refused: number;
};

const officer: Actor = { kind: 'officer', officer: 'campaign', agency: 'mfc' };
const tryEveryMilliseconds = 100;

/** The process that `bench exchange-faults` kills: asks registers what it is told to, line by line, and takes late answers. */
export async function exchangeFaultsServer(catalogue: Catalogue, options: Options, now: () => Date): Promise<Outcome> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const setup = JSON.parse((await lines.next()).value as string) as Setup;
  const opened = await openDatabase(
    options.database === undefined ? { folder: options.data ?? '' } : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], options.lang);
  const { database } = opened;
  const today = (): Day => setup.today;
  const http = createHttp();
  const check = createChecker([es256], keyDirectory(readDirectory(setup.keysFolder)));
  const { signer } = readSigners(setup.keysFolder, oknoOf('mfc'));
  const connectors = new Map<string, Connector>(
    Object.entries(setup.urls).map(([id, address]) => [
      id,
      createXRoad({ address, instance: sampleInstance, centre: 'mfc', signer, check, send: http, now }),
    ]),
  );
  const cases = createCases(database, { catalogue, now, today, random: randomBytes });
  const exchange = createExchange(database, {
    catalogue,
    now,
    today,
    random: randomBytes,
    cases,
    timeOutMilliseconds: 3e3,
    connectorOf: (agency) => connectors.get(agency),
  });
  const people = peopleToAsk(await residentsIn(setup.examplesFolder), setup.today);
  const byPerson = new Map([...people.values()].map((one) => [one.person, one]));
  for (const { person, names } of people.values()) await identify(database, person, 'self', names, now());
  for (const [id, address] of Object.entries(setup.urls))
    await sql`insert into connection (agency, kind, address, settings, changed_at)
      values (${id}, 'x-road', ${address}, '{}', ${now()}) on conflict (agency) do nothing`.execute(database.queries);

  process.stdout.write('ready\n');
  const over = new AbortController();
  const trying = keepTrying();
  for await (const line of { [Symbol.asyncIterator]: () => lines }) void put(JSON.parse(line) as Wanted);
  // Nothing more is asked: what is left over is tried until nothing is.
  over.abort();
  await trying;
  await exchange.settled();
  for (let left = await leftToTry(); left > 0; left = await leftToTry()) {
    await exchange.tryDue(200);
    await exchange.settled();
    await setTimeout(tryEveryMilliseconds);
  }
  http.close();
  await database.close();
  return { exitCode: 0 };

  async function keepTrying(): Promise<void> {
    while (!over.signal.aborted) {
      await exchange.tryDue(200);
      await setTimeout(tryEveryMilliseconds);
    }
  }

  /** Whoever waits for the lease of a process that was killed, or for a pause to end, is due now. */
  async function leftToTry(): Promise<number> {
    const { rows } = await sql`update inquiry set try_at = ${now()}
      where state in ('draft', 'sent', 'queued', 'late') returning id`.execute(database.queries);
    return rows.length;
  }

  async function put({ key, person, agency, fact, subject }: Wanted): Promise<void> {
    const done = await exchange.put({
      person,
      subject,
      agency,
      facts: [fact],
      asker: 'mfc',
      by: officer,
      idempotencyKey: key,
      purpose: {
        kind: 'situation',
        id: `situation of ${person}`,
      },
      told: byPerson.get(person)!.told,
      reason: 'campaign of faults',
    });
    const acknowledged: Acknowledged = {
      key,
      inquiries: done.inquiries.map(({ person: of, id }) => ({ person: of, id })),
      refused: done.refused.length,
    };
    process.stdout.write(`${JSON.stringify(acknowledged)}\n`);
  }
}
