import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { textOf } from '#language';
import { realCatalogue } from '#test/catalogue.ts';

import { Household } from './household.ts';

const catalogue = await realCatalogue();

/** First and last day of a period that the packs declare, for an application on the day. */
function period(name: 'incomePeriod' | 'subsidyPeriod', asOf: string): string {
  const household = new Household(catalogue, {
    asOf,
    territory: '69701000',
    applicant: 'anna',
    people: [{ id: 'anna', facts: {} }],
    household: {},
  });
  return [`${name}From`, `${name}To`].map((one) => textOf(household.global(one))).join(' … ');
}

describe('the months of income before an application', () => {
  const periods = [
    ['incomePeriod', '2026-03-02', '2025-02-01 … 2026-01-31'],
    ['incomePeriod', '2026-03-31', '2025-02-01 … 2026-01-31'],
    ['incomePeriod', '2026-01-01', '2024-12-01 … 2025-11-30'],
    ['incomePeriod', '2026-12-31', '2025-11-01 … 2026-10-31'],
    ['incomePeriod', '2024-04-15', '2023-03-01 … 2024-02-29'],
    ['incomePeriod', '2024-02-29', '2023-01-01 … 2023-12-31'],
    ['incomePeriod', '2025-04-30', '2024-03-01 … 2025-02-28'],
    ['subsidyPeriod', '2026-03-02', '2025-08-01 … 2026-01-31'],
    ['subsidyPeriod', '2024-04-01', '2023-09-01 … 2024-02-29'],
    ['subsidyPeriod', '2026-07-31', '2025-12-01 … 2026-05-31'],
  ] as const;
  for (const [name, asOf, expected] of periods)
    it(`${name} of ${asOf} is ${expected}`, () => assert.equal(period(name, asOf), expected));
});
