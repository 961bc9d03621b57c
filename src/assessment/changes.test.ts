import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue, stories } from '#test/catalogue.ts';

import { changesBetween } from './changes.ts';
import type { Change } from './changes.ts';
import type { ToldSituation } from './model.ts';

const catalogue = await realCatalogue();
const anna = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;

function of(changes: readonly Change[], service: string): Change {
  const found = changes.find((change) => change.service === service);
  assert.ok(found !== undefined, `${service} has not changed: ${changes.map((change) => change.service).join(', ')}`);
  return found;
}

describe('a situation told again', () => {
  it('with nothing new has no changes', () => assert.deepEqual(changesBetween(catalogue, anna, anna), []));

  it('with an income that was not there loses the allowance because of that fact', () => {
    const rich = { ...anna, household: { ...anna.household, familyHadIncome: true } };
    const change = of(changesBetween(catalogue, anna, rich), 'single-allowance');
    assert.deepEqual([change.before?.answer, change.after?.answer], ['yes', 'unknown']);
    assert.ok(change.causes.some((cause) => cause.kind === 'fact' && cause.fact.fact === 'familyHadIncome'));
  });

  it('with a day in place of a year has an answer because of that fact', () => {
    const born = (birthDate: string): ToldSituation => ({
      ...anna,
      people: anna.people.map((person) =>
        person.facts['relation'] === 'child' ? { ...person, facts: { ...person.facts, birthDate } } : person,
      ),
    });
    const change = of(changesBetween(catalogue, born('2024'), born('2024-11-20')), 'care-allowance');
    assert.deepEqual([change.before?.answer, change.after?.answer], ['unknown', 'yes']);
    assert.deepEqual(
      change.causes.map((cause) => (cause.kind === 'fact' ? [cause.before, cause.after] : cause.kind)),
      [['2024', '2024-11-20']],
    );
  });

  it('in the next year has another amount because of the law', () => {
    const change = of(changesBetween(catalogue, { ...anna, asOf: '2025-12-20' }, anna), 'single-allowance');
    assert.notEqual(change.before?.amount, change.after?.amount);
    assert.ok(change.causes.some((cause) => cause.kind === 'law' && cause.text.en.includes('ubsistence')));
  });

  it('a year later has lost the care allowance because the child has grown', () => {
    const change = of(changesBetween(catalogue, anna, { ...anna, asOf: '2026-11-20' }), 'care-allowance');
    assert.equal(change.after?.answer, 'no');
    assert.deepEqual(
      change.causes.map((cause) => cause.kind),
      ['time'],
    );
  });
});
