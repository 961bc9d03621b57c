import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { realCatalogue, stories } from '#test/catalogue.ts';
import { situations } from '#test/random-situations.ts';

import { assess } from './assess.ts';
import { contradictionsIn, isNever } from './contradictions.ts';
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
  const noIncome = { familyHadIncome: false };
  /** Told so, a rule is broken; each of the others is a life in which it is not. */
  const cases: readonly (readonly [rule: string, wrong: ToldSituation, right: readonly ToldSituation[]])[] = [
    [
      'age-and-birth-date',
      told({ birthDate: '2019', ageYears: 30 }),
      [told({ birthDate: '2019', ageYears: 7 }), told({ birthDate: '2019-12-30', ageYears: 7 })],
    ],
    ['weeks-without-pregnancy', told({ pregnant: false, pregnancyWeeks: 9 }), [told({ pregnant: false })]],
    [
      'elder-under-10',
      told({}, { relation: 'parent', ageYears: 4 }),
      [told({}, { relation: 'sibling', ageYears: 4 }), told({}, { relation: 'parent', birthDate: '2015' })],
    ],
    [
      'applicant-under-10',
      told({ ageYears: 9 }, { relation: 'ward' }),
      [told({ ageYears: 9 }, { relation: 'sibling' }), told({ birthDate: '2015' }, { relation: 'child' })],
    ],
    [
      'income-without-income',
      told({ earnings12: 5 }, {}, noIncome),
      [
        told({ earnings12: 0 }, {}, noIncome),
        told({}, { relation: 'child', ageYears: 20, earnings12: 5 }, noIncome),
        told({}, { relation: 'parent', pensions12: 5 }, noIncome),
        told({}, { relation: 'ward', ageYears: 9, pensions12: 5 }, noIncome),
      ],
    ],
  ];
  for (const [rule, wrong, right] of cases) {
    it(`are told when they are certain, and only then: ${rule}`, () => {
      assert.deepEqual(found(wrong), [rule]);
      assert.ok(contradictionsIn(catalogue, wrong).every(isNever));
      for (const one of right) assert.deepEqual(found(one), []);
    });
  }

  const rare: readonly (readonly [rule: string, rarely: ToldSituation, often: ToldSituation])[] = [
    ['pregnant-man', told({ sex: 'male', pregnant: true }), told({ pregnant: true })],
    [
      'child-older-than-parent',
      told({ ageYears: 20 }, { relation: 'child', birthDate: '1990' }),
      told({ ageYears: 20 }, { relation: 'child', birthDate: '2024' }),
    ],
    [
      'parent-younger-than-child',
      told({ ageYears: 20 }, { relation: 'parent', ageYears: 19 }),
      told({ ageYears: 20 }, { relation: 'parent', ageYears: 44 }),
    ],
    ['spouse-under-14', told({}, { relation: 'spouse', ageYears: 13 }), told({}, { relation: 'spouse', ageYears: 19 })],
    [
      'two-spouses',
      {
        ...told({}, { relation: 'spouse' }),
        people: ['anna', 'ivan', 'pyotr'].map((id) => ({ id, facts: id === 'anna' ? {} : { relation: 'spouse' } })),
      },
      told({}, { relation: 'spouse' }),
    ],
    [
      'pension-without-income',
      told({ receivesPension: true }, {}, noIncome),
      told({ receivesPension: true }, {}, { familyHadIncome: true }),
    ],
    ['working-and-unemployed', told({ works: true, registeredUnemployed: true }), told({ registeredUnemployed: true })],
    [
      'school-and-kindergarten',
      told({}, { attendsSchool: true, attendsKindergarten: true }),
      told({}, { attendsSchool: true }),
    ],
  ];
  for (const [rule, rarely, often] of rare) {
    it(`are no more than asked about when it is rare, and when that is: ${rule}`, () => {
      assert.deepEqual(found(rarely), [rule]);
      assert.ok(!contradictionsIn(catalogue, rarely).some(isNever));
      assert.deepEqual(found(often), []);
    });
  }

  it('are tried for every rule of the packs', () => {
    assert.deepEqual(
      [...cases, ...rare].map(([rule]) => rule).toSorted(),
      catalogue.consistency.map(({ id }) => id).toSorted(),
    );
  });

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
