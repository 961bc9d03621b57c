import { dayParts, weekdayOf } from './days.ts';
import * as number from './number.ts';
import { clockParts } from './times.ts';
import { isDate, isDateTime, isTime } from './values.ts';
import type { Value } from './values.ts';
import { offsetAt } from './zones.ts';

/** A part of a date or a time by its name; undefined when it has none of that name (DMN 1.5, table 66). */
export function momentPart(of: Value, name: string): Value | undefined {
  if (isDate(of) || isDateTime(of)) {
    if (name === 'weekday') return weekdayOf(of.day);
    if (name === 'year' || name === 'month' || name === 'day') return dayParts(of.day)[name];
  }
  if (isDate(of)) return clockOnly.has(name) ? (name === 'timezone' || name === 'time offset' ? null : 0) : undefined;
  if (!isTime(of) && !isDateTime(of)) return undefined;
  if (name === 'hour' || name === 'minute' || name === 'second') return clockParts(of.seconds)[name];
  if (name === 'timezone') return typeof of.zone === 'string' ? of.zone : null;
  if (name !== 'time offset') return undefined;
  if (of.zone === undefined) return null;
  const offset = offsetAt(of.zone, isDateTime(of) ? of.day : 0, Math.floor(number.double(of.seconds)));
  return { kind: 'duration', months: 0, days: 0, seconds: offset };
}

const clockOnly: ReadonlySet<string> = new Set(['hour', 'minute', 'second', 'timezone', 'time offset']);
