import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { Catalogue } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';
import { interaction, smallPack, toldIn } from '#test/small-pack.ts';

import { Answers } from './answers.ts';
import { assess } from './assess.ts';
import type { EntitlementKey, Exclusion, Interplay } from './interplay-model.ts';
import { rowsOf, yearOf } from './meetings.ts';
import type { PersonFacts, ToldSituation } from './model.ts';

const child = { id: 'mitya', relation: 'child', ageYears: 3 };
const spouse = { id: 'ivan', relation: 'spouse', ageYears: 30 };

async function interplayOf(
  kind: string,
  rest: Readonly<Record<string, unknown>>,
  facts: Readonly<Record<string, unknown>>,
): Promise<Interplay> {
  const pack = await smallPack(
    {
      a: { when: 'one', amount: '100' },
      b: { when: 'two', amount: '200' },
      ofChild: { each: 'person', where: 'relation = "child"', amount: '50' },
      ofAdult: { each: 'person', where: 'relation != "child"', amount: '70' },
    },
    { paidToApplicant: 'relation = "child"', interactions: [interaction(kind, rest)] },
  );
  return assess(pack, toldIn(pack, facts)).interplay;
}

const said = ({ row, by, holds }: Exclusion): string =>
  `${row.service}/${row.subject} ${by.service}/${by.subject} ${holds}`;

describe('services that bear on each other', () => {
  const pair = { services: ['a'], with: ['b'], within: 'household' };

  it('not together: each stands against the other, as surely as both are known', async () => {
    const both = await interplayOf('not-together', pair, { one: true, two: true });
    assert.deepEqual(both.exclusions.map(said), ['a/household b/household yes', 'b/household a/household yes']);
    const open = await interplayOf('not-together', pair, { one: true });
    assert.deepEqual(open.exclusions.map(said), ['a/household b/household unknown', 'b/household a/household unknown']);
    const none = await interplayOf('not-together', pair, { one: true, two: false });
    assert.deepEqual(none.exclusions, []);
  });

  it('only when the condition of the law holds, and perhaps while that is not known', async () => {
    const rest = { ...pair, when: 'three' };
    const facts = { one: true, two: true };
    assert.deepEqual((await interplayOf('not-together', rest, { ...facts, three: false })).exclusions, []);
    const open = await interplayOf('not-together', rest, facts);
    assert.ok(open.exclusions.every(({ holds }) => holds === 'unknown'));
    assert.equal(open.choices[0]?.best, undefined);
  });

  it('only while the interaction is in force', async () => {
    const rest = { ...pair, from: '2026-06-01' };
    assert.deepEqual((await interplayOf('not-together', rest, { one: true, two: true })).exclusions, []);
  });

  it('instead of: what is replaced falls away, not the other way round', async () => {
    const rest = { services: ['a'], of: ['b'], within: 'household', falls: 'at-grant' };
    const { exclusions } = await interplayOf('instead', rest, { one: true, two: true });
    assert.deepEqual(exclusions.map(said), ['b/household a/household yes']);
    assert.equal(exclusions[0]?.falls, 'at-grant');
  });

  it('refused with: both may be had, in one order only, which the route is told', async () => {
    const { exclusions, order, choices } = await interplayOf('refused-with', pair, { one: true, two: true });
    assert.deepEqual([exclusions, choices], [[], []]);
    assert.deepEqual(
      order.map(({ first, then, strength, holds }) => [first.service, then.service, strength, holds]),
      [['a', 'b', 'must', 'yes']],
    );
  });

  it('paid to the same person: what is given for a child meets what the applicant has, not the spouse', async () => {
    const rest = { services: ['ofChild'], with: ['ofAdult'], within: 'recipient' };
    const { exclusions, choices } = await interplayOf('not-together', rest, {
      people: [{ id: 'anna' }, spouse, child],
    });
    assert.deepEqual(exclusions.map(said), ['ofChild/mitya ofAdult/anna yes', 'ofAdult/anna ofChild/mitya yes']);
    assert.equal(choices[0]?.rows.length, 2);
  });

  it('once: of two children of the household one', async () => {
    const rest = { services: ['ofChild'], within: 'household' };
    const dasha = { ...child, id: 'dasha' };
    const { choices } = await interplayOf('once', rest, { people: [{ id: 'anna' }, child, dasha] });
    assert.deepEqual(
      choices[0]?.alternatives.map(({ takes, year }) => [takes.map(({ subject }) => subject).join(), year.sure]),
      [
        ['mitya', 600],
        ['dasha', 600],
      ],
    );
  });

  it('once: what is given already is not given again, and not known while that is not known', async () => {
    const rest = { services: ['a'], within: 'household', granted: 'three' };
    const given = await interplayOf('once', rest, { one: true, three: true });
    assert.deepEqual(given.exclusions.map(said), ['a/household a/household yes']);
    const open = await interplayOf('once', rest, { one: true });
    assert.deepEqual(open.exclusions.map(said), ['a/household a/household unknown']);
  });
});

