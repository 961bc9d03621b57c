import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { readPacks } from '#catalogue';
import type { Catalogue, Criterion } from '#catalogue';
import { loadReading, types } from '#language';
import type { CheckedExpression, ValueType, Vocabulary } from '#language';
import fc from 'fast-check';

import { realCatalogue, root } from '#test/catalogue.ts';
import { Household } from '#assessment/household.ts';
import { canBe, holding, notHolding } from './formula.ts';
import { FormulaReader } from './read-formula.ts';
import { remarksOn } from './remarks-on.ts';

const { check } = await loadReading();
const small = await smallCatalogue();

async function smallCatalogue(): Promise<Catalogue> {
  const read = await readPacks([join(root, 'test/bad/pack')], { root });
  assert.ok('catalogue' in read);
  return read.catalogue;
}

const vocabulary: Vocabulary = {
  globals: new Map<string, ValueType>([
    ['rent', types.number],
    ['homeless', types.boolean],
    ['minimum', types.number],
    ['applicant', { kind: 'entity', entity: 'person' }],
  ]),
  entities: new Map([
    [
      'person',
      new Map<string, ValueType>([
        ['age', types.number],
        ['works', types.boolean],
        ['sex', types.text],
      ]),
    ],
  ]),
  functions: new Map(),
};

function rule(text: string): CheckedExpression {
  const checked = check(text, { vocabulary, subject: 'person' });
  assert.ok('expression' in checked, text);
  return checked.expression;
}

const atom = fc.oneof(
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), fc.constantFrom(0, 3, 7, 18, 120))
    .map(([operator, limit]) => `age ${operator} ${limit}`),
  fc.constantFrom(
    'works',
    'works = false',
    'homeless',
    'homeless != true',
    'sex = "male"',
    'sex != "female"',
    'sex in ("male", "female")',
    'age in [3..7)',
    'rent > minimum',
    'minimum >= rent',
    'rent < 20000',
    'applicant.age > age',
    'age <= applicant.age',
  ),
);
const { text: rules } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    atom,
    fc.tuple(tie('text'), fc.constantFrom('and', 'or'), tie('text')).map(([a, word, b]) => `(${a}) ${word} (${b})`),
    tie('text').map((of) => `not(${of})`),
    fc.tuple(tie('text'), tie('text'), tie('text')).map(([a, b, c]) => `(if (${a}) then (${b}) else (${c}))`),
  ),
}));

/** Everybody whom the limits of the rules above tell apart. */
function* everybody(): Generator<Household> {
  const people = [0, 1, 3, 5, 7, 10, 18, 40, 120].flatMap((age) =>
    [true, false].flatMap((works) => ['male', 'female'].map((sex) => ({ age, works, sex }))),
  );
  for (const facts of people)
    for (const older of [0, 5, 120])
      for (const rent of [0, 18_000, 19_000, 20_000])
        for (const homeless of [true, false])
          yield new Household(small, {
            asOf: '2026-03-02',
            territory: '',
            applicant: 'a',
            people: [
              { id: 'a', facts: { age: older, works: false, sex: 'male' } },
              { id: 's', facts },
            ],
            household: { rent, homeless },
          });
}
const all = [...everybody()];

describe('what is said of a criterion', () => {
  it('is true of every household there can be', () => {
    let proven = 0;
    fc.assert(
      fc.property(rules, rules, (where, when) => {
        const [about, held] = [rule(where), rule(when)];
        const reader = new FormulaReader(small, { from: '2026-01-01', to: '2026-12-31' });
        const [premise, formula] = [reader.read(about.tree), reader.read(held.tree)];
        const never = canBe([holding(premise), holding(formula)]) === 'no';
        const always = canBe([holding(premise), notHolding(formula)]) === 'no';
        if (!never && !always) return;
        proven += 1;
        for (const household of all) {
          if (household.value(about, 's') !== true) continue;
          const value = household.value(held, 's');
          assert.ok(!never || value !== true, `${where} | ${when}: holds`);
          assert.ok(!always || value === true, `${where} | ${when}: does not hold`);
        }
      }),
      { numRuns: 1500 },
    );
    assert.ok(proven > 300, `proven only ${proven} times`);
  });

  it('is nothing where too much would have to be tried', () => {
    const text = Array.from({ length: 12 }, (_, index) => `(age = ${index} or rent = ${index} or works)`).join(' and ');
    const reader = new FormulaReader(small, { from: '2026-01-01' });
    assert.notEqual(canBe([holding(reader.read(rule(`${text} and homeless`).tree))]), 'no');
  });
});

describe('remarks on a version', () => {
  const person = (where: string, ...when: readonly string[]): string[] => {
    const [service] = small.services.values();
    const [version] = service!.versions;
    const criteria = when.map((text, index): Criterion => ({
      ...version!.criteria[0]!,
      id: `c${index}`,
      when: rule(text),
    }));
    const made = {
      ...service!,
      subject: { ...service!.subject, each: 'person' as const, where: rule(where) },
      versions: [{ ...version!, criteria }],
    };
    return remarksOn({ ...small, services: new Map([['help', made]]) }, '2026-12-31')
      .filter(({ at }) => at.list === 'services')
      .map(({ code, at }) => `${code} ${at.path.join('.')}`);
  };

  it('are silent of a criterion that repeats whom the service is about: it gives that its article', () => {
    assert.deepEqual(person('age < 18', 'age < 18', 'works'), []);
  });
  it('name one of two criteria that say the same', () => {
    assert.deepEqual(person('age > 5', 'works', 'rent < minimum', 'minimum > rent'), [
      'follows versions.0.criteria.2.when',
    ]);
  });
  it('name as few criteria as contradict each other', () => {
    assert.deepEqual(person('age > 5', 'works', 'sex = "male"', 'not(works) or sex = "female"'), [
      'never-together versions.0.criteria.2.when',
    ]);
  });
  it('are silent of what may be anything', () => {
    assert.deepEqual(person('age > 5', 'works or homeless', 'works or rent > minimum'), []);
  });
});

describe('remarks on the packs of Okno', () => {
  it('hold no problem', async () => {
    const problems = remarksOn(await realCatalogue(), '2026-12-31').filter(({ severity }) => severity === 'problem');
    assert.deepEqual(problems, []);
  });
});
