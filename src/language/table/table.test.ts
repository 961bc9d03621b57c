import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { evaluate } from '#language/evaluate.ts';
import { explain } from '#language/explain.ts';
import { vocabulary, worldOf } from '#language/small-world.ts';
import type { Facts } from '#language/small-world.ts';
import { types } from '#language/types.ts';
import { plain } from '#language/values.ts';
import type { PlainValue } from '#language/values.ts';
import { checkTable } from './check-table.ts';
import { checkedTable, faultTexts, tableOf } from './table-world.ts';
import type { WrittenTable } from './written.ts';

function decide(table: WrittenTable, facts: Facts): PlainValue {
  return plain(evaluate(checkedTable(table).tree, worldOf(facts)));
}

const ages = ['< 3 | "small"', '< 18 | "child"', '- | "anybody"'];
const names = [{ allowed: '"anybody", "child", "small"' }];

describe('a decision table about the applicant', () => {
  const policies: readonly (readonly [Partial<WrittenTable>, PlainValue])[] = [
    [{ hitPolicy: 'FIRST' }, 'small'],
    [{ hitPolicy: 'RULE ORDER' }, ['small', 'child', 'anybody']],
    [{ hitPolicy: 'COLLECT' }, ['small', 'child', 'anybody']],
    [{ hitPolicy: 'COLLECT', aggregation: 'COUNT' }, 3],
    [{ hitPolicy: 'OUTPUT ORDER', outputs: names }, ['anybody', 'child', 'small']],
  ];
  for (const [more, given] of policies)
    it(`of two gives ${JSON.stringify(given)} by ${more.hitPolicy} ${more.aggregation ?? ''}`, () =>
      assert.deepEqual(decide(tableOf('applicant.age', ages, more), { 'age@anna': 2 }), given));

  it('takes the most important of the rows that hold by PRIORITY', () => {
    const rows = ['< 3 | "small"', '[2..18) | "child"', '>= 5 | "anybody"'];
    const table = tableOf('applicant.age', rows, { hitPolicy: 'PRIORITY', outputs: names });
    const by = [1, 2, 10].map((age) => decide(table, { 'age@anna': age }));
    assert.deepEqual(by, ['small', 'child', 'anybody']);
  });

  it('adds, and takes the least and the greatest of what holds', () => {
    const rows = ['- | 5', '< 18 | 2', '< 3 | 1'];
    const by = (aggregation: 'SUM' | 'MIN' | 'MAX'): PlainValue[] =>
      [2, 10, 30].map((age) =>
        decide(tableOf('applicant.age', rows, { hitPolicy: 'COLLECT', aggregation }), { 'age@anna': age }),
      );
    assert.deepEqual(
      [by('SUM'), by('MIN'), by('MAX')],
      [
        [8, 7, 5],
        [1, 2, 5],
        [5, 5, 5],
      ],
    );
  });

  it('agrees with itself by ANY', () => {
    const table = tableOf('applicant.age | applicant.works', ['>= 18 | - | 1', '- | true | 1', '< 18 | false | 0'], {
      hitPolicy: 'ANY',
    });
    assert.equal(decide(table, { 'age@anna': 30 }), 1);
    assert.equal(decide(table, { 'works@anna': true }), 1);
  });

  it('gives several outputs as a context', () => {
    const table = tableOf('applicant.age', ['< 18 | "child" | 5', '>= 18 | "grown" | rent'], {
      outputs: [{ name: 'who' }, { name: 'sum' }],
    });
    assert.deepEqual(decide(table, { 'age@anna': 20, rent: 7 }), { who: 'grown', sum: 7 });
  });

  it('gives the default where no row holds, and null outside the allowed values', () => {
    const table = tableOf('applicant.age', ['< 3 | 1'], {
      inputs: [{ text: 'applicant.age', allowed: '[0..100]' }],
      otherwise: ['9'],
    });
    assert.deepEqual(
      [2, 30, 200].map((age) => decide(table, { 'age@anna': age })),
      [1, 9, null],
    );
  });

  it('is null where two rows of UNIQUE hold that nobody could part before', () => {
    const table = tableOf('applicant.age', ['< rent | 1', '> 5 | 2'], { otherwise: ['0'] });
    assert.deepEqual(
      [[7, 10] as const, [7, 1] as const, [2, 10] as const].map(([age, rent]) =>
        decide(table, { 'age@anna': age, rent }),
      ),
      [null, 2, 1],
    );
  });
});

describe('a decision table asked with facts that nobody told', () => {
  const table = tableOf('applicant.age | night', ['< 3 | - | 1', '>= 3 | "none" | 5', '>= 3 | "home", "friends" | 3']);
  it('waits for them', () => assert.equal(decide(table, { night: 'none' }), undefined));
  it('answers as soon as what is known decides', () => assert.equal(decide(table, { 'age@anna': 1 }), 1));
  it('answers what all rows that are left answer', () => {
    const same = tableOf('applicant.age | night', ['< 3 | - | 1', '>= 3 | "none" | 5', '>= 3 | "home", "friends" | 5']);
    assert.equal(decide(same, { 'age@anna': 30 }), 5);
  });
  it('knows between what the answer lies', () => {
    const between = { kind: 'unknown', missing: new Set(['homeless']), bounds: { low: 10, high: 20 } };
    for (const paid of [
      tableOf('homeless', ['true | 10', 'false | 20']),
      tableOf('homeless', ['true | 10'], { otherwise: ['20'] }),
    ])
      assert.deepEqual(evaluate(checkedTable(paid).tree, worldOf({})), between);
  });
});