describe('a service that another one opens', () => {
  it('tells which right is given up for it, by a rule of exclusion or by the facts', async () => {
    const pack = await smallPack(
      {
        register: { each: 'person', gives: 'joblessness' },
        contract: { each: 'person', when: 'jobless' },
        care: { each: 'person', amount: '100' },
        wage: { each: 'person', when: 'not(jobless)', amount: '50' },
      },
      { interactions: [interaction('not-together', { services: ['care'], with: ['register'], within: 'subject' })] },
    );
    const { unlockLosses } = assess(pack, toldIn(pack, { people: [{ id: 'anna', jobless: false }] })).interplay;
    assert.deepEqual(
      unlockLosses.map(({ opens, by, loses, law }) => [opens.service, by, loses.service, law?.interaction]),
      [
        ['contract', 'register', 'care', 'not-together'],
        ['contract', 'register', 'wage', undefined],
      ],
    );
  });
});

/** The situation with some of its facts not told. */
function without(told: ToldSituation, isTold: (name: string, place: number) => boolean): ToldSituation {
  const some = <Value>(facts: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(facts).filter(([name], place) => isTold(name, place)));
  return {
    ...told,
    people: told.people.map((person): PersonFacts => ({ ...person, facts: some(person.facts) })),
    household: some(told.household),
  };
}

const key = ({ service, subject }: EntitlementKey): string => `${service} ${subject}`;

/** What is said of a situation with facts left out against what is said of the whole; gives how many bests were sure. */
function holdsTrue(catalogue: Catalogue, partly: ToldSituation, full: ToldSituation): number {
  const before = assess(catalogue, partly).interplay;
  const { interplay: after, entitlements } = assess(catalogue, full);
  const name = (one: Exclusion): string => `${one.interaction} ${key(one.row)} ${key(one.by)}`;
  const now = new Map(after.exclusions.map((one) => [name(one), one.holds]));
  for (const one of before.exclusions) if (one.holds === 'yes') assert.equal(now.get(name(one)), 'yes', name(one));
  const then = new Set(before.exclusions.map(name));
  for (const one of after.exclusions) assert.ok(then.has(name(one)), `${name(one)} was said to be impossible`);
  // What an alternative brings in fact lies within what was said, and the best stays the best.
  const answers = new Answers(catalogue, full);
  const rows = [...rowsOf(answers, entitlements).values()].flat();
  const worth = (keys: readonly EntitlementKey[]): number =>
    keys.reduce((sum, one) => {
      const row = rows.find((other) => key(other.key) === key(one));
      const isHad = row !== undefined && (row.entitlement.answer === 'yes' || row.granted === 'yes');
      return isHad ? sum + yearOf(answers, row).sure : sum;
    }, 0);
  let bests = 0;
  for (const { alternatives, best } of before.choices) {
    const brings = alternatives.map(({ takes }) => worth(takes));
    for (const [index, { year }] of alternatives.entries()) {
      assert.ok((brings[index] ?? 0) >= year.sure - 0.01, `${brings[index]} is below ${year.sure}`);
      if (year.upTo !== null)
        assert.ok((brings[index] ?? 0) <= year.upTo + 0.01, `${brings[index]} is above ${year.upTo}`);
    }
    if (best === undefined) continue;
    bests += 1;
    assert.equal(Math.max(...brings), brings[best]);
  }
  return bests;
}

