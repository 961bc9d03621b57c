import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { Catalogue } from '#catalogue';
import { marginsOf, writePopulation } from '#region';

import type { Options } from './arguments.ts';
import { manyServices } from './bench-assess-services.ts';
import { unknownShareOf } from './bench-measure.ts';
import { growthPicture } from './bench-screen-picture.ts';
import { measuredRow } from './bench-screen-row.ts';
import type { Row } from './bench-screen-row.ts';
import { writeBenchRegion } from './bench-screen-region.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const serviceCount = 600;
const seed = 20_260_302;
const asOf = '2026-03-02';
const sizes = [10_000, 100_000, 1_000_000, 10_000_000];
const engines = ['planes', 'duckdb', 'postgres'];

/**
 * `okno bench screen`: the packs' services multiplied to 600 over a region: from loaded columns to all answers, and from
 * Parquet to pairs in Parquet, with everything known and with 5 % not known; over people of whom every fact is drawn by
 * itself, and over the synthetic region; the same by SQL in DuckDB and in PostgreSQL, over as many people as half a minute
 * allows. With `--plot`, the growth from 10,000 to 10,000,000 people (`--people`: up to so many). Each row is measured in a
 * process of its own, so that its memory is its own; `--engine` with `--unknown` measures one row, or, with `--plot`, the
 * growth of that row alone.
 */
