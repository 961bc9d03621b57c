import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { evaluate, evaluateExactly } from './evaluate.ts';
import { hitPolicies, isListed } from './table/written.ts';
import type { WrittenTable } from './table/written.ts';
import { checkTable } from './table/check-table.ts';
import { builtIns } from './functions.ts';
import { read } from './read.ts';
import { spanOf } from './spans.ts';
import { checked, isRead, knownInPart, valueOf, vocabulary, worldOf } from './small-world.ts';
import type { Facts } from './small-world.ts';
import { entryOf, isContext, isList, isRange, isUnknown, openIn } from './values.ts';
import type { Bounds, ListValue, Value } from './values.ts';
import { chanceFrom, wildExpression } from './wild.ts';

const day = (text: string): Value => valueOf(`date("${text}")`);

/** Small domains, so that every completion of what is not known can be tried. */
const domains: Readonly<Record<string, readonly Value[]>> = {
  homeless: [true, false],
  night: ['home', 'friends', 'none', null],
  rent: [0, 5, 12],
  'works@anna': [true, false],
  'works@mitya': [true, false, null],
  'age@anna': [2, 30],
  'age@mitya': [0, 17],
  'income@anna': [0, 10],
  'income@mitya': [0, 7],
  'born@anna': ['2006-01-01', '2006-03-02', '2006-03-03', '2006-12-31'].map(day),
  'born@mitya': ['2024-02-01', '2024-02-29', '2024-12-31', '2026-03-01'].map(day),
};
const partsOfDates: Readonly<Record<string, readonly Value[]>> = {
  'born@anna': [knownInPart('born@anna', '2006'), knownInPart('born@anna', '2006-03')],
  'born@mitya': [knownInPart('born@mitya', '2024'), knownInPart('born@mitya', '2024-02')],
};
const today = day('2026-03-02');

const { boolean, number } = fc.letrec<{ boolean: string; number: string }>((tie) => ({
  boolean: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(
      'homeless',
      'applicant.works',
      'night = "none"',
      'night in ("home", "friends")',
      'night != "home"',
      'night = null',
      'applicant.works = null',
      'some m in members satisfies m.works',
      'every m in members satisfies m.age < 18',
      'every m in members satisfies m.born <= today',
      'applicant.born in [date(2006, 1, 1)..date(2006, 12, 31)]',
      'month of year(applicant.born) = "March"',
      'day of week(members[2].born) = "Thursday"',
      'today - members[2].born < duration("P750D")',
      'years and months duration(applicant.born, today) >= duration("P20Y")',
      'applicant.born + duration("P18Y") > members[2].born',
      'max(members.born) > date(2025, 1, 1)',
      'applicant.born instance of date',
    ),
    fc.tuple(tie('boolean'), fc.constantFrom('and', 'or'), tie('boolean')).map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('boolean').map((a) => `not(${a})`),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `(${a} in [${b}..${c}])`),
    fc.tuple(tie('boolean'), tie('boolean'), tie('boolean')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
  number: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom(
      'rent',
      'applicant.age',
      'applicant.income',
      '0',
      '3',
      '17',
      'count(members)',
      'count(members[works])',
      'count(members[age < 18 and works])',
      'sum(members.income)',
      'max(members.age)',
      'min(members[works].age)',
      'sum(members[age < 18].income)',
      'years and months duration(applicant.born, today).years',
      'years and months duration(members[2].born, today).months',
      'applicant.born.year',
      'members[2].born.month',
      'members[2].born.day',
      'day of year(applicant.born)',
      '(today - members[2].born).days',
      'count(members[born < date(2024, 6, 1)])',
    ),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('boolean'), tie('number'), tie('number')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
    tie('number').map((a) => `abs(${a})`),
    tie('number').map((a) => `floor(${a} / 2)`),
    tie('number').map((a) => `double(${a})`),
  ),
}));

const cells = {
  number: fc.constantFrom('-', '< 3', '>= 3', '[3..12)', '0, 5', 'not(0)', '< rent', '? > 2 and ? < 15', '(0..17]'),
  boolean: fc.constantFrom('-', 'true', 'false', 'not(true)', 'homeless'),
  text: fc.constantFrom('-', '"home"', '"none", "friends"', 'not("none")'),
};

