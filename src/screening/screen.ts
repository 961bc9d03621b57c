import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Worker } from 'node:worker_threads';

import type { Catalogue } from '#catalogue';

import { tablesOf } from './block-of-raw.ts';
import { draftsOf } from './draft.ts';
import { DraftDesk } from './draft-desk.ts';
import { openDuck, quoted } from './duck.ts';
import { factsRead } from './facts-read.ts';
import { lawsOf } from './laws.ts';
import { pairColumns } from './pair-table.ts';
import { sharedEnd } from './parquet/append.ts';
import { openPopulation } from './population.ts';
import type { Population } from './population.ts';
import { firstFaults, populationProblem } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';
import { ProgressFile } from './progress-file.ts';
import type { AskRead, Reading } from './reading/read-thread.ts';
import type { Counts } from './screen-block.ts';
import type { Ask, Told } from './screen-thread.ts';
import { startThread } from './thread.ts';
import type { BlockDone, Part, Work } from './screen-work.ts';
import { wantedServices } from './wanted-services.ts';

export type ScreenRequest = {
  readonly catalogue: Catalogue;
  readonly files: { readonly people: string; readonly households: string };
  /** The table of pairs, as Parquet. */
  readonly out: string;
  readonly asOf: string;
  readonly services?: readonly string[];
  /** Also those who may have a right to a service, as long as something is not known. */
  readonly withUnknown: boolean;
  readonly threads: number;
  /** How many people are answered, of how many. */
  readonly progress?: (done: number, all: number) => void;
};

export type Screened = {
  readonly people: number;
  readonly households: number;
  readonly pairs: number;
  /** People who were answered by an earlier run that was stopped. */
  readonly resumed: number;
  /** `unknown` and `no` are left out where an engine was not asked what is not known: it keeps the two apart only then. */
  readonly counts: readonly (Pick<Counts, 'yes' | 'asked'> & Partial<Counts> & { readonly service: string })[];
};

export type ScreenResult = Screened | { readonly problems: readonly PopulationProblem[] };

/** Answers everybody of a population. Other engines (SQL) take the same request and give the same result. */
export type ScreenEngine = (request: ScreenRequest) => Promise<ScreenResult>;

/** The engine of one machine: blocks of a population over threads, as bit planes. */
export const screenByPlanes: ScreenEngine = async (request) => {
  const folder = mkdtempSync(join(tmpdir(), 'okno-screen-'));
  const threads = startThreads(request.threads);
  try {
    const population = await openPopulation(request.catalogue, request.files, folder);
    return 'problems' in population ? population : await screenBlocks(request, population, threads);
  } finally {
    await endThreads(threads);
    rmSync(folder, { recursive: true, force: true });
  }
};

async function screenBlocks(request: ScreenRequest, population: Population, threads: Threads): Promise<ScreenResult> {
  const { catalogue, asOf, services, withUnknown } = request;
  const end = sharedEnd();
  const table = { path: `${request.out}.partial`, end };
  const facts = factsRead(catalogue, asOf, services);
  const work = { catalogue, population, facts, asOf, services, withUnknown, table };
  const crew = new Crew(work, threads, Math.min(request.threads, population.blocks.length));
  const file = new ProgressFile(request.out, pairColumns, 'okno', end);
  try {
    const kept = await file.open(signatureOf(request), async () => {
      const [told] = await Promise.all([crew.rarest(), crew.makeReady()]);
      return { toldBy: told.tell === 'rarest' ? [...told.criteria] : [] };
    });
    const totals = new Totals();
    for (const block of kept.blocks) totals.add(block);
    const resumed = totals.people;
    const left = population.blocks
      .map((_, index) => index)
      .filter((index) => kept.blocks.every(({ block }) => block !== index));
    const toldBy = new Map(kept.header.toldBy);
    request.progress?.(totals.people, population.rows);
    await crew.each(left, toldBy, (done) => {
      file.add(done);
      totals.add(done);
      request.progress?.(totals.people, population.rows);
    });
    if (totals.people !== population.rows)
      return { problems: [populationProblem('population-order', population.people.name, 'household', undefined)] };
    return { ...totals.result(), pairs: file.finish(), resumed };
  } catch (error) {
    if (error instanceof Stopped) return { problems: await problemsOf(error.told, request, population) };
    throw error;
  } finally {
    file.close();
    await crew.dismiss();
  }
}

