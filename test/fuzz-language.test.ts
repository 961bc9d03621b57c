import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { loadFuzz } from '#language';

const { chanceFrom, fuzzOnce, hostileText } = await loadFuzz();
const clock = (): number => performance.now();

/** Far above what a text may take, so that a busy machine fails no one; a hang is hours. */
const mostMs = 20_000;

describe('a hostile text', () => {
  it('made of wild and broken FEEL crashes, hangs and escapes nothing', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        assert.equal(fuzzOnce(hostileText(chanceFrom(seed)), clock, mostMs), undefined);
      }),
      { numRuns: 1500, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('of any characters is read as FEEL or told as a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        assert.equal(fuzzOnce(text, clock, mostMs), undefined);
      }),
      { numRuns: 1000, interruptAfterTimeLimit: 5000 },
    );
  });
});
