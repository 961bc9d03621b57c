import { access } from 'node:fs/promises';
import { join } from 'node:path';

import type { FactValue, PersonFacts, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { dayText } from '#language';
import type { Problem } from '#language';
import { DuckDBDateValue, DuckDBInstance, DuckDBListValue } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';

export type PopulationFolder = {
  readonly people: number;
  readonly households: number;
  readonly folder: string;
  /** Whether the tables say that nobody in them exists. */
  readonly isSynthetic: boolean;
  /** The day for which they were made, when they say so; whose law they are to be asked by. */
  readonly day?: string;
  /** Every household as it would be told at a window, in the order of the tables. */
  readonly told: (day: string) => AsyncGenerator<ToldSituation>;
  readonly toldOf: (household: number, day: string) => Promise<ToldSituation>;
  readonly files: { readonly people: string; readonly households: string };
  readonly close: () => void;
};

/** A population in a folder (`people.parquet`, `households.parquet`), opened to be gone through household by household. */
export async function openPopulation(
  catalogue: Catalogue,
  folder: string,
): Promise<PopulationFolder | { readonly problem: Problem }> {
  const files = { people: join(folder, 'people.parquet'), households: join(folder, 'households.parquet') };
  for (const file of Object.values(files)) {
    try {
      await access(file);
    } catch {
      return { problem: noPopulation(file) };
    }
  }
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB' });
  const connection = await instance.connect();
  const ask = async (sql: string): Promise<DuckDBValue[][]> => (await connection.runAndReadAll(sql)).getRows();
  const [[people]] = (await ask(`select count(*) from ${quoted(files.people)}`)) as [[bigint]];
  const [[households]] = (await ask(`select count(*) from ${quoted(files.households)}`)) as [[bigint]];
  const marks = new Map(
    (await ask(`select decode(key), decode(value) from parquet_kv_metadata(${quoted(files.people)})`)) as [
      string,
      string,
    ][],
  );
  const day = marks.get('day');
  return {
    folder,
    people: Number(people),
    households: Number(households),
    isSynthetic: marks.has('synthetic'),
    ...(day === undefined ? {} : { day }),
    told: (day) => householdsIn(catalogue, instance, files, day),
    toldOf: async (household, day) => {
      const only = `where household = ${household}`;
      for await (const told of householdsIn(catalogue, instance, files, day, only)) return told;
      throw new Error(`there is no household ${household}`);
    },
    files,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

type Row = Readonly<Record<string, DuckDBValue>>;

async function* householdsIn(
  catalogue: Catalogue,
  instance: DuckDBInstance,
  files: { readonly people: string; readonly households: string },
  day: string,
  only = '',
): AsyncGenerator<ToldSituation> {
  // One connection holds one open result.
  const [ofPeople, ofHouseholds] = [await instance.connect(), await instance.connect()];
  const people = rowsOf(ofPeople, `select * from ${quoted(files.people)} ${only}`);
  let next = await people.next();
  for await (const row of rowsOf(ofHouseholds, `select * from ${quoted(files.households)} ${only}`)) {
    const own: Row[] = [];
    while (next.done !== true && next.value['household'] === row['household']) {
      own.push(next.value);
      next = await people.next();
    }
    const told = own.map((one): PersonFacts => ({
      id: String(one['person']),
      facts: factsIn(catalogue, one, 'person'),
    }));
    const applicant = own.findIndex((one) => one['applicant'] === true);
    yield {
      asOf: day,
      territory: String(row['territory']),
      applicant: told[applicant]?.id ?? '',
      people: told,
      household: factsIn(catalogue, row, 'household'),
    };
  }
}

/** Rows of a query as they come; the connection serves for this one alone. */
export async function* rowsOf(connection: DuckDBConnection, query: string): AsyncGenerator<Row> {
  const result = await connection.stream(query);
  const names = result.columnNames();
  for (;;) {
    const chunk: DuckDBDataChunk | null = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row += 1)
      yield Object.fromEntries(names.map((name, column) => [name, columns[column]![row]!]));
  }
}

function factsIn(catalogue: Catalogue, row: Row, of: 'person' | 'household'): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === null || catalogue.facts.get(name)?.of !== of) continue;
    facts[name] = factValue(value);
  }
  return facts;
}

function factValue(value: DuckDBValue): FactValue {
  if (value instanceof DuckDBDateValue) return dayText(value.days);
  if (value instanceof DuckDBListValue) return value.items.map(String);
  return typeof value === 'boolean' || typeof value === 'string' ? value : Number(value);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function noPopulation(file: string): Problem {
  return {
    code: 'no-population',
    message: { ru: `таблицы населения нет: ${file}.`, en: `there is no table of a population: ${file}.` },
    remedy: {
      ru: 'Сделайте синтетическую: «okno population --people 100000 --seed 7 --out ПАПКА».',
      en: 'Make a synthetic one: "okno population --people 100000 --seed 7 --out FOLDER".',
    },
  };
}
