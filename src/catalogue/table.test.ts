import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { problemLine } from '#language';

import { build } from './build.ts';
import { readSource } from './source.ts';

const pack = 'id: p\nversion: "1"\ntitle: { ru: п, en: p }\nbuildsOn: []\n';
const facts = `facts:
  - { id: years, of: person, type: number, min: 0, max: 120, name: { ru: Лет, en: Years } }
  - { id: night, of: household, type: choice, name: { ru: Ночь, en: Night }, choices: [{ value: home, label: { ru: дома, en: home } }, { value: none, label: { ru: нигде, en: nowhere } }] }
`;

function told(way: string): { readonly ru: readonly string[]; readonly en: readonly string[] } {
  const derived = `derived:\n  - id: sum\n    of: person\n    type: number\n    name: { ru: Сумма, en: Sum }\n    ways:\n${way}`;
  const files = [
    { name: 'facts.yaml', source: readSource('p/facts.yaml', facts) },
    { name: 'derived.yaml', source: readSource('p/derived.yaml', derived) },
  ];
  const built = build([{ pack: readSource('p/pack.yaml', pack), files, services: [] }]);
  const problems = 'problems' in built ? built.problems : [];
  return {
    ru: problems.map((problem) => problemLine(problem, 'ru')),
    en: problems.map((problem) => problemLine(problem, 'en')),
  };
}

/** Problems are read by lawyers: they are tested word for word, with the line and column of the cell. */
describe('a decision table of a pack', () => {
  it('in order is no problem, and a fact is taken to lie within its limits', () => {
    const rows = '{ when: ["[0..18)"], then: 1 }, { when: [">= 18"], then: 2 }';
    assert.deepEqual(told(`      - table: { inputs: [years], rules: [${rows}] }\n`).en, []);
  });

  it('with a gap is named with its line and what is not answered', () => {
    const { ru, en } = told(`      - table:
          inputs: [years, night]
          rules:
            - { when: ["< 18", "-"], then: 1 }
            - { when: [">= 18", '"home"'], then: 2 }
`);
    assert.deepEqual(ru, [
      'p/derived.yaml:8:11: таблица: ни одна строка не отвечает, когда years = 18, night = "none". Добавьте строку или «default».',
    ]);
    assert.deepEqual(en, [
      'p/derived.yaml:8:11: table: no row answers when years = 18, night = "none". Add a row or a "default".',
    ]);
  });

  it('with a slip in a cell is named with the column of the slip', () => {
    const { ru, en } = told(`      - table:
          inputs: [years, night]
          rules:
            - { when: ["< 18", '"home", "nne"'], then: 1 }
          default: 2
`);
    assert.deepEqual(ru, [
      'p/derived.yaml:10:41: таблица: значения «nne» нет среди возможных: home, none. Возможно, «none»?',
    ]);
    assert.deepEqual(en, [
      'p/derived.yaml:10:41: table: "nne" is none of the choices: home, none. Did you mean "none"?',
    ]);
  });

  it('with an output of another type is named with its cell', () => {
    const { en } = told(`      - table:
          inputs: [night]
          rules:
            - { when: ['"home"'], then: 1 }
          default: '"much"'
`);
    assert.deepEqual(en, [
      'p/derived.yaml:11:21: table: a number is expected here, but this gives a text. A number is written without quotes, a text in quotes.',
    ]);
  });

  it('out of shape is told where', () => {
    const { en } = told('      - table: { inputs: [night], hitPolicy: SOLE, rules: [{ when: ["-"], then: 1 }] }\n');
    assert.match(en[0] ?? '', /^p\/derived\.yaml:7:46: "hitPolicy": there is no such value. One of: UNIQUE, /u);
  });
});
