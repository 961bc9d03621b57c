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
  return Number.isNaN(hundredths) ? sums.of(a, b) : hundredths / 100;
}

export function subtract(a: number, b: number): number {
  return add(a, 0 - b);
}

export function multiply(a: number, b: number): number {
  const product = a * b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product))
    return product === 0 ? 0 : product;
  const tenThousandths = hundredthsOf(a) * hundredthsOf(b);
  return Number.isSafeInteger(tenThousandths) ? tenThousandths / 10_000 : products.of(a, b);
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
  return Number.isSafeInteger(b) ? a / b : quotients.of(a, b);
}

export function round(value: number, scale: number, rounding: Rounding): number {
  return double(number.round(value, scale, rounding));
}

/** The number of hundredths when it is a whole one, else NaN. */
function hundredthsOf(value: number): number {
  const hundredths = Math.round(value * 100);
  return hundredths / 100 === value && Number.isSafeInteger(hundredths) ? hundredths : Number.NaN;
}

/**
 * The exact way, which takes a microsecond, with the results met lately: over a region the same threshold times the same
 * number of people comes again and again.
 */
class Recalled {
  readonly #exact: (a: number, b: number) => unknown;
  readonly #left = new Float64Array(places).fill(Number.NaN);
  readonly #right = new Float64Array(places).fill(Number.NaN);
  readonly #result = new Float64Array(places);

  constructor(exact: (a: number, b: number) => unknown) {
    this.#exact = exact;
  }

  of(a: number, b: number): number {
    both[0] = a;
    both[1] = b;
    const mixed = Math.imul(
      words[0]! ^ Math.imul(words[1]!, 31) ^ Math.imul(words[2]!, 131) ^ words[3]!,
      0x9e_37_79_b1,
    );
    const place = mixed >>> (32 - placeBits);
    if (this.#left[place] === a && this.#right[place] === b) return this.#result[place]!;
    const result = double(this.#exact(a, b));
    this.#left[place] = a;
    this.#right[place] = b;
    this.#result[place] = result;
    return result;
  }
}

const placeBits = 12;
const places = 2 ** placeBits;
const both = new Float64Array(2);
const words = new Int32Array(both.buffer);
const sums = new Recalled(number.add);
const products = new Recalled(number.multiply);
const quotients = new Recalled(number.divide);

/** Whatever the exact arithmetic gives as the nearest double. */
function double(value: unknown): number {
  return Number(value);
}
