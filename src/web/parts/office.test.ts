import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Office } from '#catalogue';

import { addressText, officeText } from './office.ts';

const shelter: Office = {
  id: 'shelter',
  agency: 'fund',
  kind: 'provider',
  name: { ru: 'Кризисный центр', en: 'Crisis centre' },
  territory: '69',
  address: { ru: 'Тихая улица, 1', en: '1 Quiet street' },
  addressRestricted: true,
  certainty: 'seen',
};

test('the address of a shelter is never told, though it be known', () => {
  for (const language of ['ru', 'en'] as const)
    assert.doesNotMatch(String(officeText(language, shelter)), /улица|street/u);
});

test('nobody is told to ask an emergency number for an address', () => {
  const police: Office = {
    id: 'p',
    agency: 'mvd',
    kind: 'agency',
    name: shelter.name,
    territory: '69',
    addressRestricted: false,
    phone: '102',
    certainty: 'seen',
  };
  assert.equal(addressText('ru', police), 'адрес можно спросить по телефону 122');
});

test('an office is asked for its address by the phone that stands beside it', () => {
  const fund: Office = {
    id: 'f',
    agency: 'sfr',
    kind: 'agency',
    name: { ru: 'Клиентская служба', en: 'Client office' },
    territory: '69',
    addressRestricted: false,
    certainty: 'seen',
  };
  assert.equal(addressText('ru', { ...fund, phone: '8-3822-00-00-00' }), 'адрес уточните по телефону');
  assert.match(String(officeText('ru', fund, '8-800-100-00-01')), /адрес уточните по телефону/u);
  assert.doesNotMatch(String(officeText('ru', fund, '8-800-100-00-01')), /122/u);
});
