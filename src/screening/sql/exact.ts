import type { Node } from '#language';

import type { Dialect } from './dialect.ts';
import { and, choose, or, yes } from './text.ts';
import type { Sql } from './text.ts';
import type { Range, Scale } from './values.ts';

export type Rounding = (Node & { readonly op: 'round' })['rounding'];

/** One bound with what is known of it before any row is read. */
export type Bound = { readonly sql: Sql; readonly range: Range };

// The arithmetic of the graph (`exact.ts` of the rule language), the same steps in the same order, so that the doubles are
// the same to the last digit: whole numbers as they are, kopecks as whole hundredths, anything else by its digits.

const safe = Number.MAX_SAFE_INTEGER;

export function add(dialect: Dialect, a: Bound, b: Bound): Sql {
  if (isSmall(a, 1) && isSmall(b, 1) && a.range.scale === 0 && b.range.scale === 0) return `(${a.sql} + ${b.sql})`;
  const ofHundredths = `((${hundredths(a)} + ${hundredths(b)}) / 100)`;
  return choose([[and(areHundredths(a), areHundredths(b)), ofHundredths]], dialect.add(a.sql, b.sql));
}

export function multiply(dialect: Dialect, a: Bound, b: Bound): Sql {
  const product = size(a) * size(b);
  if (a.range.scale === 0 && b.range.scale === 0 && product <= safe) return zeroGuard(a, b, `(${a.sql} * ${b.sql})`);
  const ofHundredths = `((${hundredths(a)} * ${hundredths(b)}) / 10000)`;
  if (isOfHundredths(a) && isOfHundredths(b) && product * 10_000 <= safe) return zeroGuard(a, b, ofHundredths);
  const isSafe = `(abs(${hundredths(a)} * ${hundredths(b)}) <= ${safe})`;
  const isInfinite = `(abs(${hundredths(a)} * ${hundredths(b)}) = ${infinity(dialect)})`;
  const fits = and(areHundredths(a), areHundredths(b), or(isSafe, isInfinite));
  return zeroGuard(a, b, choose([[fits, ofHundredths]], dialect.multiply(a.sql, b.sql)));
}

/** Nothing times any number is nothing, however large that may be. */
function zeroGuard(a: Bound, b: Bound, product: Sql): Sql {
  const isOpen = [a, b].some(({ range }) => range.isLowOpen || range.isHighOpen);
  return isOpen ? choose([[or(`(${a.sql} = 0)`, `(${b.sql} = 0)`), '0']], product) : product;
}

/** By a number that is not zero. */
export function divide(dialect: Dialect, a: Bound, b: Bound): Sql {
  const ofHundredths = `(${hundredths(a)} / (100 * ${b.sql}))`;
  const isBySafe = b.range.scale === 0 && isSmall(b, 100);
  if (isBySafe && isOfHundredths(a) && isSmall(a, 100)) return ofHundredths;
  const plain = `(${a.sql} / ${b.sql})`;
  if (isBySafe) return choose([[areHundredths(a), ofHundredths]], plain);
  const isBy = `(100 * ${b.sql} = round(100 * ${b.sql}) and abs(100 * ${b.sql}) <= ${safe})`;
  const isWhole = `(${b.sql} = round(${b.sql}) and abs(${b.sql}) <= ${safe})`;
  const isInfinite = or(...[a, b].filter(mayBeInfinite).map(({ sql }) => `(abs(${sql}) = ${infinity(dialect)})`));
  return choose(
    [
      [isInfinite, plain],
      [and(areHundredths(a), isBy), ofHundredths],
      [isWhole, plain],
    ],
    dialect.divide(a.sql, b.sql),
  );
}

export function round(dialect: Dialect, a: Bound, scale: number, rounding: Rounding): Sql {
  const decimals = a.range.scale;
  if (decimals !== 'any' && decimals <= scale) return a.sql;
  const rounded = dialect.round(a.sql, scale, rounding);
  return mayBeInfinite(a) ? choose([[`(abs(${a.sql}) = ${infinity(dialect)})`, a.sql]], rounded) : rounded;
}

export function infinity(dialect: Dialect): Sql {
  return `'infinity'::${dialect.double}`;
}

/** Digits after the point of a sum, a product and a number rounded. */
export function scaleOfSum(a: Scale, b: Scale): Scale {
  if (a === 'any' || b === 'any') return 'any';
  return a === 0 && b === 0 ? 0 : 2;
}

export function scaleOfProduct(a: Scale, b: Scale): Scale {
  if (a === 0 && b === 0) return 0;
  return (a === 0 && b === 2) || (a === 2 && b === 0) ? 2 : 'any';
}

/** How many digits a number that is the same for everybody has after the point. */
export function scaleOf(value: number): Scale {
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return 0;
  return Math.round(value * 100) / 100 === value && Math.abs(value) * 100 <= safe ? 2 : 'any';
}

function hundredths({ sql, range }: Bound): Sql {
  return range.scale === 0 ? `(${sql} * 100)` : `round(${sql} * 100)`;
}

function isOfHundredths({ range }: Bound): boolean {
  return range.scale !== 'any';
}

/** Asked of each row where it is not known before. */
function areHundredths(a: Bound): Sql {
  if (isOfHundredths(a) && isSmall(a, 100)) return yes;
  return `(round(${a.sql} * 100) / 100 = ${a.sql} and (abs(${a.sql}) <= ${safe / 100} or abs(${a.sql}) > 1e300))`;
}

function isSmall(a: Bound, factor: number): boolean {
  return size(a) * factor <= safe / 2;
}

/** The largest finite number it may be, whatever its sign. */
function size({ range }: Bound): number {
  return Math.max(Math.abs(range.least), Math.abs(range.most));
}

function mayBeInfinite({ range }: Bound): boolean {
  return range.isLowOpen || range.isHighOpen;
}
