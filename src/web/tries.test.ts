import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countTries } from './tries.ts';

test('ten wrong codes from one address wait a quarter of an hour, and nobody else waits', () => {
  let minutes = 0;
  const tries = countTries(() => new Date(minutes * 60_000));
  for (let time = 0; time < 10; time += 1) {
    assert.equal(tries.isSpent('a'), false);
    tries.missed('a');
  }
  assert.equal(tries.isSpent('a'), true);
  assert.equal(tries.isSpent('b'), false);
  minutes = 15;
  assert.equal(tries.isSpent('a'), false);
});
