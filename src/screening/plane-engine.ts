import type { Column } from './block.ts';
import type { PlaneMemory } from './plane-program.ts';

/**
 * What counts planes and codes: plain JavaScript (`plain-planes.ts`) or WebAssembly (`wasm-planes.ts`). Both do the same;
 * all arrays that they are given have to come from `memory` or `hold`.
 */
export type PlaneEngine = {
  readonly memory: {
    readonly bytes: (length: number) => Uint8Array;
    readonly ints: (length: number) => Int32Array;
    readonly doubles: (length: number) => Float64Array;
  };
  /** The columns of a block where the engine can read them; those of the block before are gone. */
  readonly hold: (columns: ReadonlyMap<string, Column>) => ReadonlyMap<string, Column>;
  /** A program made ready for some memory; places in it stay what they are. */
  readonly prepare: (code: Int32Array, memory: PlaneMemory) => Int32Array;
  readonly run: (memory: PlaneMemory, prepared: Int32Array, from: number, to: number, words: number) => void;
  /** Truths of bytes into a plane, and a plane into bytes. */
  readonly pack: (truths: Uint8Array, memory: PlaneMemory, plane: number, words: number) => void;
  readonly spread: (memory: PlaneMemory, plane: number, truths: Uint8Array, words: number) => void;
  /** Bytes of some rows, each through a table of 256. */
  readonly gather: (values: Uint8Array, rows: Int32Array, count: number, table: Uint8Array, into: Uint8Array) => void;
  /** Codes of the numbers of some rows; NaN is not known, and has the two codes of `open`. */
  readonly places: (
    values: Float64Array,
    rows: Int32Array,
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
};

/** In ascending order, with NaN behind the last. */
export type Thresholds = Float64Array;
export type Codes = { readonly low: Uint8Array; readonly high: Uint8Array };
