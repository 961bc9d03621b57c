import assert from 'node:assert/strict';
import { test } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { assess } from './assess.ts';
import type { CriterionAnswer } from './model.ts';
import { readTold } from './read-told.ts';

const catalogue = await realCatalogue();

function criterion(service: string, id: string, told: Record<string, unknown>): CriterionAnswer | undefined {
  const read = readTold(catalogue, { asOf: '2026-03-02', territory: '69701000', ...told }, { asOf: '2026-03-02' });
  assert.ok('told' in read, JSON.stringify(read));
  const { entitlements } = assess(catalogue, read.told);
  return entitlements.find((one) => one.service === service)?.criteria.find((one) => one.id === id);
}

test('a woman in week 9 is told from what day week 12 is over', () => {
  const anna = { id: 'anna', ageYears: 28, sex: 'female', pregnant: true, pregnancyWeeks: 9 };
  const week12 = criterion('pregnancy-allowance', 'week-12', { applicant: 'anna', people: [anna] });
  assert.equal(week12?.answer, 'no');
  assert.equal(week12.opens, '2026-03-23');
});

test('a widow is told the last day for the burial allowance when the day of the death is told, and no day otherwise', () => {
  const family = { applicant: 'galina', bereaved: true, people: [{ id: 'galina', ageYears: 68, sex: 'female' }] };
  const closes = (told: object): string | undefined =>
    criterion('burial-allowance', 'within-six-months', { ...family, ...told })?.closes;
  assert.equal(closes({ deathDate: '2025-09-30' }), '2026-03-30');
  assert.equal(closes({}), undefined);
});
