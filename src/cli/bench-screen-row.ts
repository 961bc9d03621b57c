import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { startServer } from '#database';
import { measuredPopulation, screenByDuckDb, screenByPlanes, screenByPostgres } from '#screening';
import type { Part, ScreenEngine, ScreenRequest } from '#screening';

import { spread } from './bench-measure.ts';
import { filesIn, writeBenchRegion } from './bench-screen-region.ts';

export type Row = {
  readonly engine: string;
  /** `drawn`: every fact of everybody by itself; `region`: the synthetic region of `okno population`. */
  readonly population: 'drawn' | 'region';
  readonly people: number;
  readonly services: number;
  readonly unknownPercent: number;
  /** Threads, rules and programs, made once: nothing of it grows with the people. */
  readonly setUpSeconds: number | null;
  readonly loadedSeconds: number | null;
  /** What all threads together were at work for it: tells how much of the time others were. */
  readonly loadedCpuSeconds: number | null;
  /** The first screening of the process: threads start, and rules and programs are made. */
  readonly firstSeconds: number;
  /** Median of the screenings after it, with threads that are there; of one screening alone, itself. */
  readonly endToEndSeconds: number;
  readonly peakMiB: number;
  readonly pairs: number;
  readonly pairsMiB: number;
  /** Holding every column once and writing as much as the answers take, without counting. */
  readonly columnsAloneSeconds: number | null;
  /** What the parts of the way from Parquet to Parquet take alone, all threads together at work. */
  readonly readSeconds: number | null;
  readonly pairsSeconds: number | null;
  readonly writeSeconds: number | null;
};

export type Asked = {
  readonly engine: string;
  readonly people: number;
  readonly unknownPercent: number;
  /** The folder of a region that is there already; without it, people are drawn. */
  readonly region: string | undefined;
  readonly runs: number;
  readonly asOf: string;
  readonly tell: (text: string) => void;
};

/** A SQL engine gets as many people as it answers in about so long. */
const sqlSeconds = 30;
const fewPeople = 5000;

