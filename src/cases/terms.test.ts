import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { daysLeft, endOfSpan, endOfTerm } from './terms.ts';

const { calendar } = await realCatalogue();

/**
 * A term set running on a day, of so many days, and its last day. Worked out with a wall calendar of 2025 (resolution 1335 of
 * 04.10.2024) and 2026 (resolution 1466 of 24.09.2025): holidays, days moved, the worked Saturday of 1 November 2025.
 */
const worked: readonly (readonly [from: string, days: number, unit: 'working' | 'calendar', end: string])[] = [
  ['2025-01-09', 1, 'working', '2025-01-10'],
  ['2025-01-09', 5, 'working', '2025-01-16'],
  ['2025-01-08', 1, 'working', '2025-01-09'],
  ['2025-01-03', 1, 'working', '2025-01-09'],
  ['2025-01-01', 5, 'working', '2025-01-15'],
  ['2025-02-20', 1, 'working', '2025-02-21'],
  ['2025-02-21', 1, 'working', '2025-02-24'],
  ['2025-02-21', 3, 'calendar', '2025-02-24'],
  ['2025-02-14', 10, 'working', '2025-02-28'],
  ['2025-03-06', 2, 'working', '2025-03-10'],
  ['2025-03-07', 1, 'working', '2025-03-10'],
  ['2025-04-28', 3, 'working', '2025-05-05'],
  ['2025-04-29', 3, 'working', '2025-05-06'],
  ['2025-04-30', 1, 'working', '2025-05-05'],
  ['2025-04-30', 5, 'working', '2025-05-13'],
  ['2025-05-05', 5, 'working', '2025-05-14'],
  ['2025-05-07', 1, 'working', '2025-05-12'],
  ['2025-05-07', 2, 'calendar', '2025-05-12'],
  ['2025-05-06', 3, 'calendar', '2025-05-12'],
  ['2025-06-10', 2, 'working', '2025-06-16'],
  ['2025-06-11', 1, 'working', '2025-06-16'],
  ['2025-06-11', 10, 'working', '2025-06-27'],
  ['2025-06-11', 2, 'calendar', '2025-06-16'],
  ['2025-10-30', 1, 'working', '2025-10-31'],
  ['2025-10-31', 1, 'working', '2025-11-01'],
  ['2025-10-31', 2, 'working', '2025-11-05'],
  ['2025-10-31', 5, 'working', '2025-11-10'],
  ['2025-11-01', 1, 'working', '2025-11-05'],
  ['2025-11-01', 2, 'calendar', '2025-11-05'],
  ['2025-10-24', 8, 'calendar', '2025-11-01'],
  ['2025-11-05', 1, 'working', '2025-11-06'],
  ['2025-12-29', 1, 'working', '2025-12-30'],
  ['2025-12-30', 1, 'working', '2026-01-12'],
  ['2025-12-30', 5, 'working', '2026-01-16'],
  ['2025-12-22', 10, 'working', '2026-01-15'],
  ['2025-12-25', 10, 'calendar', '2026-01-12'],
  ['2025-12-30', 10, 'calendar', '2026-01-12'],
  ['2026-01-12', 1, 'working', '2026-01-13'],
  ['2026-01-09', 1, 'working', '2026-01-12'],
  ['2026-01-11', 5, 'working', '2026-01-16'],
  ['2026-02-19', 2, 'working', '2026-02-24'],
  ['2026-02-20', 1, 'working', '2026-02-24'],
  ['2026-02-20', 3, 'calendar', '2026-02-24'],
  ['2026-02-16', 10, 'working', '2026-03-03'],
  ['2026-03-02', 5, 'working', '2026-03-10'],
  ['2026-03-05', 2, 'working', '2026-03-10'],
  ['2026-03-06', 1, 'working', '2026-03-10'],
  ['2026-03-06', 2, 'calendar', '2026-03-10'],
  ['2026-03-06', 15, 'working', '2026-03-30'],
  ['2026-03-02', 30, 'calendar', '2026-04-01'],
  ['2026-04-28', 3, 'working', '2026-05-04'],
  ['2026-04-30', 1, 'working', '2026-05-04'],
  ['2026-04-30', 1, 'calendar', '2026-05-04'],
  ['2026-05-06', 3, 'working', '2026-05-12'],
  ['2026-05-08', 1, 'working', '2026-05-12'],
  ['2026-05-08', 1, 'calendar', '2026-05-12'],
  ['2026-05-08', 30, 'working', '2026-06-23'],
  ['2026-06-10', 2, 'working', '2026-06-15'],
  ['2026-06-11', 1, 'calendar', '2026-06-15'],
  ['2026-06-11', 5, 'working', '2026-06-19'],
  ['2026-11-03', 1, 'working', '2026-11-05'],
  ['2026-11-02', 2, 'calendar', '2026-11-05'],
  ['2026-10-30', 5, 'working', '2026-11-09'],
  ['2026-12-29', 1, 'working', '2026-12-30'],
  ['2026-12-28', 2, 'working', '2026-12-30'],
  ['2026-11-21', 5, 'working', '2026-11-27'],
  ['2026-11-20', 10, 'working', '2026-12-04'],
];

describe('a term', () => {
  for (const [from, days, unit, end] of worked) {
    test(`of ${days} ${unit} days set running on ${from} ends on ${end}`, () =>
      assert.equal(endOfTerm(from, { days, unit }, calendar), end));
  }

  test('has as many days left on its first day as it is long', () => {
    for (const [from, days, unit, end] of worked) {
      if (unit === 'working') assert.equal(daysLeft(from, end, unit, calendar), days, `${from} → ${end}`);
    }
  });

  test('that is over has less than nothing left', () => {
    assert.equal(daysLeft('2026-03-12', '2026-03-10', 'working', calendar), -2);
    assert.equal(daysLeft('2026-03-12', '2026-03-10', 'calendar', calendar), -2);
  });
});

describe('a span of months', () => {
  const months = (from: string, count: number): string =>
    endOfSpan(from, { months: count, certainty: 'memory' }, calendar);

  test('ends on the same date of its last month', () => assert.equal(months('2026-03-02', 3), '2026-06-02'));
  test('ends on the last day of a month that has no such date', () => {
    assert.equal(months('2025-11-30', 3), '2026-03-02', '28 February 2026 is a Saturday');
    assert.equal(months('2026-03-31', 1), '2026-04-30');
  });
  test('goes over the end of a year', () => assert.equal(months('2025-10-14', 3), '2026-01-14'));
  test('that ends on a day off ends on the next working day', () =>
    assert.equal(months('2026-02-09', 3), '2026-05-12'));
});
