import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

import type { Catalogue } from '#catalogue';

import type { Options } from './arguments.ts';
import { manyServices } from './bench-assess-services.ts';
import { unknownShareOf } from './bench-measure.ts';
import { growthPicture } from './bench-screen-picture.ts';
import { measuredRow } from './bench-screen-row.ts';
import type { Row } from './bench-screen-row.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const serviceCount = 600;
const seed = 20_260_302;
const asOf = '2026-03-02';
const sizes = [10_000, 100_000, 1_000_000, 10_000_000];
const engines = ['planes', 'duckdb', 'postgres'];

/**
 * `okno bench screen`: the packs' services multiplied to 600 over a drawn region: from loaded columns to all answers, and
 * from Parquet to pairs in Parquet, with everything known and with 5 % not known; the same by SQL in DuckDB and in
 * PostgreSQL, over as many people as half a minute allows. With `--plot`, the growth from 10,000 to 10,000,000 people
 * (`--people`: up to so many). Each row is measured in a process of its own, so that its memory is its own; `--engine` with
 * `--unknown` measures one row.
 */
export async function benchScreen(catalogue: Catalogue, options: Options, entry: string): Promise<Outcome> {
  const runs = Math.max(1, Number(options.runs ?? 5));
  const people = Number(options.people ?? 1_000_000);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const { engine, unknown } = options;
  if (engine !== undefined && unknown !== undefined) {
    const many = manyServices(catalogue, serviceCount, seed);
    const row = await measuredRow(many, {
      engine,
      people,
      unknownPercent: 100 * unknownShareOf(unknown),
      runs,
      asOf,
      tell,
    });
    return done(options.json ? asJson([row]) : table([row]));
  }
  const measure = (of: string, percent: string, count: number, times: number): Promise<Row> =>
    rowOf(entry, options, ['--engine', of, '--unknown', percent, '--people', `${count}`, '--runs', `${times}`]);
  const rows: Row[] = [];
  for (const of of engine === undefined ? engines : [engine])
    for (const percent of unknown === undefined ? ['0', '0.05'] : [unknown])
      rows.push(await measure(of, percent, people, runs));
  if (options.plot !== undefined) {
    const growth: Row[] = [];
    for (const size of sizes.filter((one) => options.people === undefined || one <= people))
      growth.push(
        rows.find((row) => row.engine === 'planes' && row.people === size && row.unknownPercent === 0) ??
          (await measure('planes', '0', size, 1)),
      );
    writeFileSync(options.plot, growthPicture(growth));
    rows.push(...growth.filter((row) => !rows.includes(row)));
  }
  return done(options.json ? asJson(rows) : table(rows));
}

async function rowOf(entry: string, { packs }: Options, args: readonly string[]): Promise<Row> {
  const from = packs.flatMap((pack) => ['--pack', pack]);
  const child = spawn(process.execPath, [entry, 'bench', 'screen', '--json', ...from, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`bench screen ${args.join(' ')} ended with ${code}`);
  const [row] = JSON.parse(out) as readonly Row[];
  return row!;
}

function table(rows: readonly Row[]): string {
  const seconds = (value: number | null): string => (value === null ? '–' : value.toFixed(3)).padStart(10);
  const titles = ['set up s', 'read s', 'loaded s', 'columns s', 'pairs s', 'write s', 'whole s', 'peak MiB'];
  const head = titles.map((title) => title.padStart(10)).join('');
  return [
    `${serviceCount} services made of the packs' rules; every fact drawn for everybody; medians; ${availableParallelism()} threads.`,
    '',
    `${'engine'.padEnd(9)}${'people'.padStart(11)}${'unknown'.padStart(9)}${head}${'pairs'.padStart(12)}`,
    ...rows.map((row) => {
      const times = [
        row.setUpSeconds,
        row.readSeconds,
        row.loadedSeconds,
        row.columnsAloneSeconds,
        row.pairsSeconds,
        row.writeSeconds,
        row.endToEndSeconds,
      ];
      return `${row.engine.padEnd(9)}${String(row.people).padStart(11)}${`${row.unknownPercent} %`.padStart(9)}${times.map(seconds).join('')}${String(row.peakMiB).padStart(10)}${String(row.pairs).padStart(12)}`;
    }),
    '',
    'set up: threads, rules and programs. read: Parquet to columns in memory. loaded: from columns in memory to all answers.',
    'columns: holding those columns once and writing as much as the answers take. pairs: what telling the pairs with their',
    'amounts takes more. write: those pairs as Parquet. whole: from Parquet to pairs in Parquet, threads and rules included.',
  ].join('\n');
}
