import { spendText } from './budget.ts';
import { shiftDay } from './days.ts';
import { isOfMonths, ofMonths, ofSeconds, secondsPerDay, totalSeconds } from './durations.ts';
import * as number from './number.ts';
import { isNumber } from './number.ts';
import type { Num } from './number.ts';
import { atEnds, spanOf } from './spans.ts';
import { instantOf, shiftDateTime, utcSeconds } from './times.ts';
import type { TimeValue } from './times.ts';
import type { ArithmeticOperator } from './tree.ts';
import { boundsOf, isDate, isDateTime, isDuration, isTime, isUnknown, openIn, union, unknown } from './values.ts';
import type { Bounds, DurationValue, Value } from './values.ts';

/**
 * Numbers, texts, moments and durations (DMN 1.5, tables 55–57). What has no result (a division by zero, a sum of a
 * text and a number) is null. With a not-known number the result keeps the bounds that follow from what is known.
 */
export function arithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left === 'number' && typeof right === 'number') return numbers(operator, left, right) ?? null;
  if (openIn(left) !== undefined || openIn(right) !== undefined) return withUnknown(operator, left, right);
  if (isNumber(left) && isNumber(right)) return numbers(operator, left, right) ?? null;
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator !== '+') return null;
    spendText(left.length + right.length);
    return left + right;
  }
  if (isDuration(right) && !isDuration(left)) return withDuration(operator, left, right);
  if (isDuration(left)) return ofDuration(operator, left, right);
  return operator === '-' ? difference(left, right) : null;
}

export function negate(given: Value): Value {
  if (isDuration(given))
    return (isOfMonths(given) ? ofMonths(0 - given.months) : ofSeconds(number.minus(totalSeconds(given)))) ?? null;
  return isNumber(given) || isUnknown(given) || openIn(given) !== undefined ? arithmetic('-', 0, given) : null;
}

function numbers(operator: ArithmeticOperator, a: Num, b: Num): Num | undefined {
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

/** Two moments: the time from the second to the first; both with a zone or both without. */
function difference(left: Value, right: Value): Value {
  if (isDate(left) && isDate(right)) return ofSeconds((left.day - right.day) * secondsPerDay) ?? null;
  if (isTime(left) && isTime(right))
    return sameZoning(left, right) ? seconds(number.subtract(utcSeconds(left), utcSeconds(right))) : null;
  const a = isDate(left) ? ({ kind: 'date and time', day: left.day, seconds: 0, zone: 0 } as const) : left;
  const b = isDate(right) ? ({ kind: 'date and time', day: right.day, seconds: 0, zone: 0 } as const) : right;
  if (!isDateTime(a) || !isDateTime(b) || !sameZoning(a, b)) return null;
  return seconds(number.subtract(instantOf(a), instantOf(b)));
}

function sameZoning(a: Pick<TimeValue, 'zone'>, b: Pick<TimeValue, 'zone'>): boolean {
  return (a.zone === undefined) === (b.zone === undefined);
}

function seconds(total: Num | undefined): Value {
  return total === undefined ? null : (ofSeconds(total) ?? null);
}

/** A moment moved by a duration, or a number times a duration. */
function withDuration(operator: ArithmeticOperator, left: Value, by: DurationValue): Value {
  if (isNumber(left)) return operator === '*' ? scaled('*', by, left) : null;
  if (operator !== '+' && operator !== '-') return null;
  const sign = operator === '+' ? 1 : -1;
  if (isDate(left)) {
    if (isOfMonths(by)) return { kind: 'date', day: shiftDay(left.day, sign * by.months, sign * by.days) };
    const moved = shiftDateTime({ kind: 'date and time', day: left.day, seconds: 0 }, signed(sign, totalSeconds(by)));
    return moved === undefined ? null : { kind: 'date', day: moved.day };
  }
  if (isDateTime(left)) {
    if (isOfMonths(by)) return { ...left, day: shiftDay(left.day, sign * by.months, 0) };
    return shiftDateTime(left, signed(sign, totalSeconds(by))) ?? null;
  }
  if (!isTime(left) || isOfMonths(by)) return null;
  const total = number.add(left.seconds, signed(sign, totalSeconds(by))) ?? 0;
  return { ...left, seconds: number.modulo(total, secondsPerDay) ?? 0 };
}

function signed(sign: number, value: Num): Num {
  return sign === 1 ? value : number.minus(value);
}

function ofDuration(operator: ArithmeticOperator, left: DurationValue, right: Value): Value {
  if (isNumber(right)) return scaled(operator, left, right);
  if (!isDuration(right)) return operator === '+' ? withDuration('+', right, left) : null;
  if (isOfMonths(left) !== isOfMonths(right)) return null;
  const ofMonthsBoth = isOfMonths(left);
  const a = ofMonthsBoth ? left.months : totalSeconds(left);
  const b = ofMonthsBoth ? right.months : totalSeconds(right);
  if (operator === '/') return number.divide(a, b) ?? null;
  if (operator !== '+' && operator !== '-') return null;
  const total = numbers(operator, a, b);
  if (total === undefined) return null;
  return (ofMonthsBoth ? ofMonths(number.double(total)) : ofSeconds(total)) ?? null;
}

function scaled(operator: ArithmeticOperator, value: DurationValue, by: Num): Value {
  if (operator !== '*' && operator !== '/') return null;
  const total = numbers(operator, isOfMonths(value) ? value.months : totalSeconds(value), by);
  if (total === undefined) return null;
  if (!isOfMonths(value)) return ofSeconds(total) ?? null;
  return ofMonths(number.double(number.round(total, 0, 'down') ?? 0)) ?? null;
}

function withUnknown(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const missing = union(...[openIn(left), openIn(right)].filter((one) => one !== undefined));
  const a = boundsOf(left);
  const b = boundsOf(right);
  if ((a === undefined || b === undefined) && (operator === '+' || operator === '-'))
    return hasSpan(left) && hasSpan(right)
      ? atEnds([left, right], (x = null, y = null) => arithmetic(operator, x, y))
      : unknown(missing);
  if (a === undefined || b === undefined || operator === '**') return unknown(missing);
  if (operator === '/' && b.low <= 0 && b.high >= 0) return unknown(missing);
  const corners = [
    corner(operator, a.low, b.low),
    corner(operator, a.low, b.high),
    corner(operator, a.high, b.low),
    corner(operator, a.high, b.high),
  ].filter((one) => one !== undefined);
  if (corners.length < 4) return unknown(missing);
  return unknown(missing, {
    low: Math.min(...corners.map((one) => one.low)),
    high: Math.max(...corners.map((one) => one.high)),
  });
}

/** A date, a duration or a number, as far as it is known: sums and differences of these rise or fall with each side. */
function hasSpan(value: Value): boolean {
  return spanOf(value) !== undefined;
}

/** Interval arithmetic takes its extremes at the corners; infinity times zero is zero here (the factor is exactly zero). */
function corner(operator: ArithmeticOperator, a: number, b: number): Bounds | undefined {
  if (operator === '*' && (a === 0 || b === 0)) return { low: 0, high: 0 };
  if (Number.isFinite(a) && Number.isFinite(b)) {
    const found = numbers(operator, a, b);
    return found === undefined ? undefined : number.doublesAround(found);
  }
  const at = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a / b;
  return Number.isNaN(at) ? undefined : { low: at, high: at };
}
