import * as number from '#language/number.ts';
import type { Rounding } from '#language/number.ts';

/**
 * The arithmetic of `number.ts` at the speed of doubles for whole numbers and for roubles with kopecks: a number of
 * hundredths is counted as a whole number, and the division by a hundred at the end gives the nearest double, as the
 * decimal would. Everything else goes the exact and slow way. NaN when there is no result.
 */
export function add(a: number, b: number): number {
  const sum = a + b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum;
  const hundredths = hundredthsOf(a) + hundredthsOf(b);
  return Number.isNaN(hundredths) ? double(number.add(a, b)) : hundredths / 100;
}

export function subtract(a: number, b: number): number {
  return add(a, 0 - b);
}

export function multiply(a: number, b: number): number {
  const product = a * b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product))
    return product === 0 ? 0 : product;
  const tenThousandths = hundredthsOf(a) * hundredthsOf(b);
  return Number.isSafeInteger(tenThousandths) ? tenThousandths / 10_000 : double(number.multiply(a, b));
}

/**
 * A quotient that does not come out even has no exact double; the nearest one differs from the nearest of 34 digits in
 * its sixteenth digit at most.
 */
export function divide(a: number, b: number): number {
  if (b === 0) return Number.NaN;
  const hundredths = hundredthsOf(a);
  const by = 100 * b;
  if (Number.isSafeInteger(hundredths) && Number.isSafeInteger(by)) return hundredths === 0 ? 0 : hundredths / by;
  return Number.isSafeInteger(b) ? a / b : double(number.divide(a, b));
}

export function round(value: number, scale: number, rounding: Rounding): number {
  return double(number.round(value, scale, rounding));
}

/** The number of hundredths when it is a whole one, else NaN. */
function hundredthsOf(value: number): number {
  const hundredths = Math.round(value * 100);
  return hundredths / 100 === value && Number.isSafeInteger(hundredths) ? hundredths : Number.NaN;
}

/** Whatever the exact arithmetic gives as the nearest double. */
function double(value: unknown): number {
  return Number(value);
}
