import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { evaluate } from '#language/evaluate.ts';
import { double, isNumber } from '#language/number.ts';
import type { CheckedExpression } from '#language/check.ts';
import { checked, isRead, knownInPart, vocabulary, worldOf } from '#language/small-world.ts';
import type { Facts } from '#language/small-world.ts';
import { checkTable } from '#language/table/check-table.ts';
import { boundsOf, isUnknown } from '#language/values.ts';
import type { Value } from '#language/values.ts';

import { states } from './graph.ts';
import type { LeafKind } from './graph.ts';
import { Grower } from './grow.ts';
import type { Definitions } from './definitions.ts';
import { layOut } from './layout.ts';
import { truths } from './opcodes.ts';
import { Rests } from './rests.ts';
import { Run } from './run.ts';
import { slotOf } from './slots.ts';

const people = ['anna', 'mitya', 'vera'];

const domains: Readonly<Record<string, readonly Value[]>> = {
  homeless: [true, false],
  night: ['home', 'friends', 'none', null],
  rent: [0, 5, 12.5],
  ...Object.fromEntries(people.map((id) => [`works@${id}`, [true, false, null]])),
  ...Object.fromEntries(people.map((id) => [`age@${id}`, [0, 2, 17, 30]])),
  ...Object.fromEntries(people.map((id) => [`income@${id}`, [0, 7, 1000.1]])),
  ...Object.fromEntries(people.map((id) => [`sex@${id}`, ['female', 'male']])),
  // Of some only the year or the month is told.
  ...Object.fromEntries(
    people.map((id) => [
      `born@${id}`,
      ['2006-03-02', '2006-03', '2006', '2024-02-29', '2025'].map((text) => knownInPart(`born@${id}`, text)),
    ]),
  ),
};

const today: Value = { kind: 'date', day: 20_514 };

const kinds: Readonly<Record<string, { readonly of: 'household' | 'person'; readonly kind: LeafKind }>> = {
  homeless: { of: 'household', kind: 'boolean' },
  night: { of: 'household', kind: 'text' },
  rent: { of: 'household', kind: 'number' },
  works: { of: 'person', kind: 'boolean' },
  age: { of: 'person', kind: 'number' },
  income: { of: 'person', kind: 'number' },
  sex: { of: 'person', kind: 'text' },
  born: { of: 'person', kind: 'date' },
};

const definitions: Definitions = {
  leaf: (name) => (kinds[name] === undefined ? undefined : { ...kinds[name], choices: [] }),
  derived: () => undefined,
  behind: () => [],
  isConstant: (name) => name === 'today',
  constant: (tree) => evaluate(tree, worldOf({ today }, people)),
  parametersIn: () => [],
  dated: () => [],
};

const { truth, number } = fc.letrec<{ truth: string; number: string }>((tie) => ({
  truth: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(
      'homeless',
      'works',
      'homeless = false',
      'works != true',
      'applicant.works',
      'night = "none"',
      'night in ("home", "friends")',
      'sex = "female"',
      'some m in members satisfies m.works',
      'every m in members satisfies m.age < 18',
      // Of people as they stand to the person the rule is about.
      'night = null',
      'works = null',
      'born != null',
      'null = income',
      'count(members[sex != null]) > 1',
      'born < date(2006, 3, 15)',
      'born + duration("P18Y") > date(2024, 3, 2)',
      'born = applicant.born',
      'born >= applicant.born',
      'some m in members satisfies m.born > born',
      'count(members[years and months duration(born, today).years < 18]) >= 2',
      '(if works then born else applicant.born) < date(2024, 6, 1)',
      'years and months duration(born, today) < duration("P20Y")',
      'today - born > duration("P700D")',
      'born.year = 2006',
      'some m in members satisfies m.age > age',
      'every m in members satisfies m.sex = sex or m.works',
      'count(members[age < subject.age and works]) > 0',
      'some m in members satisfies (some o in members satisfies o.income > m.income) and m.sex != sex',
      // Three people at once: the graph has no slots for that, and asks the tree.
      'some m in members satisfies (some o in members satisfies o.age > m.age and o.sex = subject.sex)',
    ),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('truth').map((a) => `not(${a})`),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `(${a} in [${b}..${c}])`),
    fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
  number: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom(
      'rent',
      'age',
      'income',
      'applicant.age',
      '0',
      '3',
      '17.5',
      'count(members)',
      'count(members[works])',
      'count(members[age < 18 and works])',
      'years and months duration(born, today).years',
      'years and months duration(born, today).months',
      'years and months duration(born, applicant.born).months',
      'sum(members.income)',
      'max(members.age)',
      'min(members[works].age)',
      'sum(members[age < 18].income)',
      'sum(members[sex = subject.sex].income)',
    ),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number')).map(([a, s, b]) => `(${a} ${s} ${b})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `min(${a}, ${b}, 5)`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `max(${a}, ${b})`),
    tie('number').map((a) => `round half up(${a}, 1)`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
}));

