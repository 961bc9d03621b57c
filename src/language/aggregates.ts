import { orderOf } from './compare.ts';
import type { BuiltIn } from './functions.ts';
import { all, any } from './logic.ts';
import * as number from './number.ts';
import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import { boundsOf, isList, isUnknown, missingOf, union, unknown } from './values.ts';
import type { ListValue, Missing, Value } from './values.ts';

/**
 * Counts, sums and extremes over a list in which an item, or its belonging to the list, may be not known: the result
 * then has the bounds that hold for every completion ("at least two children, whatever the third").
 */
export const aggregates: readonly (readonly [string, BuiltIn])[] = [
  ['count', aggregate(() => types.number, count, listOf(types.any))],
  ['sum', aggregate(() => types.number, sum, listOf(types.number))],
  ['min', aggregate(itemType, (values) => extreme(values, 'min'), listOf(types.any))],
  ['max', aggregate(itemType, (values) => extreme(values, 'max'), listOf(types.any))],
  ['mean', aggregate(() => types.number, mean, listOf(types.number))],
  ['all', aggregate(() => types.boolean, (values) => all(members(values, true)), listOf(types.boolean))],
  ['any', aggregate(() => types.boolean, (values) => any(members(values, false)), listOf(types.boolean))],
];

/** FEEL's aggregates take one list or the items themselves: `max(1, 2)` is `max([1, 2])`. */
function aggregate(result: BuiltIn['result'], evaluate: (values: ListValue) => Value, parameter: ValueType): BuiltIn {
  return {
    parameters: [parameter],
    rest: true,
    result,
    evaluate: (args) => {
      const [only, second] = args;
      if (only !== undefined && second === undefined) {
        if (isUnknown(only)) return unknown(only.missing);
        if (isList(only)) return evaluate(only);
      }
      return evaluate({ kind: 'list', items: args });
    },
  };
}

function itemType([first = types.any]: readonly ValueType[]): ValueType {
  return first.kind === 'list' ? first.of : first;
}

function maybeMissing(values: ListValue): readonly Missing[] {
  return (values.maybe ?? []).filter((entry) => entry !== undefined);
}

/** What the aggregate waits for: unknown items and unknown belonging. */
function missingIn(values: ListValue): Missing {
  return union(missingOf(...values.items), ...maybeMissing(values));
}

function count(values: ListValue): Value {
  const open = maybeMissing(values);
  if (open.length === 0) return values.items.length;
  return unknown(union(...open), { low: values.items.length - open.length, high: values.items.length });
}

function sum(values: ListValue): Value {
  if (values.items.length === 0) return null;
  let low = 0;
  let high = 0;
  let isNumber = hasSureItem(values);
  for (const [index, item] of values.items.entries()) {
    const bounds = boundsOf(item);
    if (bounds === undefined) {
      if (!isUnknown(item) && isSettled(values)) return null;
      isNumber = false;
      continue;
    }
    const maybe = values.maybe?.[index] !== undefined;
    low = plus(low, maybe ? Math.min(0, bounds.low) : bounds.low);
    high = plus(high, maybe ? Math.max(0, bounds.high) : bounds.high);
  }
  return isSettled(values) ? low : unknown(missingIn(values), isNumber ? { low, high } : undefined);
}

function plus(a: number, b: number): number {
  return Number.isFinite(a) && Number.isFinite(b) ? number.add(a, b) : a + b;
}

/** Whether the list is certainly not empty: the sum and the extremes of an empty list are null. */
function hasSureItem(values: ListValue): boolean {
  return values.items.some((_, index) => values.maybe?.[index] === undefined);
}

function isSettled(values: ListValue): boolean {
  return values.maybe === undefined && !values.items.some(isUnknown);
}

function extreme(values: ListValue, which: 'min' | 'max'): Value {
  if (values.items.length === 0) return null;
  const sign = which === 'min' ? 1 : -1;
  if (isSettled(values)) {
    return values.items.reduce((best, item) => {
      const order = orderOf(item, best);
      return order === undefined ? null : sign * order < 0 ? item : best;
    });
  }
  const bounds = values.items.map((item) => boundsOf(item));
  if (!hasSureItem(values) || bounds.includes(undefined)) return unknown(missingIn(values));
  const sure = bounds.filter((_, index) => values.maybe?.[index] === undefined);
  const lows = (which === 'min' ? bounds : sure).map((entry) => entry?.low ?? -Infinity);
  const highs = (which === 'min' ? sure : bounds).map((entry) => entry?.high ?? Infinity);
  const pick = which === 'min' ? Math.min : Math.max;
  return unknown(missingIn(values), { low: pick(...lows), high: pick(...highs) });
}

function mean(values: ListValue): Value {
  if (!isSettled(values)) return unknown(missingIn(values));
  const total = sum(values);
  return typeof total === 'number' ? (number.divide(total, values.items.length) ?? null) : null;
}

/** For `all` a maybe-item counts as true when absent, for `any` as false: so it can decide only if it is really there. */
function members(values: ListValue, absent: boolean): Value[] {
  return values.items.map((item, index) => {
    const maybe = values.maybe?.[index];
    if (maybe === undefined || item === absent) return item;
    return unknown(union(maybe, missingOf(item)));
  });
}
