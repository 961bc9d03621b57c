import { contains, orderOf } from './compare.ts';
import { dayNumber, dayOf, monthsBetween, readDuration, weekdayOf } from './days.ts';
import { aggregates } from './aggregates.ts';
import { not } from './logic.ts';
import * as number from './number.ts';
import type { Rounding } from './number.ts';
import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import { boundsOf, isDate, isList, isUnknown, list, missingOf, unknown } from './values.ts';
import type { Value } from './values.ts';

/** A function of the language: what it takes, what it gives, how it is counted. `rest` repeats the last parameter. */
export type BuiltIn = {
  readonly parameters: readonly ValueType[];
  readonly optional?: number;
  readonly rest?: boolean;
  readonly result: (args: readonly ValueType[]) => ValueType;
  readonly evaluate: (args: readonly Value[]) => Value;
};

const anyList = listOf(types.any);

/** FEEL's built-in functions that rules may use (DMN 1.5, 10.3.4), by name. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ...aggregates,
  ['not', { parameters: [types.boolean], result: () => types.boolean, evaluate: ([value]) => not(value ?? null) }],
  ['list contains', { parameters: [anyList, types.any], result: () => types.boolean, evaluate: ([container, value]) => contains(container ?? null, value ?? null) }],
  ['date', { parameters: [types.any, types.number, types.number], optional: 2, result: () => types.date, evaluate: whenKnown(date) }],
  ['duration', { parameters: [types.text], result: () => types.duration, evaluate: whenKnown(([text]) => duration(text)) }],
  ['years and months duration', { parameters: [types.date, types.date], result: () => types.duration, evaluate: whenKnown(yearsAndMonths) }],
  ['day of week', { parameters: [types.date], result: () => types.number, evaluate: whenKnown(([day]) => (isDate(day ?? null) ? weekdayOf((day as { day: number }).day) : null)) }],
  ['floor', rounding('floor')],
  ['ceiling', rounding('ceiling')],
  ['round up', rounding('up')],
  ['round down', rounding('down')],
  ['round half up', rounding('half up')],
  ['round half down', rounding('half down')],
  ['decimal', rounding('half even')],
  ['abs', { parameters: [types.number], result: () => types.number, evaluate: absolute }],
  ['modulo', { parameters: [types.number, types.number], result: () => types.number, evaluate: whenKnown(modulo) }],
  ['string', { parameters: [types.any], result: () => types.text, evaluate: whenKnown(([value]) => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null)) }],
  ['string length', { parameters: [types.text], result: () => types.number, evaluate: whenKnown(([text]) => (typeof text === 'string' ? [...text].length : null)) }],
  ['contains', ofTexts((text, part) => text.includes(part))],
  ['starts with', ofTexts((text, part) => text.startsWith(part))],
  ['ends with', ofTexts((text, part) => text.endsWith(part))],
  ['append', { parameters: [anyList, types.any], rest: true, result: ([first]) => first ?? anyList, evaluate: append }],
  ['concatenate', { parameters: [anyList], rest: true, result: ([first]) => first ?? anyList, evaluate: concatenate }],
  ['distinct values', { parameters: [anyList], result: ([first]) => first ?? anyList, evaluate: whenKnown(distinct) }],
]);

/** Most functions have no result while an argument is not known. */
function whenKnown(evaluate: (args: readonly Value[]) => Value): (args: readonly Value[]) => Value {
  return (args) => (args.some(isUnknown) ? unknown(missingOf(...args)) : evaluate(args));
}

function date([first, month, day]: readonly Value[]): Value {
  if (typeof first === 'string') {
    const found = dayNumber(first);
    return found === undefined ? null : { kind: 'date', day: found };
  }
  if (first !== undefined && isDate(first)) return first;
  if (typeof first !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null;
  const found = dayOf(first, month, day);
  return found === undefined ? null : { kind: 'date', day: found };
}

function duration(text: Value | undefined): Value {
  const found = typeof text === 'string' ? readDuration(text) : undefined;
  return found === undefined ? null : { kind: 'duration', ...found };
}

function yearsAndMonths([from, to]: readonly Value[]): Value {
  if (from === undefined || to === undefined || !isDate(from) || !isDate(to)) return null;
  return { kind: 'duration', months: monthsBetween(from.day, to.day), days: 0 };
}

/** Rounding never turns the order of two numbers round, so bounds may be rounded too. */
function rounding(mode: Rounding): BuiltIn {
  return {
    parameters: [types.number, types.number],
    optional: 1,
    result: () => types.number,
    evaluate: ([value = null, scale = 0]) => {
      if (typeof scale !== 'number') return isUnknown(scale) ? unknown(missingOf(value, scale)) : null;
      if (typeof value === 'number') return number.round(value, scale, mode);
      if (!isUnknown(value)) return null;
      const bounds = boundsOf(value);
      const bound = (at: number): number => (Number.isFinite(at) ? number.round(at, scale, mode) : at);
      return unknown(value.missing, bounds === undefined ? undefined : { low: bound(bounds.low), high: bound(bounds.high) });
    },
  };
}

function absolute([value = null]: readonly Value[]): Value {
  if (typeof value === 'number') return Math.abs(value);
  if (!isUnknown(value)) return null;
  const bounds = boundsOf(value);
  if (bounds === undefined) return unknown(value.missing);
  const { low, high } = bounds;
  const nearest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  return unknown(value.missing, { low: nearest, high: Math.max(Math.abs(low), Math.abs(high)) });
}

/** The sign of the result is the divisor's (DMN 1.5, table 75). */
function modulo([value, by]: readonly Value[]): Value {
  if (typeof value !== 'number' || typeof by !== 'number' || by === 0) return null;
  const times = number.divide(value, by);
  return times === undefined ? null : number.subtract(value, number.multiply(by, number.round(times, 0, 'floor')));
}

function ofTexts(holds: (text: string, part: string) => boolean): BuiltIn {
  return {
    parameters: [types.text, types.text],
    result: () => types.boolean,
    evaluate: whenKnown(([text, part]) => (typeof text === 'string' && typeof part === 'string' ? holds(text, part) : null)),
  };
}

function append([first = null, ...items]: readonly Value[]): Value {
  return concatenate([first, list(items)]);
}

function concatenate(lists: readonly Value[]): Value {
  if (lists.some(isUnknown)) return unknown(missingOf(...lists));
  const known = lists.filter(isList);
  if (known.length !== lists.length) return null;
  return list(
    known.flatMap((one) => one.items),
    known.flatMap((one) => one.items.map((_, index) => one.maybe?.[index])),
  );
}

function distinct([values = null]: readonly Value[]): Value {
  if (!isList(values)) return null;
  if (values.maybe !== undefined || values.items.some(isUnknown)) return unknown(missingOf(...values.items, ...(values.maybe ?? []).map((entry) => unknown(entry ?? new Set()))));
  const seen: Value[] = [];
  for (const item of values.items) if (!seen.some((other) => other === item || orderOf(other, item) === 0)) seen.push(item);
  return list(seen);
}
