import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { check } from './check.ts';
import { problemLine } from './problem.ts';
import { vocabulary } from './small-world.ts';
import { types } from './types.ts';

/** Problems are read by lawyers: they are tested word for word. */
const bad: readonly (readonly [text: string, ru: string, en: string])[] = [
  [
    'applicant.agee < 3',
    'у «человек» нет сведения «agee» Возможно, «age»?',
    'a person has no "agee" Did you mean "age"?',
  ],
  [
    'homless',
    'слово «homless» не объявлено Возможно, «homeless»?',
    'the word "homless" is not declared Did you mean "homeless"?',
  ],
  [
    'age < 3',
    'слово «age» не объявлено Это сведение о человеке: напишите, о ком, например «applicant.age».',
    'the word "age" is not declared This is a person\'s fact: say whose, for example "applicant.age".',
  ],
  ['rent and homeless', 'здесь нужно да или нет, а стоит число', 'yes or no is needed here, but this is a number'],
  [
    'rent = "high"',
    'нельзя сравнить: слева число, справа текст',
    'cannot be compared: left is a number, right is a text',
  ],
  [
    'night = "nowhere"',
    'значения «nowhere» нет среди возможных: home, friends, none',
    '"nowhere" is none of the choices: home, friends, none',
  ],
  [
    'night in ("hom", "none")',
    'значения «hom» нет среди возможных: home, friends, none Возможно, «home»?',
    '"hom" is none of the choices: home, friends, none Did you mean "home"?',
  ],
  [
    'rent + homeless > 1',
    'действие «+» не определено: слева число, справа да или нет',
    '"+" is not defined: left is a number, right is yes or no',
  ],
  [
    'cuont(members) > 1',
    'функции «cuont» нет Возможно, «count»?',
    'there is no function "cuont" Did you mean "count"?',
  ],
  [
    'double(1, 2) > 1',
    'у функции «double» аргументов 1, а дано 2',
    'the function "double" takes 1 arguments, but has 2',
  ],
  ['rent >', 'выражение оборвано: здесь чего-то не хватает', 'the expression breaks off: something is missing here'],
  ['rent > 1 2', 'непонятно: «2»', 'not understood: "2"'],
  ['', 'выражение пустое', 'the expression is empty'],
  [
    'date("2026-02-30") > today',
    '«2026-02-30» — не дата и не срок Дата пишется как 2026-03-02, срок — как P6M (шесть месяцев) или P10D (десять дней).',
    '"2026-02-30" is neither a date nor a duration A date is written 2026-03-02, a duration P6M (six months) or P10D (ten days).',
  ],
  [
    '(function(x) external {java: {class: "java.lang.Runtime", "method signature": "exit(int)"}})(1)',
    'функции другой программы правилу недоступны',
    'a rule cannot call a function of another program',
  ],
  ['rent(1) = 1', 'функции «rent» нет', 'there is no function "rent"'],
  [
    'substring(text: "a", start position: 1) = "a"',
    'у функции «substring» нет аргументов с такими именами Её аргументы: string, start position, length.',
    'the function "substring" has no arguments with such names Its arguments: string, start position, length.',
  ],
  ['rent instance of money', 'такого типа нет', 'there is no such type'],
  ['rent', 'здесь ожидается да или нет, а получается число', 'yes or no is expected here, but this gives a number'],
];

describe('a slip in a rule', () => {
  for (const [text, ru, en] of bad) {
    it(`"${text}" is told with its remedy`, () => {
      const result = check(text, { vocabulary, expects: types.boolean });
      assert.ok('faults' in result, 'no fault found');
      const [fault] = result.faults;
      assert.ok(fault !== undefined);
      assert.equal(problemLine(fault.problem, 'ru'), ru);
      assert.equal(problemLine(fault.problem, 'en'), en);
    });
  }

  it('is told with its place in the text', () => {
    const result = check('homeless and rnt > 3', { vocabulary });
    assert.ok('faults' in result);
    assert.deepEqual(result.faults[0]?.span, { from: 13, to: 16 });
  });
});

describe('hostile text', () => {
  it('that nests very deep is refused and does not overflow', () => {
    for (const text of [
      `${'('.repeat(5000)}1`,
      `${'not('.repeat(2000)}true${')'.repeat(2000)}`,
      `${'-'.repeat(5000)}1`,
      `${'['.repeat(3000)}${']'.repeat(3000)}`,
    ]) {
      assert.ok('faults' in check(text, { vocabulary }));
    }
  });

  it('that is long and broken is told at the first place that cannot be read', () => {
    const result = check(`${'1 + '.repeat(400)}] 2`, { vocabulary });
    assert.ok('faults' in result);
    assert.equal(result.faults[0]?.problem.code, 'not-feel');
    assert.equal(result.faults[0]?.span.from, 1603);
  });

  it('that is very long is refused before it is read', () => {
    assert.ok('faults' in check('1 + '.repeat(100_000), { vocabulary }));
  });

  it('cannot reach the host', () => {
    for (const text of [
      'constructor',
      '__proto__',
      'process.exit()',
      'applicant.constructor',
      '{}.constructor',
      'toString(1)',
    ]) {
      assert.ok('faults' in check(text, { vocabulary }), text);
    }
  });
});