/** Problems are read by lawyers: they are tested word for word. */
describe('a table that is not in order', () => {
  const bad: readonly (readonly [string, WrittenTable, ru: readonly string[], en: readonly string[]])[] = [
    [
      'has a gap',
      tableOf('applicant.age', ['< 18 | 1', '> 18 | 2']),
      [': ни одна строка не отвечает, когда applicant.age = 18'],
      [': no row answers when applicant.age = 18'],
    ],
    [
      'has a gap of two inputs',
      tableOf('applicant.age | night', ['< 18 | - | 1', '>= 18 | "home", "none" | 2']),
      [': ни одна строка не отвечает, когда applicant.age = 18, night = "friends"'],
      [': no row answers when applicant.age = 18, night = "friends"'],
    ],
    [
      'has a gap at an amount',
      tableOf('applicant.income', ['< rent | 1', '> rent | 2']),
      [': ни одна строка не отвечает, когда applicant.income = rent'],
      [': no row answers when applicant.income = rent'],
    ],
    [
      'overlaps',
      tableOf('applicant.age', ['< 18 | 1', '>= 17 | 2']),
      ['rules.1: строки 1 и 2 подходят обе, когда applicant.age = 17'],
      ['rules.1: rows 1 and 2 both hold when applicant.age = 17'],
    ],
    [
      'contradicts itself by ANY',
      tableOf('applicant.age', ['< 18 | 1', '>= 17 | 2'], { hitPolicy: 'ANY' }),
      ['rules.1: строки 1 и 2 подходят обе, когда applicant.age = 17, и говорят разное'],
      ['rules.1: rows 1 and 2 both hold when applicant.age = 17, and say different things'],
    ],
    [
      'has a row that an earlier one takes',
      tableOf('applicant.age', ['< 18 | 1', '< 3 | 2', '- | 3'], { hitPolicy: 'FIRST' }),
      ['rules.1: строка 2 никогда не решает: всё, что ей подходит, раньше решает строка 1'],
      ['rules.1: row 2 never decides: row 1 decides all that it holds for'],
    ],
    [
      'has a row that two others take together',
      tableOf('homeless', ['true | 1', 'false | 2', '- | 3'], { hitPolicy: 'FIRST' }),
      ['rules.2: строка 3 никогда не решает: всё, что ей подходит, раньше решает строки, которые важнее'],
      ['rules.2: row 3 never decides: the rows before it decides all that it holds for'],
    ],
    [
      'has a row for what never is',
      tableOf('applicant.age', ['[5..3] | 1', '- | 2'], { hitPolicy: 'FIRST' }),
      ['rules.0.when.0: строка 1 никогда не решает: такого «applicant.age» не бывает'],
      ['rules.0.when.0: row 1 never decides: "applicant.age" is never like that'],
    ],
    [
      'lacks a cell',
      { ...tableOf('applicant.age | night', ['- | - | 2']), rows: [{ when: ['< 18'], then: ['1'] }] },
      ['rules.0.when: ячеек 1, а входов 2'],
      ['rules.0.when: there are 1 cells for 2 inputs'],
    ],
    [
      'compares a number with a text',
      tableOf('applicant.age', ['"young" | 1', '- | 2']),
      ['rules.0.when.0: нельзя сравнить: слева число, справа текст'],
      ['rules.0.when.0: cannot be compared: left is a number, right is a text'],
    ],
    [
      'names no such choice',
      tableOf('night', ['"hom" | 1'], { otherwise: ['2'] }),
      ['rules.0.when.0: значения «hom» нет среди возможных: home, friends, none'],
      ['rules.0.when.0: "hom" is none of the choices: home, friends, none'],
    ],
    [
      'gives what is not allowed',
      tableOf('homeless', ['true | "hi"', 'false | "low"'], { outputs: [{ allowed: '"high", "low"' }] }),
      ['rules.0.then.0: "hi" нет среди возможных значений: "high", "low"'],
      ['rules.0.then.0: "hi" is none of the allowed values: "high", "low"'],
    ],
    [
      'does not know what is more important',
      tableOf('homeless', ['true | 1', 'false | 2'], { hitPolicy: 'PRIORITY' }),
      ['outputs.0: PRIORITY не знает, что важнее: у результата нет «allowed»'],
      ['outputs.0: PRIORITY does not know what comes first: the output has no "allowed"'],
    ],
    [
      'adds where one row decides',
      tableOf('homeless', ['true | 1', 'false | 2'], { aggregation: 'SUM' }),
      ['aggregation: «SUM» бывает только у COLLECT, а здесь UNIQUE'],
      ['aggregation: "SUM" goes with COLLECT only, and this is UNIQUE'],
    ],
    [
      'is cut short',
      tableOf('applicant.age', ['< | 1', '- | 2']),
      ['rules.0.when.0: выражение оборвано: здесь чего-то не хватает'],
      ['rules.0.when.0: the expression breaks off: something is missing here'],
    ],
  ];
  for (const [what, table, ru, en] of bad)
    it(what, () => {
      const checked = checkTable(table, { vocabulary });
      assert.ok('faults' in checked, 'no problem was found');
      assert.deepEqual([faultTexts(checked.faults, 'ru'), faultTexts(checked.faults, 'en')], [ru, en]);
    });

  it('gives another type than is wanted', () => {
    const checked = checkTable(tableOf('homeless', ['true | 1', 'false | "no"']), {
      vocabulary,
      expects: types.number,
    });
    assert.ok('faults' in checked);
    assert.deepEqual(faultTexts(checked.faults), ['rules.1.then.0: a number is expected here, but this gives a text']);
  });

  it('misses nothing that a fact cannot be', () => {
    const table = tableOf('rent', ['[0..100) | 1', '>= 100 | 2']);
    assert.ok('faults' in checkTable(table, { vocabulary }));
    assert.ok('expression' in checkTable(table, { vocabulary, limits: () => '[0..1000]' }));
  });
});

