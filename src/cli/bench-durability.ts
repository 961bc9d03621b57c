import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';

import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { createCases, rebuild } from '#cases';
import type { CaseRef } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import { openDatabase, startServer } from '#database';
import type { Database } from '#database';
import { verifyJournal } from '#journal';
import type { Actor } from '#journal';

import type { Options } from './arguments.ts';
import type { Acknowledged, Asked } from './bench-durability-server.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placed, readSituationFile } from './read-situation.ts';

const people = 40;
const inFlight = 24;
const opening: Day = '2026-03-02';
/** In the second half of the kills the clock stands later: terms are over, timers fire. */
const later: Day = '2026-03-25';
const lead = { kind: 'officer', officer: 'lead', agency: 'social-protection' } as const satisfies Actor;

type Running = { readonly child: ChildProcessByStdio<Writable, Readable, null>; readonly lines: Interface };

type Where = { readonly engine: Database['engine']; readonly url?: string; readonly folder?: string };

type Measured = {
  readonly engine: string;
  readonly kills: number;
  readonly acknowledged: number;
  readonly perSecond: number;
  readonly lost: number;
  readonly doubled: number;
  readonly rebuilt: boolean;
  readonly timersTwice: number;
  readonly timersFired: number;
  readonly journalVerified: boolean;
  readonly journalEntries: number;
};

/**
 * `okno bench durability`: a load of commands on a server that is killed (SIGKILL) at random moments; whatever had no
 * answer is asked again with its key, as a browser does. Then every acknowledged command must be there once, none twice,
 * the journal must verify, every case be the sum of its events, and no timer have fired twice. On PGlite in a folder and
 * on PostgreSQL. `--runs` kills (50), chance from a fixed seed.
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
  const told = { ...checked.told, asOf: opening };
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
      measured.push(await campaign(where, kills, { catalogue, told, entry, progress }));
    return done(options.json ? asJson(measured) : measured.map(table).join('\n\n'));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Around = {
  readonly catalogue: Catalogue;
  readonly told: ToldSituation;
  readonly entry: string;
  readonly progress: (text: string) => void;
};

async function campaign(where: Where, kills: number, around: Around): Promise<Measured> {
  const chance = seeded(7);
  const load = new Load(around.told);
  let loadMs = 0;
  let answers = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const running = await started(where, kill < kills / 2 ? opening : later, around.entry);
    const ended = once(running.child, 'exit');
    const answering = load.on(running);
    // Opening a case plans a route: the first process is killed when all are open, so that the load is one of commands.
    await (kill === 0 ? load.allOpen : load.answered);
    const from = performance.now();
    const before = load.acknowledged.size;
    await setTimeout(chance() * 1500);
    running.child.kill('SIGKILL');
    await Promise.all([answering, ended]);
    loadMs += performance.now() - from;
    answers += load.acknowledged.size - before;
    around.progress(`${where.engine}: ${kill + 1}/${kills} kills, ${load.acknowledged.size} acknowledged`);
  }
  return {
    engine: where.engine,
    kills,
    ...(await check(where, load, around.catalogue)),
    perSecond: (answers / loadMs) * 1000,
  };
}

/** What is asked, and what was acknowledged of it; survives the processes that are killed. */
class Load {
  /** By key; a case that was opened, by the person. */
  readonly acknowledged = new Map<string, { readonly opened?: string }>();
  readonly cases = new Map<string, { readonly ref: CaseRef; readonly task: string }>();
  /** Tasks to be finished once, so that the agency's term begins to run. */
  readonly #toFinish: { readonly ref: CaseRef; readonly task: string }[] = [];
  /** The first answer of the process that is up. */
  answered: Promise<void> = Promise.resolve();
  readonly #opening = Promise.withResolvers<void>();
  readonly allOpen = this.#opening.promise;
  readonly #waiting = new Map<string, Asked>();
  readonly #told: ToldSituation;
  #count = 0;

  constructor(told: ToldSituation) {
    this.#told = told;
  }