/** Two runs are the same when the law, the day, the services and the files are. */
function signatureOf({ catalogue, files, asOf, services, withUnknown }: ScreenRequest): string {
  const told = [files.people, files.households].map((name) => {
    const { size, mtimeMs } = statSync(name);
    return [name, size, mtimeMs];
  });
  return JSON.stringify([catalogue.digest, asOf, services ?? 'all', withUnknown, told]);
}

async function problemsOf(
  told: Told,
  { catalogue }: ScreenRequest,
  population: Population,
): Promise<readonly PopulationProblem[]> {
  if (told.tell === 'problem') return [told.problem];
  const { duck, close } = await openDuck(2);
  try {
    const found: PopulationProblem[] = [];
    for (const [of, file] of [
      ['person', population.people],
      ['household', population.households],
    ] as const)
      found.push(
        ...(await firstFaults(duck, catalogue, of, file.name, `read_parquet(${quoted(file.path)})`, file.columns)),
      );
    if (found.length > 0) return found;
    return [
      populationProblem(
        'population-unreadable',
        population.people.name,
        '',
        undefined,
        told.tell === 'misfit' ? told.why : '',
      ),
    ];
  } finally {
    close();
  }
}

class Stopped extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told.tell);
    this.told = told;
  }
}

/** Sums over blocks. */
class Totals {
  people = 0;
  households = 0;
  readonly #counts = new Map<string, Counts>();

  add({ people, households, counts }: Pick<BlockDone, 'people' | 'households' | 'counts'>): void {
    this.people += people;
    this.households += households;
    for (const [service, { yes, unknown, no, asked }] of counts) {
      const sum = this.#counts.get(service) ?? { yes: 0, unknown: 0, no: 0, asked: 0 };
      this.#counts.set(service, {
        yes: sum.yes + yes,
        unknown: sum.unknown + unknown,
        no: sum.no + no,
        asked: sum.asked + asked,
      });
    }
  }

  result(): Pick<Screened, 'people' | 'households' | 'counts'> {
    const counts = [...this.#counts].map(([service, one]) => ({ service, ...one }));
    return { people: this.people, households: this.households, counts };
  }
}

/** Threads that do not know yet on what they will work: they load their modules while the population is opened. */
type Threads = { readonly reading: Worker; readonly answering: readonly Worker[] };

function startThreads(count: number): Threads {
  const answering = Array.from({ length: count }, () => startThread(new URL('./screen-thread.ts', import.meta.url)));
  return { reading: startThread(new URL('./reading/read-thread.ts', import.meta.url)), answering };
}

async function endThreads({ reading, answering }: Threads): Promise<void> {
  await Promise.all([reading, ...answering].map((thread) => thread.terminate()));
}

/** Threads that answer blocks, each one block at a time, and the one that reads for them. */
class Crew {
  readonly #threads: readonly Worker[];
  readonly #reader: Worker;
  readonly #readerGone: Promise<unknown>;
  readonly #desk: DraftDesk;
  /** Blocks that are read, or will be. */
  readonly #asked = new Set<number>();

  /** So many of the threads work; nobody needs the others. */
  constructor(work: Omit<Work, 'port' | 'laws' | 'desk'>, { reading: reader, answering }: Threads, count: number) {
    const channels = Array.from({ length: count }, () => new MessageChannel());
    const ports = channels.map(({ port1 }) => port1);
    const tables = tablesOf(work.catalogue, work.population, work.facts);
    const reading: Reading = { tables, blocks: work.population.blocks, ports };
    this.#reader = reader;
    this.#reader.postMessage(reading, ports);
    this.#readerGone = new Promise((resolve) => this.#reader.once('exit', resolve));
    const { catalogue, asOf, services } = work;
    this.#desk = new DraftDesk(draftsOf(catalogue, asOf, wantedServices(catalogue, services)));
    const lawOf = lawsOf(catalogue, asOf);
    const laws = new Map([...catalogue.territories.keys()].map((territory) => [territory, lawOf(territory)]));
    this.#threads = answering.slice(0, count);
    for (const [thread, { port2: port }] of channels.entries()) {
      const { port1: ours, port2: theirs } = new MessageChannel();
      const told = new Int32Array(new SharedArrayBuffer(4));
      this.#desk.serve({ port: ours, told });
      const desk = { port: theirs, told };
      this.#threads[thread]!.postMessage({ ...work, port, laws, desk } satisfies Work, [port, theirs]);
    }
  }

