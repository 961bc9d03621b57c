import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import type { Block } from './block.ts';
import { blockOfTold } from './block-of-told.ts';
import { compareWithInteractive } from './equality.ts';
import { plainPlanes } from './plain-planes.ts';
import { Screening } from './screen-block.ts';
import { wasmPlanes } from './wasm-planes.ts';

const catalogue = await realCatalogue();

describe('a region is answered as each of its people would be at a window', () => {
  const engines = { 'plain JavaScript': () => plainPlanes, WebAssembly: () => wasmPlanes() };
  for (const [name, engine] of Object.entries(engines))
    for (const unknownOfTen of [0, 1, 3, 7])
      it(`with ${unknownOfTen * 10} % of the facts not known, in ${name}`, () => {
        fc.assert(
          fc.property(fc.array(situations(catalogue, unknownOfTen), { minLength: 1, maxLength: 40 }), (all) => {
            const asOf = all[0]!.asOf;
            const block = blockOfTold(
              catalogue,
              all.map((told) => ({ ...told, asOf })),
            );
            const { answers, differences } = compareWithInteractive(catalogue, block, { asOf, engine: engine() });
            assert.ok(answers > 0);
            assert.deepEqual(differences, []);
          }),
          { numRuns: 3, endOnFailure: true },
        );
      });
});

it('by which criterion a yes is told is found by the first households of a block alone', () => {
  const asOf = '2026-03-02';
  const all = fc.sample(situations(catalogue, 1), { numRuns: 30, seed: 1 }).map((told) => ({ ...told, asOf }));
  const [block, first] = [all, all.slice(0, 10)].map((some) => blockOfTold(catalogue, some)) as [Block, Block];
  const rarestIn = (some: Block): ReadonlyMap<string, number> =>
    new Screening(catalogue, { asOf, engine: wasmPlanes() }).rarestCriteria(some);
  assert.deepEqual(rarestIn({ ...block, households: 10, people: block.firsts[10]! }), rarestIn(first));
});

it('an amount that hangs on what is not known stays so when it is asked for a second child of other families', () => {
  const asOf = '2026-03-02';
  const child = (id: string, careAllowancePaid: boolean) => ({
    id,
    facts: {
      relation: 'child',
      birthDate: '2025-04-28',
      citizenship: 'russian',
      livesInRussia: true,
      careAllowancePaid,
    },
  });
  // Whether she is insured is not known, so neither is how much she gets; both children count in the first families, one in the others.
  const families = Array.from({ length: 40 }, (_, family) => ({
    asOf,
    territory: '69701000',
    applicant: 'anna',
    people: [
      {
        id: 'anna',
        facts: {
          birthDate: '1990-07-15',
          citizenship: 'russian',
          livesInRussia: true,
          averageEarnings24: 25_000,
          ...(family < 4 ? {} : { works: family % 2 === 0, insuredWork: family % 2 === 0 }),
        },
      },
      child('older', family >= 4),
      child('younger', false),
    ],
    household: {},
  }));
  const block = blockOfTold(catalogue, families);
  for (const engine of [plainPlanes, wasmPlanes()])
    assert.deepEqual(compareWithInteractive(catalogue, block, { asOf, engine }).differences, []);
});