/** The rows that interactions rest on, as far as they are definite. */
function definite(catalogue: Catalogue, told: ToldSituation): ReadonlyMap<string, string> {
  const answers = new Answers(catalogue, told);
  return new Map(
    [...rowsOf(answers, assess(catalogue, told).entitlements).values()].flat().flatMap((row) => [
      [`${key(row.key)} answer`, row.entitlement.answer],
      [`${key(row.key)} granted`, row.granted],
      [`${key(row.key)} paid`, row.isApplicants],
      [`${key(row.key)} concerns`, row.entitlement.concerns],
    ]),
  );
}

describe('with facts that are not known', () => {
  it('what is said of services for sure stays so, whatever the facts turn out to be', async () => {
    const rule = fc.constantFrom('one', 'two', 'three', 'one and two', 'two or three', 'not(one)', 'rent > 500');
    const kinds = fc.constantFrom(
      interaction('not-together', { services: ['a'], with: ['b', 'c'], within: 'household' }),
      interaction('not-together', { services: ['a', 'c'], with: ['b'], within: 'household', when: 'three' }),
      interaction('at-most-one', { services: ['a', 'b', 'c'], within: 'household' }),
      interaction('instead', { services: ['a'], of: ['b'], within: 'household', falls: 'at-grant', when: 'two' }),
      interaction('once', { services: ['a'], within: 'household', granted: 'three' }),
      interaction('refused-with', { services: ['a'], with: ['c'], within: 'household' }),
    );
    const facts = fc.record({
      one: fc.boolean(),
      two: fc.boolean(),
      three: fc.boolean(),
      rent: fc.integer({ min: 0, max: 1000 }),
    });
    let completions = 0;
    let bests = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(rule, rule, rule),
        fc.array(kinds, { minLength: 1, maxLength: 3 }),
        fc.array(facts, { minLength: 60, maxLength: 60 }),
        async ([a, b, c], said, wholes) => {
          const pack = await smallPack(
            {
              a: { when: a, amount: 'rent' },
              b: { when: b, amount: 'min(rent, 700)' },
              c: { when: c, amount: '9000', per: 'year' },
            },
            { interactions: said.map((one, index) => ({ ...one, id: `i${index}` })) },
          );
          for (const whole of wholes) {
            const full = toldIn(pack, whole);
            for (let mask = 0; mask < 16; mask += 1) {
              bests += holdsTrue(
                pack,
                without(full, (_, place) => ((mask >> place) & 1) === 0),
                full,
              );
              completions += 1;
            }
          }
        },
      ),
      { numRuns: 25 },
    );
    assert.ok(completions >= 20_000 && bests > 500, `${completions} completions, ${bests} sure bests`);
  });

  it('the same holds of the real law, where the facts do not contradict each other', async () => {
    const catalogue = await realCatalogue();
    const dice = fc.infiniteStream(fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(situations(catalogue, 0), dice, fc.integer({ min: 3, max: 9 }), (whole, die, toldOfTen) => {
        const full = {
          ...whole,
          people: whole.people.map((person) => ({
            ...person,
            facts: { ...person.facts, ageYears: ageOn(whole.asOf, person) },
          })),
        };
        const partly = without(full, (name) => name === 'birthDate' || Number(die.next().value) < toldOfTen);
        // Random facts may contradict each other (a man who is pregnant): what is told first then counts, rightly.
        const [then, now] = [definite(catalogue, partly), definite(catalogue, full)];
        const isSame = [...then].every(([row, answer]) => answer === 'unknown' || (now.get(row) ?? 'no') === answer);
        fc.pre(isSame && [...now.keys()].every((row) => then.has(row)));
        holdsTrue(catalogue, partly, full);
      }),
      { numRuns: 50 },
    );
  });
});

function ageOn(day: string, { facts }: PersonFacts): number {
  const born = String(facts['birthDate']);
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
}
