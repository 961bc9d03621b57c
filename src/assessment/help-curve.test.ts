import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { Catalogue } from '#catalogue';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { interaction, smallPack, toldIn } from '#test/small-pack.ts';
import type { SmallRule } from '#test/small-pack.ts';

import { withFact } from './answers.ts';
import { assess } from './assess.ts';
import { helpCurve, nearestCliffs } from './help-curve.ts';
import type { ToldSituation } from './model.ts';

const incomes = {
  facts: [
    { fact: 'earnings12', months: 12 },
    { fact: 'pensions12', months: 12 },
  ],
  earned: ['earnings12'],
  none: { fact: 'familyHadIncome', value: false },
};

const lawOf = (
  services: Readonly<Record<string, SmallRule>>,
  interactions: readonly unknown[] = [],
): Promise<Catalogue> => smallPack(services, { income: incomes, interactions });

const earning = (monthly: number): Readonly<Record<string, unknown>> => ({
  familyHadIncome: true,
  people: [{ id: 'anna', earnings12: monthly * 12, pensions12: 0 }],
});

describe('an income that grows', () => {
  it('ends a benefit at a kopeck, and tells from which income on it is worth while again', async () => {
    const law = await lawOf({ help: { when: 'perHead < 1000', amount: '300' } });
    const curve = helpCurve(law, toldIn(law, earning(400)), 5000);
    assert.ok(curve !== undefined);
    const { up, down } = nearestCliffs(curve);
    assert.equal(down, undefined);
    assert.deepEqual([up?.more, up?.earned, up?.loss, up?.evenAt], [600, 1000, 3599.88, 899.99]);
    assert.deepEqual(up?.changes, [{ service: 'help', subject: 'household', before: 3600, after: 0 }]);
  });

  it('that was told to be none begins at nothing, and one that is not told gives no curve', async () => {
    const law = await lawOf({ help: { when: 'perHead < 1000', amount: '300' } });
    const none = helpCurve(law, toldIn(law, { familyHadIncome: false, people: [{ id: 'anna' }] }), 5000);
    assert.deepEqual([none?.earned, none?.cliffs[0]?.more], [0, 1000]);
    assert.equal(helpCurve(law, toldIn(law, { familyHadIncome: true }), 5000), undefined);
  });

  it('is told the cliff behind it, too', async () => {
    const law = await lawOf({ help: { when: 'perHead < 1000', amount: '300' } });
    const curve = helpCurve(law, toldIn(law, earning(1100)), 5000);
    assert.equal(curve === undefined ? undefined : nearestCliffs(curve).down?.more, -100);
  });

  it('loses nothing by a benefit that shrinks slower than it grows, and by one that shrinks faster', async () => {
    const slow = await lawOf({ help: { amount: 'max(0, 500 - 0.5 * perHead)' } });
    assert.deepEqual(helpCurve(slow, toldIn(slow, earning(100)), 5000)?.cliffs, []);
    const fast = await lawOf({ help: { amount: 'max(0, 500 - 2 * perHead)' } });
    const [cliff] = helpCurve(fast, toldIn(fast, earning(100)), 5000)?.cliffs ?? [];
    assert.deepEqual([cliff?.since, cliff?.more], [-100, 149.99]);
  });

  it('loses only the dearer of two benefits that exclude each other', async () => {
    const law = await lawOf({ a: { when: 'perHead < 1000', amount: '300' }, b: { amount: '200' } }, [
      interaction('not-together', { services: ['a'], with: ['b'], within: 'household' }),
    ]);
    const [cliff] = helpCurve(law, toldIn(law, earning(400)), 5000)?.cliffs ?? [];
    assert.equal(cliff?.loss, 1199.88);
  });

  it('is said nothing of what rests on a fact that is not known', async () => {
    const law = await lawOf({ help: { when: 'perHead < 1000 and one', amount: '300' } });
    assert.deepEqual(helpCurve(law, toldIn(law, earning(400)), 5000)?.cliffs, []);
  });
});

