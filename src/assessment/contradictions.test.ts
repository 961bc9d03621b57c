import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue, stories } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import { assess } from './assess.ts';
import { contradictionsIn } from './contradictions.ts';
import type { FactValue, ToldSituation } from './model.ts';

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

function found(situation: ToldSituation): readonly string[] {
  return contradictionsIn(catalogue, situation).map(({ rule }) => rule);
}

describe('answers that cannot be right together', () => {
  const cases: readonly (readonly [rule: string, wrong: ToldSituation, right: ToldSituation])[] = [
    ['age-and-birth-date', told({ birthDate: '2019', ageYears: 30 }), told({ birthDate: '2019', ageYears: 7 })],
    ['pregnant-man', told({ sex: 'male', pregnant: true }), told({ pregnant: true })],
    ['weeks-without-pregnancy', told({ pregnant: false, pregnancyWeeks: 9 }), told({ pregnant: false })],
    [
      'child-older-than-parent',
      told({ ageYears: 20 }, { relation: 'child', birthDate: '1990' }),
      told({ ageYears: 20 }, { relation: 'child', birthDate: '2024' }),
    ],
    [
      'parent-younger-than-child',
      told({ ageYears: 20 }, { relation: 'parent', ageYears: 4 }),
      told({ ageYears: 20 }, { relation: 'parent', ageYears: 44 }),
    ],
    ['spouse-under-14', told({}, { relation: 'spouse', ageYears: 9 }), told({}, { relation: 'spouse', ageYears: 19 })],
    [
      'pension-without-income',
      told({ receivesPension: true }, {}, { familyHadIncome: false }),
      told({ receivesPension: true }, {}, { familyHadIncome: true }),
    ],
    [
      'income-without-income',
      told({ earnings12: 5 }, {}, { familyHadIncome: false }),
      told({ earnings12: 0 }, {}, { familyHadIncome: false }),
    ],
    ['working-and-unemployed', told({ works: true, registeredUnemployed: true }), told({ registeredUnemployed: true })],
  ];
  for (const [rule, wrong, right] of cases) {
    it(`are told when they are certain, and only then: ${rule}`, () => {
      assert.deepEqual(found(wrong), [rule]);
      assert.deepEqual(found(right), []);
    });
  }

  it('name the answers to look at, and whose they are', () => {
    const [one] = contradictionsIn(catalogue, told({ ageYears: 20 }, { relation: 'child', birthDate: '1990' }));
    assert.deepEqual(one?.facts, [
      { fact: 'relation', subject: 'other', value: 'child' },
      { fact: 'birthDate', subject: 'other', value: '1990' },
      { fact: 'ageYears', subject: 'anna', value: 20 },
    ]);
  });

  it('hold up no other answer: a pregnant man with a fever has the ambulance', () => {
    const { contradictions, entitlements } = assess(
      catalogue,
      told({ sex: 'male', pregnant: true, ageYears: 30, needsDoctorNow: true }),
    );
    assert.equal(contradictions.length, 1);
    assert.equal(
      entitlements.find(({ service, subject }) => service === 'emergency-care' && subject === 'anna')?.answer,
      'yes',
    );
  });

  it('are found of households told at random only where the facts they name are told', () => {
    fc.assert(
      fc.property(situations(catalogue, 4), (situation) => {
        for (const { facts } of contradictionsIn(catalogue, situation)) assert.ok(facts.length > 0);
      }),
      { numRuns: 100 },
    );
  });

  it('are found in no situation of the fictional residents', () => {
    for (const story of stories(catalogue)) {
      if (story.told === undefined) continue;
      assert.deepEqual(found(story.told), [], story.file);
    }
  });
});
