import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { DuckDBConnection } from '@duckdb/node-api';
import type { Client } from 'pg';

import { openDuck } from '#screening/duck.ts';
import { openPopulation } from '#screening/population.ts';
import type { PopulationFile } from '#screening/population.ts';
import { firstFaults, populationProblem } from '#screening/population-faults.ts';
import type { PopulationProblem } from '#screening/population-faults.ts';
import type { ScreenEngine, ScreenRequest } from '#screening/screen.ts';

import type { Engine } from './engine.ts';
import { distribute, postgresEngine } from './postgres-engine.ts';
import { pairsOf, screenTables } from './screened.ts';
import { named, quoted } from './text.ts';
import type { Sql } from './text.ts';

const loaded = { people: 'okno_people', households: 'okno_households' } as const;

/**
 * The rules as SQL in any PostgreSQL, Citus too. `files` are files, which are loaded into tables there, or the names of
 * tables that are there already; `out` is a Parquet file or the name of a table that stays there.
 */
export function screenByPostgres(url: string): ScreenEngine {
  return async (request) => {
    const [{ Client: PgClient }, { duck, close }] = await Promise.all([import('pg'), openDuck(request.threads)]);
    const client = new PgClient({ connectionString: url });
    const folder = mkdtempSync(join(tmpdir(), 'okno-screen-'));
    try {
      await client.connect();
      return await screenIn(client, duck, request, folder);
    } finally {
      await client.end();
      close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

async function screenIn(
  client: Client,
  duck: DuckDBConnection,
  request: ScreenRequest,
  folder: string,
): ReturnType<ScreenEngine> {
  const areFiles = isFile(request.files.people);
  if (areFiles) {
    const problems = await load(client, duck, request, folder);
    if (problems.length > 0) return { problems };
  }
  const tables = areFiles ? loaded : request.files;
  const problems = await missing(client, tables);
  if (problems.length > 0) return { problems };
  const engine = await postgresEngine(client, tables.people);
  const into = isFile(request.out) ? 'okno_pairs' : request.out;
  const screened = await screenTables(engine, request, { ...tables, into });
  if (isFile(request.out)) {
    await save(client, duck, engine, into, join(folder, 'pairs.csv'), request.out);
    await engine.run(`drop table ${into}`);
  }
  if (areFiles) for (const table of Object.values(loaded)) await engine.run(`drop table ${table}`);
  return screened;
}

function isFile(name: string): boolean {
  return /\.(?:parquet|csv|csv\.gz)$/iu.test(name);
}

/** Tables that are not there, or lack what a household is known by. */
async function missing(client: Client, tables: ScreenRequest['files']): Promise<readonly PopulationProblem[]> {
  const problems: PopulationProblem[] = [];
  for (const [table, columns] of [
    [tables.people, ['household', 'person', 'applicant']],
    [tables.households, ['household', 'territory']],
  ] as const) {
    const { rows } = await client.query<{ name: string }>(
      `select attname::text as name from pg_attribute where attrelid = to_regclass($1) and attnum > 0`,
      [table],
    );
    const lacking = columns.filter((column) => rows.every(({ name }) => name !== column));
    problems.push(...lacking.map((column) => populationProblem('population-column-missing', table, column)));
  }
  return problems;
}

/** Both files as tables, by way of CSV, which PostgreSQL takes in as a stream. */
async function load(
  client: Client,
  duck: DuckDBConnection,
  { catalogue, files }: ScreenRequest,
  folder: string,
): Promise<readonly PopulationProblem[]> {
  const population = await openPopulation(catalogue, files, folder);
  if ('problems' in population) return population.problems;
  for (const [of, table, file] of [
    ['person', loaded.people, population.people],
    ['household', loaded.households, population.households],
  ] as const) {
    const source = `read_parquet(${quoted(file.path)})`;
    const problems = await firstFaults(duck, catalogue, of, file.name, source, file.columns);
    if (problems.length > 0) return problems;
    await loadTable(client, duck, table, file, join(folder, `${of}.csv`));
  }
  return [];
}

async function loadTable(
  client: Client,
  duck: DuckDBConnection,
  table: string,
  { path, columns }: PopulationFile,
  csv: string,
): Promise<void> {
  const { from } = await import('pg-copy-streams');
  const all = Object.entries(columns);
  const written = all.map(([name, type]) => `${inCsv(named(name), type)} as ${named(name)}`);
  await duck.run(
    `copy (select ${written.join(', ')} from read_parquet(${quoted(path)})) to ${quoted(csv)} (format csv, header false)`,
  );
  await client.query(`drop table if exists ${table}`);
  await client.query(
    `create unlogged table ${table} (${all.map(([name, type]) => `${named(name)} ${typeInPostgres(name, type)}`).join(', ')})`,
  );
  await distribute(client, table, table === loaded.people ? undefined : loaded.people);
  await pipeline(createReadStream(csv), client.query(from(`copy ${table} from stdin (format csv)`)));
  await client.query(`analyze ${table} (household)`);
  rmSync(csv);
}

function typeInPostgres(name: string, type: string): Sql {
  if (name === 'household') return 'bigint';
  if (type === 'BOOLEAN' || type === 'DATE') return type.toLowerCase();
  if (type.endsWith('[]')) return 'text[]';
  return type === 'VARCHAR' || type.startsWith('ENUM') ? 'text' : 'double precision';
}

/** A list as PostgreSQL reads it. */
function inCsv(column: Sql, type: string): Sql {
  if (!type.endsWith('[]')) return column;
  return `'{' || array_to_string(list_transform(${column}, lambda one: '"' || one || '"'), ',') || '}'`;
}

async function save(
  client: Client,
  duck: DuckDBConnection,
  engine: Engine,
  into: string,
  csv: string,
  out: string,
): Promise<void> {
  const { to } = await import('pg-copy-streams');
  await pipeline(client.query(to(`copy (${pairsOf(engine, into)}) to stdout (format csv)`)), createWriteStream(csv));
  const columns = `{'household': 'BIGINT', 'person': 'VARCHAR', 'service': 'VARCHAR', 'answer': 'VARCHAR', 'amount': 'DOUBLE', 'criterion': 'VARCHAR'}`;
  await duck.run(
    `copy (select * from read_csv(${quoted(csv)}, header = false, columns = ${columns}) order by household, person, service)
     to ${quoted(out)} (format parquet, compression zstd)`,
  );
}
