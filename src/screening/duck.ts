import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

export { rowsOf } from './rows-of.ts';
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

/** A column of one chunk as it lies in memory: nothing is made of single values. */
export type RawVector = {
  readonly rows: number;
  readonly bytes: Uint8Array;
  /** A bit for each row, 1 where there is a value; undefined when there is one everywhere. */
  readonly valid: Uint8Array | undefined;
  readonly vector: duckdb.Vector;
  /** As long as somebody holds it, the memory is there. */
  readonly chunk: DuckDBDataChunk;
};

/** The next chunk of a query; undefined when there is none. */
export type Chunks = () => Promise<DuckDBDataChunk | undefined>;

/** Runs a query whose result comes chunk by chunk, as it is asked for. */
export async function chunksOf(duck: DuckDBConnection, sql: string): Promise<Chunks> {
  const result = await duck.stream(sql);
  return async () => {
    const chunk = await result.fetchChunk();
    return chunk === null || chunk.rowCount === 0 ? undefined : chunk;
  };
}

/** The columns of a chunk; `widths` are the bytes a value of each takes. */
export function rawVectors(chunk: DuckDBDataChunk, widths: readonly number[]): readonly RawVector[] {
  return widths.map((width, column) =>
    rawVector(duckdb.data_chunk_get_vector(chunk.chunk, column), chunk.rowCount, width, chunk),
  );
}

function rawVector(vector: duckdb.Vector, rows: number, width: number, chunk: DuckDBDataChunk): RawVector {
  const valid: Uint8Array | null | undefined = duckdb.vector_get_validity(vector, 8 * Math.ceil(rows / 64));
  return { rows, bytes: duckdb.vector_get_data(vector, rows * width), valid: valid ?? undefined, vector, chunk };
}

/** The items of a column of lists, one list after the other. */
export function itemsOf({ vector, chunk }: RawVector): RawVector {
  const rows = duckdb.list_vector_get_size(vector);
  return rawVector(duckdb.list_vector_get_child(vector), rows, 1, chunk);
}

/** Texts that are too long to lie in their vector: the bytes around the one that was looked for last, and where it begins. */
export type LongTexts = { readonly bytes: Uint8Array; readonly from: number };

/**
 * Texts so close to each other are taken at once. They lie on the same page of memory or on neighbouring ones, so that what
 * lies between them may be read as well.
 */
const closeBy = 64;

/** Looks for the long texts of a chunk, one row after the other; `isLong` tells which rows before `to` have one. */
export function longTexts(
  { bytes }: RawVector,
  to: number,
  isLong: (row: number) => boolean,
): (row: number) => LongTexts {
  // Length and first four bytes, then the address in two halves.
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, 4 * to);
  const address = (row: number): number => words[4 * row + 2]! + words[4 * row + 3]! * 2 ** 32;
  const found: { bytes: Uint8Array; from: number } = { bytes: new Uint8Array(0), from: 0 };
  let [first, end] = [0, 0];
  return (row) => {
    const at = address(row);
    if (at < first || at + words[4 * row]! > end) {
      [first, end] = [at, at + words[4 * row]!];
      for (let next = row + 1; next < to; next += 1) {
        if (!isLong(next)) continue;
        const start = address(next);
        if (start < end || start - end > closeBy) break;
        end = start + words[4 * next]!;
      }
      const pointer = bytes.byteOffset + 16 * row + 8;
      found.bytes = duckdb.get_data_from_pointer(bytes.buffer as ArrayBuffer, pointer, end - first);
    }
    found.from = at - first;
    return found;
  };
}
