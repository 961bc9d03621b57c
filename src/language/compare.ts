import { all, any, not } from './logic.ts';
import type { CompareOperator } from './tree.ts';
import { boundsOf, isDate, isDuration, isEntity, isList, isUnknown, missingOf, unknown } from './values.ts';
import type { Value } from './values.ts';

/** FEEL equality and order (DMN 1.5, 10.3.2.13), extended to not-known values by their bounds. */
export function compare(operator: CompareOperator, left: Value, right: Value): Value {
  if (operator === '=') return equal(left, right);
  if (operator === '!=') return not(equal(left, right));
  if (isUnknown(left) || isUnknown(right)) return compareBounds(operator, left, right);
  const order = orderOf(left, right);
  if (order === undefined) return null;
  return holds(operator, order);
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
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (isDate(left) && isDate(right)) return left.day - right.day;
  if (isDuration(left) && isDuration(right)) {
    if (left.days === 0 && right.days === 0) return left.months - right.months;
    return left.months === 0 && right.months === 0 ? left.days - right.days : undefined;
  }
  return undefined;
}

function compareBounds(operator: CompareOperator, left: Value, right: Value): Value {
  const a = boundsOf(left);
  const b = boundsOf(right);
  // Text, dates and the like have no bounds. A known value that is no number stays not known: the other side decides the kind.
  if (a !== undefined && b !== undefined) {
    const sure = holds(operator, 1) ? a.low > b.high : a.high < b.low;
    const orEqual = holds(operator, 0) && (holds(operator, 1) ? a.low >= b.high : a.high <= b.low);
    if (sure || orEqual) return true;
    const never = holds(operator, 1) ? a.high < b.low : a.low > b.high;
    const neverEqual = !holds(operator, 0) && (holds(operator, 1) ? a.high <= b.low : a.low >= b.high);
    if (never || neverEqual) return false;
  }
  return unknown(missingOf(left, right));
}

export function equal(left: Value, right: Value): Value {
  if (isUnknown(left) || isUnknown(right)) {
    const a = boundsOf(left);
    const b = boundsOf(right);
    if (a !== undefined && b !== undefined && (a.high < b.low || a.low > b.high)) return false;
    return unknown(missingOf(left, right));
  }
  if (left === null || right === null) return left === right;
  if (typeof left !== 'object' || typeof right !== 'object') return typeof left === typeof right ? left === right : null;
  if (isList(left) && isList(right)) {
    if (left.maybe !== undefined || right.maybe !== undefined) return unknown(missingOf(...left.items, ...right.items));
    if (left.items.length !== right.items.length) return false;
    return all(left.items.map((item, index) => equal(item, right.items[index] ?? null)));
  }
  if (isEntity(left) && isEntity(right)) return left.entity === right.entity && left.id === right.id;
  if (left.kind === 'context' && right.kind === 'context') {
    const keys = Object.keys(left.entries);
    if (keys.length !== Object.keys(right.entries).length || !keys.every((key) => Object.hasOwn(right.entries, key))) return false;
    return all(keys.map((key) => equal(left.entries[key] ?? null, right.entries[key] ?? null)));
  }
  const order = orderOf(left, right);
  return order === undefined ? null : order === 0;
}

/** Whether the value is one of the items; an item that may be absent can only make it not known. */
export function contains(container: Value, value: Value): Value {
  if (isUnknown(container)) return container;
  if (!isList(container)) return equal(container, value);
  return any(
    container.items.map((item, index) => {
      const maybe = container.maybe?.[index];
      const same = equal(item, value);
      return maybe === undefined ? same : all([unknown(maybe), same]);
    }),
  );
}
