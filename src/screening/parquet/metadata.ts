import { closeSync, openSync, readSync, statSync } from 'node:fs';

import { magic } from './footer.ts';
import { countIn, Damaged, EndsEarly, readStruct, structIn, structsIn } from './read-thrift.ts';
import type { Held, HeldField } from './read-thrift.ts';

/** Where the pages of a column lie in the file, for one row group. A list has as many values as items, and one where there is none. */
export type Chunk = {
  readonly at: number;
  readonly size: number;
  readonly codec: number;
  readonly rows: number;
  readonly values: number;
};

/** A column that is no struct, chunk after chunk. */
export type StoredColumn = {
  /** Of Parquet: 0 BOOLEAN, 1 INT32, 2 INT64, 5 DOUBLE, 6 BYTE_ARRAY; others are not listed. */
  readonly type: number;
  readonly isOptional: boolean;
  /** Of a column of lists: whether a list may have an item without a value; `isOptional` is of the list itself. */
  readonly items: 'all' | 'some' | undefined;
  readonly chunks: readonly Chunk[];
};

const listedTypes: readonly number[] = [0, 1, 2, 5, 6];
/** Values one after the other, runs, and places in a dictionary by its two names. */
const listedEncodings: readonly number[] = [0, 2, 3, 8];
export const codecs = { none: 0, snappy: 1, gzip: 2, zstd: 6 } as const;
const listedCodecs: readonly number[] = Object.values(codecs);

/**
 * The columns of a Parquet file that `ColumnPages` can read, by their names; undefined when it is no such file, or what it
 * tells of itself cannot be.
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
export function storedColumns(path: string): ReadonlyMap<string, StoredColumn> | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size < 12) return undefined;
  const file = openSync(path, 'r');
  try {
    return columnsOf(metadataOf(file, found.size), found.size - 8);
  } catch (error) {
    if (error instanceof Damaged || error instanceof EndsEarly) return undefined;
    throw error;
  } finally {
    closeSync(file);
  }
}

function metadataOf(file: number, size: number): Held {
  const tail = new Uint8Array(8);
  readSync(file, tail, 0, 8, size - 8);
  const length = new DataView(tail.buffer).getUint32(0, true);
  if (magic.compare(tail, 4) !== 0 || length > size - 12) throw new EndsEarly();
  const bytes = new Uint8Array(length);
  readSync(file, bytes, 0, length, size - 8 - length);
  return readStruct(bytes, 0).held;
}

function columnsOf(metadata: Held, end: number): ReadonlyMap<string, StoredColumn> {
  const groups = structsIn(metadata, 4).map((group) => ({ columns: structsIn(group, 1), rows: countIn(group, 3) }));
  const columns = new Map<string, StoredColumn>();
  for (const { name, type, isOptional, items, leaf } of leavesOf(structsIn(metadata, 2))) {
    const chunks = groups.map((group) => chunkOf(group.columns[leaf], type, group.rows, end));
    if (!listedTypes.includes(type) || chunks.some((chunk) => chunk === undefined)) continue;
    const found = chunks.filter((chunk) => chunk !== undefined);
    if (items === undefined && found.some(({ rows, values }) => rows !== values)) continue;
    columns.set(name, { type, isOptional, items, chunks: found });
  }
  return columns;
}

type Leaf = Pick<StoredColumn, 'type' | 'isOptional' | 'items'> & { readonly name: string; readonly leaf: number };

const repetitions = { required: 0, optional: 1, repeated: 2 } as const;

/** The columns that stand by themselves or are lists of such, each with its place among all that have values. */
function leavesOf(schema: readonly Held[]): readonly Leaf[] {
  const found: Leaf[] = [];
  let leaf = 0;
  let next = 1;
  /** Steps over an element with all that it consists of. */
  const step = (depth: number): void => {
    const element = schema[next];
    if (element === undefined || depth > deepest) throw new Damaged('a column in it has no end');
    const children = childrenOf(element);
    next += 1;
    if (children === 0) leaf += 1;
    for (let child = 0; child < children; child += 1) step(depth + 1);
  };
  while (next < schema.length) {
    const element = schema[next]!;
    const own = { name: textOf(element.get(4)), isOptional: repetitionOf(element) === repetitions.optional, leaf };
    if (repetitionOf(element) !== repetitions.repeated) {
      if (childrenOf(element) === 0) found.push({ ...own, type: countIn(element, 1), items: undefined });
      else {
        const item = itemOf(schema.slice(next, next + 3));
        if (item !== undefined) found.push({ ...own, ...item });
      }
    }
    step(0);
  }
  return found;
}

/** Of a list in three steps (the list, its repeated middle, the item); undefined for anything else. */
function itemOf([list, middle, item]: readonly Held[]): Pick<Leaf, 'type' | 'items'> | undefined {
  const isList =
    childrenOf(list) === 1 &&
    childrenOf(middle) === 1 &&
    repetitionOf(middle) === repetitions.repeated &&
    childrenOf(item) === 0 &&
    repetitionOf(item) !== repetitions.repeated;
  if (!isList || item === undefined) return undefined;
  return { type: countIn(item, 1), items: repetitionOf(item) === repetitions.optional ? 'some' : 'all' };
}

function childrenOf(element: Held | undefined): number {
  return element === undefined ? 0 : countIn(element, 5, 0);
}

function repetitionOf(element: Held | undefined): number {
  return element === undefined ? 0 : countIn(element, 3, 0);
}

/** Undefined where it is written in a way that is not read here, or lies in another file. */
function chunkOf(column: Held | undefined, type: number, rows: number, end: number): Chunk | undefined {
  if (column === undefined || column.has(1) || column.has(8)) return undefined;
  const metadata = structIn(column, 3);
  const encodings = metadata.get(2);
  const codec = countIn(metadata, 4);
  const isListed = Array.isArray(encodings) && encodings.every((one) => listedEncodings.includes(Number(one)));
  if (!isListed || !listedCodecs.includes(codec)) return undefined;
  const dictionaryAt = countIn(metadata, 11, 0);
  const dataAt = countIn(metadata, 9);
  const at = dictionaryAt > 0 ? Math.min(dictionaryAt, dataAt) : dataAt;
  const chunk = { at, size: countIn(metadata, 7), codec, rows, values: countIn(metadata, 5) };
  if (countIn(metadata, 1) !== type || at < 4 || at + chunk.size > end)
    throw new Damaged('a column lies outside of it');
  return chunk;
}

function textOf(field: HeldField | undefined): string {
  return field instanceof Uint8Array ? new TextDecoder().decode(field) : '';
}

/** Columns in columns. */
const deepest = 64;
