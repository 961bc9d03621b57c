import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { evaluate, evaluateExactly } from './evaluate.ts';
import { builtIns } from './functions.ts';
import { read } from './read.ts';
import { checked, worldOf } from './small-world.ts';
import type { Facts } from './small-world.ts';
import { boundsOf, entryOf, isContext, isList, isRange, isUnknown, openIn } from './values.ts';
import type { ListValue, Value } from './values.ts';
import { chanceFrom, wildExpression } from './wild.ts';

/** Small domains, so that every completion of what is not known can be tried. */
const domains: Readonly<Record<string, readonly Value[]>> = {
  homeless: [true, false],
  night: ['home', 'friends', 'none'],
  rent: [0, 5, 12],
  'works@anna': [true, false],
  'works@mitya': [true, false],
  'age@anna': [2, 30],
  'age@mitya': [0, 17],
  'income@anna': [0, 10],
  'income@mitya': [0, 7],
};

const { boolean, number } = fc.letrec<{ boolean: string; number: string }>((tie) => ({
  boolean: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(
      'homeless',
      'applicant.works',
      'night = "none"',
      'night in ("home", "friends")',
      'night != "home"',
      'some m in members satisfies m.works',
      'every m in members satisfies m.age < 18',
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

const facts = fc.record(
  Object.fromEntries(
    Object.entries(domains).map(([key, values]) => [
      key,
      fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 }),
    ]),
  ),
);

function* completions(known: Facts): Generator<Facts> {
  const open = Object.keys(domains).find((key) => known[key] === undefined);
  if (open === undefined) {
    yield known;
    return;
  }
  for (const value of domains[open] ?? []) yield* completions({ ...known, [open]: value });
}

describe('an answer under unknown facts', () => {
  it('is never contradicted by any completion of them', () => {
    let completionsTried = 0;
    fc.assert(
      fc.property(fc.oneof(boolean, number), facts, (text, known) => {
        const { tree } = checked(text);
        const early = evaluate(tree, worldOf(known));
        for (const full of completions(known)) {
          completionsTried += 1;
          const late = evaluate(tree, worldOf(full));
          assert.ok(!isUnknown(late), `${text} stays not known though all is known`);
          if (!isUnknown(early)) assert.deepEqual(late, early, text);
          else {
            const bounds = boundsOf(early);
            if (typeof late === 'number' && bounds !== undefined)
              assert.ok(
                late >= bounds.low && late <= bounds.high,
                `${text}: ${late} outside ${bounds.low}…${bounds.high}`,
              );
          }
        }
      }),
      { numRuns: 1500 },
    );
    assert.ok(completionsTried > 20_000, `only ${completionsTried} completions tried`);
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
      { numRuns: 2200 },
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
  list: ['members.age', 'members[item.works].income', 'members.works', '[night, "a"]', 'members[item.age < 18].age'],
};

/** Whether what was said early leaves room for what came out late. */
function mayBecome(early: Value, late: Value): boolean {
  if (isUnknown(early)) {
    const bounds = boundsOf(early);
    const found = boundsOf(late);
    return bounds === undefined || (found !== undefined && found.high >= bounds.low && found.low <= bounds.high);
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
