import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { knownInPart, plainOf, valueOf } from './small-world.ts';
import type { Facts } from './small-world.ts';
import { isUnknown } from './values.ts';
import type { PlainValue } from './values.ts';

const day = (number: number) => ({ kind: 'date', day: number }) as const;

const rows: readonly (readonly [text: string, value: PlainValue, facts?: Facts])[] = [
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['-(2 + 3)', -5],
  ['2 ** 10', 1024],
  ['0.1 + 0.2 = 0.3', true],
  ['1e3', 1000],
  ['10 / 4', 2.5],
  ['1 / 0', null],
  ['18003 * 0.75', 13502.25],
  ['"a" + "b"', 'ab'],
  ['1 < 2 and 2 <= 2 and 3 > 2 and 3 >= 3', true],
  ['5 in (1, 5, 7)', true],
  ['5 in [1..5]', true],
  ['5 in [1..5)', false],
  ['5 in (< 3, > 4)', true],
  ['5 between 1 and 5 and false', false],
  ['"x" in ("x") and true', true],
  ['"x" in ("y") or true', true],
  ['if 1 > 2 then "a" else "b"', 'b'],
  ['if null then 1 else 2', 2],
  ['null = null', true],
  ['null = 5', false],
  ['true and null', null],
  ['false and null', false],
  ['count([1, 2, 3])', 3],
  ['count([])', 0],
  ['sum([1, 2.5])', 3.5],
  ['sum(1, 2, 3)', 6],
  ['sum([])', null],
  ['min([3, 1, 2])', 1],
  ['max(1, 5, 2)', 5],
  ['mean([1, 2, 3])', 2],
  ['floor(-1.5)', -2],
  ['ceiling(1.2)', 2],
  ['round half up(2.345, 2)', 2.35],
  ['abs(-3)', 3],
  ['modulo(-12, 5)', 3],
  ['list contains(["a", "b"], "b")', true],
  ['distinct values([1, 2, 1])', [1, 2]],
  ['concatenate([1], [2, 3])', [1, 2, 3]],
  ['append([1], 2)', [1, 2]],
  ['[10, 20, 30][2]', 20],
  ['[10, 20, 30][-1]', 30],
  ['[1, 2, 3, 4][item > 2]', [3, 4]],
  ['some x in [1, 2] satisfies x > 1', true],
  ['every x in [1, 2] satisfies x > 1', false],
  ['for x in [1, 2], y in [10, 20] return x + y', [11, 21, 12, 22]],
  ['{a: 1, b: 2}.b', 2],
  ['date("2026-03-02").month', 3],
  ['date(2026, 2, 30)', null],
  ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
  ['date("2026-03-02") - duration("P13M")', '2025-02-02'],
  ['date("2026-03-02") - date("2026-03-01")', 'P1D'],
  ['years and months duration(date("2006-05-14"), date("2026-03-02")).years', 19],
  ['duration("P1Y6M").months', 6],
  ['day of week(date("2026-03-02"))', 'Monday'],
  ['date("2026-03-02").weekday', 1],
  ['starts with("69701000", "69")', true],
  ['string length("окно")', 4],
  ['double(21)', 42],
];

describe('a FEEL expression with everything known', () => {
  for (const [text, value, facts] of rows) {
    it(`${text} is ${JSON.stringify(value)}`, () => assert.deepEqual(plainOf(text, facts), value));
  }
});

