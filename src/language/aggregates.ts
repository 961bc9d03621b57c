import { orderOf } from './compare.ts';
import { all, any } from './logic.ts';
import * as number from './number.ts';
import { isNumber } from './number.ts';
import type { Num } from './number.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { hull, spanFrom, spanOf } from './spans.ts';
import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import { boundsOf, isList, isUnknown, list, openIn, union, unknown } from './values.ts';
import type { Bounds, ListValue, Missing, Value } from './values.ts';

/**
 * Counts, sums and extremes over a list in which an item, or its belonging to the list, may be not known: the result
 * then has the bounds that hold for every completion ("at least two children, whatever the third"). DMN 1.5, table 74.
 */
export const aggregates: readonly (readonly [string, BuiltIn])[] = [
  ['count', [signature('list: list', 'number', (value = null) => ofList(value, count), 'open')]],
  ['sum', overItems('numbers', () => types.number, sum)],
  ['min', overItems('list', itemType, (values) => extreme(values, 'min'))],
  ['max', overItems('list', itemType, (values) => extreme(values, 'max'))],
  ['mean', overItems('numbers', () => types.number, settled(mean))],
  [
    'product',
    overItems(
      'numbers',
      () => types.number,
      settled((items) =>
        items.reduce<Value>(
          (made, item) => (isNumber(made) && isNumber(item) ? (number.multiply(made, item) ?? null) : null),
          items.length === 0 ? null : 1,
        ),
      ),
    ),
  ],
  ['median', overItems('numbers', () => types.number, settled(median))],
  ['stddev', overItems('numbers', () => types.number, settled(deviation))],
  ['mode', overItems('numbers', () => listOf(types.number), settled(mode))],
  [
    'all',
    overItems(
      'booleans',
      () => types.boolean,
      (values) => all(members(values, true)),
    ),
  ],
  [
    'any',
    overItems(
      'booleans',
      () => types.boolean,
      (values) => any(members(values, false)),
    ),
  ],
];

/** FEEL's aggregates take one list or the items themselves: `max(1, 2)` is `max([1, 2])`. */
function overItems(
  kind: string,
  gives: (args: readonly ValueType[]) => ValueType,
  evaluate: (values: ListValue) => Value,
): BuiltIn {
  const item = kind === 'numbers' ? 'number' : kind === 'booleans' ? 'boolean' : 'any';
  return [
    signature(`list: ${kind}`, gives, (value = null) => ofList(value, evaluate), 'open'),
    signature(`items...: ${item}`, gives, (...items) => evaluate({ kind: 'list', items }), 'open'),
  ];
}

function ofList(value: Value, evaluate: (values: ListValue) => Value): Value {
  if (value === null) return null;
  if (isUnknown(value)) return unknown(value.missing);
  return evaluate(isList(value) ? value : list([value]));
}

function itemType([first = types.any]: readonly ValueType[]): ValueType {
  return first.kind === 'list' ? first.of : first;
}

function maybeMissing(values: ListValue): readonly Missing[] {
  return (values.maybe ?? []).filter((entry) => entry !== undefined);
}

/** What the aggregate waits for: unknown items and unknown belonging. */
function missingIn(values: ListValue): Missing {
  return openIn(values) ?? new Set();
}

function count(values: ListValue): Value {
  const open = maybeMissing(values);
  if (open.length === 0) return values.items.length;
  return unknown(union(...open), { low: values.items.length - open.length, high: values.items.length });
}

function sum(values: ListValue): Value {
  if (values.items.length === 0) return null;
  if (isSettled(values))
    return values.items.reduce<Value>(
      (made, item) => (isNumber(made) && isNumber(item) ? (number.add(made, item) ?? null) : null),
      0,
    );
  let low = 0;
  let high = 0;
  for (const [index, item] of values.items.entries()) {
    const bounds = boundsOf(item);
    if (bounds === undefined) return unknown(missingIn(values));
    const maybe = values.maybe?.[index] !== undefined;
    low = plus(low, maybe ? Math.min(0, bounds.low) : bounds.low).low;
    high = plus(high, maybe ? Math.max(0, bounds.high) : bounds.high).high;
  }
  return unknown(missingIn(values), hasSureItem(values) ? { low, high } : undefined);
}

function plus(a: number, b: number): Bounds {
  const found = Number.isFinite(a) && Number.isFinite(b) ? number.add(a, b) : a + b;
  return found === undefined ? { low: -Infinity, high: Infinity } : number.doublesAround(found);
}

/** Whether the list is certainly not empty: the sum and the extremes of an empty list are null. */
function hasSureItem(values: ListValue): boolean {
  return values.items.some((_, index) => values.maybe?.[index] === undefined);
}