/** Decision tables over random inputs; what contradicts itself for sure the checker refuses. */
const table = fc
  .record({
    hitPolicy: fc.constantFrom('UNIQUE', 'ANY', 'FIRST'),
    number,
    truth,
    rows: fc.array(
      fc.tuple(
        fc.constantFrom('-', '< 3', '>= 3', '[3..12)', '0, 5', 'not(0)', '< rent'),
        fc.constantFrom('-', 'true', 'false', 'homeless'),
        fc.oneof(fc.constantFrom('true', 'false'), truth),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    otherwise: fc.option(truth, { nil: undefined }),
  })
  .map(({ hitPolicy, number: first, truth: second, rows, otherwise }) =>
    checkTable(
      {
        hitPolicy,
        inputs: [{ text: first }, { text: second }],
        outputs: [{}],
        rows: rows.map(([a, b, then]) => ({ when: [a, b], then: [then] })),
        ...(otherwise === undefined ? {} : { otherwise: [otherwise] }),
      },
      { vocabulary, subject: 'person' },
    ),
  )
  .filter((got) => 'expression' in got)
  .map((got) => got.expression);

const rule = fc.oneof(
  { weight: 3, arbitrary: truth.filter((text) => isRead(text, 'person')).map((text) => checked(text, 'person')) },
  { weight: 1, arbitrary: table },
);

const told = fc.record(
  Object.fromEntries(
    Object.entries(domains).map(([key, values]) => [
      key,
      fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 }),
    ]),
  ),
) as fc.Arbitrary<Facts>;
const facts = told.map((known): Facts => ({ ...known, today }));
/** A rule costs more to read than to answer: each is asked of several households. */
const households = fc.array(facts, { minLength: 6, maxLength: 6 });

/** A rule about each person, counted on a graph for one household. */
class Counted {
  readonly run: Run;
  readonly #root: number;
  #facts: Facts;

