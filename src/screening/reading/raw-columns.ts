import { itemsOf, longTexts } from '#screening/duck.ts';
import type { RawVector } from '#screening/duck.ts';
import { Growing } from './growing.ts';
import type { Pool } from './growing.ts';
import { misfit } from './raw.ts';
import type { Raw, Spec } from './raw.ts';

/** Takes a column in, chunk after chunk. */
export type Reader = {
  readonly columns: readonly { readonly sql: string; readonly width: number }[];
  /** The rows of a chunk from one to before another. */
  readonly take: (vectors: readonly RawVector[], from: number, to: number) => void;
  /** What was taken since the last time. */
  readonly done: () => Raw;
};

export function readerOf(spec: Spec, pool: Pool): Reader {
  const none = spec.none === undefined ? [] : [{ sql: `coalesce(${spec.none.sql}, FALSE)`, width: 1 }];
  const columns = [{ sql: spec.sql, width: widths[spec.kind] }, ...none];
  if (spec.kind === 'bytes') return { columns, ...bytesReader(spec, pool) };
  if (spec.kind === 'bits') return { columns, ...bitsReader(spec, pool) };
  return { columns, ...(spec.kind === 'numbers' ? numbersReader(spec, pool) : textsReader(spec, pool)) };
}

const widths = { bytes: 1, bits: 16, numbers: 8, texts: 16 } as const;

/** Rows without a value, counted from the first that is taken: so many that are not known, then those known to be none. */
type Missing = { readonly rows: Int32Array; readonly open: number; readonly count: number };

/** Used again for each column of a chunk. */
let missingRows = new Int32Array(0);

function missingIn([{ valid }, none]: readonly [RawVector, RawVector?], from: number, to: number): Missing {
  if (missingRows.length < 2 * to) missingRows = new Int32Array(2 * to);
  const rows = missingRows;
  let count = 0;
  if (valid !== undefined)
    for (let byte = from >> 3; 8 * byte < to; byte += 1)
      for (let bits = ~valid[byte]! & 255; bits !== 0; bits &= bits - 1) {
        const row = 8 * byte + 31 - Math.clz32(bits & -bits);
        if (row >= from && row < to) rows[count++] = row - from;
      }
  const open = count;
  if (none !== undefined)
    for (let row = from; row < to; row += 1) if (none.bytes[row] === 1) rows[count++] = row - from;
  return { rows, open, count };
}

/** Tells of what is missing in what is taken from one place on. */
function putMissing(
  into: Uint8Array | Int32Array,
  first: number,
  { rows, open, count }: Missing,
  codes: { readonly open: number; readonly nothing: number },
): void {
  for (let index = 0; index < open; index += 1) into[first + rows[index]!] = codes.open;
  for (let index = open; index < count; index += 1) into[first + rows[index]!] = codes.nothing;
}

type Taking = Omit<Reader, 'columns'>;

function bytesReader(spec: Spec & { kind: 'bytes' }, pool: Pool): Taking {
  const values = Growing.ofBytes(pool);
  return {
    take: (vectors, from, to) => {
      const first = values.room(to - from);
      values.items.set(vectors[0]!.bytes.subarray(from, to), first);
      putMissing(values.items, first, missingIn(vectors as [RawVector], from, to), spec);
    },
    done: () => ({ kind: 'bytes', values: values.done() }),
  };
}

function bitsReader(spec: Spec & { kind: 'bits' }, pool: Pool): Taking {
  const values = Growing.ofInts(pool);
  return {
    take: (vectors, from, to) => {
      const first = values.room(to - from);
      const into = values.items;
      const { bytes, valid } = vectors[0]!;
      // Where each list begins and how long it is, as two numbers of eight bytes.
      const places = new Uint32Array(bytes.buffer, bytes.byteOffset, 4 * to);
      const items = itemsOf(vectors[0]!).bytes;
      for (let row = from; row < to; row += 1) {
        const begin = places[4 * row]!;
        // Where there is no list, it is not told where it lies.
        const isThere = valid === undefined || ((valid[row >> 3]! >> (row & 7)) & 1) === 1;
        const end = isThere ? begin + places[4 * row + 2]! : begin;
        let bits = 0;
        for (let item = begin; item < end; item += 1) bits |= 1 << items[item]!;
        into[first + row - from] = bits;
      }
      putMissing(into, first, missingIn(vectors as [RawVector], from, to), spec);
    },
    done: () => ({ kind: 'bits', values: values.done() }),
  };
}

function numbersReader(spec: Spec & { kind: 'numbers' }, pool: Pool): Taking {
  const { known, min, max } = spec;
  const values = Growing.ofNumbers(pool);
  const states = Growing.ofBytes(pool);
  let isComplete = true;
  return {
    take: (vectors, from, to) => {
      const first = values.room(to - from);
      states.room(to - from);
      const { bytes } = vectors[0]!;
      const into = values.items;
      into.set(new Float64Array(bytes.buffer, bytes.byteOffset + 8 * from, to - from), first);
      states.items.fill(known, first, first + to - from);
      const missing = missingIn(vectors as [RawVector], from, to);
      putMissing(states.items, first, missing, spec);
      for (let index = 0; index < missing.count; index += 1) into[first + missing.rows[index]!] = Number.NaN;
      isComplete &&= missing.count === 0;
      for (let place = first; place < first + to - from; place += 1) {
        const value = into[place]!;
        const isOutside = !(value >= min && value <= max);
        if (isOutside && states.items[place] === known) throw new RangeError(misfit);
      }
    },
    done: () => {
      const wasComplete = isComplete;
      isComplete = true;
      if (wasComplete) states.forget();
      return { kind: 'numbers', values: values.done(), states: wasComplete ? undefined : states.done() };
    },
  };
}

/** A text of so many bytes lies in its vector itself. */
const mostShort = 12;

function copyBytes(bytes: Uint8Array, from: number, length: number, into: Uint8Array, at: number): void {
  for (let i = 0; i < length; i += 1) into[at + i] = bytes[from + i]!;
}

function textsReader(spec: Spec & { kind: 'texts' }, pool: Pool): Taking {
  const { known } = spec;
  const texts = Growing.ofBytes(pool);
  const starts = Growing.ofInts(pool);
  const states = Growing.ofBytes(pool);
  return {
    take: (vectors, from, to) => {
      const [vector] = vectors as [RawVector];
      const { bytes } = vector;
      const lengths = new Uint32Array(bytes.buffer, bytes.byteOffset, 4 * to);
      const first = starts.room(to - from);
      states.room(to - from);
      states.items.fill(known, first, first + to - from);
      putMissing(states.items, first, missingIn(vectors as [RawVector], from, to), spec);
      const isLong = (row: number): boolean =>
        lengths[4 * row]! > mostShort && states.items[first + row - from] === known;
      const longText = longTexts(vector, to, isLong);
      for (let row = from; row < to; row += 1) {
        const length = states.items[first + row - from] === known ? lengths[4 * row]! : 0;
        const at = texts.room(length);
        starts.items[first + row - from] = at;
        const into = texts.items;
        if (length <= mostShort) copyBytes(bytes, 16 * row + 4, length, into, at);
        else {
          const long = longText(row);
          copyBytes(long.bytes, long.from, length, into, at);
        }
      }
    },
    done: () => {
      starts.items[starts.room(1)] = texts.length;
      return { kind: 'texts', bytes: texts.done(), starts: starts.done(), states: states.done() };
    },
  };
}
