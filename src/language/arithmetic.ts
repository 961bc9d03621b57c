import { shiftDay } from './days.ts';
import * as number from './number.ts';
import type { ArithmeticOperator } from './tree.ts';
import { boundsOf, isDate, isDuration, isUnknown, missingOf, unknown } from './values.ts';
import type { DurationValue, Value } from './values.ts';

/**
 * Numbers, dates and durations (DMN 1.5, 10.3.2.3 and table 52). What has no result (a division by zero, a sum of a
 * text and a number) is null. With a not-known number the result keeps the bounds that follow from what is known.
 */
export function arithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (isUnknown(left) || isUnknown(right)) return withUnknown(operator, left, right);
  if (typeof left === 'number' && typeof right === 'number') return finite(numbers(operator, left, right));
  if (typeof left === 'string' && typeof right === 'string') return operator === '+' ? left + right : null;
  if (isDate(left) && isDate(right)) return operator === '-' ? duration(0, left.day - right.day) : null;
  if (isDate(left) && isDuration(right) && (operator === '+' || operator === '-')) {
    const sign = operator === '+' ? 1 : -1;
    return { kind: 'date', day: shiftDay(left.day, sign * right.months, sign * right.days) };
  }
  if (isDuration(left) && isDate(right)) return operator === '+' ? { kind: 'date', day: shiftDay(right.day, left.months, left.days) } : null;
  if (isDuration(left) && isDuration(right)) return durations(operator, left, right);
  if (isDuration(left) && typeof right === 'number') return scaled(operator, left, right);
  if (typeof left === 'number' && isDuration(right)) return operator === '*' ? scaled('*', right, left) : null;
  return null;
}

export function negate(value: Value): Value {
  if (isDuration(value)) return duration(0 - value.months, 0 - value.days);
  return arithmetic('-', 0, value);
}

function numbers(operator: ArithmeticOperator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return number.add(a, b);
    case '-':
      return number.subtract(a, b);
    case '*':
      return number.multiply(a, b);
    case '/':
      return number.divide(a, b);
    case '**':
      return number.power(a, b);
  }
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

function duration(months: number, days: number): DurationValue {
  return { kind: 'duration', months, days };
}

function durations(operator: ArithmeticOperator, a: DurationValue, b: DurationValue): Value {
  if (operator === '+') return duration(a.months + b.months, a.days + b.days);
  if (operator === '-') return duration(a.months - b.months, a.days - b.days);
  if (operator === '/' && a.days === 0 && b.days === 0) return finite(number.divide(a.months, b.months));
  if (operator === '/' && a.months === 0 && b.months === 0) return finite(number.divide(a.days, b.days));
  return null;
}

function scaled(operator: ArithmeticOperator, value: DurationValue, by: number): Value {
  if (operator === '*') return duration(Math.trunc(value.months * by), Math.trunc(value.days * by));
  return operator === '/' && by !== 0 ? duration(Math.trunc(value.months / by), Math.trunc(value.days / by)) : null;
}

function withUnknown(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const missing = missingOf(left, right);
  const a = boundsOf(left);
  const b = boundsOf(right);
  if (a === undefined || b === undefined || operator === '**') return unknown(missing);
  if (operator === '/' && b.low <= 0 && b.high >= 0) return unknown(missing);
  const corners = [
    corner(operator, a.low, b.low),
    corner(operator, a.low, b.high),
    corner(operator, a.high, b.low),
    corner(operator, a.high, b.high),
  ];
  if (corners.some((value) => Number.isNaN(value))) return unknown(missing);
  return unknown(missing, { low: Math.min(...corners), high: Math.max(...corners) });
}

/** Interval arithmetic takes its extremes at the corners; infinity times zero is zero here (the factor is exactly zero). */
function corner(operator: ArithmeticOperator, a: number, b: number): number {
  if (operator === '*' && (a === 0 || b === 0)) return 0;
  if (Number.isFinite(a) && Number.isFinite(b)) return numbers(operator, a, b) ?? Number.NaN;
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  return operator === '*' ? a * b : a / b;
}