  constructor(rule: CheckedExpression, told: Facts) {
    const grower = new Grower(definitions);
    this.#root = grower.rule(rule, 'boolean', 'each');
    this.#facts = told;
    this.run = new Run(layOut(grower.graph(), people.length, 0, [this.#root]), (node, person) => {
      const piece = this.run.layout.graph.nodes[node];
      if (piece?.op !== 'tree') return null;
      const id = people[Math.max(0, person)] ?? '';
      return evaluate(piece.tree, worldOf(this.#facts, people), subjectIs(id));
    });
    for (const key of Object.keys(domains)) this.#put(key);
    this.run.all();
  }

  change(key: string, value: Value | undefined): void {
    this.#facts = { ...this.#facts, [key]: value };
    const slot = this.#put(key);
    if (slot !== undefined) this.run.changed(slot);
  }

  answers(): readonly string[] {
    return people.map((_, place) => {
      const found = this.run.truth[this.run.layout.at(this.#root, place)];
      return Object.entries(truths).find(([, code]) => code === found)?.[0] ?? '';
    });
  }

  /** Such a rule waits for every fact its tree names. */
  asksTree(): boolean {
    return this.run.layout.graph.nodes.some((node) => node.op === 'tree');
  }

  /** The facts each answer still waits for. */
  missing(): readonly (readonly string[])[] {
    const rests = new Rests(this.run);
    const { graph, nodeOf, personOf, at } = this.run.layout;
    return people.map((_, place) => {
      const sources: number[] = [];
      const count = rests.openTo([at(this.#root, place)], sources);
      return sources.slice(0, count).flatMap((source) => {
        const found = rests.sources.all[source];
        const slot = found !== undefined && 'slot' in found ? found.slot : 0;
        const node = graph.nodes[nodeOf[slot] ?? 0];
        if (node?.op !== 'leaf') return [];
        return [node.frame === 'person' ? `${node.name}@${people[personOf[slot] ?? 0]}` : node.name];
      });
    });
  }

  #put(key: string): number | undefined {
    const [name = '', id] = key.split('@');
    const { graph, at } = this.run.layout;
    const index = graph.nodes.findIndex((node) => node.op === 'leaf' && node.name === name);
    if (index < 0) return undefined;
    const slot = at(index, id === undefined ? 0 : people.indexOf(id));
    const value = worldOf(this.#facts, people).global(key);
    const known = slotOf(value, (text) => graph.texts.get(text) ?? -1 - text.length);
    const state = value === null ? states.nothing : states.open;
    this.run.put(slot, known?.slot ?? { state, low: 0, high: 0 });
    return slot;
  }
}

function subjectIs(id: string): { name: string; value: Value; outer: undefined } {
  return { name: 'subject', value: { kind: 'entity', entity: 'person', id }, outer: undefined };
}

function byTree({ tree }: CheckedExpression, told: Facts): readonly Value[] {
  return people.map((id) => evaluate(tree, worldOf(told, people), subjectIs(id)));
}

function answerOf(value: Value): string {
  if (isUnknown(value)) return 'unknown';
  return value === true ? 'yes' : value === false ? 'no' : 'neither';
}

describe('a rule on the graph', () => {
  it('has the answers of its tree, and waits for the same facts', () => {
    fc.assert(
      fc.property(rule, households, (expression, all) => {
        for (const told of all) holdAgainstTree(expression, told);
      }),
      { numRuns: 600 },
    );
  });

  it('has the same answers when its facts come one by one', () => {
    fc.assert(
      fc.property(rule, households, (expression, [before = {}, ...later]) => {
        const counted = new Counted(expression, before);
        for (const after of later) {
          for (const [key, value] of Object.entries(after)) counted.change(key, value);
          assert.deepEqual(counted.answers(), byTree(expression, after).map(answerOf), expression.text);
        }
      }),
      { numRuns: 250 },
    );
  });
});

function holdAgainstTree(expression: CheckedExpression, told: Facts): void {
  const { text } = expression;
  const counted = new Counted(expression, told);
  const values = byTree(expression, told);
  assert.deepEqual(counted.answers(), values.map(answerOf), text);
  for (const [place, missing] of counted.missing().entries()) {
    const value = values[place] ?? null;
    const waits = isUnknown(value) ? [...value.missing] : [];
    if (!counted.asksTree()) assert.deepEqual(missing.toSorted(), waits.toSorted(), text);
    else
      assert.ok(
        waits.every((key) => missing.includes(key)),
        text,
      );
  }
}

/** Equal but for the last digits of a double. */
function isNear(a: number | undefined, b: number): boolean {
  return a === b || Math.abs((a ?? Number.NaN) - b) <= Math.abs(b) * 1e-15;
}

describe('a number on the graph', () => {
  it('lies where its tree says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('rent * 0.13 - 7', 'rent / 3', 'max(rent, 5.5)', 'sum(members.income) / count(members)'),
        facts,
        (text, told) => {
          const grower = new Grower(definitions);
          const root = grower.rule(checked(text), 'number');
          const run = new Run(layOut(grower.graph(), people.length, 0), () => null);
          for (const [index, node] of grower.graph().nodes.entries()) {
            if (node.op !== 'leaf') continue;
            for (const [place, id] of (node.frame === 'person' ? people : ['']).entries()) {
              const value = worldOf(told, people).global(node.frame === 'person' ? `${node.name}@${id}` : node.name);
              run.put(
                run.layout.at(index, place),
                slotOf(value, () => -1)?.slot ?? { state: states.open, low: 0, high: 0 },
              );
            }
          }
          run.all();
          const slot = run.layout.at(root, 0);
          const value = evaluate(checked(text).tree, worldOf(told, people));
          if (isNumber(value)) assert.ok(isNear(run.low[slot], double(value)), text);
          if (!isUnknown(value)) return;
          const bounds = boundsOf(value);
          assert.equal(run.state[slot] === states.bounded, bounds !== undefined, text);
          if (bounds === undefined) return;
          assert.ok(isNear(run.low[slot], bounds.low) && isNear(run.high[slot], bounds.high), text);
        },
      ),
      { numRuns: 300 },
    );
  });
});
