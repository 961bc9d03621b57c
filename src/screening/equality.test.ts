import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import { blockOfTold } from './block-of-told.ts';
import { compareWithInteractive } from './equality.ts';
import { plainPlanes } from './plain-planes.ts';
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
