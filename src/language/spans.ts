import { spend } from './budget.ts';
import { durationPart, isOfMonths, ofMonths, ofSeconds, totalSeconds } from './durations.ts';
import { momentPart } from './moment-parts.ts';
import { doublesAround, isNumber } from './number.ts';
import { isDate, isDuration, isUnknown, missingOf, plain, unknown } from './values.ts';
import type { Bounds, PlainValue, Unknown, Value } from './values.ts';

/**
 * The least and the greatest that a value can be, as `Bounds` count it: numbers as themselves, dates in days, durations in
 * months or in seconds. Undefined for what has no order of this sort, and for what may turn out to be anything.
 */
export function spanOf(value: Value): Bounds | undefined {
  if (isNumber(value)) return typeof value === 'number' ? { low: value, high: value } : doublesAround(value);
  if (isUnknown(value)) return value.bounds;
  if (isDate(value)) return { low: value.day, high: value.day, of: 'date' };
  if (!isDuration(value)) return undefined;
  if (isOfMonths(value)) return { low: value.months, high: value.months, of: 'months' };
  return { ...doublesAround(totalSeconds(value)), of: 'seconds' };
}

/** The span that holds whichever of the values it is; they have to be of one sort. */
export function hull(values: readonly Value[]): Bounds | undefined {
  const spans = values.map(spanOf);
  const [first] = spans;
  if (first === undefined || spans.some((span) => span === undefined || span.of !== first.of)) return undefined;
  const sure = spans.filter((span) => span !== undefined);
  return spanFrom(Math.min(...sure.map(({ low }) => low)), Math.max(...sure.map(({ high }) => high)), first);
}

/** A span of the sort of another one. */
export function spanFrom(low: number, high: number, { of }: Bounds): Bounds {
  return of === undefined ? { low, high } : { low, high, of };
}

/** The value at an end of a span. */
function valueAt(at: number, { of }: Bounds): Value {
  if (of === undefined) return at;
  if (of === 'date') return { kind: 'date', day: at };
  return (of === 'months' ? ofMonths(at) : ofSeconds(at)) ?? null;
}

/** The ends of what is not known, as JSON; undefined when it has none. */
export function endsOf({ bounds }: Unknown): readonly [PlainValue, PlainValue] | undefined {
  if (bounds === undefined) return undefined;
  const end = (at: number): PlainValue => (Number.isFinite(at) ? plain(valueAt(at, bounds)) : undefined);
  const ends = [end(bounds.low), end(bounds.high)] as const;
  return ends.every((one) => one === undefined) ? undefined : ends;
}

/** Some value of the span: what they all have in common, as their type, can be asked of it. */
export function oneOf(span: Bounds): Value {
  return valueAt(Number.isFinite(span.low) ? span.low : 0, span);
}

/**
 * The result of a count that rises or falls all the way with each of its arguments: then its ends lie where theirs are.
 * Not known when an argument is not known and has no ends.
 */
export function atEnds(args: readonly Value[], count: (...args: readonly Value[]) => Value): Value {
  const ends = args.map((arg): readonly Value[] => {
    if (!isUnknown(arg)) return [arg];
    const { bounds } = arg;
    return bounds !== undefined && Number.isFinite(bounds.low) && Number.isFinite(bounds.high)
      ? [valueAt(bounds.low, bounds), valueAt(bounds.high, bounds)]
      : [];
  });
  const corners = ends.reduce<readonly (readonly Value[])[]>(
    (made, choices) => made.flatMap((before) => choices.map((choice) => [...before, choice])),
    [[]],
  );
  const results = corners.map((corner) => count(...corner));
  const [only] = results;
  if (only !== undefined && results.length === 1 && !args.some(isUnknown)) return only;
  return unknown(missingOf(...args), hull(results));
}

/** Most days that are tried one by one: a year. */
const mostDays = 366;

/** What is counted of a day of which only the year or the month is known: exact when all its days agree. */
export function overDays(value: Value, count: (day: number) => Value): Value {
  if (isDate(value)) return count(value.day);
  if (!isUnknown(value)) return null;
  const { missing, bounds } = value;
  if (bounds?.of !== 'date' || bounds.high - bounds.low >= mostDays) return unknown(missing);
  spend((bounds.high - bounds.low) / 10);
  const results = Array.from({ length: bounds.high - bounds.low + 1 }, (_, index) => count(bounds.low + index));
  const [first = null] = results;
  return results.every((result) => result === first) ? first : unknown(missing, hull(results));
}

/** `of.name` while `of` is not known: a part of a date or of a duration between its bounds. */
export function partOfUnknown(of: Unknown, name: string): Value {
  const { bounds, missing } = of;
  if (bounds?.of === 'date') {
    const part = (day: number): Value => momentPart({ kind: 'date', day }, name) ?? null;
    return name === 'year' ? atEnds([of], (day) => momentPart(day ?? null, name) ?? null) : overDays(of, part);
  }
  if (bounds?.of === undefined) return unknown(missing);
  const part = (value: Value = null): Value => (isDuration(value) ? (durationPart(value, name) ?? null) : null);
  const [low, high] = [valueAt(bounds.low, bounds), valueAt(bounds.high, bounds)];
  if (part(low) === null) return null;
  if (name === 'years' || name === 'days') return atEnds([of], part);
  if (name !== 'months') return unknown(missing);
  const years = (value: Value): Value => (isDuration(value) ? (durationPart(value, 'years') ?? null) : null);
  const isOneYear = years(low) === years(high) && Math.sign(bounds.low) === Math.sign(bounds.high);
  return isOneYear
    ? atEnds([of], part)
    : unknown(missing, { low: bounds.low < 0 ? -11 : 0, high: bounds.high > 0 ? 11 : 0 });
}
