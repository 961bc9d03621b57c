import type { Num } from './number.ts';
import * as number from './number.ts';

const pattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(\.\d*)?S)?)?$/u;

/**
 * A duration of years and months, or one of days and time: the two are different types (DMN 1.5, 10.3.2.3.6–7), and
 * `seconds` (the part beyond whole days) is there for the second only.
 */
export type DurationValue = {
  readonly kind: 'duration';
  readonly months: number;
  readonly days: number;
  readonly seconds?: Num;
};

export const secondsPerDay = 86_400;

export function ofMonths(months: number): DurationValue | undefined {
  return Number.isSafeInteger(months) ? { kind: 'duration', months: months === 0 ? 0 : months, days: 0 } : undefined;
}

/** Days and time of so many seconds; undefined when there are more than can be counted. */
export function ofSeconds(total: Num): DurationValue | undefined {
  const days = number.round(number.divide(total, secondsPerDay) ?? 0, 0, 'down') ?? 0;
  if (typeof days !== 'number' || !Number.isSafeInteger(days)) return undefined;
  const rest = number.subtract(total, number.multiply(days, secondsPerDay) ?? 0) ?? 0;
  return { kind: 'duration', months: 0, days, seconds: rest };
}

export function isOfMonths(duration: DurationValue): boolean {
  return duration.seconds === undefined;
}

/** All of a duration of days and time, in seconds. */
export function totalSeconds(duration: DurationValue): Num {
  return number.add(number.multiply(duration.days, secondsPerDay) ?? 0, duration.seconds ?? 0) ?? 0;
}

/** ISO 8601: `P1Y6M`, or `P10D`, `PT8H`, `P1DT30M`; the two kinds do not mix (DMN 1.5, table 68). */
export function readDuration(text: string): DurationValue | undefined {
  const match = pattern.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [, minus, years, months, days, time, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const sign = minus === undefined ? 1 : -1;
  if (years !== undefined || months !== undefined) {
    if (days !== undefined || time !== undefined) return undefined;
    return ofMonths(sign * (Number(years ?? 0) * 12 + Number(months ?? 0)));
  }
  const whole = Number(days ?? 0) * secondsPerDay + Number(hours) * 3600 + Number(minutes) * 60;
  if (!Number.isSafeInteger(whole)) return undefined;
  const total = number.add(whole, number.readNumber(`${seconds}${fraction}`) ?? 0) ?? 0;
  return ofSeconds(sign === 1 ? total : number.minus(total));
}

export function durationText(duration: DurationValue): string {
  if (isOfMonths(duration)) {
    const { months } = duration;
    const years = Math.trunc(Math.abs(months) / 12);
    const rest = Math.abs(months) % 12;
    const text = `${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
    return `${months < 0 ? '-' : ''}P${text === '' ? '0M' : text}`;
  }
  const { days, hours, minutes, seconds } = partsOfDuration(duration);
  const time = `${hours === 0 ? '' : `${hours}H`}${minutes === 0 ? '' : `${minutes}M`}${seconds === 0 ? '' : `${number.numberText(seconds)}S`}`;
  const minus = duration.days < 0 || number.order(duration.seconds ?? 0, 0) < 0 ? '-' : '';
  if (days === 0 && time === '') return 'PT0S';
  return `${minus}P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}

/** Absolute parts of a duration of days and time. */
function partsOfDuration(duration: DurationValue): {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: Num;
} {
  const rest = number.absolute(duration.seconds ?? 0);
  const whole = Math.floor(number.double(rest));
  const fraction = number.subtract(rest, whole) ?? 0;
  return {
    days: Math.abs(duration.days),
    hours: Math.floor(whole / 3600),
    minutes: Math.floor(whole / 60) % 60,
    seconds: number.add(whole % 60, fraction) ?? 0,
  };
}

const properties: ReadonlySet<string> = new Set(['years', 'months', 'days', 'hours', 'minutes', 'seconds']);

/** The part of a duration with that name; null when this kind of duration has it not, undefined for any other word. */
export function durationPart(duration: DurationValue, name: string): Num | null | undefined {
  if (!properties.has(name)) return undefined;
  if (isOfMonths(duration)) {
    if (name === 'years') return Math.trunc(duration.months / 12) + 0;
    return name === 'months' ? (duration.months % 12) + 0 : null;
  }
  if (name === 'years' || name === 'months') return null;
  const part = partsOfDuration(duration)[name as 'days' | 'hours' | 'minutes' | 'seconds'];
  const isNegative = duration.days < 0 || number.order(duration.seconds ?? 0, 0) < 0;
  return isNegative ? number.minus(part) : part;
}
