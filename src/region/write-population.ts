import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBAppender, DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

import type { Margins } from './margins.ts';
import { makeFamilies } from './make-families.ts';
import { columnsOf } from './tables.ts';
import type { Column, Row } from './tables.ts';

export type Wanted = { readonly people: number; readonly seed: number; readonly unknown: number };
export type Written = Wanted & { readonly households: number; readonly day: string; readonly files: readonly string[] };

const rowsInChunk = 2048;
const marker = 'These people do not exist. Этих людей не существует.';

/**
 * Makes a synthetic region and writes it into a folder: `people.parquet`, `households.parquet`, and `population.json` that
 * says what it is made from. Families who are told (`besides`) live in it too. Past the memory limit the tables being made lie in
 * the folder `making` beside them.
 */
export async function writePopulation(
  catalogue: Catalogue,
  margins: Margins,
  wanted: Wanted,
  folder: string,
  told: (people: number) => void,
  besides: readonly ToldSituation[] = [],
): Promise<Written> {
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MB',
    temp_directory: join(folder, 'making'),
  });
  const connection = await instance.connect();
  try {
    const people = await Table.open(connection, 'people', columnsOf(catalogue, 'person'));
    const households = await Table.open(connection, 'households', columnsOf(catalogue, 'household'));
    let count = 0;
    let families = 0;
    for (const family of makeFamilies(margins, wanted)) {
      const { household, territory } = family;
      households.add({ household, territory, isApplicant: false, facts: family.facts });
      for (const [index, { id, facts }] of family.people.entries())
        people.add({ household, territory, person: id, isApplicant: index === 0, facts });
      families += 1;
      const before = count;
      count += family.people.length;
      if (Math.floor(before / 10_000) === Math.floor(count / 10_000)) continue;
      told(count);
      // The bar is drawn and a stop is heard between two chunks.
      await new Promise((resolve) => void setImmediate(resolve));
    }
    for (const { territory, applicant, people: members, household: facts } of besides) {
      families += 1;
      households.add({ household: families, territory, isApplicant: false, facts });
      for (const { id, facts: own } of members)
        people.add({ household: families, territory, person: id, isApplicant: id === applicant, facts: own });
      count += members.length;
    }
    const marks = { synthetic: marker, seed: String(wanted.seed), day: margins.day, packs: catalogue.digest };
    const files = [
      await people.write(join(folder, 'people.parquet'), marks),
      await households.write(join(folder, 'households.parquet'), marks),
    ];
    const written = { ...wanted, people: count, households: families, day: margins.day, files };
    await writeFile(join(folder, 'population.json'), `${JSON.stringify(account(catalogue, written), undefined, 2)}\n`);
    told(count);
    return written;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows are gathered by column and handed over a chunk at a time. */
class Table {
  readonly #connection: DuckDBConnection;
  readonly #appender: DuckDBAppender;
  readonly #name: string;
  readonly #columns: readonly Column[];
  readonly #chunk: DuckDBDataChunk;
  readonly #gathered: DuckDBValue[][];
  #rows = 0;

  private constructor(
    connection: DuckDBConnection,
    appender: DuckDBAppender,
    name: string,
    columns: readonly Column[],
  ) {
    this.#connection = connection;
    this.#appender = appender;
    this.#name = name;
    this.#columns = columns;
    this.#gathered = columns.map(() => []);
    this.#chunk = DuckDBDataChunk.create(columns.map(({ kept }) => kept));
  }

  static async open(connection: DuckDBConnection, name: string, columns: readonly Column[]): Promise<Table> {
    const declared = columns.map((column) => `"${column.name}" ${column.kept.toString()}`);
    await connection.run(`create table ${name} (${declared.join(', ')})`);
    return new Table(connection, await connection.createAppender(name), name, columns);
  }

  add(row: Row): void {
    for (let index = 0; index < this.#columns.length; index += 1)
      this.#gathered[index]![this.#rows] = this.#columns[index]!.value(row);
    this.#rows += 1;
    if (this.#rows === rowsInChunk) this.#handOver();
  }

  #handOver(): void {
    if (this.#rows === 0) return;
    this.#chunk.reset();
    this.#chunk.rowCount = this.#rows;
    this.#chunk.setColumns(this.#gathered.map((values) => values.slice(0, this.#rows)));
    this.#appender.appendDataChunk(this.#chunk);
    this.#rows = 0;
  }

  async write(path: string, marks: Readonly<Record<string, string>>): Promise<string> {
    this.#handOver();
    this.#appender.closeSync();
    const select = this.#columns.map(({ name, written }) => `"${name}"::${written} as "${name}"`).join(', ');
    const kept = Object.entries(marks).map(([key, value]) => `${key}: ${quoted(value)}`);
    await this.#connection.run(
      `copy (select ${select} from ${this.#name}) to ${quoted(path)} (format parquet, compression zstd, kv_metadata {${kept.join(', ')}})`,
    );
    await this.#connection.run(`drop table ${this.#name}`);
    return path;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What a population says of itself. */
function account(catalogue: Catalogue, { people, households, seed, unknown, day }: Written): unknown {
  return {
    synthetic: marker,
    people,
    households,
    seed,
    unknownShare: unknown,
    day,
    packs: catalogue.digest,
    margins: [...catalogue.population.margins.values()].map(({ id, area, year, source, certainty }) => ({
      id,
      area,
      year,
      source,
      certainty,
    })),
    notKnown: catalogue.population.unknown,
  };
}
