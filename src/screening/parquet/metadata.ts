import { closeSync, openSync, readSync, statSync } from 'node:fs';

import { magic } from './footer.ts';
import { readStruct } from './read-thrift.ts';
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
 * The columns of a Parquet file that `ColumnPages` can read, by their names; undefined when it is no such file.
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
export function storedColumns(path: string): ReadonlyMap<string, StoredColumn> | undefined {
  const metadata = metadataOf(path);
  if (metadata === undefined) return undefined;
  const groups = listOf(metadata.get(4));
  const columns = new Map<string, StoredColumn>();
  for (const { name, type, isOptional, items, leaf } of leavesOf(listOf(metadata.get(2)))) {
    const chunks = groups.map((group) => chunkOf(listOf(group.get(1))[leaf], numberOf(group.get(3))));
    if (!listedTypes.includes(type) || chunks.some((chunk) => chunk === undefined)) continue;
    const found = chunks.filter((chunk) => chunk !== undefined);
    if (items === undefined && found.some(({ rows, values }) => rows !== values)) continue;
    columns.set(name, { type, isOptional, items, chunks: found });
  }
  return columns;
}

function metadataOf(path: string): Held | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size < 12) return undefined;
  const file = openSync(path, 'r');
  try {
    const tail = new Uint8Array(8);
    readSync(file, tail, 0, 8, found.size - 8);
    const length = new DataView(tail.buffer).getUint32(0, true);
    if (magic.compare(tail, 4) !== 0 || length > found.size - 12) return undefined;
    const bytes = new Uint8Array(length);
    readSync(file, bytes, 0, length, found.size - 8 - length);
    return readStruct(bytes, 0).held;
  } finally {
    closeSync(file);
  }
}

type Leaf = Pick<StoredColumn, 'type' | 'isOptional' | 'items'> & { readonly name: string; readonly leaf: number };

const repetitions = { required: 0, optional: 1, repeated: 2 } as const;

/** The columns that stand by themselves or are lists of such, each with its place among all that have values. */
function leavesOf(schema: readonly Held[]): readonly Leaf[] {
  const found: Leaf[] = [];
  let leaf = 0;
  let next = 1;
  /** Steps over an element with all that it consists of. */
  const step = (): void => {
    const children = childrenOf(schema[next]);
    next += 1;
    if (children === 0) leaf += 1;
    for (let child = 0; child < children; child += 1) step();
  };
  while (next < schema.length) {
    const element = schema[next]!;
    const own = { name: textOf(element.get(4)), isOptional: repetitionOf(element) === repetitions.optional, leaf };
    if (repetitionOf(element) !== repetitions.repeated) {
      if (childrenOf(element) === 0) found.push({ ...own, type: numberOf(element.get(1)), items: undefined });
      else {
        const item = itemOf(schema.slice(next, next + 3));
        if (item !== undefined) found.push({ ...own, ...item });
      }
    }
    step();
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
  return { type: numberOf(item.get(1)), items: repetitionOf(item) === repetitions.optional ? 'some' : 'all' };
}

function childrenOf(element: Held | undefined): number {
  return numberOf(element?.get(5));
}

function repetitionOf(element: Held | undefined): number {
  return numberOf(element?.get(3));
}

/** Undefined where it is written in a way that is not read here, or lies in another file. */
function chunkOf(column: Held | undefined, rows: number): Chunk | undefined {
  const metadata = column?.get(3);
  if (!(metadata instanceof Map) || column?.has(1) === true || column?.has(8) === true) return undefined;
  const encodings = metadata.get(2) as readonly number[];
  const codec = numberOf(metadata.get(4));
  const isListed = encodings.every((one) => listedEncodings.includes(one)) && listedCodecs.includes(codec);
  if (!isListed) return undefined;
  const dictionaryAt = numberOf(metadata.get(11));
  const dataAt = numberOf(metadata.get(9));
  const at = dictionaryAt > 0 ? Math.min(dictionaryAt, dataAt) : dataAt;
  return { at, size: numberOf(metadata.get(7)), codec, rows, values: numberOf(metadata.get(5)) };
}

function listOf(field: HeldField | undefined): readonly Held[] {
  return (field ?? []) as readonly Held[];
}

function numberOf(field: HeldField | undefined): number {
  return typeof field === 'number' ? field : 0;
}

function textOf(field: HeldField | undefined): string {
  return field instanceof Uint8Array ? new TextDecoder().decode(field) : '';
}
