import type { StoredColumn } from '#screening/parquet/metadata.ts';
import { bitsTaker } from '#screening/parquet/lists.ts';
import { ColumnPages } from '#screening/parquet/pages.ts';
import { columnEnds } from '#screening/parquet/read-runs.ts';
import { Damaged } from '#screening/parquet/read-thrift.ts';
import { numberTaker, placeTaker, textTaker, truthTaker } from '#screening/parquet/values.ts';
import type { Taker, TextRows } from '#screening/parquet/values.ts';
import { Growing } from './growing.ts';
import type { Pool } from './growing.ts';
import { misfit } from './raw.ts';
import type { Raw, Spec } from './raw.ts';

/** Takes a column in as it lies in a Parquet file, by so many rows. */
export type StoredReader = {
  readonly begin: (group: number) => void;
  readonly take: (rows: number) => void;
  /** What was taken since the last time. */
  readonly done: () => Raw;
};

/** Parquet's types whose values can be taken as they are, by DuckDB's name of the column's type. */
const storedAs: Readonly<Record<string, number>> = {
  BOOLEAN: 0,
  INTEGER: 1,
  DATE: 1,
  BIGINT: 2,
  DOUBLE: 5,
  VARCHAR: 6,
  'VARCHAR[]': 6,
};

/** Undefined where DuckDB has to make something of the column first. */
export function storedReaderOf(
  spec: Spec,
  file: number,
  columns: ReadonlyMap<string, StoredColumn>,
  pool: Pool,
): StoredReader | undefined {
  const pagesOf = (name: string, type: string): ColumnPages | undefined => {
    const column = columns.get(name);
    if (column === undefined || column.type !== storedAs[type]) return undefined;
    if ((column.items !== undefined) !== type.endsWith('[]')) return undefined;
    const pages = new ColumnPages(file, column);
    return pages.isReadable() ? pages : undefined;
  };
  const own = pagesOf(spec.name, spec.type);
  const none = spec.none === undefined ? undefined : pagesOf(spec.none.name, 'BOOLEAN');
  if (own === undefined || (spec.none !== undefined && none === undefined)) return undefined;
  const taking = takingOf(spec, own, none === undefined ? () => undefined : noneRows(none), pool);
  if (taking === undefined) return undefined;
  const begin = (group: number): void => {
    own.begin(group);
    none?.begin(group);
  };
  return { begin, ...taking };
}

type Taking = Omit<StoredReader, 'begin'>;
/** 1 for each of the next so many rows that is known to be none; undefined: no row is. */
type NoneRows = (rows: number) => Uint8Array | undefined;

function noneRows(pages: ColumnPages): NoneRows {
  const take = truthTaker(pages);
  let found = new Uint8Array(0);
  return (rows) => {
    if (found.length < rows) found = new Uint8Array(2 * rows);
    take(rows, found, 0, 0);
    return found;
  };
}

function takingOf(spec: Spec, pages: ColumnPages, none: NoneRows, pool: Pool): Taking | undefined {
  const isOfTexts = spec.type === 'VARCHAR';
  if (spec.kind === 'numbers')
    return isOfTexts || spec.type === 'BOOLEAN' ? undefined : numbers(spec, pages, none, pool);
  if (spec.kind === 'texts') return isOfTexts ? texts(spec, pages, none, pool) : undefined;
  if (spec.kind === 'bits') return spec.type === 'VARCHAR[]' ? bits(spec, pages, none, pool) : undefined;
  if (spec.choices === undefined)
    return spec.type === 'BOOLEAN' ? bytes(spec, truthTaker(pages), none, pool) : undefined;
  return isOfTexts ? bytes(spec, placeTaker(pages, spec.choices, misfit), none, pool) : undefined;
}

function bytes(spec: Spec & { kind: 'bytes' }, take: Taker<Uint8Array>, none: NoneRows, pool: Pool): Taking {
  const values = Growing.ofBytes(pool);
  return {
    take: (rows) => {
      const first = values.room(rows);
      const into = values.items;
      take(rows, into, first, spec.open);
      const isNone = none(rows);
      if (isNone !== undefined)
        for (let row = 0; row < rows; row += 1) if (isNone[row] === 1) into[first + row] = spec.nothing;
    },
    done: () => ({ kind: 'bytes', values: values.done() }),
  };
}

