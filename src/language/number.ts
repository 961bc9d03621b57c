import { Decimal } from 'decimal.js';

import { spend } from './budget.ts';

/**
 * FEEL's numbers are decimals of 34 digits (DMN 1.5, 10.3.2.3.1; IEEE 754 decimal128). A number of up to 15 significant
 * digits, and every safe integer, is kept as the JavaScript number that shows it exactly; any other as a `BigNumber`. So
 * every number has one form only: kopecks are counted at full speed, and `1 / 3 * 3` is still what the standard says.
 */
export class BigNumber {
  readonly kind = 'decimal';
  readonly digits: Decimal;

  constructor(digits: Decimal) {
    this.digits = digits;
  }

  /** The nearest double, for whoever counts in doubles. */
  valueOf(): number {
    return this.digits.toNumber();
  }
}

export type Num = number | BigNumber;

const decimals = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  minE: -6143,
  maxE: 6144,
  toExpNeg: -7000,
  toExpPos: 7000,
});

/** Digits a double keeps whatever the number. */
const exactDigits = 15;
const farthestExponent = 290;

/** Steps of a power, a logarithm or an exponential: each takes as long as some hundred visits of an item. */
const longCount = 1000;
const shortCount = 3;

/** Largest power whose result is counted: beyond it decimal128 has no number. */
const largestPower = 1_000_000;

export function isNumber(value: unknown): value is Num {
  return typeof value === 'number' || value instanceof BigNumber;
}

/** The number written with those digits (`12`, `-0.5`, `1e3`); undefined when the text is no finite number. */
export function readNumber(text: string): Num | undefined {
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,6})?$/iu.test(text)) return undefined;
  return shown(new decimals(text).toSignificantDigits(34));
}

export function numberText(value: Num): string {
  return big(value).toFixed();
}

/** The double nearest to the number. */
export function double(value: Num): number {
  return typeof value === 'number' ? value : value.digits.toNumber();
}

/** Doubles below and above the number, equal to it when a double shows it exactly. */
export function doublesAround(value: Num): { readonly low: number; readonly high: number } {
  if (typeof value === 'number') return { low: value, high: value };
  const near = value.digits.toNumber();
  if (near === Infinity) return { low: Number.MAX_VALUE, high: Infinity };
  if (near === -Infinity) return { low: -Infinity, high: -Number.MAX_VALUE };
  const gap = Math.max(Number.MIN_VALUE, Math.abs(near) * 4e-16);
  return { low: near - gap, high: near + gap };
}

export function isWhole(value: Num): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : value.digits.isInteger();
}

/** Negative, zero or positive. */
export function order(a: Num, b: Num): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : big(a).comparedTo(big(b));
}

/** Whether two numbers are the same in their first so many significant digits, give or take one in the last. */
export function isSameInDigits(a: Num, b: Num, digits: number): boolean {
  return big(a)
    .minus(big(b))
    .abs()
    .lessThanOrEqualTo(
      big(a)
        .abs()
        .times(new decimals(10).pow(1 - digits)),
    );
}

export function add(a: Num, b: Num): Num | undefined {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  spend(shortCount);
  return shown(big(a).plus(big(b)));
}

export function subtract(a: Num, b: Num): Num | undefined {
  return add(a, minus(b));
}

export function minus(value: Num): Num {
  return typeof value === 'number' ? 0 - value : new BigNumber(value.digits.neg());
}

export function absolute(value: Num): Num {
  return order(value, 0) < 0 ? minus(value) : value;
}

export function multiply(a: Num, b: Num): Num | undefined {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  spend(shortCount);
  return shown(big(a).times(big(b)));
}

/** Undefined when divided by zero: FEEL gives null. */
export function divide(a: Num, b: Num): Num | undefined {
  if (b === 0) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const quotient = a / b;
    if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient === 0 ? 0 : quotient;
  }
  spend(shortCount);
  return shown(big(a).div(big(b)));
}

/** Undefined when the power is no finite number. */
export function power(a: Num, b: Num): Num | undefined {
  if (Math.abs(double(b)) > largestPower || (a === 0 && order(b, 0) < 0)) return undefined;
  spend(longCount);
  return shown(big(a).pow(big(b)));
}

/** The sign of the result is the divisor's (DMN 1.5, table 75); undefined for a divisor of zero. */
export function modulo(a: Num, b: Num): Num | undefined {
  if (b === 0) return undefined;
  spend(shortCount);
  const rest = big(a).mod(big(b));
  return shown(rest.isZero() || rest.isNegative() === order(b, 0) < 0 ? rest : rest.plus(big(b)));
}

/** Undefined for a negative number. */
export function squareRoot(value: Num): Num | undefined {
  spend(longCount / 10);
  return shown(big(value).sqrt());
}

/** Undefined for zero and below. */
export function naturalLogarithm(value: Num): Num | undefined {
  spend(longCount);
  return order(value, 0) <= 0 ? undefined : shown(big(value).ln());
}

export function exponential(value: Num): Num | undefined {
  spend(longCount);
  return Math.abs(double(value)) > 15_000 ? undefined : shown(big(value).exp());
}

export type Rounding = 'up' | 'down' | 'half up' | 'half down' | 'half even' | 'floor' | 'ceiling';

const modes: Readonly<Record<Rounding, Decimal.Rounding>> = {
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  'half up': Decimal.ROUND_HALF_UP,
  'half down': Decimal.ROUND_HALF_DOWN,
  'half even': Decimal.ROUND_HALF_EVEN,
  floor: Decimal.ROUND_FLOOR,
  ceiling: Decimal.ROUND_CEIL,
};

/** Rounds to so many digits after the point, before it when negative; undefined when no number has such digits. */
export function round(value: Num, scale: number, rounding: Rounding): Num | undefined {
  if (!Number.isInteger(scale) || scale < -6111 || scale > 6176) return undefined;
  spend(shortCount);
  if (scale >= 0) return shown(big(value).toDecimalPlaces(scale, modes[rounding]));
  const unit = new decimals(10).pow(-scale);
  return shown(big(value).div(unit).toDecimalPlaces(0, modes[rounding]).times(unit));
}

function big(value: Num): Decimal {
  return typeof value === 'number' ? new decimals(value) : value.digits;
}

/** The one form of a number; undefined when it is not finite. */
function shown(value: Decimal): Num | undefined {
  if (!value.isFinite()) return undefined;
  if (value.isZero()) return 0;
  const fits = value.precision() <= exactDigits && Math.abs(value.e) <= farthestExponent;
  if (fits) return value.toNumber();
  // A safe integer has 16 digits at most; a longer one would be written out in full only to be thrown away.
  const asNumber = value.e <= 15 && value.isInteger() ? value.toNumber() : Number.NaN;
  return Number.isSafeInteger(asNumber) ? asNumber : new BigNumber(value);
}
