import { anyDayNumber, dayText } from './days.ts';
import type { DayNumber } from './days.ts';
import { secondsPerDay } from './durations.ts';
import * as number from './number.ts';
import type { Num } from './number.ts';
import { offsetAt, readZone, zoneText } from './zones.ts';
import type { Zone } from './zones.ts';

/** Seconds since midnight, with a zone or without ("local", DMN 1.5, 10.3.2.3.4). */
export type TimeValue = { readonly kind: 'time'; readonly seconds: Num; readonly zone?: Zone };
export type DateTimeValue = {
  readonly kind: 'date and time';
  readonly day: DayNumber;
  readonly seconds: Num;
  readonly zone?: Zone;
};

const timePattern = /^(\d{2}):(\d{2}):(\d{2})(\.\d{1,30})?(Z|z|[+-].*|@.*)?$/u;

/** `HH:MM:SS`, with a fraction and a zone; undefined when there is no such time. */
export function readTime(text: string): TimeValue | undefined {
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds, fraction = '', zone] = match;
  return timeOf(
    Number(hours),
    Number(minutes),
    number.readNumber(`${seconds}${fraction}`) ?? -1,
    zone === undefined ? undefined : (readZone(zone) ?? null),
  );
}

/** A time from its parts; a zone of null is one that does not exist. */
export function timeOf(
  hours: number,
  minutes: number,
  seconds: Num,
  zone: Zone | undefined | null,
): TimeValue | undefined {
  if (zone === null || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined;
  if (!Number.isInteger(hours) || !Number.isInteger(minutes)) return undefined;
  if (number.order(seconds, 0) < 0 || number.order(seconds, 60) >= 0) return undefined;
  const total = number.add(hours * 3600 + minutes * 60, seconds) ?? 0;
  return zone === undefined ? { kind: 'time', seconds: total } : { kind: 'time', seconds: total, zone };
}

/** `YYYY-MM-DDTHH:MM:SS` with a fraction and a zone, or only a date (its midnight). */
export function readDateTime(text: string): DateTimeValue | undefined {
  const split = text.indexOf('T');
  const day = anyDayNumber(split === -1 ? text : text.slice(0, split));
  if (day === undefined) return undefined;
  if (split === -1) return { kind: 'date and time', day, seconds: 0 };
  const clock = text.slice(split + 1);
  // 24:00:00 is the midnight that ends the day (XML Schema 1.1).
  const isEnd = /^24:00:00(?:\.0+)?/u.test(clock);
  const time = readTime(isEnd ? clock.replace(/^24/u, '00') : clock);
  return time === undefined ? undefined : { ...time, kind: 'date and time', day: isEnd ? day + 1 : day };
}

export function timeText(time: TimeValue): string {
  return `${clockText(time.seconds)}${zoneText(time.zone)}`;
}

export function dateTimeText(moment: DateTimeValue): string {
  return `${dayText(moment.day)}T${clockText(moment.seconds)}${zoneText(moment.zone)}`;
}

function clockText(seconds: Num): string {
  const { hour, minute, second } = clockParts(seconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const text = number.numberText(second);
  return `${two(hour)}:${two(minute)}:${text.includes('.') ? text.replace(/^\d\./u, '0$&') : text.padStart(2, '0')}`;
}

export function clockParts(seconds: Num): { readonly hour: number; readonly minute: number; readonly second: Num } {
  const whole = Math.floor(number.double(seconds));
  const fraction = number.subtract(seconds, whole) ?? 0;
  return {
    hour: Math.floor(whole / 3600),
    minute: Math.floor(whole / 60) % 60,
    second: number.add(whole % 60, fraction) ?? 0,
  };
}

/** Seconds since 1970-01-01 of the UTC day; of the local day when there is no zone. */
export function instantOf(moment: DateTimeValue): Num {
  const local = number.add(moment.day * secondsPerDay, moment.seconds) ?? 0;
  return moment.zone === undefined
    ? local
    : (number.subtract(local, offsetAt(moment.zone, moment.day, Math.floor(number.double(moment.seconds)))) ?? 0);
}

/** Seconds of the UTC day, which may be before or after it. */
export function utcSeconds(time: TimeValue): Num {
  return time.zone === undefined ? time.seconds : (number.subtract(time.seconds, offsetAt(time.zone, 0, 0)) ?? 0);
}

/** Moves a moment by seconds on its own clock. */
export function shiftDateTime(moment: DateTimeValue, seconds: Num): DateTimeValue | undefined {
  const total = number.add(number.add(moment.day * secondsPerDay, moment.seconds) ?? 0, seconds) ?? 0;
  const days = number.round(number.divide(total, secondsPerDay) ?? 0, 0, 'floor') ?? 0;
  if (typeof days !== 'number' || !Number.isSafeInteger(days)) return undefined;
  return { ...moment, day: days, seconds: number.subtract(total, days * secondsPerDay) ?? 0 };
}