describe('what is proved of a table', () => {
  const cell = fc.constantFrom('-', '< 3', '>= 3', '[2..5]', '(5..9)', '4, 7', 'not(4)', '> rent');
  const second = fc.constantFrom('-', '"home"', '"none", "friends"', 'not("none")');
  const table = fc
    .array(fc.tuple(cell, second, fc.constantFrom('1', '2', '3')), { minLength: 1, maxLength: 5 })
    .chain((rows) =>
      fc.constantFrom('UNIQUE', 'FIRST', 'ANY').map((hitPolicy) =>
        tableOf(
          'applicant.age | night',
          rows.map((row) => row.join(' | ')),
          { hitPolicy },
        ),
      ),
    );
  const values = {
    ages: [0, 1, 2, 2.5, 3, 4, 4.5, 5, 6, 7, 8, 9, 10],
    nights: ['home', 'friends', 'none'],
    rents: [3, 8],
  };

  it('is so whatever the facts: no gap is missed, no witness is false', () => {
    fc.assert(
      fc.property(table, (written) => {
        const checked = checkTable(written, { vocabulary, isNeverNull: () => true });
        const faults = 'faults' in checked ? checked.faults : [];
        const isGap = faults.some(({ problem }) => problem.code === 'table-gap');
        const never = faults.flatMap(({ problem, cell: path }) =>
          problem.code === 'table-row-never' ? [Number(path[1])] : [],
        );
        const sure = { ...written, hitPolicy: 'RULE ORDER', outputs: [{}], otherwise: ['0'] } as const;
        const numbered = { ...sure, rows: written.rows.map((row, index) => ({ ...row, then: [String(index + 1)] })) };
        const asked = checkTable(numbered, { vocabulary });
        const all = 'expression' in asked ? asked.expression.tree : undefined;
        let hasGap = false;
        for (const age of values.ages)
          for (const night of values.nights)
            for (const rent of values.rents) {
              if (all === undefined) return;
              const hits = plain(evaluate(all, worldOf({ 'age@anna': age, night, rent })));
              const [first] = Array.isArray(hits) ? (hits as readonly number[]) : [];
              hasGap ||= first === 0;
              if (written.hitPolicy === 'FIRST' && first !== undefined && never.includes(first - 1))
                assert.fail(`row ${first} decides`);
            }
        // A cell that rests on another fact may close a gap: then nothing is told.
        if (!written.rows.some(({ when }) => when[0] === '> rent')) assert.equal(isGap, hasGap);
        else if (isGap) assert.ok(hasGap);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the explanation of a table', () => {
  it('names the row that decided, with its inputs', () => {
    const expression = checkedTable(
      tableOf('applicant.age | night', ['< 3 | - | 1', '>= 3 | "none" | rent', '>= 3 | not("none") | 3']),
    );
    const world = { ...worldOf({ 'age@anna': 30, night: 'none', rent: 12 }), behind: () => undefined };
    const { parts, value } = explain(expression, world);
    assert.equal(value, 12);
    assert.deepEqual(
      parts.map(({ text, value: of, row }) => [text, of, row?.number]),
      [
        ['applicant.age', 30, undefined],
        ['night', 'none', undefined],
        ['applicant.age >= 3, night = "none" → rent', 12, 2],
      ],
    );
  });

  it('names the rows that may still decide', () => {
    const expression = checkedTable(tableOf('applicant.age', ['< 3 | 1', '>= 3 | 5']));
    const { parts } = explain(expression, { ...worldOf({}), behind: () => undefined });
    assert.deepEqual(
      parts.slice(1).map(({ row }) => row),
      [
        { number: 1, holds: 'unknown' },
        { number: 2, holds: 'unknown' },
      ],
    );
  });
});