function isSettled(values: ListValue): boolean {
  return values.maybe === undefined && openIn(values) === undefined;
}

function settled(evaluate: (items: readonly Value[]) => Value): (values: ListValue) => Value {
  return (values) => (isSettled(values) ? evaluate(values.items) : unknown(missingIn(values)));
}

function extreme(values: ListValue, which: 'min' | 'max'): Value {
  if (values.items.length === 0) return null;
  const sign = which === 'min' ? 1 : -1;
  if (isSettled(values)) return extremeOf(values.items, sign);
  const bounds = values.items.map(spanOf);
  const sort = hull(values.items);
  if (!hasSureItem(values) || sort === undefined) return unknown(missingIn(values));
  const isSure = (_: unknown, index: number): boolean => values.maybe?.[index] === undefined;
  const settledOn = extremeOf(values.items.filter(isSure).filter(isKnown), sign);
  if (settledOn !== null && values.items.every((item) => isNoFurther(item, settledOn, sign))) return settledOn;
  const sure = bounds.filter(isSure);
  const lows = (which === 'min' ? bounds : sure).map((entry) => entry?.low ?? -Infinity);
  const highs = (which === 'min' ? sure : bounds).map((entry) => entry?.high ?? Infinity);
  const pick = which === 'min' ? Math.min : Math.max;
  return unknown(missingIn(values), spanFrom(pick(...lows), pick(...highs), sort));
}

/** The least item, or with `sign` -1 the greatest; null when there is none or they have no order. */
function extremeOf(items: readonly Value[], sign: 1 | -1): Value {
  const [first = null] = items;
  if (orderOf(first, first) === undefined) return null;
  return items.reduce((best, item) => {
    const order = orderOf(item, best);
    return order === undefined ? null : sign * order < 0 ? item : best;
  });
}

/** Whether an item, whatever it turns out to be, does not come before the best. */
function isNoFurther(item: Value, best: Value, sign: 1 | -1): boolean {
  if (!isUnknown(item)) return sign * (orderOf(item, best) ?? -sign) >= 0;
  const [span, own] = [spanOf(item), spanOf(best)];
  if (span === undefined || own === undefined) return false;
  // A third is between two doubles: the bounds alone would leave it open.
  return sign > 0 ? span.low >= own.high : span.high <= own.low;
}

function isKnown(item: Value): boolean {
  return !isUnknown(item);
}

function numbersIn(items: readonly Value[]): readonly Num[] | undefined {
  const found = items.filter(isNumber);
  return found.length === items.length && found.length > 0 ? found : undefined;
}

function total(items: readonly Num[]): Num {
  return items.reduce<Num>((made, item) => number.add(made, item) ?? 0, 0);
}

function mean(items: readonly Value[]): Value {
  const found = numbersIn(items);
  return found === undefined ? null : (number.divide(total(found), found.length) ?? null);
}

function median(items: readonly Value[]): Value {
  const found = numbersIn(items)?.toSorted(number.order);
  if (found === undefined) return null;
  const upper = found[Math.floor(found.length / 2)] ?? 0;
  if (found.length % 2 === 1) return upper;
  return number.divide(total([upper, found[found.length / 2 - 1] ?? 0]), 2) ?? null;
}

/** Of a sample: the squares are divided by one less than their number. */
function deviation(items: readonly Value[]): Value {
  const found = numbersIn(items);
  const middle = mean(items);
  if (found === undefined || found.length < 2 || !isNumber(middle)) return null;
  const squares = found.map((item) => {
    const away = number.subtract(item, middle) ?? 0;
    return number.multiply(away, away) ?? 0;
  });
  const variance = number.divide(total(squares), found.length - 1);
  return variance === undefined ? null : (number.squareRoot(variance) ?? null);
}

/** The numbers that stand most often, in rising order. */
function mode(items: readonly Value[]): Value {
  if (items.length === 0) return list([]);
  const found = numbersIn(items)?.toSorted(number.order);
  if (found === undefined) return null;
  const counts: { readonly item: Num; times: number }[] = [];
  for (const item of found) {
    const last = counts.at(-1);
    if (last !== undefined && number.order(last.item, item) === 0) last.times += 1;
    else counts.push({ item, times: 1 });
  }
  const most = Math.max(...counts.map(({ times }) => times));
  return list(counts.filter(({ times }) => times === most).map(({ item }) => item));
}

/** For `all` a maybe-item counts as true when absent, for `any` as false: so it can decide only if it is really there. */
function members(values: ListValue, absent: boolean): Value[] {
  return values.items.map((item, index) => {
    const maybe = values.maybe?.[index];
    if (maybe === undefined || item === absent) return item;
    return unknown(union(maybe, openIn(item) ?? new Set()));
  });
}
