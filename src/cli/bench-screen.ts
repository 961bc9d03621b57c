import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { loadPopulation, screenByDuckDb, screenByPlanes } from '#screening';
import type { ScreenEngine, ScreenRequest } from '#screening';

import type { Options } from './arguments.ts';
import { manyServices } from './bench-assess-services.ts';
import { spread } from './bench-measure.ts';
import { growthPicture } from './bench-screen-picture.ts';
import { writeBenchRegion } from './bench-screen-region.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const serviceCount = 600;
const seed = 20_260_302;
const asOf = '2026-03-02';
const sizes = [10_000, 100_000, 1_000_000, 10_000_000];

type Row = {
  readonly engine: string;
  readonly people: number;
  readonly services: number;
  readonly unknownPercent: number;
  readonly loadedSeconds: number | null;
  readonly endToEndSeconds: number;
  readonly peakMiB: number;
  readonly pairs: number;
  readonly pairsMiB: number;
  /** Reading every column once and writing as much as the answers take, without counting. */
  readonly columnsAloneSeconds: number | null;
};

/**
 * `okno bench screen`: the packs' services multiplied to 600 over a drawn region: from loaded columns to all answers, and
 * from Parquet to pairs in Parquet, with everything known and with 5 % not known; the same by SQL in DuckDB. With `--plot`,
 * the growth from 10,000 to 10,000,000 people.
 */
export async function benchScreen(catalogue: Catalogue, options: Options): Promise<Outcome> {
  const many = manyServices(catalogue, serviceCount, seed);
  const runs = Math.max(1, Number(options.runs ?? 5));
  const people = Number(options.people ?? 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), 'okno-bench-screen-'));
  const rows: Row[] = [];
  const tell = (text: string): void => void (options.json || process.stderr.write(`${text}\n`));
  try {
    for (const unknownPercent of [0, 5])
      for (const engine of options.engine === undefined ? ['planes', 'duckdb'] : [options.engine]) {
        tell(`${engine}, ${people} people, ${unknownPercent} % not known`);
        rows.push(await measured(many, { folder, people, unknownPercent, engine, runs }));
      }
    if (options.plot !== undefined) {
      const growth: Row[] = [];
      for (const size of sizes) {
        tell(`planes, ${size} people`);
        growth.push(await measured(many, { folder, people: size, unknownPercent: 0, engine: 'planes', runs: 1 }));
      }
      writeFileSync(options.plot, growthPicture(growth));
      rows.push(...growth.filter((row) => row.people !== people));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return done(options.json ? asJson(rows) : table(rows));
}

type Measure = {
  readonly folder: string;
  readonly people: number;
  readonly unknownPercent: number;
  readonly engine: string;
  readonly runs: number;
};

async function measured(many: Catalogue, measure: Measure): Promise<Row> {
  const { folder, people, unknownPercent, engine, runs } = measure;
  const files = await writeBenchRegion(many, folder, people, unknownPercent);
  const out = join(folder, `pairs-${engine}.parquet`);
  const request: ScreenRequest = {
    catalogue: many,
    files,
    out,
    asOf,
    withUnknown: false,
    threads: availableParallelism(),
  };
  const screen: ScreenEngine = engine === 'duckdb' ? screenByDuckDb : screenByPlanes;
  let pairs = 0;
  const memory = watchMemory();
  const whole: number[] = [];
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    const from = performance.now();
    const result = await screen(request);
    whole.push((performance.now() - from) / 1000);
    if ('problems' in result) throw new Error(result.problems[0]?.message.en);
    pairs = result.pairs;
  }
  const peakMiB = memory.peak();
  const pairsMiB = Math.round(statSync(out).size / 2 ** 20);
  const loaded = engine === 'planes' && people <= 1_000_000 ? await fromColumns(request, runs) : undefined;
  return {
    engine,
    people,
    services: serviceCount,
    unknownPercent,
    loadedSeconds: loaded?.seconds ?? null,
    endToEndSeconds: spread(whole).median,
    peakMiB,
    pairs,
    pairsMiB,
    columnsAloneSeconds: loaded?.alone ?? null,
  };
}

async function fromColumns(
  request: ScreenRequest,
  runs: number,
): Promise<{ readonly seconds: number; readonly alone: number }> {
  const loaded = await loadPopulation(request);
  try {
    const timed = async (work: () => Promise<number>): Promise<number> => {
      await work();
      const times: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const from = performance.now();
        await work();
        times.push((performance.now() - from) / 1000);
      }
      return spread(times).median;
    };
    return { seconds: await timed(loaded.count), alone: await timed(loaded.touch) };
  } finally {
    await loaded.close();
  }
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

function table(rows: readonly Row[]): string {
  const seconds = (value: number | null): string => (value === null ? '–' : value.toFixed(3)).padStart(10);
  return [
    `${serviceCount} services made of the packs' rules; every fact drawn for everybody; medians; ${availableParallelism()} threads.`,
    '',
    `${'engine'.padEnd(8)}${'people'.padStart(12)}${'unknown'.padStart(9)}${'loaded s'.padStart(10)}${'columns s'.padStart(10)}${'whole s'.padStart(10)}${'peak MiB'.padStart(10)}${'pairs'.padStart(12)}`,
    ...rows.map(
      (row) =>
        `${row.engine.padEnd(8)}${String(row.people).padStart(12)}${`${row.unknownPercent} %`.padStart(9)}${seconds(row.loadedSeconds)}${seconds(row.columnsAloneSeconds)}${seconds(row.endToEndSeconds)}${String(row.peakMiB).padStart(10)}${String(row.pairs).padStart(12)}`,
    ),
    '',
    'loaded: from columns in memory to all answers. columns: reading those columns once and writing as much as the answers',
    'take. whole: from Parquet to pairs in Parquet, threads and rules included.',
  ].join('\n');
}