function bits(spec: Spec & { kind: 'bits' }, pages: ColumnPages, none: NoneRows, pool: Pool): Taking {
  const take = bitsTaker(pages, spec.choices, misfit);
  const values = Growing.ofInts(pool);
  return {
    take: (rows) => {
      const first = values.room(rows);
      const into = values.items;
      take(rows, into, first, spec.open);
      const isNone = none(rows);
      if (isNone !== undefined)
        for (let row = 0; row < rows; row += 1) if (isNone[row] === 1) into[first + row] = spec.nothing;
    },
    done: () => ({ kind: 'bits', values: values.done() }),
  };
}

function numbers(spec: Spec & { kind: 'numbers' }, pages: ColumnPages, none: NoneRows, pool: Pool): Taking {
  const { known, open, nothing, min, max } = spec;
  const take = numberTaker(pages);
  const values = Growing.ofNumbers(pool);
  const states = Growing.ofBytes(pool);
  let isComplete = true;
  return {
    take: (rows) => {
      const first = values.room(rows);
      states.room(rows);
      const [into, stateOf] = [values.items, states.items];
      const missing = take(rows, into, first, Number.NaN, stateOf);
      const isNone = none(rows);
      if (missing === 0 && isNone === undefined) {
        stateOf.fill(known, first, first + rows);
        if (!areWithin(into, first, first + rows, min, max)) throw new RangeError(misfit);
        return;
      }
      for (let row = 0; row < rows; row += 1) {
        const place = first + row;
        const value = into[place]!;
        if (isNone?.[row] === 1) {
          stateOf[place] = nothing;
          into[place] = Number.NaN;
        } else if (stateOf[place] !== 1) stateOf[place] = open;
        else {
          stateOf[place] = known;
          if (!(value >= min && value <= max)) throw new RangeError(misfit);
          continue;
        }
        isComplete = false;
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

function areWithin(values: Float64Array, from: number, to: number, min: number, max: number): boolean {
  for (let place = from; place < to; place += 1) {
    const value = values[place]!;
    if (!(value >= min && value <= max)) return false;
  }
  return true;
}

function texts(spec: Spec & { kind: 'texts' }, pages: ColumnPages, none: NoneRows, pool: Pool): Taking {
  const take = textTaker(pages);
  const all = Growing.ofBytes(pool);
  const starts = Growing.ofInts(pool);
  const states = Growing.ofBytes(pool);
  return {
    take: (rows) => {
      let at = starts.room(rows);
      states.room(rows);
      const isNone = none(rows);
      let row = 0;
      take(rows, (found) => {
        const stateOf = states.items.subarray(at, at + found.rows);
        putStates(stateOf, found, isNone?.subarray(row), spec);
        putTexts(all, starts.items.subarray(at, at + found.rows), found, stateOf, spec.known);
        at += found.rows;
        row += found.rows;
      });
    },
    done: () => {
      starts.items[starts.room(1)] = all.length;
      return { kind: 'texts', bytes: all.done(), starts: starts.done(), states: states.done() };
    },
  };
}

function putStates(
  into: Uint8Array,
  { rows, has }: TextRows,
  isNone: Uint8Array | undefined,
  { known, open, nothing }: { readonly known: number; readonly open: number; readonly nothing: number },
): void {
  into.fill(known);
  if (has !== undefined) for (let row = 0; row < rows; row += 1) if (has[row] === 0) into[row] = open;
  if (isNone !== undefined) for (let row = 0; row < rows; row += 1) if (isNone[row] === 1) into[row] = nothing;
}

/** Puts the texts of rows behind those that are there, and tells where each begins; those that are not known are empty. */
function putTexts(
  all: Growing<Uint8Array<SharedArrayBuffer>>,
  begins: Int32Array,
  { rows, texts: { bytes, starts, ends }, places, has }: TextRows,
  states: Uint8Array,
  isKnown: number,
): void {
  let next = 0;
  for (let row = 0; row < rows; row += 1) {
    if (has !== undefined && has[row] === 0) {
      begins[row] = all.length;
      continue;
    }
    const place = places === undefined ? next : places[next]!;
    next += 1;
    if (place >= starts.length) throw new Damaged(columnEnds);
    const from = starts[place]!;
    const length = states[row] === isKnown ? ends[place]! - from : 0;
    const to = all.room(length);
    const into = all.items;
    begins[row] = to;
    for (let byte = 0; byte < length; byte += 1) into[to + byte] = bytes[from + byte]!;
  }
}
