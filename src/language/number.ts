import { Decimal } from 'decimal.js';

/**
 * FEEL's numbers are decimals. We keep a number as the double nearest to it and count in decimals (34 digits, as
 * IEEE 754 decimal128) wherever a fraction is involved: `0.1 + 0.2` is exactly `0.3`. Up to 15 significant digits
 * nothing is lost, which is kopecks up to ten trillion roubles.
 */
const decimals = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN });

export function add(a: number, b: number): number {
  const sum = a + b;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum) ? sum : exact(a, b, (x, y) => x.plus(y));
}

export function subtract(a: number, b: number): number {
  return add(a, 0 - b);
}

export function multiply(a: number, b: number): number {
  const product = a * b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  return exact(a, b, (x, y) => x.times(y));
}

/** Undefined when divided by zero: FEEL gives null. */
export function divide(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const quotient = a / b;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(quotient) && quotient * b === a ? quotient : exact(a, b, (x, y) => x.div(y));
}

/** Undefined when the power is no finite number. */
export function power(a: number, b: number): number | undefined {
  if (Math.abs(b) > 1000) return undefined;
  const result = exact(a, b, (x, y) => x.pow(y));
  return Number.isFinite(result) ? result : undefined;
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

/** Rounds to so many digits after the point. */
export function round(value: number, scale: number, rounding: Rounding): number {
  return whole(new decimals(value).toDecimalPlaces(Math.max(0, Math.min(30, scale)), modes[rounding]).toNumber());
}

function exact(a: number, b: number, operation: (x: Decimal, y: Decimal) => Decimal): number {
  return whole(operation(new decimals(a), new decimals(b)).toNumber());
}

/** Minus zero is zero. */
function whole(value: number): number {
  return value === 0 ? 0 : value;
}
