import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { check } from './check.ts';
import { typeText, types } from './types.ts';
import type { ValueType } from './types.ts';
import { readUnit } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';

const of = (unit: string): ValueType => ({ kind: 'number', unit: readUnit(unit) ?? {} });
const vocabulary: Vocabulary = {
  globals: new Map<string, ValueType>([
    ['wage', of('RUB/month')],
    ['rent', of('RUB/month')],
    ['interest', of('RUB/year')],
    ['debt', of('RUB')],
    ['wages', of('wages/year')],
    ['share', of('share')],
    ['rate', of('percent')],
    ['area', of('m²')],
    ['family', of('persons')],
    ['age', of('years')],
    ['plain', types.number],
    ['born', types.date],
    ['today', types.date],
    ['members', { kind: 'list', of: { kind: 'entity', entity: 'person' } }],
  ]),
  entities: new Map([['person', new Map([['income', of('RUB/month')]])]]),
  functions: new Map(),
};

function unitOf(text: string): string {
  const checked = check(text, { vocabulary });
  return 'faults' in checked ? (checked.faults[0]?.problem.code ?? '') : typeText(checked.expression.type, 'en');
}

describe('the unit of what is counted', () => {
  const counted: readonly (readonly [text: string, unit: string])[] = [
    ['wage + rent', 'a number: roubles a month'],
    ['wage + 500', 'a number: roubles a month'],
    ['0.4 * wage', 'a number: roubles a month'],
    ['wage * monthsInYear', 'a number: roubles a year'],
    ['interest / monthsInYear', 'a number: roubles a month'],
    ['wages * wage', 'a number: roubles a year'],
    ['wage * oneMonth', 'a number: roubles'],
    ['interest * oneYear', 'a number: roubles'],
    ['wage / rent', 'a number: a share'],
    ['share * wage', 'a number: roubles a month'],
    ['rate / hundredPercent * wage', 'a number: roubles a month'],
    ['wage / family', 'a number: roubles a month'],
    ['18 * family', 'a number'],
    ['area / family', 'a number: m²'],
    ['area ** 2', 'a number: m²^2'],
    ['-wage', 'a number: roubles a month'],
    ['sum(members.income)', 'a number: roubles a month'],
    ['max(wage, rent, 5)', 'a number: roubles a month'],
    ['round half up(wage / 3, 2)', 'a number: roubles a month'],
    ['count(members)', 'a number: persons'],
    ['if age > 3 then wage else 0', 'a number: roubles a month'],
    ['for m in members return m.income * monthsInYear', 'a list'],
    ['years and months duration(born, today).years * monthsInYear', 'a number: months'],
    ['years and months duration(born, today).years - age', 'a number: years'],
    ['plain * wage', 'a number: roubles a month'],
    ['plain + wage', 'a number: roubles a month'],
  ];
  for (const [text, unit] of counted) it(`${text}: ${unit}`, () => assert.equal(unitOf(text), unit));

  const unlike = [
    'wage < interest',
    'wage * 12 < interest',
    'debt > wage',
    'age > area',
    'rate * wage > debt',
    'share > rate',
  ];
  for (const text of unlike) it(`${text}: refused`, () => assert.equal(unitOf(text), 'different-units'));

  it('leaves no trace in the rule: what says a unit is a plain number there, and one month nothing at all', () => {
    const trees = ['wage * oneMonth', 'wage', 'wage * monthsInYear', 'wage * 12'].map((text) => {
      const checked = check(text, { vocabulary });
      assert.ok('expression' in checked);
      return JSON.stringify(checked.expression.tree, (key, value: unknown) =>
        key === 'from' || key === 'to' ? 0 : value,
      );
    });
    assert.equal(trees[0], trees[1]);
    assert.equal(trees[2], trees[3]);
  });
});
