import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isKeepableJson, keepable } from './keepable.ts';

test('what no database keeps is left out of a text, and a whole sign stays', () => {
  assert.equal(keepable('a\u0000b \u{1f600} \ud83d.'), 'ab \u{1f600} \ufffd.');
});

test('a JSON text is held to what can be kept, and words about escapes are words', () => {
  for (const kept of [
    '{"a":"\\ud83d\\ude00"}',
    '{"a":"\u{1f600}"}',
    '"\\\\u0000"',
    '"\\\\ud800"',
    '"\\\\\\\\u0000"',
    '"\\u0001\\uD83D\\uDE00\\uD83D\\uDE00"',
    `${'['.repeat(60_000)}"\\n"`,
    `"${'\\\\'.repeat(60_000)}"`,
  ])
    assert.ok(isKeepableJson(kept), kept.slice(0, 60));
  for (const torn of [
    '{"a":"\\u0000"}',
    '{"\\u0000":1}',
    '"\\\\\\u0000"',
    '"\\ud83d"',
    '"\\ud83d x"',
    '"\\ude00"',
    '"\\ud83d\\ude00\\ude00"',
    '"\\ud83d\\ud83d\\ude00"',
    '"\\\\ud83d\\ude00"',
  ])
    assert.ok(!isKeepableJson(torn), torn);
  for (const text of ['"\\ud83d\\\\ude00"', '"\\\\\\ud83d\\ude00"'])
    assert.equal(isKeepableJson(text), JSON.parse(text).isWellFormed(), text);
});
