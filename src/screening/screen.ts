import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';

import { Stopped } from './crew.ts';
import type { Crew } from './crew.ts';
import { openDuck, quoted } from './duck.ts';
import { factsRead } from './facts-read.ts';
import { keepCrew, takeCrew } from './kept-crew.ts';
import { pairColumns } from './pair-table.ts';
import { sharedEnd } from './parquet/append.ts';
import { openPopulation } from './population.ts';
import type { Population } from './population.ts';
import { firstFaults, populationProblem } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';
import { ProgressFile } from './progress-file.ts';
import type { Counts } from './screen-block.ts';
import type { Ask } from './screen-thread.ts';
import type { BlockDone, Part } from './screen-work.ts';

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
  const crew = takeCrew(request.threads);
  let isWhole = false;
  try {
    const population = await openPopulation(request.catalogue, request.files, folder);
    const result = 'problems' in population ? population : await screenBlocks(request, population, crew);
    isWhole = !('problems' in result);
    return result;
  } finally {
    // After a screening that was broken off nobody knows what the threads are at.
    await (isWhole ? keepCrew(crew) : crew.dismiss());
    rmSync(folder, { recursive: true, force: true });
  }
};

async function screenBlocks(request: ScreenRequest, population: Population, crew: Crew): Promise<ScreenResult> {
  const { catalogue, asOf, services, withUnknown } = request;
  const end = sharedEnd();
  const table = { path: `${request.out}.partial`, end };
  const facts = factsRead(catalogue, asOf, services);
  crew.begin({ catalogue, asOf, services, withUnknown }, { population, facts, table });
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
    if (error instanceof Stopped) return { problems: await problemsOf(error, request, population) };
    throw error;
  } finally {
    file.close();
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
  { problem, message }: Stopped,
  { catalogue }: ScreenRequest,
  population: Population,
): Promise<readonly PopulationProblem[]> {
  if (problem !== undefined) return [problem];
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
    return [populationProblem('population-unreadable', population.people.name, '', undefined, message)];
  } catch (error) {
    // DuckDB cannot read it either.
    const [line = message] = String(error).split('\n');
    return [populationProblem('population-unreadable', population.people.name, '', undefined, line)];
  } finally {
    close();
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
  const crew = takeCrew(threads);
  crew.begin({ catalogue, asOf, services: undefined, withUnknown: false }, { population, facts, table });
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
