import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

export { named, quoted } from './sql/text.ts';

/** DuckDB inside the process: nothing of it outlives the run. */
export async function openDuck(
  threads: number,
): Promise<{ readonly duck: DuckDBConnection; readonly close: () => void }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const duck = await instance.connect();
  return {
    duck,
    close: () => {
      duck.closeSync();
      instance.closeSync();
    },
  };
}

/** All rows of a small result. */
export async function rowsOf(duck: DuckDBConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  return (await duck.runAndReadAll(sql)).getRowObjectsJS();
}

/** A column of one chunk as it lies in memory: nothing is made of single values. */
export type RawVector = {
  readonly rows: number;
  readonly bytes: Uint8Array;
  /** A bit for each row, 1 where there is a value; undefined when there is one everywhere. */
  readonly valid: Uint8Array | undefined;
  readonly vector: duckdb.Vector;
};

/** Reads a query chunk by chunk; `widths` are the bytes a value of each column takes. */
export async function eachChunk(
  duck: DuckDBConnection,
  sql: string,
  widths: readonly number[],
  visit: (columns: readonly RawVector[], rows: number) => void,
): Promise<void> {
  const result = await duck.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const rows = chunk.rowCount;
    const { chunk: raw } = chunk;
    visit(
      widths.map((width, column) => rawVector(duckdb.data_chunk_get_vector(raw, column), rows, width)),
      rows,
    );
  }
}

function rawVector(vector: duckdb.Vector, rows: number, width: number): RawVector {
  const valid: Uint8Array | null | undefined = duckdb.vector_get_validity(vector, 8 * Math.ceil(rows / 64));
  return { rows, bytes: duckdb.vector_get_data(vector, rows * width), valid: valid ?? undefined, vector };
}

/** The items of a column of lists, one list after the other. */
export function itemsOf({ vector }: RawVector): RawVector {
  const rows = duckdb.list_vector_get_size(vector);
  return rawVector(duckdb.list_vector_get_child(vector), rows, 1);
}

/** A text too long to lie in its vector. */
export function longText({ bytes }: RawVector, row: number, length: number): Uint8Array {
  return duckdb.get_data_from_pointer(bytes.buffer as ArrayBuffer, bytes.byteOffset + 16 * row + 8, length);
}
