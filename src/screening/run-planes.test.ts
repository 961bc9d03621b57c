import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { plainPlanes } from './plain-planes.ts';
import type { PlaneEngine } from './plane-engine.ts';
import { acts } from './plane-program.ts';
import type { PlaneMemory } from './plane-program.ts';
import { wasmPlanes } from './wasm-planes.ts';

const words = 8;
const planes = 6;
const columns = 2;
const wasm = wasmPlanes(16);

/** What a plane may hold: nobody has it certainly and not possibly. */
function fill({ planes: bits, codes }: PlaneMemory, random: readonly number[]): void {
  for (let plane = 0; plane < planes; plane += 1)
    for (let word = 0; word < words; word += 1) {
      const [sure, open] = [random[plane * words + word]!, random[200 + plane * words + word]!];
      bits[2 * words * plane + word] = sure;
      bits[2 * words * plane + words + word] = sure | open;
    }
  for (let lane = 0; lane < 32 * words; lane += 1) {
    const low = random[lane]! & 15;
    codes[lane] = low;
    codes[32 * words + lane] = low + (random[400 - lane]! & 3);
  }
}

function memoryOf(engine: PlaneEngine): PlaneMemory {
  return {
    words,
    planes: engine.memory.ints(2 * words * (planes + 1)),
    codes: engine.memory.bytes(64 * words * columns),
  };
}

function after(
  engine: PlaneEngine,
  memory: PlaneMemory,
  code: Int32Array,
  random: readonly number[],
): readonly number[] {
  fill(memory, random);
  engine.run(memory, engine.prepare(code, memory), 0, code.length, words);
  return [...memory.planes];
}

describe('WebAssembly counts planes as plain JavaScript does', () => {
  const plainMemory = memoryOf(plainPlanes);
  const wasmMemory = memoryOf(wasm);
  const random = fc.array(fc.integer(), { minLength: 401, maxLength: 401 });
  const plane = fc.integer({ min: 0, max: planes - 1 });
  const operands: Readonly<Record<keyof typeof acts, fc.Arbitrary<number[]>>> = {
    all: fc.array(plane, { minLength: 1, maxLength: 5 }),
    any: fc.array(plane, { minLength: 1, maxLength: 5 }),
    not: fc.tuple(plane),
    some: fc.array(fc.tuple(plane, plane), { minLength: 1, maxLength: 3 }).map((pairs) => pairs.flat()),
    every: fc.array(fc.tuple(plane, plane), { minLength: 1, maxLength: 3 }).map((pairs) => pairs.flat()),
    choose: fc.tuple(plane, plane, plane),
    first: fc.array(plane, { minLength: 1, maxLength: 3 }),
    same: fc.tuple(plane, plane),
    other: fc.tuple(plane, plane),
    below: fc.tuple(fc.constant(0), fc.integer({ min: 0, max: 20 })),
    atLeast: fc.tuple(fc.constant(0), fc.integer({ min: 0, max: 20 })),
    among: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 4 }).map((codes) => [0, ...codes]),
    notAmong: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 4 }).map((codes) => [0, ...codes]),
  };
  for (const [name, own] of Object.entries(operands))
    it(name, () => {
      fc.assert(
        fc.property(random, own, (bits, list) => {
          const code = Int32Array.of(acts[name as keyof typeof acts], planes, list.length, ...list);
          assert.deepEqual(after(wasm, wasmMemory, code, bits), after(plainPlanes, plainMemory, code, bits));
        }),
        { numRuns: 20 },
      );
    });

  it('a number finds its place among thresholds, known or between two bounds', () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(Number.NaN, -Infinity, Infinity, 0.5));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 20 }),
        fc.array(number, { minLength: 16, maxLength: 16 }),
        (some, values) => {
          const results = [wasm, plainPlanes].map((engine) => {
            const { bytes, ints, doubles } = engine.memory;
            const thresholds = doubles(some.length + 1);
            thresholds.set([...some.toSorted((a, b) => a - b), Number.NaN]);
            const numbers = doubles(16);
            numbers.set(values);
            const rows = ints(16);
            rows.set(values.map((_, row) => 15 - row));
            const [first, second] = [0, 1].map(() => ({ low: bytes(16), high: bytes(16) })) as [
              { low: Uint8Array; high: Uint8Array },
              { low: Uint8Array; high: Uint8Array },
            ];
            engine.places(numbers, rows, 16, thresholds, [0, 255], first);
            engine.between(numbers, numbers, 16, thresholds, second);
            return [first.low, first.high, second.low, second.high].map((codes) => [...codes]);
          });
          assert.deepEqual(results[0], results[1]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('truths go into planes and come back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 256, maxLength: 256 }), (truths) => {
        for (const [engine, memory] of [
          [wasm, wasmMemory],
          [plainPlanes, plainMemory],
        ] as const) {
          const given = engine.memory.bytes(256);
          given.set(truths);
          const back = engine.memory.bytes(256);
          engine.pack(given, memory, 1, words);
          engine.spread(memory, 1, back, words);
          assert.deepEqual([...back], truths);
        }
        assert.deepEqual([...wasmMemory.planes.subarray(16, 32)], [...plainMemory.planes.subarray(16, 32)]);
      }),
      { numRuns: 20 },
    );
  });
});
