import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import { withFact } from './answers.ts';
import { assess } from './assess.ts';
import { contradictionsIn, isNever } from './contradictions.ts';
import type { FactValue, ToldSituation } from './model.ts';
import { isPastAsking, ruledOut } from './ruled-out.ts';

const catalogue = await realCatalogue();
type Facts = Record<string, FactValue>;

function told(anna: Facts, other: Facts = {}, household: Facts = {}): ToldSituation {
  return {
    asOf: '2026-03-02',
    territory: '69701000',
    applicant: 'anna',
    people: [
      { id: 'anna', facts: anna },
      { id: 'other', facts: other },
    ],
    household,
  };
}

function notOffered(situation: ToldSituation, fact: string, subject: string): readonly FactValue[] {
  return ruledOut(catalogue, situation, { fact, subject }).map(({ value }) => value);
}

describe('an answer that cannot be right with what was told', () => {
  it('is not offered: who told of wages is not offered that there was no income', () => {
    const [out] = ruledOut(catalogue, told({ earnings12: 5 }), { fact: 'familyHadIncome', subject: 'household' });
    assert.equal(out?.value, false);
    assert.equal(out.rule, 'income-without-income');
    assert.deepEqual(out.against, [{ fact: 'earnings12', subject: 'anna', value: 5 }]);
  });

  it('is not offered of kinship: a child of nine is nobody’s husband, mother or grandmother', () => {
    assert.deepEqual(notOffered(told({}, { ageYears: 9 }), 'relation', 'other'), ['spouse', 'parent', 'grandparent']);
    assert.deepEqual(notOffered(told({}, { birthDate: '2015' }), 'relation', 'other'), [], 'ten or eleven');
  });

  it('is offered where it is only rare, and where nothing is known yet', () => {
    assert.deepEqual(notOffered(told({ receivesPension: true }), 'familyHadIncome', 'household'), []);
    assert.deepEqual(notOffered(told({ sex: 'male' }), 'pregnant', 'anna'), []);
    assert.deepEqual(notOffered(told({}), 'relation', 'other'), []);
  });

  it('may be changed to all that goes with the rest: what stands there now rules nothing out', () => {
    const wrong = told({ earnings12: 5 }, {}, { familyHadIncome: false });
    assert.deepEqual(notOffered(wrong, 'familyHadIncome', 'household'), [false]);
  });

  it('stands in the interview beside its question', () => {
    const { interview } = assess(catalogue, told({ ageYears: 30, earnings12: 5 }, { ageYears: 4, relation: 'child' }));
    const asked = interview.groups.flatMap(({ questions }) => questions);
    const income = asked.find(({ fact }) => fact === 'familyHadIncome');
    assert.deepEqual(
      income?.ruledOut.map(({ value }) => value),
      [false],
    );
    assert.ok(asked.filter(({ fact }) => fact !== 'familyHadIncome').every((one) => one.ruledOut.length === 0));
  });
});

describe('the interview of any household', () => {
  it('offers, to what it asks, some answer that no rule of what can never be stands against', () => {
    let narrowed = 0;
    fc.assert(
      fc.property(situations(catalogue, 4), (situation) => {
        for (const { questions } of assess(catalogue, situation).interview.groups)
          for (const { fact, subject, ruledOut: out } of questions) {
            narrowed += out.length;
            assert.ok(!isPastAsking(catalogue, { fact, subject }, out), fact);
            const { type, choices } = catalogue.facts.get(fact)!;
            const answers =
              type === 'boolean' ? [true, false] : type === 'choice' ? choices.map(({ value }) => value) : [];
            for (const value of answers.filter((one) => !out.some((without) => without.value === one)))
              assert.ok(
                !contradictionsIn(catalogue, withFact(situation, fact, subject, value)).some(
                  (one) => isNever(one) && one.facts.some((of) => of.fact === fact && of.subject === subject),
                ),
                `${fact} ${String(value)}`,
              );
          }
      }),
      { numRuns: 40 },
    );
    assert.ok(narrowed > 0, 'no question of any household was narrowed');
  });
});