/** Decision tables of every hit policy; what contradicts itself for sure the checker refuses, and is not asked. */
const tables = fc
  .array(
    fc.oneof(
      number.map((text) => ({ text, cell: cells.number })),
      boolean.map((text) => ({ text, cell: cells.boolean })),
      fc.constant({ text: 'night', cell: cells.text }),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .chain((inputs) =>
    fc.record({
      hitPolicy: fc.constantFrom(...hitPolicies),
      aggregation: fc.constantFrom('SUM', 'MIN', 'MAX', 'COUNT', undefined),
      rows: fc.array(
        fc.tuple(fc.tuple(...inputs.map(({ cell }) => cell)), fc.oneof(fc.constantFrom('1', '2', '3'), number)),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      otherwise: fc.option(number, { nil: undefined }),
      inputs: fc.constant(inputs),
    }),
  )
  .map(({ hitPolicy, aggregation, rows, otherwise, inputs }): WrittenTable => {
    const isOrdered = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
    return {
      hitPolicy,
      inputs: inputs.map(({ text }) => ({ text })),
      outputs: [isOrdered ? { allowed: '3, 1, 2' } : {}],
      rows: rows.map(([when, then]) => ({ when, then: [isOrdered && !/^[123]$/u.test(then) ? '2' : then] })),
      ...(hitPolicy === 'COLLECT' && aggregation !== undefined ? { aggregation } : {}),
      ...(otherwise === undefined ? {} : { otherwise: [isOrdered ? '1' : otherwise] }),
    };
  });

const told = fc.record(
  Object.fromEntries(
    Object.entries(domains).map(([key, values]) => [
      key,
      fc.option(fc.constantFrom(...values, ...(partsOfDates[key] ?? [])), {
        nil: undefined,
        freq: partsOfDates[key] === undefined ? 2 : 5,
      }),
    ]),
  ),
);
const facts = told.map((known): Facts => ({ ...known, today }));

/** Every completion of what is not known; with a text given, of the facts that it names alone: no other can matter. */
function* completions(known: Facts, text?: string): Generator<Facts> {
  const open = Object.keys(domains).find((key) => {
    if (text?.includes(key.split('@')[0]!) === false) return false;
    const value = known[key];
    return value === undefined || isUnknown(value);
  });
  if (open === undefined) {
    yield known;
    return;
  }
  const span = spanOf(known[open] ?? null);
  for (const value of domains[open] ?? []) {
    const found = spanOf(value);
    const isWithin = span === undefined || (found !== undefined && found.low >= span.low && found.high <= span.high);
    if (isWithin) yield* completions({ ...known, [open]: value }, text);
  }
}

describe('an answer under unknown facts', () => {
  it('is never contradicted by any completion of them', () => {
    let completionsTried = 0;
    fc.assert(
      fc.property(fc.oneof(boolean, number), facts, (text, known) => {
        fc.pre(isRead(text));
        const { tree } = checked(text);
        const early = evaluate(tree, worldOf(known));
        for (const full of completions(known)) {
          completionsTried += 1;
          const late = evaluate(tree, worldOf(full));
          assert.ok(!isUnknown(late), `${text} stays not known though all is known`);
          if (!isUnknown(early)) assert.deepEqual(late, early, text);
          else {
            const bounds = early.bounds;
            const found = spanOf(late);
            if (found !== undefined && bounds !== undefined)
              assert.ok(
                found.low >= bounds.low && found.high <= bounds.high && found.of === bounds.of,
                `${text}: ${found.low} outside ${bounds.low}…${bounds.high}`,
              );
          }
        }
      }),
      { numRuns: 1200, endOnFailure: true },
    );
    assert.ok(completionsTried > 20_000, `only ${completionsTried} completions tried`);
  });

  it('is never contradicted by a decision table of any hit policy', () => {
    const policies = new Set<string>();
    let completionsTried = 0;
    fc.assert(
      fc.property(tables, fc.array(facts, { minLength: 3, maxLength: 3 }), (table, households) => {
        const got = checkTable(table, {
          vocabulary,
          isNeverNull: (name) => Object.keys(domains).some((key) => key.split('@')[0] === name),
        });
        if ('faults' in got) return;
        policies.add(`${table.hitPolicy} ${table.aggregation ?? ''}`);
        const { tree } = got.expression;
        const text = JSON.stringify(table);
        for (const known of households) {
          const early = evaluate(tree, worldOf(known));
          for (const full of completions(known, text)) {
            completionsTried += 1;
            const late = evaluate(tree, worldOf(full));
            assert.equal(openIn(late), undefined, 'it stays not known though all is known');
            assert.equal(late === null || isList(late) === isListed(table), true);
            assert.ok(mayBecome(early, late), `${text}\nearly ${JSON.stringify(early)}\nlate ${JSON.stringify(late)}`);
          }
        }
      }),
      // A table costs more to read than to answer: each is asked of several households.
      { numRuns: 1200 },
    );
    assert.ok(completionsTried > 50_000, `only ${completionsTried} completions tried`);
    assert.equal(policies.size, 11, [...policies].join(', '));
  });

  it('is never contradicted whatever functions, lists, contexts and ranges it was made by', () => {
    const seen = new Set<string>();
    let completionsTried = 0;
    fc.assert(
      fc.property(fc.integer(), facts, (seed, known) => {
        const text = wildExpression({ chance: chanceFrom(seed), atoms }, 3);
        const got = read(text);
        if ('problem' in got) return;
        for (const name of builtIns.keys()) if (text.includes(`${name}(`)) seen.add(name);
        const early = evaluateExactly(got.tree, worldOf(known));
        if (isUnknown(early) && early.missing.size === 0) return;
        for (const full of completions(known)) {
          completionsTried += 1;
          const late = evaluateExactly(got.tree, worldOf(full));
          if (isUnknown(late) && late.missing.size === 0) continue;
          // A name nobody declared (a wild text may read so) is never known.
          if ([...(openIn(late) ?? [])].some((key) => !Object.hasOwn(domains, key))) continue;
          assert.equal(openIn(late), undefined, `${text} stays not known though all is known`);
          assert.ok(
            mayBecome(early, late),
            `${text}\nearly ${JSON.stringify(early)}\nlate ${JSON.stringify(late)}\n${JSON.stringify(full)}`,
          );
        }
      }),
      { numRuns: 1600, endOnFailure: true },
    );
    assert.ok(completionsTried > 100_000, `only ${completionsTried} completions tried`);
    assert.deepEqual(
      [...builtIns.keys()].filter((name) => !seen.has(name) && name !== '@'),
      [],
    );
  });
});

const atoms = {
  number: ['rent', 'applicant.age', 'applicant.income', 'sum(members.income)', 'count(members[item.age < 18])'],
  boolean: ['homeless', 'applicant.works'],
  text: ['night'],
  date: ['applicant.born', 'members[2].born', 'today'],
  duration: ['(today - members[2].born)', 'years and months duration(applicant.born, today)'],
  list: [
    'members.born',
    'members.age',
    'members[item.works].income',
    'members.works',
    '[night, "a"]',
    'members[item.age < 18].age',
  ],
};

/** Whether what was said early leaves room for what came out late. */
function mayBecome(early: Value, late: Value): boolean {
  if (isUnknown(early)) {
    const { bounds } = early;
    const found = spanOf(late);
    const isWithin = (span: Bounds, of: Bounds): boolean =>
      span.of === of.of && span.high >= of.low && span.low <= of.high;
    return bounds === undefined || (found !== undefined && isWithin(found, bounds));
  }
  if (isList(early)) return isList(late) && listMayBecome(early, late, 0, 0);
  if (isContext(early)) {
    const keys = Object.keys(early.entries);
    return (
      isContext(late) &&
      Object.keys(late.entries).length === keys.length &&
      keys.every((key) => mayBecome(entryOf(early, key) ?? null, entryOf(late, key) ?? null))
    );
  }
  if (isRange(early))
    return (
      isRange(late) &&
      mayBecome(early.low ?? null, late.low ?? null) &&
      mayBecome(early.high ?? null, late.high ?? null)
    );
  if (typeof early === 'object' && early !== null && early.kind === 'function') return true;
  return isDeepStrictEqual(early, late);
}

function listMayBecome(early: ListValue, late: ListValue, at: number, from: number): boolean {
  if (at === early.items.length) return from === late.items.length;
  const takes =
    from < late.items.length &&
    mayBecome(early.items[at] ?? null, late.items[from] ?? null) &&
    listMayBecome(early, late, at + 1, from + 1);
  return takes || (early.maybe?.[at] !== undefined && listMayBecome(early, late, at + 1, from));
}
