import { dayParts, opcodes } from '#language';

import type { Along, Memory, PlaneEngine } from './plane-engine.ts';
import { acts } from './plane-program.ts';
import type { PlaneMemory } from './plane-program.ts';
import { moduleOf } from './wasm/assembler.ts';
import {
  betweenKernel,
  layKernels,
  packKernel,
  placesKernel,
  spreadKernel,
  tallyKernel,
  tellKernel,
  translateKernel,
} from './wasm/column-kernels.ts';
import { numberKernels } from './wasm/number-kernels.ts';
import type { NumberKernel } from './wasm/number-kernels.ts';
import { runKernel } from './wasm/run-kernel.ts';

type Kernels = Readonly<
  Record<
    | 'run'
    | 'layBytes'
    | 'layDoubles'
    | 'translate'
    | 'pack'
    | 'spread'
    | 'places'
    | 'between'
    | 'tally'
    | 'tell'
    | NumberKernel['name'],
    (...args: number[]) => void
  >
>;

/** From 1887 to 2079. */
const days = { first: -30_000, days: 70_000 };

const pageBytes = 65_536;
/** Households that are ever counted side by side. */
const mostLanes = 1024;
/** Kernels read and write a few households beyond the last. */
const spare = 8 * 128;
const tooLittle = 'The rules and a block of people do not fit into the memory for planes.';

/** Its memory can be used for other programs after a while. */
export type WasmPlanes = PlaneEngine & {
  /** How many bytes are kept. */
  readonly kept: () => number;
  /** Makes room: what was kept beyond so many bytes is gone. */
  readonly forgetFrom: (bytes: number) => void;
};

/**
 * Planes in WebAssembly, 128 bits a step. The module is written when it is wanted; its memory is as large as it may get,
 * as pages that nobody has touched take no room.
 */