/** One row of `okno bench screen`; it tells what it is at. */
export async function measuredRow(many: Catalogue, asked: Asked): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'okno-bench-screen-'));
  try {
    if (asked.engine === 'planes') return await planesRow(many, asked, folder);
    if (asked.engine === 'duckdb') return await sqlRow(many, asked, folder, screenByDuckDb);
    const server = await startServer();
    try {
      return await sqlRow(many, asked, folder, screenByPostgres(await server.newDatabase()));
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function planesRow(many: Catalogue, asked: Asked, folder: string): Promise<Row> {
  const { people, unknownPercent, runs, tell } = asked;
  const request = await populationOf(many, asked, folder, people);
  const population = asked.region === undefined || !asked.region.endsWith('region') ? 'drawn' : 'region';
  const whole = await fromFileToFile(request, screenByPlanes, runs, tell);
  const parts = people <= mostLoaded ? await inParts(request, runs, tell) : undefined;
  return {
    engine: 'planes',
    population,
    people,
    services: many.services.size,
    unknownPercent,
    ...nothingLoaded,
    ...parts,
    ...whole,
  };
}

/** Columns of more people do not lie in memory all at once. */
const mostLoaded = 1_000_000;
const nothingLoaded = {
  setUpSeconds: null,
  loadedSeconds: null,
  loadedCpuSeconds: null,
  columnsAloneSeconds: null,
  readSeconds: null,
  pairsSeconds: null,
  writeSeconds: null,
};

/** First a few people; by their time, more and more, as long as they can be answered in the time that is given. */
async function sqlRow(many: Catalogue, asked: Asked, folder: string, screen: ScreenEngine): Promise<Row> {
  const { engine, unknownPercent, tell } = asked;
  const row = async (people: number): Promise<Row> => {
    const whole = await fromFileToFile(await populationOf(many, asked, folder, people), screen, 1, tell);
    return {
      engine,
      population: 'drawn',
      people,
      services: many.services.size,
      unknownPercent,
      ...nothingLoaded,
      ...whole,
    };
  };
  let found = await row(Math.min(asked.people, fewPeople));
  for (;;) {
    const possible = (found.people * sqlSeconds) / found.endToEndSeconds;
    const digits = 10 ** Math.floor(Math.log10(possible));
    const people = Math.min(asked.people, Math.floor(possible / digits) * digits);
    if (people < 2 * found.people) return found;
    found = await row(people);
  }
}

async function populationOf(many: Catalogue, asked: Asked, folder: string, people: number): Promise<ScreenRequest> {
  const { engine, unknownPercent, asOf, tell } = asked;
  const from = performance.now();
  const files =
    asked.region === undefined
      ? await writeBenchRegion(many, join(folder, String(people)), people, unknownPercent)
      : filesIn(asked.region);
  if (asked.region === undefined) tell(`${engine}: ${people} people drawn in ${since(from).toFixed(1)} s`);
  const out = join(folder, `pairs-${people}.parquet`);
  return { catalogue: many, files, out, asOf, withUnknown: false, threads: availableParallelism() };
}

async function fromFileToFile(
  request: ScreenRequest,
  screen: ScreenEngine,
  runs: number,
  tell: Asked['tell'],
): Promise<Pick<Row, 'firstSeconds' | 'endToEndSeconds' | 'peakMiB' | 'pairs' | 'pairsMiB'>> {
  const memory = watchMemory();
  const times: number[] = [];
  let pairs = 0;
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now();
    const result = await screen(request);
    times.push(since(from));
    if ('problems' in result) throw new Error(result.problems[0]?.message.en);
    ({ pairs } = result);
    tell(`  from Parquet to ${pairs} pairs in Parquet: ${since(from).toFixed(2)} s`);
  }
  const pairsMiB = Math.round(statSync(request.out).size / 2 ** 20);
  const [firstSeconds = Number.NaN, ...later] = times;
  const endToEndSeconds = later.length === 0 ? firstSeconds : spread(later).median;
  return { firstSeconds, endToEndSeconds, peakMiB: memory.peak(), pairs, pairsMiB };
}

async function inParts(
  request: ScreenRequest,
  runs: number,
  tell: Asked['tell'],
): Promise<
  Pick<
    Row,
    | 'setUpSeconds'
    | 'loadedSeconds'
    | 'loadedCpuSeconds'
    | 'columnsAloneSeconds'
    | 'readSeconds'
    | 'pairsSeconds'
    | 'writeSeconds'
  >
> {
  const timed = async (name: string, times: number, work: () => Promise<unknown>): Promise<number> => {
    const all: number[] = [];
    for (let run = 0; run < times; run += 1) {
      const from = performance.now();
      await work();
      all.push(since(from));
    }
    const { median } = spread(all);
    tell(`  ${name}: ${median.toFixed(3)} s`);
    return median;
  };
  const from = performance.now();
  const population = await measuredPopulation(request);
  try {
    const { load, measure } = population;
    const part = (name: string, of: Part, times = runs): Promise<number> => timed(name, times, () => measure(of));
    await measure('count');
    const started = since(from);
    const readSeconds = await timed('columns read', 1, load);
    const setUpSeconds = started + (await part('programs made', 'prepare', 1));
    await measure('count');
    const used = process.cpuUsage();
    const loadedSeconds = await part('answers from loaded columns', 'count');
    const { user, system } = process.cpuUsage(used);
    const loadedCpuSeconds = (user + system) / 1e6 / runs;
    tell(`  work of all threads for that: ${loadedCpuSeconds.toFixed(3)} s`);
    const columnsAloneSeconds = await part('columns alone', 'touch');
    const withPairs = await part('answers with pairs', 'pairs', Math.min(runs, 2));
    const written = await part('answers with pairs as Parquet', 'write', Math.min(runs, 2));
    return {
      setUpSeconds,
      loadedSeconds,
      loadedCpuSeconds,
      columnsAloneSeconds,
      readSeconds,
      pairsSeconds: withPairs - loadedSeconds,
      writeSeconds: written - withPairs,
    };
  } finally {
    await population.close();
  }
}

function since(from: number): number {
  return (performance.now() - from) / 1000;
}

/** The most memory the process has had since, looked at fifty times a second. */
function watchMemory(): { readonly peak: () => number } {
  let most = process.memoryUsage.rss();
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  return {
    peak: () => {
      clearInterval(timer);
      return Math.round(Math.max(most, process.memoryUsage.rss()) / 2 ** 20);
    },
  };
}
