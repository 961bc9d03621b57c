import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { opcodes, operations, putSlot, states } from '#language';
import type { Slot, Slots } from '#language';

import { plainPlanes } from './plain-planes.ts';
import type { Operands, PlaneEngine } from './plane-engine.ts';
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
            const { bytes, doubles } = engine.memory;
            const thresholds = doubles(some.length + 1);
            thresholds.set([...some.toSorted((a, b) => a - b), Number.NaN]);
            const numbers = doubles(16);
            numbers.set(values);
            const [first, second] = [0, 1].map(() => ({ low: bytes(16), high: bytes(16) })) as [
              { low: Uint8Array; high: Uint8Array },
              { low: Uint8Array; high: Uint8Array },
            ];
            engine.places(numbers, 0, 16, thresholds, [0, 255], first);
            engine.between(numbers, numbers, 16, thresholds, second);
            return [first.low, first.high, second.low, second.high].map((codes) => [...codes]);
          });
          assert.deepEqual(results[0], results[1]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('values are laid into their places', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 50 }), (values) => {
        const laid = [wasm, plainPlanes].map((engine) => {
          const { bytes, ints, doubles } = engine.passing();
          const places = ints(Math.ceil(values.length / 4) * 4).fill(2 * values.length);
          places.set(values.map((_, row) => 2 * ((7 * row) % values.length)));
          const [ofBytes, ofDoubles] = [bytes(2 * values.length).fill(0), doubles(2 * values.length).fill(0)];
          engine.lay(Uint8Array.from(values), places, ofBytes);
          engine.lay(
            Float64Array.from(values, (one) => one / 3),
            places,
            ofDoubles,
          );
          return [[...ofBytes], [...ofDoubles]];
        });
        assert.deepEqual(laid[0], laid[1]);
      }),
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
          engine.pack(given, 0, memory, 1, words);
          engine.spread(memory, 1, back, words);
          assert.deepEqual([...back], truths);
        }
        assert.deepEqual([...wasmMemory.planes.subarray(16, 32)], [...plainMemory.planes.subarray(16, 32)]);
      }),
      { numRuns: 20 },
    );
  });

  it('tells how many have a truth', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 32 * words }), (bits, count) => {
        const sums = [wasm, plainPlanes].map((engine) => {
          const memory = engine === wasm ? wasmMemory : plainMemory;
          fill(memory, bits);
          const { ints } = engine.memory;
          const [list, mask, into] = [ints(2), ints(words), ints(16)];
          list.set([3, 1]);
          for (let lane = 0; lane < count; lane += 1) mask[lane >> 5]! |= 1 << (lane & 31);
          engine.tally(memory, list, mask, words, into);
          return [0, 4, 8, 12].map((at) => into.subarray(at, at + 4).reduce((sum, one) => sum + one, 0));
        });
        assert.deepEqual(sums[0], sums[1]);
      }),
      { numRuns: 20 },
    );
  });

  it('tells who has a truth, each from where the people at his place begin', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 32 * words }), (bits, count) => {
        const told = [wasm, plainPlanes].map((engine) => {
          const memory = engine === wasm ? wasmMemory : plainMemory;
          fill(memory, bits);
          const { ints, bytes } = engine.memory;
          const [list, mask, bases, counts] = [ints(6), ints(words), ints(3), ints(3)];
          list.set([3, 1, 1, 0, 2, 2]);
          bases.set([1000, 20_000, 65_000]);
          for (let lane = 0; lane < count; lane += 1) mask[lane >> 5]! |= 1 << (lane & 31);
          const [households, persons] = [0, 1].map(() => {
            const { buffer, byteOffset } = bytes(2 * 1000);
            return new Uint16Array(buffer, byteOffset, 1000);
          }) as [Uint16Array, Uint16Array];
          engine.tell(memory, list, mask, words, { bases, households, persons, length: 2, ofPersons: 1, counts });
          const [first, ofHouseholds, last] = [...counts] as [number, number, number];
          return [
            [...counts],
            [...households.subarray(2, 2 + first + ofHouseholds + last)],
            [...persons.subarray(1, 1 + first + last)],
          ];
        });
        assert.deepEqual(told[0], told[1]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('WebAssembly counts along columns as the language does', () => {
  const lanes = 16;
  const number = fc.oneof(
    fc.integer({ min: -40_000, max: 40_000 }),
    fc.integer({ min: -400_000, max: 4_000_000 }).map((kopecks) => kopecks / 100),
    fc.integer({ min: 0, max: 20_000 }).map((parts) => parts / 10_000),
    fc.constantFrom(0, 1e17, 0.1 + 0.2, 1 / 3, 123_456_789.12),
  );
  const value = fc.oneof(
    { weight: 5, arbitrary: number.map((low) => ({ state: states.known, low, high: low })) },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(number, { minLength: 2, maxLength: 2 })
        .map((two) => ({ state: states.bounded, low: Math.min(...two), high: Math.max(...two) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(states.nothing, states.open)
        .map((state) => ({ state, low: Number.NaN, high: Number.NaN })),
    },
  );
  const column = fc.array(value, { minLength: lanes, maxLength: lanes });
  const truths = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: lanes, maxLength: lanes });
  const names = [
    ...(['plus', 'minus', 'times', 'divided', 'less', 'lessOrEqual', 'equal', 'unequal', 'holds'] as const),
    ...(['choose', 'chooseNumber', 'first', 'count', 'monthsBetween', 'yearsOf', 'monthsOf'] as const),
  ];

  /** Columns a, b and c one after the other, then the one that is counted. */
  function columnsIn(engine: PlaneEngine): Slots {
    const { bytes, doubles } = engine.memory;
    const size = 4 * lanes;
    const ints = (shift: number): Int32Array =>
      Int32Array.from({ length: size }, (_, slot) => slot - 3 * lanes + shift);
    const starts = Int32Array.from({ length: size + 1 }, (_, slot) => 3 * Math.max(0, slot - 3 * lanes));
    const inputs = Int32Array.from({ length: 3 * lanes }, (_, i) => Math.floor(i / 3) + (i % 3) * lanes);
    return {
      layout: { a: ints(0), b: ints(lanes), c: ints(2 * lanes), starts, inputs } as unknown as Slots['layout'],
      truth: bytes(size),
      state: bytes(size),
      low: doubles(size),
      high: doubles(size),
    };
  }
  const [ofWasm, ofLanguage] = [columnsIn(wasm), columnsIn(plainPlanes)];

  const list = wasm.memory.ints(3);
  list.set([0, lanes, 2 * lanes]);
  const at = (name: (typeof names)[number]): Operands => {
    const isListed = name === 'count' || name === 'first';
    return { a: 0, b: isListed ? list.byteOffset : lanes, c: isListed ? 3 : 2 * lanes, into: 3 * lanes };
  };
  /** Days, months and choices are whole numbers that are not large. */
  const ofWhole = new Set<string>(['monthsBetween', 'yearsOf', 'monthsOf', 'holds']);
  const wholeOf = (one: Slot): Slot => {
    const [low, high] = [Math.floor(one.low) % 1_000_000, Math.ceil(one.high) % 1_000_000];
    return { ...one, low: Math.min(low, high), high: Math.max(low, high) };
  };
  const gives = new Set<string>(['less', 'lessOrEqual', 'equal', 'unequal', 'holds']);

  for (const name of names)
    it(name, () => {
      const along = wasm.along(opcodes[name])!;
      fc.assert(
        fc.property(column, column, column, truths, (a, b, c, held) => {
          const operation = operations[opcodes[name]]!;
          const first = 3 * lanes;
          for (const slots of [ofWasm, ofLanguage]) {
            for (const [slot, one] of [...a, ...b, ...c].entries())
              putSlot(slots, slot, ofWhole.has(name) ? wholeOf(one) : one);
            slots.truth.set(held);
          }
          for (let lane = 0; lane < lanes; lane += 1)
            for (const slots of [ofWasm, ofLanguage])
              slots.layout.b[first + lane] = name === 'holds' ? lanes : lanes + lane;
          operation(ofLanguage, first, first + lanes);
          const places = along.count(ofWasm, at(name), lanes);
          for (const lane of along.left.subarray(0, places)) operation(ofWasm, first + lane, first + lane + along.step);
          const told = ({ truth, state, low, high }: Slots): readonly number[] => {
            if (gives.has(name)) return [...truth.subarray(first)];
            return [state, low, high].flatMap((all) => [...all.subarray(first)].map((found) => found + 0));
          };
          assert.deepEqual(told(ofWasm), told(ofLanguage));
        }),
        { numRuns: 200 },
      );
    });

  it('leaves nobody of whom all is known and simple', () => {
    for (let slot = 0; slot < 3 * lanes; slot += 1) putSlot(ofWasm, slot, { state: states.known, low: 7, high: 7 });
    for (const name of names) assert.equal(wasm.along(opcodes[name])!.count(ofWasm, at(name), lanes), 0, name);
  });
});
