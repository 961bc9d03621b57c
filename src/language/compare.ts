import { spend } from './budget.ts';
import { isOfMonths, totalSeconds } from './durations.ts';
import { all, any, not } from './logic.ts';
import * as number from './number.ts';
import { isNumber } from './number.ts';
import { spanOf } from './spans.ts';
import { instantOf, utcSeconds } from './times.ts';
import type { CompareOperator } from './tree.ts';
import {
  entryOf,
  isDate,
  isDateTime,
  isDuration,
  isEntity,
  isList,
  isRange,
  isTime,
  isUnknown,
  openIn,
  unknown,
} from './values.ts';
import type { RangeValue, Value } from './values.ts';

/** FEEL equality and order (DMN 1.5, 10.3.2.13), extended to not-known values by their bounds. */
export function compare(operator: CompareOperator, left: Value, right: Value): Value {
  if (operator === '=') return equal(left, right);
  if (operator === '!=') return not(equal(left, right));
  if (isUnknown(left) || isUnknown(right)) return compareBounds(operator, left, right);
  const order = orderOf(left, right);
  if (order === undefined) return openOrNull(left, right);
  return holds(operator, order);
}

/** A list of one item equals the item. */
function single(value: Value): Value {
  return isList(value) && value.items.length === 1 && value.maybe === undefined ? (value.items[0] ?? null) : value;
}

/** What cannot be compared is null, unless something inside is still open. */
function openOrNull(left: Value, right: Value): Value {
  const open = [openIn(left), openIn(right)].filter((one) => one !== undefined);
  return open.length === 0 ? null : unknown(new Set(open.flatMap((one) => [...one])));
}

function holds(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

/** Negative, zero or positive; undefined when the two cannot be ordered. */
export function orderOf(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) return number.order(left, right);
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (isDate(left) && isDate(right)) return left.day - right.day;
  if (isDuration(left) && isDuration(right)) {
    if (isOfMonths(left) !== isOfMonths(right)) return undefined;
    return isOfMonths(left) ? left.months - right.months : number.order(totalSeconds(left), totalSeconds(right));
  }
  if (isDateTime(left) && isDateTime(right)) {
    return (left.zone === undefined) === (right.zone === undefined)
      ? number.order(instantOf(left), instantOf(right))
      : undefined;
  }
  if (isTime(left) && isTime(right)) {
    return (left.zone === undefined) === (right.zone === undefined)
      ? number.order(utcSeconds(left), utcSeconds(right))
      : undefined;
  }
  return undefined;
}

function compareBounds(operator: CompareOperator, left: Value, right: Value): Value {
  const a = spanOf(left);
  const b = spanOf(right);
  // Texts and the like have no bounds. A known value of another kind stays not known: the other side decides the kind.
  if (a !== undefined && b !== undefined && a.of === b.of) {
    const sure = holds(operator, 1) ? a.low > b.high : a.high < b.low;
    const orEqual = holds(operator, 0) && (holds(operator, 1) ? a.low >= b.high : a.high <= b.low);
    if (sure || orEqual) return true;
    const never = holds(operator, 1) ? a.high < b.low : a.low > b.high;
    const neverEqual = !holds(operator, 0) && (holds(operator, 1) ? a.high <= b.low : a.low >= b.high);
    if (never || neverEqual) return false;
  }
  return openOrNull(left, right);
}

export function equal(left: Value, right: Value): Value {
  spend(0.1);
  if (isUnknown(left) || isUnknown(right)) {
    // What has bounds is something.
    if (
      (isUnknown(left) && left.bounds !== undefined && right === null) ||
      (isUnknown(right) && right.bounds !== undefined && left === null)
    )
      return false;
    const a = spanOf(left);
    const b = spanOf(right);
    if (a !== undefined && b !== undefined && a.of === b.of && (a.high < b.low || a.low > b.high)) return false;
    return openOrNull(left, right);
  }
  if (left === null || right === null) return left === right;
  if (isNumber(left) && isNumber(right)) return number.order(left, right) === 0;
  if (typeof left !== 'object' || typeof right !== 'object') {
    if (isList(left) || isList(right)) return equalSingle(left, right);
    return typeof left === typeof right ? left === right : null;
  }
  if (isList(left) && isList(right)) {
    if (left.maybe !== undefined || right.maybe !== undefined) return openOrNull(left, right);
    if (left.items.length !== right.items.length) return false;
    return both(left.items.map((item, index) => () => equal(item, right.items[index] ?? null)));
  }
  if (isList(left) || isList(right)) return equalSingle(left, right);
  if (isEntity(left) && isEntity(right)) return left.entity === right.entity && left.id === right.id;
  if (left.kind === 'context' && right.kind === 'context') {
    const keys = Object.keys(left.entries);
    if (keys.length !== Object.keys(right.entries).length || !keys.every((key) => entryOf(right, key) !== undefined))
      return false;
    return both(keys.map((key) => () => equal(entryOf(left, key) ?? null, entryOf(right, key) ?? null)));
  }
  if (isRange(left) && isRange(right)) return equalRanges(left, right);
  if (left === right) return true;
  const order = orderOf(left, right);
  return order === undefined ? openOrNull(left, right) : order === 0;
}

/** Two structures are equal when all their parts are; parts of different kinds make them different. */
function both(parts: readonly (() => Value)[]): Value {
  return all(
    parts.map((part) => {
      spend(1);
      return part() ?? false;
    }),
  );
}

function equalSingle(left: Value, right: Value): Value {
  const a = single(left);
  const b = single(right);
  return a === left && b === right ? openOrNull(left, right) : equal(a, b);
}

function equalRanges(left: RangeValue, right: RangeValue): Value {
  const end = (a: Value | undefined, b: Value | undefined): Value =>
    a === undefined || b === undefined ? a === b : equal(a, b);
  return all([
    left.lowIn === right.lowIn,
    left.highIn === right.highIn,
    end(left.low, right.low),
    end(left.high, right.high),
  ]);
}

/** Whether the value lies in the range. */
export function inRange(value: Value, range: RangeValue): Value {
  return all([
    range.low === undefined ? true : compare(range.lowIn ? '>=' : '>', value, range.low),
    range.high === undefined ? true : compare(range.highIn ? '<=' : '<', value, range.high),
  ]);
}

/** Whether the value is one of the items; an item that may be absent can only make it not known. */
export function contains(container: Value, value: Value): Value {
  if (isUnknown(container)) return unknown(container.missing);
  if (!isList(container)) return equal(container, value);
  return any(
    container.items.map((item, index) => {
      spend(1);
      const maybe = container.maybe?.[index];
      const same = equal(item, value) ?? false;
      return maybe === undefined ? same : all([unknown(maybe), same]);
    }),
  );
}
