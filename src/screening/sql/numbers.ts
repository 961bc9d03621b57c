import type { Node } from '#language';

import type { Dialect } from './dialect.ts';
import { add, divide, infinity, multiply, round, scaleOfProduct, scaleOfSum } from './exact.ts';
import type { Bound, Rounding } from './exact.ts';
import { highOf, isKnown, lowOf, span } from './spans.ts';
import { and, no, not, or } from './text.ts';
import type { Sql } from './text.ts';
import type { Range, Span } from './values.ts';

type Sign = (Node & { readonly op: 'arithmetic' })['sign'];

/** Interval arithmetic, as `count-numbers.ts` of the rule language counts it. */
export function arithmetic(dialect: Dialect, sign: Sign, left: Span, right: Span): Span {
  switch (sign) {
    case '+':
      return sum(dialect, left, right);
    case '-':
      return sum(dialect, left, turned(right));
    case '*':
      return product(dialect, left, right);
    case '/':
      return quotient(dialect, left, right);
  }
}

function turned(one: Span): Span {
  const low = `(- ${one.high})`;
  const { scale, least, most, isLowOpen, isHighOpen } = one.range;
  return {
    ...one,
    low,
    high: one.high === one.low ? low : `(- ${one.low})`,
    range: { scale, least: 0 - most, most: 0 - least, isLowOpen: isHighOpen, isHighOpen: isLowOpen },
  };
}

function sum(dialect: Dialect, left: Span, right: Span): Span {
  const nothing = or(left.nothing, right.nothing);
  // Without end up on one side and down on the other: there is no such number.
  const endless = or(bothEndless(dialect, left, right), bothEndless(dialect, right, left));
  return span(dialect, {
    of: 'number',
    ...corners(left, right, (a, b) => add(dialect, a, b), rising),
    known: areKnown(left, right),
    open: and(not(nothing), or(left.open, right.open, endless)),
    nothing,
    range: {
      scale: scaleOfSum(left.range.scale, right.range.scale),
      least: left.range.least + right.range.least,
      most: left.range.most + right.range.most,
      isLowOpen: left.range.isLowOpen || right.range.isLowOpen,
      isHighOpen: left.range.isHighOpen || right.range.isHighOpen,
    },
  });
}

function bothEndless(dialect: Dialect, down: Span, up: Span): Sql {
  if (!down.range.isLowOpen || !up.range.isHighOpen) return no;
  return `(${down.low} = - ${infinity(dialect)} and ${up.high} = ${infinity(dialect)})`;
}

function product(dialect: Dialect, left: Span, right: Span): Span {
  const nothing = or(left.nothing, right.nothing);
  const isPositive = isNotBelowZero(left.range) && isNotBelowZero(right.range);
  const isOpen = [left, right].some(({ range }) => range.isLowOpen || range.isHighOpen);
  return span(dialect, {
    of: 'number',
    ...corners(left, right, (a, b) => multiply(dialect, a, b), isPositive ? rising : every),
    known: areKnown(left, right),
    open: and(not(nothing), or(left.open, right.open)),
    nothing,
    range: {
      scale: scaleOfProduct(left.range.scale, right.range.scale),
      ...around([left.range.least, left.range.most], [right.range.least, right.range.most], (a, b) => a * b),
      isLowOpen: isOpen && !isPositive,
      isHighOpen: isOpen,
    },
  });
}

function quotient(dialect: Dialect, left: Span, right: Span): Span {
  const isApart = right.range.least > 0 && !right.range.isLowOpen;
  const hasZero = isApart ? no : `(${right.low} <= 0 and ${right.high} >= 0)`;
  const nothing = or(left.nothing, right.nothing, and(areKnown(left, right), hasZero));
  const bothOpen = [left, right].map(({ range, low, high }) => [
    ...(range.isLowOpen ? [`${low} = - ${infinity(dialect)}`] : []),
    ...(range.isHighOpen ? [`${high} = ${infinity(dialect)}`] : []),
  ]);
  const endless = and(...bothOpen.map((ends) => (ends.length === 0 ? no : `(${ends.join(' or ')})`)));
  const isPositive = isNotBelowZero(left.range) && isNotBelowZero(right.range);
  const isOpen = [left, right].some(({ range }) => range.isLowOpen || range.isHighOpen);
  return span(dialect, {
    of: 'number',
    ...corners(left, right, (a, b) => divide(dialect, a, b), isPositive ? falling : every),
    known: areKnown(left, right),
    open: and(not(nothing), or(left.open, right.open, hasZero, endless)),
    nothing,
    range: {
      scale: 'any',
      ...(isApart
        ? around([left.range.least, left.range.most], [right.range.least, right.range.most], (a, b) => a / b)
        : { least: isPositive ? 0 : -Infinity, most: Infinity }),
      isLowOpen: isOpen && !isPositive,
      isHighOpen: isOpen,
    },
  });
}

function areKnown(left: Span, right: Span): Sql {
  return and(isKnown(left), isKnown(right));
}

/** Which bounds of left and right give the lowest and the highest. */
type Way = (corner: (left: 'low' | 'high', right: 'low' | 'high') => Sql) => { readonly low: Sql; readonly high: Sql };

/** With both sides; with the left and against the right; any. */
const rising: Way = (corner) => ({ low: corner('low', 'low'), high: corner('high', 'high') });
const falling: Way = (corner) => ({ low: corner('low', 'high'), high: corner('high', 'low') });
const every: Way = (corner) => {
  const all = [corner('low', 'low'), corner('low', 'high'), corner('high', 'low'), corner('high', 'high')];
  const distinct = [...new Set(all)];
  if (distinct.length === 1) return { low: distinct[0] ?? '', high: distinct[0] ?? '' };
  return { low: `least(${distinct.join(', ')})`, high: `greatest(${distinct.join(', ')})` };
};

function corners(left: Span, right: Span, count: (a: Bound, b: Bound) => Sql, way: Way): ReturnType<Way> {
  const bound = (of: Span, which: 'low' | 'high'): Bound =>
    of.low === of.high || which === 'low' ? lowOf(of) : highOf(of);
  return way((a, b) => count(bound(left, a), bound(right, b)));
}

function isNotBelowZero({ least, isLowOpen }: Range): boolean {
  return least >= 0 && !isLowOpen;
}

function around(
  a: readonly number[],
  b: readonly number[],
  count: (x: number, y: number) => number,
): Pick<Range, 'least' | 'most'> {
  // Infinity times zero is zero here, as in the bounds themselves.
  const all = a.flatMap((x) => b.map((y) => (x === 0 ? 0 : count(x, y)))).map((one) => (Number.isNaN(one) ? 0 : one));
  return { least: Math.min(...all), most: Math.max(...all) };
}

/** Rounding never turns the order of two numbers round, so bounds may be rounded too. */
export function rounded(dialect: Dialect, of: Span, scale: number, rounding: Rounding): Span {
  const low = round(dialect, lowOf(of), scale, rounding);
  const unit = 10 ** Math.max(0, -scale);
  return {
    ...of,
    low,
    high: of.high === of.low ? low : round(dialect, highOf(of), scale, rounding),
    range: {
      ...of.range,
      scale: scale <= 0 ? 0 : scale <= 2 && of.range.scale !== 0 ? 2 : of.range.scale,
      least: Math.floor(of.range.least) - unit,
      most: Math.ceil(of.range.most) + unit,
    },
  };
}
