import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { agencyKinds } from '#agencies/registers.ts';
import { fits } from '#agencies/look-up.ts';
import { snilsChecksum } from './identifiers.ts';
import { residentsIn } from './residents.ts';

const everybody = await residentsIn(join(import.meta.dirname, '../../../examples'));

describe('the people whom the sample agencies know', () => {
  test('are the residents of the examples and hundreds more, the same each time', async () => {
    const anna = everybody.find(({ example }) => example === 'anna/anna');
    assert.equal(`${anna?.surname} ${anna?.givenName}`, 'Ильина Анна');
    assert.ok(everybody.length > 400);
    assert.deepEqual(await residentsIn(join(import.meta.dirname, '../../../examples')), everybody);
  });

  test('have insurance numbers of their own, with the right checksum, in a range given to nobody', () => {
    assert.equal(new Set(everybody.map(({ snils }) => snils)).size, everybody.length);
    for (const { snils } of everybody) {
      assert.match(snils, /^990\d{8}$/u);
      assert.equal(Number(snils.slice(9)), snilsChecksum(snils.slice(0, 9)));
    }
    assert.equal(snilsChecksum('112233445'), 95);
  });

  test('can be told apart by name and birth date', () => {
    const keys = everybody.map((one) => `${one.surname} ${one.givenName} ${one.patronymic} ${one.birthDate}`);
    assert.equal(new Set(keys).size, keys.length);
  });

  test("Mitya's birth is not registered: only the hospital and, by its certificate, the civil registry know of him", () => {
    const mitya = everybody.find(({ example }) => example === 'anna/mitya')!;
    assert.deepEqual(mitya.knownTo, ['zags', 'health']);
    assert.equal(mitya.facts['birthRegistered'], false);
    assert.equal(mitya.facts['otherParent'], undefined);
  });

  test('are said nothing about that the register could not hold', () => {
    for (const kind of agencyKinds)
      for (const { facts } of everybody)
        for (const [fact, value] of Object.entries(facts))
          if (fact in kind.holds) assert.ok(fits(kind, fact, value), `${kind.id}: ${fact} is ${String(value)}`);
  });

  test('whoever earns nothing and whose family earns nothing pays no tax and had no income', () => {
    const anna = everybody.find(({ example }) => example === 'anna/anna')!;
    assert.equal(anna.facts['familyHadIncome'], false);
    assert.equal(anna.facts['incomeTaxLastYear'], 0);
    const oksana = everybody.find(({ example }) => example === 'oksana/oksana')!;
    assert.equal(oksana.facts['averageEarnings24'], 33_000);
    assert.equal(oksana.facts['familyHadIncome'], true);
  });
});
