import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Fact, FactType } from '#catalogue';

import { nothingTyped, readAnswer, typedFrom } from './answer.ts';

const today = '2026-03-02';

function fact(type: FactType, more: Partial<Fact> = {}): Fact {
  return {
    id: 'f',
    of: 'person',
    type,
    name: { ru: 'ф', en: 'f' },
    choices: [],
    past: false,
    sensitive: false,
    basic: false,
    ...more,
  };
}

const typed = (one: string) => ({ ...nothingTyped, one });
const day = (text: string) => {
  const [first = '', second = '', third = ''] = text.split(' ');
  return { ...nothingTyped, day: first, month: second, year: third };
};

test('a sum is taken however people write it', () => {
  for (const text of ['18003.5', '18 003,50', '18 003,50 ₽', '18\u00a0003,5 руб.', '18003,5 рублей']) {
    assert.deepEqual(readAnswer('ru', fact('money'), typed(text), today), { value: 18_003.5 }, text);
  }
});

test('what is not a number is asked again with an example of what to write', () => {
  for (const text of ['много', '12 тыс', '1,2,3', '1e5']) {
    const read = readAnswer('ru', fact('money'), typed(text), today);
    assert.ok('problem' in read && /цифрами, например/u.test(read.problem), text);
  }
});

test('no answer at all leads to "I don’t know" and never becomes zero or no', () => {
  for (const type of ['boolean', 'choice', 'number', 'money', 'date', 'text'] as const) {
    const read = readAnswer('en', fact(type), nothingTyped, today);
    assert.ok('problem' in read, type);
  }
});

test('a number outside its bounds names the bound', () => {
  assert.deepEqual(readAnswer('ru', fact('number', { min: 1, max: 43 }), typed('50'), today), {
    problem: 'Напишите число не больше 43',
  });
});

test('a birth date is a day of the calendar that has come', () => {
  const birth = fact('date', { past: true });
  assert.deepEqual(readAnswer('ru', birth, day('8 3 2025'), today), { value: '2025-03-08' });
  for (const text of ['31 4 2024', '30 2 2024', '1 13 2024', '1 1 24', '3 3 2026', '1 1 1800']) {
    assert.ok('problem' in readAnswer('ru', birth, day(text), today), text);
  }
});

test('of a date only the year, or the month and the year, may be known', () => {
  const birth = fact('date', { past: true });
  const part = (month: string, year: string) => ({ ...nothingTyped, month, year });
  assert.deepEqual(readAnswer('ru', birth, part('', '2019'), today), { value: '2019' });
  assert.deepEqual(readAnswer('ru', birth, part('5', '2019'), today), { value: '2019-05' });
  assert.deepEqual(readAnswer('ru', birth, part('3', '2026'), today), { value: '2026-03' });
  for (const typed of [part('13', '2019'), part('4', '2026'), part('', '2027'), part('', '1850'), part('5', '')])
    assert.ok('problem' in readAnswer('ru', birth, typed, today));
  assert.deepEqual(readAnswer('ru', birth, { ...nothingTyped, day: '5', year: '2019' }, today), {
    problem: 'Напишите месяц или оставьте пустым и день',
  });
  assert.deepEqual(typedFrom('2019-05'), { ...part('5', '2019'), one: '2019-05' });
  assert.deepEqual(typedFrom('2019'), { ...part('', '2019'), one: '2019' });
});

test('that there is none of it is an answer of its own, where there may be none', () => {
  const none = { ru: 'листа нет', en: 'no writ' };
  for (const type of ['number', 'date', 'text', 'choices', 'money'] as const) {
    assert.deepEqual(readAnswer('ru', fact(type, { mayBeAbsent: none }), { ...nothingTyped, absent: true }, today), {
      value: null,
    });
    assert.notDeepEqual(readAnswer('ru', fact(type), { ...nothingTyped, absent: true }, today), { value: null });
  }
  assert.deepEqual(readAnswer('ru', fact('boolean', { mayBeAbsent: none }), typedFrom(null), today), { value: null });
  assert.deepEqual(readAnswer('ru', fact('number', { mayBeAbsent: none }), { ...typed('7'), absent: true }, today), {
    problem: 'Напишите ответ или отметьте, что этого нет, — что-то одно',
  });
  assert.deepEqual(readAnswer('ru', fact('number', { mayBeAbsent: none }), typed('7'), today), { value: 7 });
});

test('a stored value comes back into its field as it was typed', () => {
  assert.equal(typedFrom(true).one, 'yes');
  assert.equal(typedFrom(12.5).one, '12,5');
  assert.deepEqual(typedFrom(['a', 'b']).many, ['a', 'b']);
  assert.deepEqual([typedFrom('2025-04-08').day, typedFrom('2025-04-08').month], ['8', '4']);
  assert.deepEqual(typedFrom(undefined), nothingTyped);
});
