import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

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
