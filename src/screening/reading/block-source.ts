import { chunksOf, openDuck, quoted, rawVectors } from '#screening/duck.ts';
import type { Chunks, RawVector } from '#screening/duck.ts';
import type { BlockRange } from '#screening/population.ts';
import { Pool } from './growing.ts';
import { readerOf } from './raw-columns.ts';
import type { Reader } from './raw-columns.ts';
import type { Raw, RawBlock, Table, Tables } from './raw.ts';

/** Reads the blocks of a population; those that follow each other without beginning anew. */
export async function blockSource(
  { people, households }: Tables,
  blocks: readonly BlockRange[],
): Promise<{ readonly read: (index: number) => Promise<RawBlock>; readonly pool: Pool; readonly close: () => void }> {
  const pool = new Pool();
  // A connection has one result at a time.
  const ducks = await Promise.all([openDuck(1), openDuck(1)]);
  const [first, second] = ducks;
  const tables = {
    people: new TableRows(people, pool, (sql) => chunksOf(first.duck, sql)),
    households: new TableRows(households, pool, (sql) => chunksOf(second.duck, sql)),
  };
  let next = -1;
  return {
    pool,
    close: () => {
      for (const { close } of ducks) close();
    },
    read: async (index) => {
      const { from, to } = blocks[index]!;
      if (index !== next) {
        await tables.people.begin(from);
        await tables.households.begin(from);
      }
      next = index + 1;
      return { households: await tables.households.upTo(to), people: await tables.people.upTo(to) };
    },
  };
}

/** The rows of a table, household after household. */
class TableRows {
  readonly #table: Table;
  readonly #readers: readonly Reader[];
  readonly #open: (sql: string) => Promise<Chunks>;
  /** Undefined after the last of them. */
  #chunks: Chunks | undefined;
  #vectors: readonly RawVector[] = [];
  #row = 0;
  #rows = 0;

  constructor(table: Table, pool: Pool, open: (sql: string) => Promise<Chunks>) {
    this.#table = table;
    this.#open = open;
    this.#readers = table.specs.map((spec) => readerOf(spec, pool));
  }

  async begin(from: number): Promise<void> {
    const columns = this.#readers.flatMap((reader) => reader.columns.map(({ sql }) => sql));
    const where = Number.isFinite(from) ? ` WHERE household >= ${from}` : '';
    this.#chunks = await this.#open(
      `SELECT ${columns.join(', ')} FROM read_parquet(${quoted(this.#table.path)})${where}`,
    );
    this.#row = 0;
    this.#rows = 0;
  }

  /** Takes the rows before the first household with this number or a higher one. */
  async upTo(household: number): Promise<readonly Raw[]> {
    for (;;) {
      if (this.#row === this.#rows && !(await this.#fetch())) break;
      const end = this.#endBefore(household);
      if (end > this.#row) this.#take(end);
      if (end < this.#rows) break;
    }
    return this.#readers.map((reader) => reader.done());
  }

  #endBefore(household: number): number {
    const { bytes } = this.#vectors[0]!;
    const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, this.#rows);
    let row = this.#row;
    while (row < this.#rows && numbers[row]! < household) row += 1;
    return row;
  }

  #take(end: number): void {
    let at = 0;
    for (const reader of this.#readers) {
      reader.take(this.#vectors.slice(at, at + reader.columns.length), this.#row, end);
      at += reader.columns.length;
    }
    this.#row = end;
  }

  async #fetch(): Promise<boolean> {
    const chunk = await this.#chunks?.();
    if (chunk === undefined) {
      this.#chunks = undefined;
      return false;
    }
    const widths = this.#readers.flatMap((reader) => reader.columns.map(({ width }) => width));
    this.#vectors = rawVectors(chunk, widths);
    this.#row = 0;
    this.#rows = chunk.rowCount;
    return true;
  }
}
