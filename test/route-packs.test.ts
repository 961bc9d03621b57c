import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { solve } from '#desk';
import { checkRoute } from '#planner';

import { realCatalogue } from './catalogue.ts';
import { situations } from './random-situations.ts';

const catalogue = await realCatalogue();

for (const unknownOfTen of [0, 3, 8]) {
  test(`the packs plan valid routes for households with ${unknownOfTen} of ten facts not known`, () => {
    let steps = 0;
    fc.assert(
      fc.property(situations(catalogue, unknownOfTen), (told) => {
        const { assessment, route } = solve(catalogue, told);
        steps += route.steps.length;
        assert.deepEqual(checkRoute(catalogue, told, assessment, route), []);
      }),
      { numRuns: 300 },
    );
    assert.ok(steps > 1000, `only ${steps} steps`);
  });
}
