import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { realCatalogue } from './catalogue.ts';

const { calendar } = await realCatalogue();

/** Working days of a month, counted by hand from the calendar of the packs. */
function workingDays(month: string): number {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return Array.from({ length: last }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`).filter((day) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return calendar.workedDays.has(day) || (weekday > 0 && weekday < 6 && !calendar.daysOff.has(day));
  }).length;
}

describe('the production calendar', () => {
  // As published for a week of five days: working days a month.
  const rows = [
    ['2023-01', 17],
    ['2023-02', 18],
    ['2023-05', 20],
    ['2023-11', 21],
    ['2024-01', 17],
    ['2024-04', 21],
    ['2024-05', 20],
    ['2024-11', 21],
    ['2024-12', 21],
    ['2025-01', 17],
    ['2025-05', 18],
    ['2025-11', 19],
    ['2026-01', 15],
    ['2026-03', 21],
  ] as const;
  for (const [month, days] of rows) {
    it(`has ${days} working days in ${month}`, () => assert.equal(workingDays(month), days));
  }
});
