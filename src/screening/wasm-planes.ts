import type { Column } from './block.ts';
import type { PlaneEngine } from './plane-engine.ts';
import { acts } from './plane-program.ts';
import type { PlaneMemory } from './plane-program.ts';
import { moduleOf } from './wasm/assembler.ts';
import { betweenKernel, gatherKernel, packKernel, placesKernel, spreadKernel } from './wasm/column-kernels.ts';
import { runKernel } from './wasm/run-kernel.ts';

type Kernels = Readonly<
  Record<'run' | 'gather' | 'pack' | 'spread' | 'places' | 'between', (...args: number[]) => void>
>;

const pageBytes = 65_536;

/**
 * Planes in WebAssembly, 128 bits a step. The module is written when it is wanted; its memory is as large as it may get,
 * as pages that nobody has touched take no room.
 */
export function wasmPlanes(mebibytes = 1024): PlaneEngine {
  const pages = mebibytes * 16;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const kernels = [runKernel(), gatherKernel(), packKernel(), spreadKernel(), placesKernel(), betweenKernel()];
  const compiled = new WebAssembly.Module(moduleOf(kernels, pages));
  const { run, gather, pack, spread, places, between } = new WebAssembly.Instance(compiled, { okno: { memory } })
    .exports as unknown as Kernels;
  // What is kept grows from below; the columns of a block, which change, from above.
  let bottom = 16;
  let top = pages * pageBytes;
  const room = (bytes: number): number => {
    const from = bottom;
    bottom = (bottom + bytes + 31) & ~15;
    if (bottom > top) throw new RangeError('The rules and a block of people do not fit into the memory for planes.');
    return from;
  };
  const bytes = (length: number): Uint8Array => new Uint8Array(memory.buffer, room(length), length);
  const ints = (length: number): Int32Array => new Int32Array(memory.buffer, room(4 * length), length);
  const doubles = (length: number): Float64Array => new Float64Array(memory.buffer, room(8 * length), length);
  const held = (length: number): number => {
    top = (top - length) & ~15;
    if (bottom > top) throw new RangeError('The rules and a block of people do not fit into the memory for planes.');
    return top;
  };
  const holdColumn = (column: Column): Column => {
    if (column.kind === 'truth' || column.kind === 'choice') {
      const values = new Uint8Array(memory.buffer, held(column.values.length), column.values.length);
      values.set(column.values);
      return { ...column, values };
    }
    if (column.kind !== 'number') return column;
    const values = new Float64Array(memory.buffer, held(8 * column.values.length), column.values.length);
    values.set(column.values);
    return { ...column, values };
  };
  return {
    memory: { bytes, ints, doubles },
    hold: (columns) => {
      top = pages * pageBytes;
      return new Map([...columns].map(([id, column]) => [id, holdColumn(column)]));
    },
    prepare: (code, planes) => {
      const prepared = ints(code.length);
      for (let at = 0; at < code.length; at += 3 + code[at + 2]!) address(code, at, prepared, planes);
      return prepared;
    },
    run: ({ words: stride }, prepared, from, to, words) =>
      run(prepared.byteOffset + 4 * from, prepared.byteOffset + 4 * to, 4 * stride, 4 * words),
    pack: (truths, { planes, words: stride }, plane, words) =>
      pack(truths.byteOffset, planes.byteOffset + 8 * stride * plane, 4 * stride, 32 * words),
    spread: ({ planes, words: stride }, plane, truths, words) =>
      spread(planes.byteOffset + 8 * stride * plane, truths.byteOffset, 4 * stride, 32 * words),
    gather: (values, rows, count, table, into) =>
      gather(values.byteOffset, rows.byteOffset, count, table.byteOffset, into.byteOffset),
    places: (values, rows, count, thresholds, [openLow, openHigh], { low, high }) =>
      places(
        values.byteOffset,
        rows.byteOffset,
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
