import assert from 'node:assert/strict';
import { it } from 'node:test';

import { realCatalogue, stories } from '#test/catalogue.ts';

import { amountSteps } from './amount-steps.ts';
import { assess } from './assess.ts';

it('a mother sees from which amounts of which acts her allowance was counted', async () => {
  const catalogue = await realCatalogue();
  const anna = stories(catalogue).find(({ file }) => file.includes('/02-'));
  assert.ok(anna !== undefined);
  const allowance = assess(catalogue, anna.told).entitlements.find((one) => one.service === 'single-allowance');
  assert.ok(allowance !== undefined);
  const steps = amountSteps(catalogue, anna.told, allowance);
  assert.ok(steps.some(({ value, source }) => value === 18_003 && source !== undefined));
  assert.ok(steps.some(({ name, value }) => name.en === 'Family income per head, roubles a month' && value === 0));
});
