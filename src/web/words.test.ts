import assert from 'node:assert/strict';
import { test } from 'node:test';

import { examplesOf, say, words } from './words.ts';

/** Names that are Latin in Russian too: a key of the keyboard, the code of a service. */
const latinAllowed = /Shift|DMN|\bS\d+/gu;

test('every sentence of the screens is there in both languages', () => {
  for (const [word, text] of Object.entries(words)) {
    assert.notEqual(text.ru.trim(), '', word);
    assert.notEqual(text.en.trim(), '', word);
  }
});

test('Russian sentences hold no Latin letters and English ones no Cyrillic', () => {
  const bare = (text: string): string => text.replaceAll(/\{\w+\}/gu, '').replaceAll(latinAllowed, '');
  for (const [word, text] of Object.entries(words)) {
    assert.doesNotMatch(bare(text.ru), /[a-z]/iu, word);
    assert.doesNotMatch(text.en, /[а-яё]/iu, word);
  }
});

test('what is filled in is the same in both languages', () => {
  const places = (text: string): readonly string[] =>
    [...text.matchAll(/\{\w+\}/gu)].map(([place]) => place).toSorted();
  for (const [word, text] of Object.entries(words)) assert.deepEqual(places(text.ru), places(text.en), word);
  assert.equal(say('ru', 'bornOn', { day: '2 мая 2025' }), 'дата рождения 2 мая 2025');
});

test('there are as many examples in English as in Russian', () => {
  assert.equal(examplesOf('ru').length, examplesOf('en').length);
});
