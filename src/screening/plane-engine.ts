import type { Slots } from '#language';

import type { PlaneMemory } from './plane-program.ts';

export type Memory = {
  readonly bytes: (length: number) => Uint8Array;
  readonly ints: (length: number) => Int32Array;
  readonly doubles: (length: number) => Float64Array;
};

/**
 * What counts planes and codes: plain JavaScript (`plain-planes.ts`) or WebAssembly (`wasm-planes.ts`). Both do the same;
 * all arrays that they are given have to come from `memory` or `passing`.
 */
export type PlaneEngine = {
  readonly memory: Memory;
  /** Room for the columns of a block; those of the block before are gone. */
  readonly passing: () => Memory;
  /**
   * Lays values of a block, each into the place that stands beside it. Places are of `passing`, a multiple of four of them:
   * those that no value stands beside lead to the first place behind the last.
   */
  readonly lay: <Values extends Uint8Array | Float64Array>(values: Values, places: Int32Array, into: Values) => void;
  /** A program made ready for some memory; places in it stay what they are. */
  readonly prepare: (code: Int32Array, memory: PlaneMemory) => Int32Array;
  readonly run: (memory: PlaneMemory, prepared: Int32Array, from: number, to: number, words: number) => void;
  /** Truths of bytes, from one of them on, into a plane; and a plane into bytes. */
  readonly pack: (truths: Uint8Array, from: number, memory: PlaneMemory, plane: number, words: number) => void;
  readonly spread: (memory: PlaneMemory, plane: number, truths: Uint8Array, words: number) => void;
  /** So many bytes from one of them on, each through a table of 256. */
  readonly translate: (values: Uint8Array, from: number, count: number, table: Uint8Array, into: Uint8Array) => void;
  /** Codes of so many numbers from one of them on; NaN is not known, and has the two codes of `open`. */
  readonly places: (
    values: Float64Array,
    from: number,
    count: number,
    thresholds: Thresholds,
    open: readonly [low: number, high: number],
    into: Codes,
  ) => void;
  /** Codes of numbers that lie between two; NaN is anything. */
  readonly between: (
    lows: Float64Array,
    highs: Float64Array,
    count: number,
    thresholds: Thresholds,
    into: Codes,
  ) => void;
  /** How many bits of each of these planes are set where the mask has one, added to four sums of the certain ones and four of the possible ones. */
  readonly tally: (memory: PlaneMemory, planes: Int32Array, mask: Int32Array, words: number, into: Int32Array) => void;
  /**
   * Tells who has the truths of some planes where the mask has a bit. The list has each plane with a number behind it: nought
   * where it is told of households, else the place of the people, and one.
   */
  readonly tell: (memory: PlaneMemory, list: Int32Array, mask: Int32Array, words: number, into: Telling) => void;
  /** Counts an operation of the language along columns; undefined where there is no such way. */
  readonly along: (op: number) => Along | undefined;
};

/** In ascending order, with NaN behind the last. */
export type Thresholds = Float64Array;
export type Codes = { readonly low: Uint8Array; readonly high: Uint8Array };

/** Where it is written who is told: numbers of households and people behind those that are there, each from its base on. */
export type Telling = {
  /** Of the households, then of the people at each place. */
  readonly bases: Int32Array;
  readonly households: Uint16Array;
  readonly persons: Uint16Array;
  readonly length: number;
  readonly ofPersons: number;
  /** How many there are of each plane. */
  readonly counts: Int32Array;
};

/** Where the columns begin that an operation reads and writes; of a list, the first, then where the list lies and its length. */
export type Operands = { readonly a: number; readonly b: number; readonly c: number; readonly into: number };

/** An operation that is counted for those households of whom that is simple; the others are left to the language. */
export type Along = {
  /** Gives in how many places households are left; `left` has where, and there are `step` from each on. */
  readonly count: (columns: Slots, operands: Operands, count: number) => number;
  readonly left: Int32Array;
  readonly step: number;
};
