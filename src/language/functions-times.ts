import { anyDayNumber, dayOf, dayOfYear, dayParts, monthsBetween, weekOfYear, weekdayOf } from './days.ts';
import { ofMonths, readDuration } from './durations.ts';
import * as number from './number.ts';
import { isNumber } from './number.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { readDateTime, readTime, timeOf } from './times.ts';
import { atEnds, overDays } from './spans.ts';
import { types } from './types.ts';
import { isDate, isDateTime, isDuration, isTime } from './values.ts';
import type { Value } from './values.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** FEEL's functions of days, times and durations (DMN 1.5, tables 71, 76 and 78). */
export const timeFunctions: readonly (readonly [string, BuiltIn])[] = [
  [
    'date',
    [
      signature('from: text', 'date', dateFromText),
      signature('from: date', 'date', (day = null) => day),
      signature('from: date and time', 'date', dateOfMoment),
      signature('year: number, month: number, day: number', 'date', dateOfParts),
    ],
  ],
  [
    'time',
    [
      signature('from: text', 'time', (text) => (typeof text === 'string' ? (readTime(text) ?? null) : null)),
      signature('from: time', 'time', (time = null) => time),
      signature('from: date and time', 'time', timeOfMoment),
      signature('hour: number, minute: number, second: number, offset?: duration', 'time', timeOfParts),
    ],
  ],
  [
    'date and time',
    [
      signature('from: text', 'date and time', (text) =>
        typeof text === 'string' ? (readDateTime(text) ?? null) : null,
      ),
      signature('date: date, time: time', 'date and time', together),
      signature('date: date and time, time: time', 'date and time', together),
      signature('from: date and time', 'date and time', (moment = null) => moment),
    ],
  ],
  [
    'duration',
    [
      signature('from: text', 'duration', (text) => (typeof text === 'string' ? (readDuration(text) ?? null) : null)),
      signature('from: duration', 'duration', (duration = null) => duration),
    ],
  ],
  [
    'years and months duration',
    [signature('from: any, to: any', 'duration', (...days) => atEnds(days, yearsAndMonths), 'open')],
  ],
  [
    '@',
    [
      signature(
        'text: text',
        () => types.any,
        (text) => (typeof text === 'string' ? literal(text) : null),
      ),
    ],
  ],
  ['day of year', [signature('date: any', 'number', ofDay(dayOfYear), 'open')]],
  [
    'day of week',
    [
      signature(
        'date: any',
        'text',
        ofDay((day) => weekdays[weekdayOf(day) - 1] ?? null),
        'open',
      ),
    ],
  ],
  [
    'month of year',
    [
      signature(
        'date: any',
        'text',
        ofDay((day) => months[dayParts(day).month - 1] ?? null),
        'open',
      ),
    ],
  ],
  ['week of year', [signature('date: any', 'number', ofDay(weekOfYear), 'open')]],
];

function dateFromText(text: Value = null): Value {
  const day = typeof text === 'string' ? anyDayNumber(text) : undefined;
  return day === undefined ? null : { kind: 'date', day };
}

function dateOfMoment(moment: Value = null): Value {
  return isDateTime(moment) ? { kind: 'date', day: moment.day } : null;
}

function dateOfParts(...parts: readonly Value[]): Value {
  const [year, month, day] = parts.map((part) => (isNumber(part) ? number.double(part) : Number.NaN));
  const found = dayOf(year ?? Number.NaN, month ?? Number.NaN, day ?? Number.NaN);
  return found === undefined ? null : { kind: 'date', day: found };
}

function timeOfMoment(moment: Value = null): Value {
  if (!isDateTime(moment)) return null;
  return { kind: 'time', seconds: moment.seconds, ...(moment.zone === undefined ? {} : { zone: moment.zone }) };
}

function timeOfParts(hour: Value = null, minute: Value = null, second: Value = null, offset: Value = null): Value {
  if (!isNumber(hour) || !isNumber(minute) || !isNumber(second)) return null;
  if (offset === null) return timeOf(number.double(hour), number.double(minute), second, undefined) ?? null;
  if (!isDuration(offset) || offset.seconds === undefined || offset.days !== 0) return null;
  const seconds = number.double(offset.seconds);
  return Number.isInteger(seconds)
    ? (timeOf(number.double(hour), number.double(minute), second, seconds) ?? null)
    : null;
}

function together(date: Value = null, time: Value = null): Value {
  if (!isTime(time) || !(isDate(date) || isDateTime(date))) return null;
  return { ...time, kind: 'date and time', day: date.day };
}

/** Whole months between the days; the time of day does not count (as the conformance kit has it). */
function yearsAndMonths(from: Value = null, to: Value = null): Value {
  if (!(isDate(from) || isDateTime(from)) || !(isDate(to) || isDateTime(to))) return null;
  return ofMonths(monthsBetween(from.day, to.day)) ?? null;
}

/** What stands in `@"…"`: a date, a time, both, or a duration (DMN 1.5, 10.3.2.12). */
function literal(text: string): Value {
  const day = anyDayNumber(text);
  if (day !== undefined) return { kind: 'date', day };
  return readTime(text) ?? (/^-?P/u.test(text) ? undefined : readDateTime(text)) ?? readDuration(text) ?? null;
}

function ofDay(count: (day: number) => Value): (date?: Value) => Value {
  return (date = null) => (isDateTime(date) ? count(date.day) : overDays(date, count));
}
