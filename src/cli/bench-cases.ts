import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { createCases } from '#cases';
import type { CaseRef, Cases, Command, JointCase } from '#cases';
import type { Catalogue } from '#catalogue';
import { openDatabase, startServer } from '#database';
import type { Database } from '#database';
import type { Actor } from '#journal';

import type { Options } from './arguments.ts';
import { bareInserts, inParallel } from './bench-bare-inserts.ts';
import { measurePages } from './bench-cases-pages.ts';
import type { PagesAt } from './bench-cases-pages.ts';
import { pagesPlot } from './bench-cases-plot.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placed, readSituationFile } from './read-situation.ts';

/** Clients at once; the last, one for each window of Tomsk oblast's one-stop centres, is the one whose figures are told first. */
const crowds = [32, 64, 285];
/** Of them have connections of their own: the server allows 100, and with more than this bare inserts get slower. */
const mostConnections = 64;
const seconds = 6;
const today = '2026-03-02';
const sizes = process.env['QUICK'] ? [10_000] : [10_000, 100_000, 1_000_000];

/** So many clients at once with commands, and so many connections with bare inserts. */
type Crowd = {
  readonly clients: number;
  readonly connections: number;
  readonly commandsPerSecond: number;
  readonly pgbenchPerSecond: number;
  readonly share: number;
};

type Measured = Crowd & {
  readonly decisionsPerSecond: number;
  readonly openedPerSecond: number;
  readonly baseline: string;
  readonly byClients: readonly Crowd[];
  readonly casePageMs: number;
  readonly worklistMs: number;
  readonly growth: readonly PagesAt[];
};

/**
 * `okno bench cases`: commands a second on PostgreSQL, against bare single-row inserts with commit on the same server in the
 * same run, by as many clients or, where these are more, by as many connections as it is quickest with; how long the page of a case of 200 tasks and that of a worklist over a million tasks take.
 * `--plot FILE.svg` draws their growth. The server has PostgreSQL's own settings: commits wait for the disk.
 */
export async function benchCases(
  catalogue: Catalogue,
  file: string,
  options: Options,
  entry: string,
): Promise<Outcome> {
  const read = await readSituationFile(file);
  if ('problems' in read) return refused(read.problems, options.lang, options.json);
  const checked = readTold(catalogue, read.value, { asOf: today });
  if ('problems' in checked) return refused(placed(checked.problems, read.source), options.lang, options.json);
  const server = options.database === undefined ? await startServer() : undefined;
  try {
    const url = options.database ?? (await server?.newDatabase()) ?? '';
    const opened = await openDatabase({ url });
    if ('problem' in opened) return refused([opened.problem], options.lang, options.json);
    try {
      const measured = await measure(opened.database, url, { catalogue, told: checked.told, entry });
      if (options.plot !== undefined) await writeFile(options.plot, pagesPlot(measured.growth));
      return done(options.json ? asJson(measured) : table(measured));
    } finally {
      await opened.database.close();
    }
  } finally {
    await server?.stop();
  }
}

async function measure(
  database: Database,
  url: string,
  { catalogue, told, entry }: { readonly catalogue: Catalogue; readonly told: ToldSituation; readonly entry: string },
): Promise<Measured> {
  const at = new Date(`${today}T03:00:00Z`);
  const cases = createCases(database, { catalogue, now: () => at, today: () => today, random: counted() });
  const from = performance.now();
  const refs = await Promise.all(Array.from({ length: 570 }, (_, number) => openCase(cases, told, `person-${number}`)));
  const openedPerSecond = (refs.length / (performance.now() - from)) * 1000;

  // The first commands find their code not compiled yet.
  await workOnTasks(cases, refs, 128, 3);
  const byClients: Crowd[] = [];
  let baseline = '';
  for (const clients of crowds) {
    const connections = Math.min(clients, mostConnections);
    const before = await bareInserts(url, connections, seconds);
    const commandsPerSecond = await workOnTasks(cases, refs, clients, seconds);
    const after = await bareInserts(url, connections, seconds);
    const pgbenchPerSecond = (before.perSecond + after.perSecond) / 2;
    byClients.push({
      clients,
      connections,
      commandsPerSecond,
      pgbenchPerSecond,
      share: commandsPerSecond / pgbenchPerSecond,
    });
    baseline = before.by;
  }
  const decisionsPerSecond = await decideAll(cases, refs.slice(0, 256));
  const growth = await measurePages(database, { url, day: today, entry, ref: refs[0]!, sizes });
  return {
    ...byClients.at(-1)!,
    baseline,
    byClients,
    decisionsPerSecond,
    openedPerSecond,
    casePageMs: growth.at(-1)?.casePageMs ?? Number.NaN,
    worklistMs: growth.at(-1)?.worklistMs ?? Number.NaN,
    growth,
  };
}

const lead: Actor = { kind: 'officer', officer: 'lead', agency: 'social-protection' };

