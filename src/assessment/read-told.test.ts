import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { assess } from './assess.ts';
import { readTold } from './read-told.ts';

const catalogue = await realCatalogue();

function read(anna: object): ReturnType<typeof readTold> {
  const input = { territory: '69701000', applicant: 'anna', people: [{ id: 'anna', ...anna }] };
  return readTold(catalogue, input, { asOf: '2026-03-02' });
}

function factsOf(anna: object): unknown {
  const got = read(anna);
  return 'told' in got ? got.told.people[0]?.facts : got.problems.map(({ code }) => code);
}

describe('a date of birth', () => {
  it('may be told as the year or the month alone', () => {
    assert.deepEqual(factsOf({ birthDate: '2019' }), { birthDate: '2019' });
    assert.deepEqual(factsOf({ birthDate: '2019-05' }), { birthDate: '2019-05' });
  });

  it('is the year when YAML has made a number of it', () =>
    assert.deepEqual(factsOf({ birthDate: 2019 }), { birthDate: '2019' }));

  it('may be of the year or the month that is running', () => {
    assert.deepEqual(factsOf({ birthDate: '2026' }), { birthDate: '2026' });
    assert.deepEqual(factsOf({ birthDate: '2026-03' }), { birthDate: '2026-03' });
  });

  it('is a problem when it is no date, is to come or is too long ago', () => {
    for (const birthDate of ['2019-13', '2019-5', '19', '2027', '2026-04', '1850', 0, -2019, 2019.5, 1e9, true, '']) {
      assert.deepEqual(factsOf({ birthDate }), ['impossible-date'], String(birthDate));
    }
  });
});

describe('a fact known to be absent', () => {
  it('is told as null where the pack says that there may be none', () =>
    assert.deepEqual(factsOf({ writYears: null }), { writYears: null }));

  it('is a problem where there always is one', () => {
    assert.deepEqual(factsOf({ birthDate: null }), ['never-absent']);
    assert.deepEqual(factsOf({ works: null }), ['never-absent']);
  });

  it('is another thing than not known: only then the answer waits for it', () => {
    const debtor = { ageYears: 50, enforcementEnded: false, bankruptLast5Years: false };
    const answerOf = (anna: object): unknown => {
      const input = { territory: '69701000', applicant: 'anna', people: [{ id: 'anna', ...anna }], debts: 300_000 };
      const got = readTold(catalogue, input, { asOf: '2026-03-02' });
      assert.ok('told' in got);
      const { entitlements } = assess(catalogue, got.told);
      const found = entitlements.find(({ service }) => service === 'out-of-court-bankruptcy');
      return [found?.answer, found?.missing.map(({ fact }) => fact).includes('writYears')];
    };
    assert.deepEqual(answerOf(debtor), ['unknown', true]);
    assert.deepEqual(answerOf({ ...debtor, writYears: null }), ['no', false]);
  });
});
