import { chunksOf, openDuck, quoted, rawVectors } from '#screening/duck.ts';
import type { Chunks, RawVector } from '#screening/duck.ts';
import type { Pool } from './growing.ts';
import { readerOf } from './raw-columns.ts';
import type { Reader } from './raw-columns.ts';
import type { Raw, Table } from './raw.ts';

/** The rows of a table as DuckDB reads them. */
export class DuckRows {
  readonly #path: string;
  readonly #readers: readonly Reader[];
  readonly #duck: Awaited<ReturnType<typeof openDuck>>;
  /** Undefined after the last of them. */
  #chunks: Chunks | undefined;
  #vectors: readonly RawVector[] = [];
  #row = 0;
  #rows = 0;

  /** A connection has one result at a time, so that each table has its own. */
  static async of({ path, specs }: Table, pool: Pool): Promise<DuckRows> {
    return new DuckRows(
      path,
      specs.map((spec) => readerOf(spec, pool)),
      await openDuck(1),
    );
  }

  private constructor(path: string, readers: readonly Reader[], duck: Awaited<ReturnType<typeof openDuck>>) {
    this.#path = path;
    this.#readers = readers;
    this.#duck = duck;
  }

  /** From the first household with this number or a higher one on. */
  begin(household: number): Promise<void> {
    return this.#begin(household === -Infinity ? '' : ` WHERE household >= ${household}`);
  }

  /** From the row on that has so many before it. */
  beginAt(row: number): Promise<void> {
    return this.#begin(row === 0 ? '' : ` WHERE file_row_number >= ${row}`);
  }

  async #begin(where: string): Promise<void> {
    const columns = this.#readers.flatMap((reader) => reader.columns.map(({ sql }) => sql));
    const source = `read_parquet(${quoted(this.#path)}, file_row_number = true)`;
    this.#chunks = await chunksOf(this.#duck.duck, `SELECT ${columns.join(', ')} FROM ${source}${where}`);
    this.#row = 0;
    this.#rows = 0;
  }

  /** Takes the rows before the first household with this number or a higher one; its number is the first column. */
  async upTo(household: number): Promise<void> {
    while (this.#row < this.#rows || (await this.#fetch())) {
      const end = this.#endBefore(household);
      if (end > this.#row) this.#take(end);
      if (end < this.#rows) return;
    }
  }

  /** Takes the next so many rows. */
  async take(rows: number): Promise<void> {
    for (let left = rows; left > 0;) {
      if (this.#row === this.#rows && !(await this.#fetch())) return;
      const some = Math.min(left, this.#rows - this.#row);
      this.#take(this.#row + some);
      left -= some;
    }
  }

  /** What was taken since the last time, column after column. */
  done(): readonly Raw[] {
    return this.#readers.map((reader) => reader.done());
  }

  close(): void {
    this.#duck.close();
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