async function openCase(cases: Cases, told: ToldSituation, person: string): Promise<CaseRef> {
  const opened = await cases.open({ person, agreement: 'family-in-need', told }, { by: lead, idempotencyKey: person });
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  return opened.kept;
}

/** Each client has cases of its own, and takes a task of one after another, suspends it, resumes it and passes it on. */
async function workOnTasks(cases: Cases, refs: readonly CaseRef[], clients: number, duration: number): Promise<number> {
  const tasks = await Promise.all(refs.map(async (ref) => ({ ref, task: officeTask(await cases.read(ref)) })));
  const ofClient = Array.from({ length: clients }, (_, client) =>
    tasks.filter((_, place) => place % clients === client),
  );
  let round = 0;
  return (
    (await inParallel(clients, duration, async (client) => {
      const mine = ofClient[client]!;
      round += 1;
      const key = `${clients} ${round}`;
      const { ref, task } = mine[round % mine.length]!;
      for (const command of turns(task)) {
        const worked = await cases.carryOut(ref, command, { by: lead, idempotencyKey: `${key} ${command.kind}` });
        if ('problem' in worked) throw new Error(`${command.kind}: ${worked.problem.code}`);
      }
    })) * 4
  );
}

function turns(task: string): readonly Command[] {
  return [
    { kind: 'take-task', task },
    { kind: 'suspend-task', task, reason: 'waits for an answer', article: 'art. 7.2' },
    { kind: 'resume-task', task },
    { kind: 'pass-on-task', task, to: { kind: 'agency', agency: 'social-protection' }, reason: 'shift is over' },
  ];
}

function officeTask(joint: JointCase | undefined): string {
  const task = joint?.tasks.find(
    ({ state, kind, holder }) => state === 'ready' && kind === 'file' && holder.kind === 'agency',
  );
  if (task === undefined) throw new Error('The case has no task for its lead.');
  return task.id;
}

/** Decisions re-plan the case; everything that is ready to be decided is decided, case after case. */
async function decideAll(cases: Cases, refs: readonly CaseRef[]): Promise<number> {
  const from = performance.now();
  let count = 0;
  await Promise.all(
    refs.map(async (ref) => {
      const joint = await cases.read(ref);
      for (const task of joint?.tasks ?? []) {
        if (task.state !== 'ready' || task.kind !== 'file') continue;
        const by: Actor = task.holder.kind === 'person' ? { kind: 'person', person: ref.person } : lead;
        await cases.carryOut(
          ref,
          { kind: 'finish-task', task: task.id, result: 'sent' },
          { by, idempotencyKey: `file ${ref.id} ${task.id}` },
        );
      }
      const filed = await cases.read(ref);
      for (const task of filed?.tasks ?? []) {
        if (task.state !== 'ready' || task.kind !== 'decide' || task.holder.kind !== 'agency') continue;
        const by: Actor = { kind: 'officer', officer: 'officer', agency: task.holder.agency };
        const decided = await cases.carryOut(
          ref,
          { kind: 'decide', task: task.id, outcome: 'granted', reason: 'granted' },
          { by, idempotencyKey: `decide ${ref.id} ${task.id}` },
        );
        if ('problem' in decided && decided.problem.code !== 'wrong-state') throw new Error(decided.problem.code);
        if ('kept' in decided) count += 1;
      }
    }),
  );
  return (count / (performance.now() - from)) * 1000;
}

function table(measured: Measured): string {
  const row = (name: string, figure: string): string => `${name.padEnd(58)} ${figure.padStart(10)}`;
  const { growth } = measured;
  return [
    'PostgreSQL on this machine, commits wait for the disk',
    ...measured.byClients.flatMap(({ clients, connections, commandsPerSecond, pgbenchPerSecond, share }) => [
      row(
        `${connections} connections: bare inserts with commit a second (${measured.baseline})`,
        pgbenchPerSecond.toFixed(0),
      ),
      row(`${clients} clients: commands a second`, commandsPerSecond.toFixed(0)),
      row('  as a share of the bare inserts (limit: 0.33)', share.toFixed(2)),
    ]),
    row('decisions a second, each planning the case again', measured.decisionsPerSecond.toFixed(0)),
    row('cases opened a second', measured.openedPerSecond.toFixed(0)),
    ...growth.flatMap(({ tasks, casePageMs, worklistMs }) => [
      row(
        `the page of a case of 200 tasks, beside ${tasks.toLocaleString('en')}, ms (limit: 50)`,
        casePageMs.toFixed(1),
      ),
      row(`the page of a worklist over ${tasks.toLocaleString('en')} tasks, ms (limit: 50)`, worklistMs.toFixed(1)),
    ]),
  ].join('\n');
}

/** Different bytes each time, the same in every run. */
function counted(): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => {
    count += 1;
    return createHash('sha512').update(String(count)).digest().subarray(0, bytes);
  };
}
