import { states } from '#language';
import type { Slot } from '#language';

import type { Dialect } from './dialect.ts';
import { infinity, scaleOf } from './exact.ts';
import type { Bound } from './exact.ts';
import { and, choose, no, not, or, quoted, yes } from './text.ts';
import type { Sql } from './text.ts';
import { anyRange } from './values.ts';
import type { Range, Span } from './values.ts';

/** Whether it is a number or a day, as far as it is known. */
export function isBounded({ open, nothing }: Span): Sql {
  return not(or(open, nothing));
}

/** Whether it is known: a number, a day, or none. */
export function isSettled({ low, high, nothing }: Span): Sql {
  return low === high ? yes : or(`(${low} = ${high})`, nothing);
}

export function isKnown({ low, high }: Span): Sql {
  return low === high ? yes : `(${low} = ${high})`;
}

export function lowOf({ low, range }: Span): Bound {
  return { sql: low, range: { ...range, isHighOpen: false } };
}

export function highOf({ high, range }: Span): Bound {
  return { sql: high, range: { ...range, isLowOpen: false } };
}

/** The bounds that hold unless it is open or nothing; then they are infinite. */
export function span(
  dialect: Dialect,
  { of, low, high, open = no, nothing = no, range, known }: Partial<Span> & Pick<Span, 'of' | 'low' | 'high' | 'range'>,
): Span {
  const without = or(open, nothing);
  const [first, last] = ends(dialect, of);
  return {
    kind: 'span',
    of,
    low: choose([[without, first]], low),
    high: without === no && high === low ? low : choose([[without, last]], high),
    open,
    nothing,
    range: without === no ? range : { ...range, isLowOpen: true, isHighOpen: true },
    known,
  };
}

/** Before and after everything. */
export function ends(dialect: Dialect, of: Span['of']): readonly [Sql, Sql] {
  return of === 'date'
    ? [dialect.date(-Infinity), dialect.date(Infinity)]
    : [`'-infinity'::${dialect.double}`, infinity(dialect)];
}

/** A number that is the same for everybody. */
export function number(dialect: Dialect, value: number): Sql {
  return Number.isFinite(value)
    ? `${quoted(String(value))}::${dialect.double}`
    : ends(dialect, 'number')[value < 0 ? 0 : 1];
}

export function constantSpan(dialect: Dialect, { state, low, high }: Slot, of: Span['of']): Span {
  const write = (value: number): Sql => (of === 'date' ? dialect.date(value) : number(dialect, value));
  const isBetween = state === states.known || state === states.bounded;
  if (!isBetween) {
    const state_ = state === states.nothing ? { nothing: yes } : { open: yes };
    return span(dialect, { of, low: '', high: '', ...state_, range: anyRange });
  }
  return span(dialect, { of, low: write(low), high: write(high), range: rangeBetween(low, high) });
}

function rangeBetween(low: number, high: number): Range {
  const finite = [low, high].filter(Number.isFinite);
  const scales = finite.map(scaleOf);
  return {
    scale: low === high ? (scales[0] ?? 0) : 'any',
    least: Math.min(...finite, finite.length === 0 ? 0 : Infinity),
    most: Math.max(...finite, finite.length === 0 ? 0 : -Infinity),
    isLowOpen: low === -Infinity,
    isHighOpen: high === Infinity,
  };
}

/** The range that holds whichever of the spans it is. */
export function hullOf(ranges: readonly Range[]): Range {
  return {
    scale: ranges.some(({ scale }) => scale === 'any') ? 'any' : ranges.some(({ scale }) => scale === 2) ? 2 : 0,
    least: Math.min(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
    isLowOpen: ranges.some(({ isLowOpen }) => isLowOpen),
    isHighOpen: ranges.some(({ isHighOpen }) => isHighOpen),
  };
}

/** The least or the greatest of several. */
export function extreme(dialect: Dialect, isLeast: boolean, parts: readonly Span[]): Span {
  const pick = (texts: readonly Sql[]): Sql => {
    const distinct = [...new Set(texts)];
    return distinct.length === 1 ? (distinct[0] ?? '') : `${isLeast ? 'least' : 'greatest'}(${distinct.join(', ')})`;
  };
  const without = or(...parts.map(({ open, nothing }) => or(open, nothing)));
  const settled = and(...parts.map(isSettled));
  const hasNothing = or(...parts.map(({ nothing }) => nothing));
  const nothing = hasNothing === no ? no : and(settled, hasNothing);
  return span(dialect, {
    of: 'number',
    low: pick(parts.map(({ low }) => low)),
    high: pick(parts.map(({ high }) => high)),
    open: and(without, not(nothing)),
    nothing,
    range: hullOf(parts.map(({ range }) => range)),
  });
}
