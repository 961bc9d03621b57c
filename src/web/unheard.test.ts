import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hear } from '#assessment';
import { realCatalogue } from '#test/catalogue.ts';

import { unheardParts } from './unheard.ts';

const catalogue = await realCatalogue();
const unheard = (says: string): readonly string[] => {
  const heard = hear(says, catalogue.words, { situations: catalogue.situations });
  return unheardParts(
    says,
    [...heard.facts, ...heard.needs].map(({ phrase }) => phrase),
  );
};

test('a clause that names the people of the household is understood', () => {
  assert.deepEqual(unheard('My husband beats me, I ran away with two children, no money and no documents'), []);
  assert.deepEqual(unheard('Денег нет, мы живём вдвоём с дочкой'), []);
});

test('a clause in which nothing was understood is said back', () => {
  assert.deepEqual(unheard('Денег нет, наш сосед играет на трубе'), ['наш сосед играет на трубе']);
});

test('a phrase counts in a clause only as whole words', () => {
  assert.deepEqual(unheardParts('the personnel was rude today', ['son']), ['the personnel was rude today']);
});
