import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { agencyKind, startAgencies } from '#agencies';
import type { Catalogue } from '#catalogue';
import { openDatabase, startServer } from '#database';
import type { Database } from '#database';
import { verifyArchive } from '#exchange';
import { es256 } from '#protocol';

import type { Options } from './arguments.ts';
import { inParallel } from './bench-bare-inserts.ts';
import { atRate, openWays, people, personOf } from './bench-exchange-asking.ts';
import type { Ask, Ways } from './bench-exchange-asking.ts';
import { fillJournal, lookersOf, viewOf } from './bench-exchange-journal.ts';
import { percentile, spread } from './bench-measure.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

const isQuick = process.env['QUICK'] !== undefined;
const warmSeconds = isQuick ? 1 : 3;
/** As many as can be on their way: how many a second. */
const inFlight = 64;
const saturatedSeconds = isQuick ? 2 : 4;
/** As on a busy day, each when it comes: how long one takes. */
const ratePerSecond = 100;
const rateSeconds = isQuick ? 3 : 5;
/** Both ways in turn, so that whatever else goes on befalls both. */
const rounds = isQuick ? 1 : 3;
/** Ten years of the 1.5 million inquiries a year of one oblast. */
const tenYears = isQuick ? 500_000 : 15_000_000;
const lookers = 200;

type Measured = {
  /** Inquiries answered a second, through Okno. */
  readonly perSecond: number;
  readonly directPerSecond: number;
  readonly inFlight: number;
  /** Of the process of Okno, both of asking and of answering the bench. */
  readonly cpuMs: number;
  readonly ratePerSecond: number;
  readonly medianMs: number;
  readonly directMedianMs: number;
  readonly addedMedianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly directP99Ms: number;
  readonly verified: boolean;
  readonly rowsBefore: number;
  readonly viewBeforeMs: number;
  readonly rows: number;
  readonly fillSeconds: number;
  readonly viewMs: number;
  readonly slowestViewMs: number;
  readonly perSecondAfter: number;
};

/**
 * `okno bench exchange`: inquiries a second and how long one takes, with ground, signatures of both sides, archive and journal
 * on PostgreSQL whose commits wait for the disk, against the same signed questions put to the same agency without Okno in the
 * same run; and a person's view of who looked, in a journal of ten years. `--rows`: entries of the journal.
 */
export async function benchExchange(
  catalogue: Catalogue,
  root: string,
  options: Options,
  now: () => Date,
): Promise<Outcome> {
  tell('starting PostgreSQL and the agency');
  const server = options.database === undefined ? await startServer() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'okno-exchange-'));
  const agencies = await startAgencies([agencyKind('sfr')!], {
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
      const ways = await openWays(database, catalogue, {
        address: agencies.urls.get('sfr') ?? '',
        keys: join(folder, 'keys'),
        examples: join(root, 'examples'),
        now,
      });
      const measured = await measure(database, ways, Number(options.rows ?? tenYears), now);
      ways.close();
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

async function measure(database: Database, ways: Ways, rows: number, now: () => Date): Promise<Measured> {
  const direct = { perSecond: [] as number[], times: [] as number[] };
  const through = { perSecond: [] as number[], times: [] as number[], cpu: [] as number[] };
  const saturated = async (ask: Ask): Promise<number> => await inParallel(inFlight, saturatedSeconds, ask);
  tell('warming up: what is loaded, compiled and planned at first is not measured');
  for (const ask of [ways.direct, ways.through]) await inParallel(inFlight, warmSeconds, ask);
  for (let round = 1; round <= rounds; round += 1) {
    tell(`round ${round} of ${rounds}: ${inFlight} in flight, and ${ratePerSecond} a second`);
    direct.perSecond.push(await saturated(ways.direct));
    const before = process.cpuUsage();
    const perSecond = await saturated(ways.through);
    const { user, system } = process.cpuUsage(before);
    through.perSecond.push(perSecond);
    through.cpu.push((user + system) / 1000 / (perSecond * saturatedSeconds));
    direct.times.push(...(await atRate(ratePerSecond, rateSeconds, ways.direct)));
    through.times.push(...(await atRate(ratePerSecond, rateSeconds, ways.through)));
  }
  await ways.settled();
  tell('verifying every question and answer');
  const { faults, questions, answers } = await verifyArchive(database, [es256]);
  const before = await viewOf(
    database,
    Array.from({ length: Math.min(people, lookers) }, (_, number) => personOf(number)),
    now,
  );
  const from = performance.now();
  const residents = lookersOf(rows, lookers);
  await fillJournal(database, rows, residents, (added) => {
    const seconds = (performance.now() - from) / 1000;
    tell(`journal: ${added.toLocaleString('en')} of ${rows.toLocaleString('en')} entries, ${seconds.toFixed(0)} s`);
  });
  const fillSeconds = (performance.now() - from) / 1000;
  tell(`looking who looked, and ${inFlight} in flight again`);
  const view = await viewOf(database, residents, now);
  const perSecondAfter = await saturated(ways.through);
  await ways.settled();
  const [medianMs, directMedianMs] = [spread(through.times).median, spread(direct.times).median];
  return {
    perSecond: spread(through.perSecond).median,
    directPerSecond: spread(direct.perSecond).median,
    inFlight,
    cpuMs: spread(through.cpu).median,
    ratePerSecond,
    medianMs,
    directMedianMs,
    addedMedianMs: medianMs - directMedianMs,
    p95Ms: percentile(through.times, 0.95),
    p99Ms: percentile(through.times, 0.99),
    directP99Ms: percentile(direct.times, 0.99),
    verified: faults.length === 0,
    // Each message has its entry.
    rowsBefore: questions + answers,
    viewBeforeMs: before.medianMs,
    rows,
    fillSeconds,
    viewMs: view.medianMs,
    slowestViewMs: view.slowestMs,
    perSecondAfter,
  };
}

function tell(phase: string): void {
  process.stderr.write(`${phase}\n`);
}

function table(measured: Measured): string {
  const row = (name: string, figure: number, digits = 2): string =>
    `${name.padEnd(72)} ${figure.toFixed(digits).padStart(9)}`;
  const many = (rows: number): string => rows.toLocaleString('en');
  return [
    'One sample agency in a process of its own, PostgreSQL on this machine, commits wait for the disk. An inquiry: ground,',
    'inquiry, signed question, its journal entry kept; sent; signed answer checked, facts and journal entry kept.',
    '',
    row(`inquiries answered a second, ${measured.inFlight} in flight (aim: 1000)`, measured.perSecond, 0),
    row('  the same signed questions straight to the agency', measured.directPerSecond, 0),
    row('  processor time of Okno for one, ms', measured.cpuMs),
    row(`one inquiry, ${measured.ratePerSecond} begun every second, median ms`, measured.medianMs),
    row('  straight to the agency', measured.directMedianMs),
    row('  added by Okno (aim: 5)', measured.addedMedianMs),
    row('  95 of 100 take less, ms', measured.p95Ms),
    row('  99 of 100 take less, ms', measured.p99Ms),
    row('  99 of 100 take less straight to the agency, ms', measured.directP99Ms),
    `every question and answer verified: ${measured.verified ? 'yes' : 'no'}`,
    row(`who looked at my data, ${many(measured.rowsBefore)} entries in the journal, median ms`, measured.viewBeforeMs),
    row(`  ${many(measured.rows)} entries (aim: 50)`, measured.viewMs),
    row('  the slowest: somebody of 5,000 entries is among them', measured.slowestViewMs),
    row(`inquiries answered a second with ${many(measured.rows)} entries`, measured.perSecondAfter, 0),
  ].join('\n');
}
