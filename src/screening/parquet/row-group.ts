import { hybridRuns, widthOf } from './runs.ts';
import { struct, thriftBytes } from './thrift.ts';

/**
 * A column of a row group. `indices` point into a dictionary of distinct values; -1 is "there is none", which only an
 * optional column may have. Plain numbers have NaN for it.
 */
export type ColumnValues = { readonly name: string; readonly isOptional: boolean } & (
  | { readonly kind: 'texts'; readonly dictionary: readonly Uint8Array[]; readonly indices: Int32Array }
  | { readonly kind: 'numbers'; readonly dictionary: Float64Array; readonly indices: Int32Array }
  | { readonly kind: 'doubles'; readonly values: Float64Array }
);

/** Where a column lies inside its row group, and how large it is. */
export type WrittenColumn = {
  readonly name: string;
  readonly kind: ColumnValues['kind'];
  readonly dictionaryAt: number;
  readonly dataAt: number;
  readonly size: number;
};

export type WrittenGroup = {
  readonly rows: number;
  readonly columns: readonly WrittenColumn[];
  readonly bytes: Uint8Array<ArrayBuffer>;
};

const encodings = { plain: 0, runs: 3, dictionary: 8 } as const;
export const physicalTypes = { texts: 6, numbers: 2, doubles: 5 } as const;

/** A row group as it lies in a file, places counted from its own beginning. */
export function rowGroup(rows: number, columns: readonly ColumnValues[]): WrittenGroup {
  const pieces: Uint8Array[] = [];
  let at = 0;
  const put = (...bytes: readonly Uint8Array[]): void => {
    for (const one of bytes) {
      pieces.push(one);
      at += one.length;
    }
  };
  const written = columns.map((column): WrittenColumn => {
    const from = at;
    const dictionary = dictionaryOf(column);
    if (dictionary !== undefined) put(pageHeader(2, dictionary.length, dictionaryHeader(column)), dictionary);
    const dataAt = at;
    const data = dataOf(column, rows);
    const size = data.reduce((sum, part) => sum + part.length, 0);
    const encoding = column.kind === 'doubles' ? encodings.plain : encodings.dictionary;
    put(pageHeader(0, size, dataHeader(rows, encoding)), ...data);
    return {
      name: column.name,
      kind: column.kind,
      dictionaryAt: dictionary === undefined ? -1 : from,
      dataAt,
      size: at - from,
    };
  });
  const bytes = new Uint8Array(at);
  let filled = 0;
  for (const piece of pieces) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return { rows, columns: written, bytes };
}

function dictionaryOf(column: ColumnValues): Uint8Array | undefined {
  if (column.kind === 'doubles') return undefined;
  if (column.kind === 'numbers') return new Uint8Array(BigInt64Array.from(column.dictionary, BigInt).buffer);
  const bytes = new Uint8Array(column.dictionary.reduce((sum, text) => sum + 4 + text.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const text of column.dictionary) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}

/** Whether each row has a value, then the values of those that have one. */
function dataOf(column: ColumnValues, rows: number): readonly Uint8Array[] {
  const isThere = (row: number): boolean =>
    column.kind === 'doubles' ? !Number.isNaN(column.values[row]!) : column.indices[row]! >= 0;
  const parts: Uint8Array[] = [];
  let count = rows;
  if (column.isOptional) {
    const levels = new Int32Array(rows);
    count = 0;
    for (let row = 0; row < rows; row += 1) {
      if (!isThere(row)) continue;
      levels[row] = 1;
      count += 1;
    }
    const runs = hybridRuns(levels, 1);
    parts.push(new Uint8Array(Uint32Array.of(runs.length).buffer), runs);
  }
  if (column.kind === 'doubles') {
    const values =
      count === rows
        ? column.values.subarray(0, rows)
        : column.values.subarray(0, rows).filter((value) => !Number.isNaN(value));
    parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  } else {
    const width = widthOf(column.dictionary.length);
    const indices =
      count === rows
        ? column.indices.subarray(0, rows)
        : column.indices.subarray(0, rows).filter((index) => index >= 0);
    parts.push(Uint8Array.of(width), hybridRuns(indices, width));
  }
  return parts;
}

function pageHeader(
  type: number,
  size: number,
  header: Readonly<Record<number, ReturnType<typeof struct>>>,
): Uint8Array {
  const [[id, value] = ['5', struct({})]] = Object.entries(header);
  return thriftBytes(struct({ 1: { i32: type }, 2: { i32: size }, 3: { i32: size }, [Number(id)]: { struct: value } }));
}

function dictionaryHeader(column: ColumnValues): Readonly<Record<number, ReturnType<typeof struct>>> {
  const count = column.kind === 'doubles' ? 0 : column.dictionary.length;
  return { 7: struct({ 1: { i32: count }, 2: { i32: encodings.plain } }) };
}

function dataHeader(rows: number, encoding: number): Readonly<Record<number, ReturnType<typeof struct>>> {
  return {
    5: struct({
      1: { i32: rows },
      2: { i32: encoding },
      3: { i32: encodings.runs },
      4: { i32: encodings.runs },
    }),
  };
}