describe('what is not known', () => {
  const unknown: PlainValue = undefined;
  const open: readonly (readonly [text: string, value: PlainValue, facts?: Facts])[] = [
    ['applicant.age < 3', unknown],
    ['applicant.age < 3', true, { 'age@anna': 2 }],
    ['applicant.works and homeless', false, { homeless: false }],
    ['applicant.works or homeless', true, { homeless: true }],
    ['not(applicant.works)', unknown],
    ['applicant.works = applicant.works', unknown],
    ['night = null', unknown],
    ['if homeless then 1 else 1', 1],
    ['if homeless then 1 else 2', unknown],
    ['if homeless then applicant.age + 1 else 5', unknown],
    ['(if homeless then 3 else 5) > 2', true],
    ['applicant.income + 100 >= 100', true],
    ['applicant.income - 1 > -2', true],
    ['count(members[age < 3])', unknown],
    ['count(members[age < 3]) <= 2', true],
    ['count(members[age < 3]) >= 1', true, { 'age@mitya': 0 }],
    ['count(members[age < 3]) >= 2', unknown, { 'age@mitya': 0 }],
    ['count(members[age < 3]) >= 2', false, { 'age@mitya': 10 }],
    ['sum(members.income) >= 500', true, { 'income@anna': 600 }],
    ['sum(members.income) >= 500', unknown, { 'income@anna': 100 }],
    ['sum(members[works].income) >= 0', unknown, { 'income@anna': 100 }],
    ['sum(members[works].income) >= 0', true, { 'works@anna': true }],
    ['some m in members satisfies m.age < 3', true, { 'age@mitya': 1 }],
    ['some m in members satisfies m.age < 3', unknown, { 'age@mitya': 9 }],
    ['every m in members satisfies m.works', false, { 'works@anna': false }],
    ['max(members.age) >= 30', true, { 'age@anna': 30 }],
    ['min(members.age) <= 30', true, { 'age@anna': 30 }],
    ['min(1 / 3, sum(members.income)) < 0.3', false, { 'income@anna': 100 }],
    ['min(1 / 3, sum(members.income)) = 1 / 3', true, { 'income@anna': 100 }],
    ['max(0 - 1 / 3, 0 - sum(members.income)) = 0 - 1 / 3', true, { 'income@anna': 100 }],
    ['list contains(seeks, "food")', unknown],
    ['0 * applicant.income', 0],
  ];
  for (const [text, value, facts] of open) {
    it(`${text} is ${value === undefined ? 'not known' : JSON.stringify(value)}${facts === undefined ? '' : ' given some facts'}`, () => {
      assert.deepEqual(plainOf(text, facts), value);
    });
  }

  it('names only the facts that can still decide', () => {
    const value = valueOf('applicant.works and homeless and night = "none"', { homeless: true });
    assert.ok(isUnknown(value));
    assert.deepEqual([...value.missing], ['works@anna', 'night']);
  });

  it('keeps dates apart from texts', () => {
    assert.equal(plainOf('applicant.born < today', { 'born@anna': day(0), today: day(1) }), true);
  });
});

describe('a date of which only the year is known', () => {
  const facts = {
    today: day(20_514),
    'born@anna': knownInPart('born@anna', '2006'),
    'born@mitya': knownInPart('born@mitya', '2024-02'),
  };
  const open: PlainValue = undefined;
  const known: readonly (readonly [text: string, value: PlainValue])[] = [
    ['years and months duration(applicant.born, today).years >= 18', true],
    ['years and months duration(applicant.born, today).years = 19', open],
    ['years and months duration(applicant.born, today).years in [19..20]', true],
    ['applicant.born', open],
    ['applicant.born.year', 2006],
    ['applicant.born.month', open],
    ['applicant.born.month <= 12', true],
    ['applicant.born < date(2007, 1, 1)', true],
    ['applicant.born = date(2006, 5, 14)', open],
    ['applicant.born = date(2007, 5, 14)', false],
    ['applicant.born = null', false],
    ['today - applicant.born != null', true],
    ['applicant.born in [date(2006, 1, 1)..date(2006, 12, 31)]', true],
    ['applicant.born instance of date', true],
    ['applicant.born instance of number', false],
    ['members[2].born.month', 2],
    ['month of year(members[2].born)', 'February'],
    ['members[2].born.day < 30', true],
    ['day of week(members[2].born)', open],
    ['members[2].born + duration("P1M") <= date(2024, 3, 29)', true],
    ['members[2].born - applicant.born > duration("P6000D")', true],
    ['applicant.born - duration("P1D") < date(2006, 12, 31)', true],
    ['(today - members[2].born).days > 700', true],
    ['max(members.born).year', 2024],
    ['min(members.born) < date(2007, 1, 1)', true],
    ['count(members[born < date(2010, 1, 1)])', 1],
    ['(if homeless then applicant.born else members[2].born) < date(2024, 3, 1)', true],
    ['(if homeless then applicant.born else 5) < date(2024, 3, 1)', open],
  ];
  for (const [text, value] of known) {
    it(`${text} is ${value === undefined ? 'not known' : JSON.stringify(value)}`, () =>
      assert.deepEqual(plainOf(text, facts), value));
  }
});

describe('a hostile expression', () => {
  const endless: readonly string[] = [
    'for i in 1..1000000000 return i',
    'some x in 1..1000000000 satisfies false',
    'for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]',
    'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
    'string(for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]])',
    '(function(f) f(f))(function(f) f(f))',
    'matches("aaaa", "((a{0,1000}){0,1000}){0,1000}")',
  ];
  for (const text of endless) {
    it(`${text} ends, and is not known`, () => assert.equal(plainOf(text), undefined));
  }

  it('with a catastrophic pattern is answered at once', () => {
    assert.equal(plainOf(`matches("${'a'.repeat(5000)}!", "^(a+)+$")`), false);
  });

  it('leaves the next one its whole budget', () => {
    assert.equal(plainOf('for i in 1..1000000000 return i'), undefined);
    assert.equal(plainOf('count(for i in 1..1000 return i)'), 1000);
  });
});
