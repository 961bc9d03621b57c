import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { readTold } from '#assessment';
import type { Catalogue, Day } from '#catalogue';
import { openDatabase, startServer } from '#database';
import type { Database } from '#database';
import { addDays } from '#planner';

import type { Options } from './arguments.ts';
import { spread } from './bench-measure.ts';
import { checkWhatIsLeft } from './durability-check.ts';
import type { Checked } from './durability-check.ts';
import { Load } from './durability-load.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placed, readSituationFile } from './read-situation.ts';
import { officerOf, serveOkno, signInOn } from './served-okno.ts';
import type { Where } from './served-okno.ts';

const opening: Day = '2026-03-02';
/** From the first process to the last the clock goes on by so many days: terms run out, and timers fire at the starts. */
const daysOfAll = 40;
/** A process is killed so long after its first answer. */
const livesAtLeastMs = 300;
const livesAtMostMs = 2500;

type Measured = Checked & {
  readonly engine: string;
  readonly kills: number;
  /** From the first answer of a process to its death. */
  readonly perSecond: number;
  /** From the start of a process to its first answer, the median. */
  readonly firstAnswerMs: number;
};

/**
 * `okno bench durability`: a load of commands by HTTP on `okno serve`, which is killed (SIGKILL) at random moments;
 * whatever had no answer is asked again with its key, as a browser does. Then every acknowledged command must be there
 * once, none twice, the journal must verify, every case be the sum of its events, and no timer have fired twice. On
 * PGlite in a folder and on PostgreSQL. `--runs` kills (50), chance from a fixed seed.
 */
export async function benchDurability(
  catalogue: Catalogue,
  file: string,
  options: Options,
  entry: string,
): Promise<Outcome> {
  const read = await readSituationFile(file);
  if ('problems' in read) return refused(read.problems, options.lang, options.json);
  const checked = readTold(catalogue, read.value, { asOf: opening });
  if ('problems' in checked) return refused(placed(checked.problems, read.source), options.lang, options.json);
  const kills = Math.max(1, Number(options.runs ?? 50));
  const progress = (text: string): void => void process.stderr.write(`${text}\n`);

  const folder = mkdtempSync(join(tmpdir(), 'okno-durability-'));
  const server = await startServer();
  try {
    const url = await server.newDatabase();
    const measured = [];
    for (const where of [
      { engine: 'pglite', folder },
      { engine: 'postgresql', url },
    ] as const)
      measured.push(await campaign(where, kills, { catalogue, situation: read.value as object, entry, progress }));
    return done(options.json ? asJson(measured) : measured.map(table).join('\n\n'));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Around = {
  readonly catalogue: Catalogue;
  readonly situation: object;
  readonly entry: string;
  readonly progress: (text: string) => void;
};

async function campaign(where: Where, kills: number, around: Around): Promise<Measured> {
  const chance = seeded(7);
  const days = Array.from({ length: kills }, (_, kill) => addDays(opening, Math.floor((kill / kills) * daysOfAll)));
  const cookies = await inDatabase(where, (database) =>
    Promise.all(days.map((day) => signInOn(database, day, officerOf('social-protection')))),
  );
  const load = new Load(around.situation);
  const firstAnswers: number[] = [];
  let loadMs = 0;
  let answers = 0;
  for (const [kill, day] of days.entries()) {
    const began = performance.now();
    const { child, url } = await serveOkno(where, day, around.entry);
    const ended = once(child, 'exit');
    await load.on({ url, cookie: cookies[kill]! });
    firstAnswers.push(performance.now() - began);
    // Opening a case plans a route: the first process is killed when all are open, so that the load is one of commands.
    await load.unlessFailed(load.allOpen);
    const from = performance.now();
    const before = load.acknowledged.size;
    await load.unlessFailed(setTimeout(livesAtLeastMs + chance() * (livesAtMostMs - livesAtLeastMs)));
    load.away();
    child.kill('SIGKILL');
    await ended;
    loadMs += performance.now() - from;
    answers += load.acknowledged.size - before;
    around.progress(`${where.engine}: ${kill + 1}/${kills} kills, ${load.acknowledged.size} acknowledged`);
  }
  await load.end();
  const { acknowledged } = load;
  const left = await inDatabase(where, (database) =>
    checkWhatIsLeft(database, around.catalogue, days.at(-1)!, acknowledged),
  );
  return {
    engine: where.engine,
    kills,
    ...left,
    perSecond: (answers / loadMs) * 1000,
    firstAnswerMs: spread(firstAnswers).median,
  };
}

async function inDatabase<Found>(where: Where, look: (database: Database) => Promise<Found>): Promise<Found> {
  const opened = await openDatabase(where.url === undefined ? { folder: where.folder ?? '' } : { url: where.url });
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  try {
    return await look(opened.database);
  } finally {
    await opened.database.close();
  }
}

/** Numbers between 0 and 1, the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function table(measured: Measured): string {
  const row = (name: string, figure: string | number | boolean): string =>
    `${name.padEnd(56)} ${String(figure).padStart(9)}`;
  return [
    `${measured.engine}, killed ${measured.kills} times`,
    row('commands acknowledged', measured.acknowledged),
    row('a second, from first answers to deaths (limit: 200)', measured.perSecond.toFixed(0)),
    row('from start to first answer, ms', measured.firstAnswerMs.toFixed(0)),
    row('lost', measured.lost),
    row('doubled', measured.doubled),
    row('every case is the sum of its events', measured.rebuilt),
    row('timers fired', measured.timersFired),
    row('timers fired twice', measured.timersTwice),
    row(
      `journal of ${measured.journalEntries} entries, ${measured.journalSeals} seals verifies`,
      measured.journalVerified,
    ),
  ].join('\n');
}
