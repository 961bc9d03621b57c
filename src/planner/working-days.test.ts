import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays, addWorkingDays, isWorkingDay, nextWorkingDay, workingDayFrom } from './working-days.ts';

const plain = { daysOff: new Set<string>(), workedDays: new Set<string>() };
const march = { daysOff: new Set(['2026-03-09']), workedDays: new Set(['2026-03-14']) };

test('an application of Monday with a term of one working day is answered on Tuesday', () => {
  assert.equal(addWorkingDays('2026-03-02', 1, plain), '2026-03-03');
});

test('a term set running on a Saturday is counted from Monday', () => {
  assert.equal(addWorkingDays('2026-03-07', 1, plain), '2026-03-09');
});

test('ten working days step over weekends and a holiday, and count a Saturday that is worked', () => {
  assert.equal(addWorkingDays('2026-03-02', 10, march), '2026-03-16');
});

test('a term of no days ends on the day it begins, whatever day it is', () => {
  assert.equal(addWorkingDays('2026-03-07', 0, plain), '2026-03-07');
});

test('an office is open on a Monday, closed on a holiday, open on a Saturday that is worked', () => {
  assert.equal(isWorkingDay('2026-03-02', march), true);
  assert.equal(isWorkingDay('2026-03-09', march), false);
  assert.equal(isWorkingDay('2026-03-14', march), true);
  assert.equal(isWorkingDay('2026-03-15', march), false);
});

test('who may come today need not wait until the next working day', () => {
  assert.equal(workingDayFrom('2026-03-02', march), '2026-03-02');
  assert.equal(nextWorkingDay('2026-03-02', march), '2026-03-03');
  assert.equal(workingDayFrom('2026-03-07', march), '2026-03-10');
});

test('days are counted over the ends of months and years and over 29 February', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(addDays('2026-03-01', -1), '2026-02-28');
});
