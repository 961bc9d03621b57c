import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Catalogue } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';

import { Answers } from './answers.ts';
import { assess, explainCriterion } from './assess.ts';
import { entitlementsOf } from './entitlements.ts';
import { Household } from './household.ts';
import type { Entitlement, ToldSituation } from './model.ts';
import { readTold } from './read-told.ts';

/** The packs with the regional minimum of 2025, which they do not know for sure. */
const packs = await realCatalogue();
const minimums = ['subsistenceMinimum', 'subsistenceMinimumChild'].map((id) => {
  const parameter = packs.parameters.get(id)!;
  const of2025 = {
    territory: '69',
    from: '2025-01-01',
    to: '2025-12-31',
    value: 18000,
    act: 'a guess',
    certainty: 'unsure' as const,
  };
  return [id, { ...parameter, values: [...parameter.values, of2025] }] as [string, typeof parameter];
});
const catalogue = { ...packs, parameters: new Map([...packs.parameters, ...minimums]) } as Catalogue;

const adult = {
  citizenship: 'russian',
  livesInRussia: true,
  disability: 'none',
  works: true,
  pensions12: 0,
  childSupport12: 0,
  otherIncome12: 0,
  longIllness: false,
  registeredUnemployed: false,
  studiesFullTime: false,
  caresForDependant: false,
  receivesPension: false,
};

/** Olga and Igor earned six minimum wages each: enough by the law of 2025, too little by that of 2026. */
function family(asOf: string, household: Readonly<Record<string, unknown>> = {}): ToldSituation {
  const read = readTold(
    catalogue,
    {
      territory: '69701000',
      applicant: 'olga',
      familyHadIncome: true,
      hasProperty: false,
      ...household,
      people: [
        { id: 'olga', ageYears: 30, sex: 'female', pregnant: false, singleParent: false, earnings12: 150000, ...adult },
        { id: 'igor', relation: 'spouse', ageYears: 31, sex: 'male', conscript: false, earnings12: 160000, ...adult },
        {
          id: 'petya',
          relation: 'child',
          ageYears: 6,
          citizenship: 'russian',
          livesInRussia: true,
          disability: 'none',
          pensions12: 0,
          otherParent: 'together',
        },
      ],
    },
    { asOf },
  );
  assert.ok('told' in read, JSON.stringify(read));
  return read.told;
}

function allowance(told: ToldSituation): Entitlement {
  const found = assess(catalogue, told).entitlements.find(({ service }) => service === 'single-allowance');
  assert.ok(found !== undefined);
  return found;
}

function versionFrom({ service, version }: Entitlement): string | undefined {
  return catalogue.services.get(service)?.versions[version]?.from;
}

describe('a family whose law has changed', () => {
  it('that applies now is answered by the law of now', () => {
    const row = allowance(family('2026-02-02'));
    assert.deepEqual([row.answer, versionFrom(row), row.transition], ['no', '2026-01-01', undefined]);
  });

  it('that applied before the change is answered by the law of that day, and told why', () => {
    const row = allowance(family('2026-02-02', { allowanceAppliedOn: '2025-12-20' }));
    assert.deepEqual([row.answer, versionFrom(row)], ['yes', '2025-01-01']);
    assert.equal(row.transition?.day, '2025-12-20');
    assert.match(row.transition?.text.en ?? '', /filed before 1 January 2026/u);
    assert.equal(row.certainty, 'unsure');
  });

  it('whose award still runs keeps it until its twelve months end', () => {
    const awarded = { allowanceAwardedOn: '2025-05-10' };
    assert.equal(allowance(family('2026-05-09', awarded)).answer, 'yes');
    assert.equal(allowance(family('2026-05-10', awarded)).answer, 'no');
  });

  it('that was not asked when it applied is told nothing definite that the earlier law would contradict', () => {
    const asked = catalogue.derived.get('allowanceAppliedBefore2026')!;
    const open = {
      ...catalogue,
      derived: new Map([...catalogue.derived, [asked.id, { ...asked, ways: asked.ways.slice(0, 1) }]]),
    };
    const row = assess(open, family('2026-02-02')).entitlements.find(({ service }) => service === 'single-allowance');
    assert.equal(row?.answer, 'unknown');
    assert.equal(row?.criteria[0]?.id, 'transition');
    assert.ok(row?.missing.some(({ fact }) => fact === 'allowanceAppliedOn'));
  });

  it('is explained with the amounts of the day that decides', () => {
    const told = family('2026-02-02', { allowanceAppliedOn: '2025-12-20' });
    const why = JSON.stringify(explainCriterion(catalogue, told, allowance(told), 'adults-earned'));
    assert.match(why, /"text":"minimumWage","value":22440/u);
  });

  it('is answered the same on the graph and on the trees', () => {
    for (const household of [
      {},
      { allowanceAppliedOn: '2025-12-20' },
      { allowanceAwardedOn: '2025-05-10' },
      { allowanceAppliedOn: '2024-05' },
    ])
      for (const asOf of ['2026-01-15', '2026-03-02', '2026-07-01']) {
        const told = family(asOf, household);
        const byTree = entitlementsOf(catalogue, new Household(catalogue, told)).filter(
          ({ service }) => service === 'single-allowance',
        );
        const row = allowance(told);
        assert.deepEqual(
          [row.answer, row.version, row.transition],
          [byTree[0]?.answer, byTree[0]?.version, byTree[0]?.transition],
        );
        const answers = new Answers(catalogue, told);
        assert.equal(answers.answer(answers.rulebook.serviceOf.get('single-allowance')!, 2), row.answer);
      }
  });
});