  ask(thread: number, asked: Ask): Promise<Told> {
    const worker = this.#threads[thread]!;
    return new Promise((resolve, reject) => {
      const done = (told: Told): void => {
        for (const one of [worker, this.#reader]) one.off('error', failed);
        if (told.tell === 'problem' || told.tell === 'misfit') reject(new Stopped(told));
        else resolve(told);
      };
      const failed = (error: Error): void => {
        worker.off('message', done);
        reject(error);
      };
      worker.once('message', done);
      for (const one of [worker, this.#reader]) one.once('error', failed);
      worker.postMessage(asked, []);
    });
  }

  /** Finds by the first block which criterion is the rarest. */
  async rarest(): Promise<Told> {
    this.read(0, 0);
    return await this.ask(0, { ask: 'rarest', block: 0 });
  }

  /** The other threads make the programs of the block each will answer first; what is wrong with it is told then. */
  async makeReady(): Promise<void> {
    const ready = async (_: Worker, index: number): Promise<Told> => {
      this.read(index + 1, index + 1);
      return await this.ask(index + 1, { ask: 'ready', block: index + 1 });
    };
    await Promise.allSettled(this.#threads.slice(1).map(ready));
  }

  async each(
    blocks: readonly number[],
    toldBy: ReadonlyMap<string, number>,
    visit: (done: BlockDone) => void,
  ): Promise<void> {
    const left = [...blocks];
    const firsts = this.#threads.map((_, thread) => this.#readNext(thread, left));
    const begin = (
      thread: number,
      block: number,
    ): { readonly ahead: number | undefined; readonly told: Promise<Told> } => {
      return { ahead: this.#readNext(thread, left), told: this.ask(thread, { ask: 'block', block, toldBy }) };
    };
    const workThrough = async (_: Worker, thread: number): Promise<void> => {
      const first = firsts[thread];
      let running = first === undefined ? undefined : begin(thread, first);
      while (running !== undefined) {
        const { ahead, told } = running;
        const found = await told;
        // The thread goes on while what it has told is made safe on the disk.
        running = ahead === undefined ? undefined : begin(thread, ahead);
        if (found.tell === 'done') visit(found.done);
      }
    };
    await Promise.all(this.#threads.map(workThrough));
  }

  /** Has blocks read for a thread; those that follow each other are read fastest. */
  read(thread: number, block: number): void {
    if (this.#asked.has(block)) return;
    this.#asked.add(block);
    this.#reader.postMessage({ read: block, for: thread } satisfies AskRead, []);
  }

  #readNext(thread: number, left: number[]): number | undefined {
    const next = left.shift();
    if (next !== undefined) this.read(thread, next);
    return next;
  }

  async dismiss(): Promise<void> {
    this.#reader.postMessage('stop' satisfies AskRead, []);
    this.#desk.close();
    await Promise.all([this.#readerGone, ...this.#threads.map((thread) => thread.terminate())]);
  }
}

/** A population shared out over threads, to measure how fast each part of the work on it is. */
export async function measuredPopulation(
  request: Pick<ScreenRequest, 'catalogue' | 'files' | 'asOf' | 'threads'>,
): Promise<{
  /** Reads all columns into memory. */
  readonly load: () => Promise<number>;
  readonly measure: (part: Part) => Promise<number>;
  readonly close: () => Promise<void>;
}> {
  const { catalogue, files, asOf, threads } = request;
  const population = await openPopulation(catalogue, files, tmpdir());
  if ('problems' in population) throw new Error(population.problems[0]?.message.en);
  const table = { path: '', end: sharedEnd() };
  const facts = factsRead(catalogue, asOf, undefined);
  const work = { catalogue, population, facts, asOf, services: undefined, withUnknown: false, table };
  const crew = new Crew(work, startThreads(threads), threads);
  const shares = Array.from({ length: threads }, (_, thread) =>
    population.blocks.map((_range, index) => index).filter((index) => index % threads === thread),
  );
  const all = async (ask: (thread: number) => Ask): Promise<number> => {
    const told = await Promise.all(shares.map((_, thread) => crew.ask(thread, ask(thread))));
    return told.reduce((sum, one) => sum + (one.tell === 'loaded' ? one.count : 0), 0);
  };
  return {
    load: () => {
      for (const index of population.blocks.keys()) crew.read(index % threads, index);
      return all((thread) => ({ ask: 'load', blocks: shares[thread]! }));
    },
    measure: (part) => all(() => ({ ask: 'measure', part })),
    close: () => crew.dismiss(),
  };
}