export function wasmPlanes(mebibytes = 1024): WasmPlanes {
  const pages = mebibytes * 16;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const ofNumbers = numberKernels(days);
  const kernels = [
    runKernel(),
    ...layKernels(),
    translateKernel(),
    packKernel(),
    spreadKernel(),
    placesKernel(),
    betweenKernel(),
    tallyKernel(),
    tellKernel(),
    ...ofNumbers,
  ];
  const compiled = new WebAssembly.Module(moduleOf(kernels, pages));
  const exported = new WebAssembly.Instance(compiled, { okno: { memory } }).exports as unknown as Kernels;
  const { run, layBytes, layDoubles, translate, pack, spread, places, between, tally, tell } = exported;
  // What is kept grows from below; the columns of a block, which change, from above.
  let bottom = 16;
  let top = pages * pageBytes;
  const check = (): void => {
    if (bottom > top) throw new RangeError(tooLittle);
  };
  const memoryIn = (from: (bytes: number) => number): Memory => ({
    bytes: (length) => new Uint8Array(memory.buffer, from(length), length),
    ints: (length) => new Int32Array(memory.buffer, from(4 * length), length),
    doubles: (length) => new Float64Array(memory.buffer, from(8 * length), length),
  });
  const kept = memoryIn((length) => {
    const from = bottom;
    bottom = (bottom + length + 31) & ~15;
    check();
    return from;
  });
  const ofBlock = memoryIn((length) => {
    top = (top - length - spare) & ~15;
    check();
    return top;
  });
  const { ints } = kept;
  const dayTable = ints(days.days);
  for (let place = 0; place < days.days; place += 1) {
    const { year, month, day } = dayParts(days.first + place);
    dayTable[place] = (year * 12 + month) * 32 + day;
  }
  const left = ints(1 + mostLanes);
  const along: (Along | undefined)[] = [];
  for (const { name, step } of ofNumbers) {
    const kernel = exported[name];
    along[opcodes[name]] = {
      count: ({ state, low, high, truth }, { a, b, c, into }, count) => {
        const [ofState, ofLow, ofHigh] = [state.byteOffset, low.byteOffset, high.byteOffset];
        kernel(ofState, ofLow, ofHigh, truth.byteOffset, a, b, c, into, count, left.byteOffset, dayTable.byteOffset);
        return left[0]!;
      },
      left: left.subarray(1),
      step,
    };
  }
  return {
    memory: kept,
    passing: () => {
      top = pages * pageBytes;
      return ofBlock;
    },
    lay: (values, places, into) => {
      // Beside what is kept, until it is laid.
      const from = (top - values.byteLength - spare) & ~15;
      if (from < bottom) throw new RangeError(tooLittle);
      const beside = new Uint8Array(memory.buffer, from, values.byteLength);
      // Of memory that threads share, `set` copies word by word.
      Buffer.from(values.buffer, values.byteOffset, values.byteLength).copy(beside);
      const kernel = values instanceof Float64Array ? layDoubles : layBytes;
      kernel(from, from + values.byteLength, places.byteOffset, into.byteOffset);
    },
    prepare: (code, planes) => {
      const prepared = ints(code.length);
      for (let at = 0; at < code.length; at += 3 + code[at + 2]!) address(code, at, prepared, planes);
      return prepared;
    },
    run: ({ words: stride }, prepared, from, to, words) =>
      run(prepared.byteOffset + 4 * from, prepared.byteOffset + 4 * to, 4 * stride, 4 * words),
    pack: (truths, from, { planes, words: stride }, plane, words) =>
      pack(truths.byteOffset + from, planes.byteOffset + 8 * stride * plane, 4 * stride, 32 * words),
    spread: ({ planes, words: stride }, plane, truths, words) =>
      spread(planes.byteOffset + 8 * stride * plane, truths.byteOffset, 4 * stride, 32 * words),
    translate: (values, from, count, table, into) =>
      translate(values.byteOffset + from, count, table.byteOffset, into.byteOffset),
    places: (values, from, count, thresholds, [openLow, openHigh], { low, high }) =>
      places(
        values.byteOffset + 8 * from,
        count,
        thresholds.byteOffset,
        thresholds.length - 1,
        openLow,
        openHigh,
        low.byteOffset,
        high.byteOffset,
      ),
    between: (lows, highs, count, thresholds, { low, high }) =>
      between(
        lows.byteOffset,
        highs.byteOffset,
        count,
        thresholds.byteOffset,
        thresholds.length - 1,
        low.byteOffset,
        high.byteOffset,
      ),
    tally: ({ planes, words: stride }, list, mask, words, into) =>
      tally(
        list.byteOffset,
        list.byteOffset + list.byteLength,
        planes.byteOffset,
        mask.byteOffset,
        4 * stride,
        4 * words,
        into.byteOffset,
      ),
    tell: ({ planes, words: stride }, list, mask, words, { bases, households, persons, length, ofPersons, counts }) =>
      tell(
        list.byteOffset,
        list.byteOffset + list.byteLength,
        planes.byteOffset,
        mask.byteOffset,
        4 * stride,
        4 * words,
        bases.byteOffset,
        households.byteOffset + 2 * length,
        persons.byteOffset + 2 * ofPersons,
        counts.byteOffset,
      ),
    along: (op) => along[op],
    kept: () => bottom,
    forgetFrom: (bytes) => {
      // Memory is empty where nothing is kept yet.
      new Uint8Array(memory.buffer, bytes, bottom - bytes).fill(0);
      bottom = bytes;
    },
  };
}

/** One instruction with the addresses of its planes and codes in the place of their numbers. */
function address(code: Int32Array, at: number, into: Int32Array, { planes, codes, words }: PlaneMemory): void {
  const planeAt = (plane: number): number => planes.byteOffset + 8 * words * plane;
  const act = code[at]!;
  const count = code[at + 2]!;
  into[at] = act;
  into[at + 1] = planeAt(code[at + 1]!);
  into[at + 2] = count;
  for (let i = 0; i < count; i += 1) {
    const operand = code[at + 3 + i]!;
    if (act < acts.below) into[at + 3 + i] = planeAt(operand);
    else into[at + 3 + i] = i === 0 ? codes.byteOffset + 64 * words * operand : operand;
  }
}
