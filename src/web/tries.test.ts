import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countTries, keepPace, networkOf } from './tries.ts';

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

test('what is done too often from one address waits until the first of it is a quarter of an hour old', () => {
  let minutes = 0;
  const pace = keepPace(() => new Date(minutes * 60_000), 3);
  for (const at of [0, 5, 10]) {
    minutes = at;
    assert.equal(pace.step('centre'), undefined);
  }
  assert.deepEqual(pace.step('centre'), { wait: 300 });
  assert.equal(pace.step('elsewhere'), undefined);
  minutes = 15;
  assert.equal(pace.step('centre'), undefined);
  assert.deepEqual(pace.step('centre'), { wait: 300 });
});

test('all addresses of one network of the sixth version are one, and those of the fourth are what they are', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:0DB8:1:2::7'));
  assert.notEqual(networkOf('2001:db8:1:2::'), networkOf('2001:db8:1:3::'));
  assert.equal(networkOf('::1'), networkOf('0:0:0:0:0:0:0:1'));
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
  for (const as of ['192.0.2.7', 'unknown', '']) assert.equal(networkOf(as), as);
});
