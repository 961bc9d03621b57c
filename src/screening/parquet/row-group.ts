import { struct, thriftBytes } from './thrift.ts';

/** A column of a row group, each part as it is written. */
export type EncodedColumn = {
  readonly name: string;
  readonly kind: 'texts' | 'numbers' | 'doubles';
  /** Distinct values, which `data` gives the places of: first how many bytes a place takes, then runs of them. */
  readonly dictionary?: { readonly count: number; readonly bytes: Uint8Array };
  /** Runs of 1 where there is a value and 0 where there is none; only an optional column has them. */
  readonly levels?: Uint8Array;
  readonly data: readonly Uint8Array[];
};

/** Where a column lies inside its row group, and how large it is. */
export type WrittenColumn = {
  readonly name: string;
  readonly kind: EncodedColumn['kind'];
  readonly dictionaryAt: number;
  readonly dataAt: number;
  readonly size: number;
};

/** A row group as it lies in a file, piece after piece. */
export type EncodedGroup = {
  readonly rows: number;
  readonly columns: readonly WrittenColumn[];
  readonly pieces: readonly Uint8Array[];
  readonly size: number;
};

const encodings = { plain: 0, runs: 3, dictionary: 8 } as const;
export const physicalTypes = { texts: 6, numbers: 2, doubles: 5 } as const;

/** Writes columns as a row group, places counted from its own beginning. */
export function rowGroup(rows: number, columns: readonly EncodedColumn[]): EncodedGroup {
  const pieces: Uint8Array[] = [];
  let at = 0;
  const put = (...bytes: readonly Uint8Array[]): void => {
    for (const one of bytes) {
      pieces.push(one);
      at += one.length;
    }
  };
  const written = columns.map(({ name, kind, dictionary, levels, data }): WrittenColumn => {
    const from = at;
    if (dictionary !== undefined) {
      const header = { 7: struct({ 1: { i32: dictionary.count }, 2: { i32: encodings.plain } }) };
      put(pageHeader(2, dictionary.bytes.length, header), dictionary.bytes);
    }
    const dataAt = at;
    const ofLevels = levels === undefined ? [] : [new Uint8Array(Uint32Array.of(levels.length).buffer), levels];
    const all = [...ofLevels, ...data];
    const size = all.reduce((sum, part) => sum + part.length, 0);
    put(pageHeader(0, size, dataHeader(rows, dictionary === undefined)), ...all);
    return { name, kind, dictionaryAt: dictionary === undefined ? -1 : from, dataAt, size: at - from };
  });
  return { rows, columns: written, pieces, size: at };
}

/** Some texts as a dictionary has them: the length of each in four bytes, then itself. */
export function textDictionary(
  { bytes, starts }: { readonly bytes: Uint8Array; readonly starts: Int32Array },
  rows: Int32Array,
): { readonly count: number; readonly bytes: Uint8Array } {
  let size = 4 * rows.length;
  for (const row of rows) size += starts[row + 1]! - starts[row]!;
  const all = new Uint8Array(size);
  let at = 0;
  for (const row of rows) {
    const from = starts[row]!;
    const length = starts[row + 1]! - from;
    for (let byte = 0; byte < 4; byte += 1) all[at + byte] = (length >>> (8 * byte)) & 0xff;
    at += 4;
    for (let byte = 0; byte < length; byte += 1) all[at + byte] = bytes[from + byte]!;
    at += length;
  }
  return { count: rows.length, bytes: all };
}

function pageHeader(
  type: number,
  size: number,
  header: Readonly<Record<number, ReturnType<typeof struct>>>,
): Uint8Array {
  const [[id, value] = ['5', struct({})]] = Object.entries(header);
  return thriftBytes(struct({ 1: { i32: type }, 2: { i32: size }, 3: { i32: size }, [Number(id)]: { struct: value } }));
}

function dataHeader(rows: number, isPlain: boolean): Readonly<Record<number, ReturnType<typeof struct>>> {
  return {
    5: struct({
      1: { i32: rows },
      2: { i32: isPlain ? encodings.plain : encodings.dictionary },
      3: { i32: encodings.runs },
      4: { i32: encodings.runs },
    }),
  };
}
