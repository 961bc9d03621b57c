import type { Node } from '#language';

import type { Dialect } from './dialect.ts';
import { isSettled, number, span } from './spans.ts';
import { and, choose, no, not, or } from './text.ts';
import type { Sql } from './text.ts';
import { anyRange } from './values.ts';
import type { Range, Span } from './values.ts';

const wholeRange: Range = { scale: 0, least: -150_000, most: 150_000, isLowOpen: false, isHighOpen: false };

/** Whole months from one day to another, from the latest beginning to the latest end. */
export function monthsBetween(dialect: Dialect, from: Span, to: Span): Span {
  const isNothing = or(from.nothing, to.nothing);
  const areSettled = isNothing === no ? no : and(isSettled(from), isSettled(to));
  const nothing = and(isNothing, areSettled);
  const open = or(from.open, to.open, and(isNothing, not(areSettled)));
  return span(dialect, {
    of: 'number',
    low: months(dialect, from.high, to.low),
    high:
      from.low === from.high && to.low === to.high
        ? months(dialect, from.high, to.low)
        : months(dialect, from.low, to.high),
    open,
    nothing,
    range: wholeRange,
  });
}

function months(dialect: Dialect, from: Sql, to: Sql): Sql {
  const forth = (a: Sql, b: Sql): Sql =>
    `((extract(year from ${b}) - extract(year from ${a})) * 12 + extract(month from ${b}) - extract(month from ${a})` +
    ` - case when extract(day from ${b}) < extract(day from ${a}) then 1 else 0 end)`;
  return `cast(${choose([[`(${to} < ${from})`, `(- ${forth(to, from)})`]], forth(from, to))} as ${dialect.double})`;
}

export function yearsOf(of: Span): Span {
  const years = (sum: Sql): Sql => `trunc(${sum} / 12)`;
  const low = years(of.low);
  return { ...of, low, high: of.high === of.low ? low : years(of.high) };
}

/** Beyond whole years. They begin anew with each year, so bounds of several years leave any number of them. */
export function monthsOf(dialect: Dialect, of: Span): Span {
  const rest = (sum: Sql): Sql => `(${sum} - 12 * trunc(${sum} / 12))`;
  const { open, nothing, range } = of;
  const least = { ...range, least: -11, most: 11 };
  if (of.low === of.high) return { ...of, low: rest(of.low), high: rest(of.low), range: least };
  const isOneYear = `(trunc(${of.low} / 12) = trunc(${of.high} / 12) and sign(${of.low}) = sign(${of.high}))`;
  const none = number(dialect, 0);
  return span(dialect, {
    of: 'number',
    low: choose(
      [
        [isOneYear, rest(of.low)],
        [`(${of.low} < 0)`, number(dialect, -11)],
      ],
      none,
    ),
    high: choose(
      [
        [isOneYear, rest(of.high)],
        [`(${of.high} > 0)`, number(dialect, 11)],
      ],
      none,
    ),
    open,
    nothing,
    range: { ...least, isLowOpen: false, isHighOpen: false },
  });
}

/** A later day never comes to stand before an earlier one. */
export function shiftedDay(dialect: Dialect, of: Span, inMonths: number, inDays: number): Span {
  const low = dialect.shifted(of.low, inMonths, inDays);
  return span(dialect, {
    ...of,
    low,
    high: of.high === of.low ? low : dialect.shifted(of.high, inMonths, inDays),
  });
}

type Dated = (Node & { readonly op: 'parameter-on' })['dated'][number];

/** A parameter on a day that is not known to the day: every value that it had meanwhile. */
export function parameterOn(dialect: Dialect, of: Span, dated: readonly Dated[], asSpan: (one: Dated) => Span): Span {
  const steps = dated.map((one, at) => {
    const next = dated[at + 1];
    const begins = one.from === -Infinity ? 'true' : `${dialect.date(one.from)} <= ${of.high}`;
    const ends = next === undefined ? 'true' : `${dialect.date(next.from)} > ${of.low}`;
    return { value: asSpan(one), meets: `(${begins} and ${ends})` };
  });
  const pick = (word: 'least' | 'greatest', bound: (value: Span) => Sql, beyond: number): Sql =>
    `${word}(${steps.map(({ value, meets }) => choose([[meets, bound(value)]], number(dialect, beyond))).join(', ')})`;
  const low = pick('least', (value) => value.low, Infinity);
  const open = or(of.open, ...steps.map(({ value, meets }) => and(meets, or(value.open, value.nothing))));
  return span(dialect, {
    of: 'number',
    low,
    high:
      of.low === of.high && steps.every(({ value }) => value.low === value.high)
        ? low
        : pick('greatest', (value) => value.high, -Infinity),
    open: and(not(of.nothing), open),
    nothing: of.nothing,
    range: {
      ...anyRange,
      scale: steps.every(({ value }) => value.range.scale !== 'any') ? 2 : 'any',
      ...finite(steps.map(({ value }) => value.range)),
    },
  });
}

function finite(ranges: readonly Range[]): Pick<Range, 'least' | 'most' | 'isLowOpen' | 'isHighOpen'> {
  return {
    least: Math.min(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
    isLowOpen: ranges.some(({ isLowOpen }) => isLowOpen),
    isHighOpen: ranges.some(({ isHighOpen }) => isHighOpen),
  };
}