  /** Asks a process until it dies; first what the one before left without an answer. */
  async on({ child, lines }: Running): Promise<void> {
    const ask = (asked: Asked): void => void child.stdin.write(`${JSON.stringify(asked)}\n`);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.answered = promise;
    for (const asked of this.#waiting.values()) ask(asked);
    while (this.#waiting.size < inFlight) ask(this.#next());
    for await (const line of lines) {
      resolve();
      const said = JSON.parse(line) as Acknowledged;
      const asked = this.#waiting.get(said.key);
      this.#waiting.delete(said.key);
      if ('problem' in said) throw new Error(`${said.key}: ${said.problem}`);
      const opened = asked !== undefined && 'open' in asked ? asked.open : undefined;
      this.acknowledged.set(said.key, opened === undefined ? {} : { opened });
      const [first, second] = said.tasks;
      if (opened !== undefined && first !== undefined && !this.cases.has(opened)) {
        this.cases.set(opened, { ref: said.ref, task: first });
        if (this.cases.size === people) this.#opening.resolve();
        if (second !== undefined) this.#toFinish.push({ ref: said.ref, task: second });
      }
      ask(this.#next());
    }
  }

  /** Cases first; then a task of one case after another is passed on, each time with a reason of its own. */
  #next(): Asked {
    this.#count += 1;
    const key = `command ${this.#count} of the durability campaign`;
    const asked = this.#commandOf(key);
    this.#waiting.set(key, asked);
    return asked;
  }

  #commandOf(key: string): Asked {
    const known = [...this.cases.values()];
    const found = known[this.#count % known.length];
    if (this.#count <= people || found === undefined)
      return { key, open: `person-${this.#count}`, told: this.#told, by: lead };
    const finished = this.#toFinish.pop();
    if (finished !== undefined) {
      const { ref, task } = finished;
      return { key, ref, by: lead, command: { kind: 'finish-task', task, result: key } };
    }
    const { ref, task } = found;
    const to = { kind: 'agency', agency: lead.agency } as const;
    return { key, ref, by: lead, command: { kind: 'pass-on-task', task, to, reason: key } };
  }
}

async function started(where: Where, today: Day, entry: string): Promise<Running> {
  const place = where.url === undefined ? ['--data', where.folder ?? ''] : ['--database', where.url];
  const child = spawn(process.execPath, [entry, 'bench', 'durability-server', '--as-of', today, ...place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Whoever writes to a process that was killed is told so by the answer that does not come.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout });
  await once(lines, 'line');
  return { child, lines };
}

/** Looks into the database as the next process finds it. */
async function check(
  where: Where,
  load: Load,
  catalogue: Catalogue,
): Promise<Omit<Measured, 'engine' | 'kills' | 'perSecond'>> {
  const opened = await openDatabase(where.url === undefined ? { folder: where.folder ?? '' } : { url: where.url });
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  const { database } = opened;
  try {
    const cases = createCases(database, {
      catalogue,
      now: () => new Date(`${later}T06:00:00Z`),
      today: () => later,
      random: () => new Uint8Array(16),
    });
    for (let fired = 1; fired > 0;) fired = await cases.fireTimers();
    const { rows } = await sql<CaseRef>`select person, id from joint_case`.execute(database.queries);
    const times = new Map<string, number>();
    const told = new Map<string, number>();
    let rebuilt = true;
    for (const ref of rows) {
      const events = await cases.eventsOf(ref);
      rebuilt &&= isDeepStrictEqual(rebuild(ref, events), await cases.read(ref));
      for (const { happening } of events) {
        if (happening.kind === 'task-passed-on') add(times, happening.reason);
        if (happening.kind === 'task-done') add(times, happening.result);
        if (happening.kind === 'case-opened') add(times, ref.person);
        if (happening.kind === 'task-escalated') add(told, `${ref.id} ${happening.task} ${happening.to}`);
        if (happening.kind === 'tasks-reminded') add(told, `${ref.id} ${happening.tasks.join(' ')} ${happening.first}`);
      }
    }
    const done = [...load.acknowledged].map(([key, { opened: person }]) => person ?? key);
    const journal = await verifyJournal(database);
    return {
      acknowledged: load.acknowledged.size,
      lost: done.filter((key) => !times.has(key)).length,
      doubled: [...times.values()].filter((count) => count > 1).length,
      rebuilt,
      timersFired: told.size,
      timersTwice: [...told.values()].filter((count) => count > 1).length,
      journalVerified: journal.faults.length === 0,
      journalEntries: journal.entries,
    };
  } finally {
    await database.close();
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
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
    `${name.padEnd(52)} ${String(figure).padStart(9)}`;
  return [
    `${measured.engine}, killed ${measured.kills} times`,
    row('commands acknowledged', measured.acknowledged),
    row('a second, while a server was up', measured.perSecond.toFixed(0)),
    row('lost', measured.lost),
    row('doubled', measured.doubled),
    row('every case is the sum of its events', measured.rebuilt),
    row('timers fired', measured.timersFired),
    row('timers fired twice', measured.timersTwice),
    row(`journal of ${measured.journalEntries} entries verifies`, measured.journalVerified),
  ].join('\n');
}