export async function benchScreen(catalogue: Catalogue, options: Options, entry: string): Promise<Outcome> {
  const runs = Math.max(1, Number(options.runs ?? 5));
  const people = Number(options.people ?? 1_000_000);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const { engine, unknown, population: region } = options;
  if (engine !== undefined && unknown !== undefined && options.plot !== undefined) {
    const rows: Row[] = [];
    for (const size of sizesUpTo(options.people)) {
      const asked = { engine, share: unknownShareOf(unknown), people: size, runs: size > 1_000_000 ? 2 : runs };
      rows.push(await rowOf(entry, options, asked));
    }
    writeFileSync(options.plot, growthPicture(rows));
    return done(options.json ? asJson(rows) : table(rows));
  }
  if (engine !== undefined && unknown !== undefined) {
    const many = manyServices(catalogue, serviceCount, seed);
    const unknownPercent = 100 * unknownShareOf(unknown);
    const day = options.asOf ?? asOf;
    const row = await measuredRow(many, { engine, people, unknownPercent, region, runs, tell, asOf: day });
    return done(options.json ? asJson([row]) : table([row]));
  }
  const folder = mkdtempSync(join(tmpdir(), 'okno-bench-'));
  const around = { inside: folder, entry, options };
  const rows: Row[] = [];
  try {
    for (const share of unknown === undefined ? [0, 0.05] : [unknownShareOf(unknown)])
      for (const of of engine === undefined ? engines : [engine]) {
        const asked = { engine: of, share, people, runs };
        if (of === 'planes')
          for (const population of ['drawn', 'region'] as const)
            rows.push(await rowOver(population, catalogue, asked, around));
        else rows.push(await rowOf(entry, options, asked));
      }
    if (options.plot !== undefined) {
      const growth: Row[] = [];
      for (const size of sizesUpTo(options.people)) {
        const known = rows.find((row) => isPlain(row) && row.people === size);
        const asked = { engine: 'planes', share: 0, people: size, runs: 2 };
        growth.push(known ?? (await rowOver('drawn', catalogue, asked, around)));
      }
      writeFileSync(options.plot, growthPicture(growth));
      rows.push(...growth.filter((row) => !rows.includes(row)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return done(options.json ? asJson(rows) : table(rows));
}

function sizesUpTo(people: string | undefined): readonly number[] {
  return sizes.filter((size) => people === undefined || size <= Number(people));
}

type AskedRow = {
  readonly engine: string;
  readonly share: number;
  readonly people: number;
  readonly runs: number;
};

function isPlain({ engine, population, unknownPercent }: Row): boolean {
  return engine === 'planes' && population === 'drawn' && unknownPercent === 0;
}

/** Writes a population into a folder; gives what the bench of it has to be told besides. */
type Make = (catalogue: Catalogue, asked: AskedRow, folder: string) => Promise<readonly string[]>;

const makes: Readonly<Record<Row['population'], Make>> = {
  drawn: async (catalogue, { people, share }, folder) => {
    await writeBenchRegion(catalogue, folder, people, 100 * share);
    return [];
  },
  region: async (catalogue, { people, share }, folder) => {
    const read = marginsOf(catalogue);
    if ('problem' in read) throw new Error(read.problem.message.en);
    const wanted = { people, seed: 1, unknown: share };
    const { day } = await writePopulation(catalogue, read.margins, wanted, folder, () => undefined);
    return ['--as-of', day];
  },
};

/** Over a population that is made for it and is gone afterwards; the row knows it by the name of its folder. */
async function rowOver(
  population: Row['population'],
  catalogue: Catalogue,
  asked: AskedRow,
  around: { readonly inside: string; readonly entry: string; readonly options: Options },
): Promise<Row> {
  process.stderr.write(`${population}: ${asked.people} people are made\n`);
  const folder = join(around.inside, population);
  const more = await makes[population](catalogue, asked, folder);
  const row = await rowOf(around.entry, around.options, asked, ['--population', folder, ...more]);
  rmSync(folder, { recursive: true });
  return row;
}

async function rowOf(
  entry: string,
  { packs }: Options,
  { engine, share, people, runs }: AskedRow,
  more: readonly string[] = [],
): Promise<Row> {
  const from = packs.flatMap((pack) => ['--pack', pack]);
  const which = ['--engine', engine, '--unknown', String(share), '--people', String(people), '--runs', String(runs)];
  const child = spawn(process.execPath, [entry, 'bench', 'screen', '--json', ...from, ...which, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`bench screen ${which.join(' ')} ended with ${code}`);
  const [row] = JSON.parse(out) as readonly Row[];
  return row!;
}

function table(rows: readonly Row[]): string {
  const seconds = (value: number | null): string => (value === null ? '–' : value.toFixed(3)).padStart(10);
  const titles = [
    'set up s',
    'read s',
    'loaded s',
    'its CPU s',
    'columns s',
    'pairs s',
    'write s',
    'first s',
    'whole s',
    'peak MiB',
  ];
  const head = titles.map((title) => title.padStart(10)).join('');
  return [
    `${serviceCount} services made of the packs' rules; medians; ${availableParallelism()} threads.`,
    '',
    `${'engine'.padEnd(9)}${'of'.padEnd(7)}${'people'.padStart(11)}${'unknown'.padStart(9)}${head}${'pairs'.padStart(12)}`,
    ...rows.map((row) => {
      const times = [
        row.setUpSeconds,
        row.readSeconds,
        row.loadedSeconds,
        row.loadedCpuSeconds,
        row.columnsAloneSeconds,
        row.pairsSeconds,
        row.writeSeconds,
        row.firstSeconds,
        row.endToEndSeconds,
      ];
      return `${row.engine.padEnd(9)}${row.population.padEnd(7)}${String(row.people).padStart(11)}${`${row.unknownPercent} %`.padStart(9)}${times.map(seconds).join('')}${String(row.peakMiB).padStart(10)}${String(row.pairs).padStart(12)}`;
    }),
    '',
    'drawn: every fact of everybody by itself, so that all rules are walked; region: the synthetic region.',
    'set up: threads, rules and programs. read: Parquet to columns in memory. loaded: from columns in memory to all answers.',
    'columns: holding those columns once and writing as much as the answers take. pairs: what telling the pairs with their',
    'amounts takes more. write: those pairs as Parquet. first: from Parquet to pairs in Parquet in a process that has screened nothing yet,',
    'threads, rules and programs included. whole: the same in the screenings after it, by threads and programs that are there.',
  ].join('\n');
}
