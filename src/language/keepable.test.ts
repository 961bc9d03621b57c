import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hiddenSignIn, isKeepableJson, keepable } from './keepable.ts';

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

test('signs that nobody sees are left out of a text, and emoji stay joined', () => {
  assert.equal(
    keepable('отказ\u202eон\u202c, \u2066да\u2069, Ан\u200bна\ufeff\u00ad, а\u200dб, \u001b[31m'),
    'отказон, да, Анна, аб, [31m',
  );
  for (const plain of ['строка\r\n\tи другая', '\u{1f469}\u{1f3fd}\u200d\u{1f467}', '❤️\u200d\u{1f525}', 'é', 'שלום'])
    assert.equal(keepable(plain), plain);
});

test('signs that nobody sees are found in a JSON text, written out or escaped', () => {
  for (const [json, sign] of [
    ['{"a":"\u202e"}', 'U+202E'],
    ['{"a":["x","\\u202E"]}', 'U+202E'],
    ['"\\\\\\u2066"', 'U+2066'],
    ['"\\b"', 'U+0008'],
    ['"\\udb40\\udc41"', 'U+E0041'],
    ['"a\\u200db"', 'U+200D'],
    ['"\\\\u202e \\n\\t \\ud83d\\udc69\\u200d\\ud83d\\udc67"', undefined],
    ['{"a":"имя"}', undefined],
  ] as const)
    assert.equal(hiddenSignIn(json), sign, json);
});