/** Help of twelve months in kopecks at an income, answered from the beginning. */
function helpAt(law: Catalogue, facts: Readonly<Record<string, unknown>>): number {
  return assess(law, toldIn(law, facts)).entitlements.reduce(
    (sum, { answer, amount }) => sum + (answer === 'yes' ? Math.round((amount?.value ?? 0) * 100) * 12 : 0),
    0,
  );
}

describe('cliffs found by breakpoints', () => {
  const limit = fc.integer({ min: 0, max: 60 });
  const rule = fc.oneof(
    limit.map((at) => `perHead < ${at}`),
    limit.map((at) => `perHead >= ${at}`),
    fc.tuple(limit, limit).map(([from, to]) => `perHead > ${from} and perHead <= ${to}`),
    fc.tuple(limit, limit).map(([a, b]) => `perHead * 2 <= ${a} or perHead - 5 > ${b}`),
    limit.map((at) => `one or perHead != ${at}`),
  );
  const amount = fc.oneof(
    fc.integer({ min: 1, max: 90 }).map(String),
    limit.map((at) => `max(0, ${at} - perHead)`),
    fc.tuple(limit, limit).map(([at, most]) => `max(0, min(${most}, 3 * (${at} - perHead)))`),
    fc.tuple(limit, limit).map(([at, sum]) => `if perHead < ${at} then ${sum} else ${sum} / 2`),
  );
  const service = fc.record({ when: rule, amount });

  it('are those of every rouble tried one by one, and between breakpoints nothing happens', async () => {
    let cliffs = 0;
    await fc.assert(
      fc.asyncProperty(service, service, service, fc.boolean(), async (a, b, c, one) => {
        const law = await lawOf({ a, b, c });
        const facts = (monthly: number): Readonly<Record<string, unknown>> => ({ ...earning(monthly), one });
        const now = 30;
        const curve = helpCurve(law, toldIn(law, facts(now)), 50);
        assert.ok(curve !== undefined);
        const helps = Array.from({ length: 81 }, (_, monthly) => helpAt(law, facts(monthly)));
        for (let monthly = 0; monthly < 80; monthly += 1) {
          const [from, to] = [monthly - now, monthly + 1 - now];
          const isWorse = (helps[monthly + 1] ?? 0) + 1200 < (helps[monthly] ?? 0);
          const near = curve.cliffs.filter(({ since, more }) => more > from && since < to);
          if (isWorse) assert.ok(near.length > 0, `no cliff from ${monthly} to ${monthly + 1}`);
          cliffs += isWorse ? 1 : 0;
          // Within one piece help goes from one end to the other and nowhere else.
          const piece = curve.pieces.find((one) => one.from <= from && one.to >= to);
          if (piece === undefined) continue;
          const [least, most] = [Math.min(piece.helpFrom, piece.helpTo), Math.max(piece.helpFrom, piece.helpTo)];
          for (const help of [helps[monthly] ?? 0, helps[monthly + 1] ?? 0])
            assert.ok(help / 100 >= least - 0.13 && help / 100 <= most + 0.13, `${help} is outside ${least} … ${most}`);
        }
        // And no cliff is told that the sums at its two ends do not show.
        for (const { since, more, loss } of curve.cliffs) {
          const drop =
            helpAt(law, facts(now + since)) - helpAt(law, facts(now + more)) - Math.round(12 * 100 * (more - since));
          assert.ok(Math.abs(drop / 100 - loss) < 0.2, `${drop} against ${loss}`);
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(cliffs > 100, `only ${cliffs} cliffs`);
  });
});

describe('the real law', () => {
  it('tells a mother at which earnings the single allowance ends', async () => {
    const catalogue = await realCatalogue();
    const anna = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
    const curve = helpCurve(catalogue, withFact(anna, 'hasProperty', 'household', false));
    const end = curve?.cliffs.find(({ changes }) =>
      changes.some((one) => one.service === 'single-allowance' && one.after === 0),
    );
    // Two people, 18 560 a head: the allowance ends at 37 120 a month.
    assert.equal(end?.earned, 37_120);
    assert.ok((end?.evenAt ?? 0) > (end?.more ?? 0));
  });
});
