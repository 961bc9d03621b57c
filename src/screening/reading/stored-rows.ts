import { closeSync, openSync } from 'node:fs';

import { storedColumns } from '#screening/parquet/metadata.ts';
import { ColumnPages } from '#screening/parquet/pages.ts';
import { numberTaker } from '#screening/parquet/values.ts';
import type { Pool } from './growing.ts';
import type { Table } from './raw.ts';
import { storedReaderOf } from './stored-readers.ts';
import type { StoredReader } from './stored-readers.ts';

/** Household numbers that are looked at ahead. */
const ahead = 1 << 12;

/** The rows of a table, household after household, as far as they can be taken as they lie in a Parquet file. */
export class StoredRows {
  /** In the order of the table's columns; undefined where DuckDB has to read. */
  readonly readers: readonly (StoredReader | undefined)[];
  readonly #file: number;
  readonly #households: ColumnPages;
  readonly #takeHouseholds: ReturnType<typeof numberTaker>;
  readonly #numbers = new Float64Array(ahead);
  #next = 0;
  #count = 0;
  #rowsLeft = 0;

  /** Undefined where not even the numbers of the households can be taken so. */
  static of(table: Table, pool: Pool): StoredRows | undefined {
    const columns = storedColumns(table.path);
    const [{ name }] = table.specs as readonly [Table['specs'][number]];
    const households = columns?.get(name);
    if (columns === undefined || households === undefined) return undefined;
    const file = openSync(table.path, 'r');
    let rows: StoredRows | undefined;
    try {
      const readers = table.specs.map((spec) => storedReaderOf(spec, file, columns, pool));
      if (readers[0] !== undefined) rows = new StoredRows(file, new ColumnPages(file, households), readers);
      return rows;
    } finally {
      if (rows === undefined) closeSync(file);
    }
  }

  private constructor(file: number, households: ColumnPages, readers: StoredRows['readers']) {
    this.#file = file;
    this.#households = households;
    this.#takeHouseholds = numberTaker(households);
    this.readers = readers;
  }

  /** From the first household with this number or a higher one on; gives how many rows lie before it. */
  begin(from: number): number {
    const groups = this.#households.column.chunks.map(({ rows }) => rows);
    this.#households.begin(0);
    this.#next = this.#count = 0;
    this.#rowsLeft = groups.reduce((sum, rows) => sum + rows, 0);
    const before = from === -Infinity ? 0 : this.countBefore(from);
    let group = 0;
    let left = before;
    while (group < groups.length && left >= groups[group]!) left -= groups[group++]!;
    for (const reader of this.readers) {
      reader?.begin(group);
      // Rows in the middle of a group are taken in vain.
      reader?.take(left);
      reader?.done();
    }
    return before;
  }

  /** How many rows come before the first household with this number or a higher one. */
  countBefore(household: number): number {
    let found = 0;
    for (;;) {
      if (this.#next === this.#count) {
        this.#next = 0;
        this.#count = Math.min(ahead, this.#rowsLeft);
        if (this.#count === 0) return found;
        this.#rowsLeft -= this.#count;
        this.#takeHouseholds(this.#count, this.#numbers, 0, Number.NaN);
      }
      if (this.#numbers[this.#next]! >= household) return found;
      this.#next += 1;
      found += 1;
    }
  }

  take(rows: number): void {
    for (const reader of this.readers) reader?.take(rows);
  }

  close(): void {
    closeSync(this.#file);
  }
}
