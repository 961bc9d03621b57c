import * as number from './number.ts';
import { isNumber } from './number.ts';
import type { Num, Rounding } from './number.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { boundsOf, isList, isUnknown, missingOf, unknown } from './values.ts';
import type { Bounds, Value } from './values.ts';

/** FEEL's functions of numbers (DMN 1.5, table 75). */
export const numberFunctions: readonly (readonly [string, BuiltIn])[] = [
  ['floor', rounding('floor')],
  ['ceiling', rounding('ceiling')],
  ['round up', rounding('up')],
  ['round down', rounding('down')],
  ['round half up', rounding('half up')],
  ['round half down', rounding('half down')],
  ['decimal', rounding('half even')],
  [
    'abs',
    [
      signature('n: number', 'number', absolute, 'open'),
      signature('n: duration', 'duration', (value) => value ?? null),
    ],
  ],
  ['modulo', [signature('dividend: number, divisor: number', 'number', ofTwo(number.modulo))]],
  ['sqrt', [signature('number: number', 'number', ofOne(number.squareRoot))]],
  ['log', [signature('number: number', 'number', ofOne(number.naturalLogarithm))]],
  ['exp', [signature('number: number', 'number', ofOne(number.exponential))]],
  ['odd', [signature('number: number', 'boolean', (value) => parity(value, 1))]],
  ['even', [signature('number: number', 'boolean', (value) => parity(value, 0))]],
  ['number', [signature('from: text, grouping separator?: text, decimal separator?: text', 'number', readGrouped)]],
];

function ofOne(count: (value: Num) => Num | undefined): (value?: Value) => Value {
  return (value) => (isNumber(value) ? (count(value) ?? null) : null);
}

function ofTwo(count: (a: Num, b: Num) => Num | undefined): (a?: Value, b?: Value) => Value {
  return (a, b) => (isNumber(a) && isNumber(b) ? (count(a, b) ?? null) : null);
}

/** Rounding never turns the order of two numbers round, so bounds may be rounded too. */
function rounding(mode: Rounding): BuiltIn {
  const round = (given: Value = null, scaleGiven: Value = 0): Value => {
    const value = single(given);
    const digits = single(scaleGiven);
    if (isUnknown(digits)) return unknown(missingOf(value, digits));
    if (!isNumber(digits)) return isUnknown(value) ? unknown(value.missing) : null;
    const places = number.double(number.round(digits, 0, 'down') ?? Number.NaN);
    if (isNumber(value)) return number.round(value, places, mode) ?? null;
    if (!isUnknown(value)) return null;
    const bounds = boundsOf(value);
    if (bounds === undefined) return unknown(value.missing);
    const low = bound(bounds.low, places, mode);
    const high = bound(bounds.high, places, mode);
    return unknown(
      value.missing,
      low === undefined || high === undefined ? undefined : { low: low.low, high: high.high },
    );
  };
  return [signature('n: number, scale?: number', 'number', round, 'open')];
}

function bound(at: number, scale: number, mode: Rounding): Bounds | undefined {
  if (!Number.isFinite(at)) return { low: at, high: at };
  const rounded = number.round(at, scale, mode);
  return rounded === undefined ? undefined : number.doublesAround(rounded);
}

/** A list of one number is that number (DMN 1.5, 10.3.2.9.4). */
function single(value: Value): Value {
  if (!isList(value) || value.items.length !== 1) return value;
  const [only = null] = value.items;
  const maybe = value.maybe?.[0];
  return maybe === undefined ? only : unknown(maybe);
}

function absolute(given: Value = null): Value {
  const value = single(given);
  if (isNumber(value)) return number.absolute(value);
  if (typeof value === 'object' && value !== null && value.kind === 'duration') {
    const isNegative = value.months < 0 || value.days < 0 || number.order(value.seconds ?? 0, 0) < 0;
    if (!isNegative) return value;
    return {
      kind: 'duration',
      months: 0 - value.months,
      days: 0 - value.days,
      ...(value.seconds === undefined ? {} : { seconds: number.minus(value.seconds) }),
    };
  }
  if (!isUnknown(value)) return null;
  const bounds = boundsOf(value);
  if (bounds === undefined) return unknown(value.missing);
  const { low, high } = bounds;
  const nearest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  return unknown(value.missing, { low: nearest, high: Math.max(Math.abs(low), Math.abs(high)) });
}

function parity(value: Value | undefined, rest: number): Value {
  if (!isNumber(value)) return null;
  const found = number.modulo(value, 2);
  return found === undefined ? null : found === rest;
}

/** `number("1.000,5", ".", ",")`: the separators may be a space, a comma or a point, and may not be the same. */
function readGrouped(from: Value = null, grouping: Value = null, point: Value = null): Value {
  if (typeof from !== 'string') return null;
  if (grouping !== null && (typeof grouping !== 'string' || ![' ', ',', '.'].includes(grouping))) return null;
  if (point !== null && (typeof point !== 'string' || ![',', '.'].includes(point))) return null;
  if (grouping !== null && grouping === point) return null;
  const together = typeof grouping === 'string' ? from.replaceAll(grouping, '') : from;
  return number.readNumber(typeof point === 'string' ? together.replaceAll(point, '.') : together) ?? null;
}
