import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countTries } from './tries.ts';

test('thirty wrong codes from one address wait a quarter of an hour, and nobody else waits', () => {
  let minutes = 0;
  const tries = countTries(() => new Date(minutes * 60_000));
  for (let time = 0; time < 30; time += 1) {
    assert.equal(tries.isSpent('a', 'next'), false);
    tries.missed('a', `wrong ${time}`);
  }
  assert.equal(tries.isSpent('a', 'next'), true);
  assert.equal(tries.isSpent('b', 'next'), false);
  minutes = 15;
  assert.equal(tries.isSpent('a', 'next'), false);
});

test('one wrong code shown again and again is one try', () => {
  const tries = countTries(() => new Date(0));
  for (let time = 0; time < 100; time += 1) tries.missed('a', 'erased');
  assert.equal(tries.isSpent('a', 'next'), false);
});

test('who has opened a situation goes on with it while others at the same address have to wait', () => {
  const tries = countTries(() => new Date(0));
  tries.opened('centre', 'hers');
  for (let time = 0; time < 30; time += 1) tries.missed('centre', `wrong ${time}`);
  assert.equal(tries.isSpent('centre', 'hers'), false);
  assert.equal(tries.isSpent('centre', 'another'), true);
});
