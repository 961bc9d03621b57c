import type { FactPlace } from '#assessment';
import type { Fact } from '#catalogue';
import { dayNumber, states } from '#language';
import { noneSuffix } from '#screening/contract.ts';

import type { Dialect } from './dialect.ts';
import type { Layers } from './layers.ts';
import type { Rules } from './node-values.ts';
import { constantSpan, ends } from './spans.ts';
import { and, choose, no, not, or, yes } from './text.ts';
import type { Sql } from './text.ts';
import { anyRange, truth } from './values.ts';
import type { Scale, Span, Value } from './values.ts';

/** How a column of the population is read in a query. */
export type Raw = (column: string, isOfPerson: boolean) => Sql;

/** The column beside that of a fact which says of whom it is known that there is none. */
export function noneColumn(fact: string): string {
  return `${fact}${noneSuffix}`;
}

/**
 * A fact as it stands in its column; NULL is "not known". A number that there must be lies within its limits while it is
 * not known; of anything else nothing is known then.
 */
export function leafValue(rules: Rules, name: string, layers: Layers, column: string, raw: Raw): Value {
  const place = rules.book.factOf.get(name);
  if (place === undefined) throw new Error(`No fact ${name}`);
  const { type, mayBeAbsent } = place.fact;
  const held = rules.profile.get(name);
  const none = held?.hasNone === true ? `coalesce(${raw(noneColumn(name), place.isOfPerson)}, false)` : no;
  const nothing = none === no ? no : layers.given(`${column}n`, none);
  const own =
    held === undefined
      ? 'null'
      : layers.given(
          column,
          choose([[none, 'null']], read(rules.dialect, place.fact, held, raw(name, place.isOfPerson))),
        );
  const isMissing = held === undefined ? yes : held.isComplete ? no : `(${own} is null)`;
  const open = and(isMissing, not(nothing));
  const known = (otherwise: Sql, value = own): Sql =>
    isMissing === yes ? otherwise : isMissing === no ? value : `coalesce(${value}, ${otherwise})`;
  switch (type) {
    case 'boolean':
      return truth(known(no), or(known(yes), nothing), nothing);
    case 'date': {
      const [first, last] = ends(rules.dialect, 'date');
      const days = held?.isText === true ? daysTold(rules.dialect, own, place) : { low: own, high: own };
      const [low, high] = [known(first, days.low), known(last, days.high)];
      return { kind: 'span', of: 'date', low, high, open, nothing, range: anyRange };
    }
    case 'number':
    case 'money': {
      const isLimited = mayBeAbsent === undefined && nothing === no;
      const slot = isLimited
        ? { state: states.bounded, low: place.min, high: place.max }
        : { state: states.open, low: Number.NaN, high: Number.NaN };
      const untold = constantSpan(rules.dialect, slot, 'number');
      if (isMissing === yes) return untold;
      return {
        ...untold,
        low: known(untold.low),
        high: known(untold.high),
        open: isLimited ? no : open,
        nothing,
        range: rangeOf(held, isMissing === no ? undefined : untold),
      };
    }
    default:
      return { kind: 'word', text: own, open, nothing };
  }
}

/** Numbers are counted as doubles, codes as texts, whatever the type of their column. */
function read(dialect: Dialect, { type }: Pick<Fact, 'type'>, { isText }: { readonly isText: boolean }, raw: Sql): Sql {
  if (type === 'number' || type === 'money') return `cast(${raw} as ${dialect.double})`;
  if (type === 'choice' || isText) return `cast(${raw} as text)`;
  return raw;
}

/** The first and the last day of what is told of a date. What has been was not after the day of the question. */
function daysTold(dialect: Dialect, told: Sql, { fact, asOf }: FactPlace): { readonly low: Sql; readonly high: Sql } {
  const inPart = (ofMonth: Sql, ofYear: Sql): Sql =>
    `case length(${told}) when 10 then cast(${told} as date) when 7 then ${ofMonth} when 4 then ${ofYear} end`;
  const month = `cast(${told} || '-01' as date)`;
  const year = `cast(${told} || '-01-01' as date)`;
  const low = inPart(month, year);
  const last = inPart(dialect.shifted(month, 1, -1), dialect.shifted(year, 12, -1));
  const today = dialect.date(dayNumber(asOf) ?? 0);
  const high = fact.past
    ? choose([[`(length(${told}) < 10)`, `greatest(${low}, least(${last}, ${today}))`]], last)
    : last;
  return { low, high };
}

type Held = { readonly scale: Scale; readonly least: number; readonly most: number } | undefined;

function rangeOf(held: Held, untold: Span | undefined): Span['range'] {
  const { scale, least, most } = held ?? anyRange;
  if (untold === undefined) return { scale, least, most, isLowOpen: false, isHighOpen: false };
  const { range } = untold;
  return {
    // The limits are whole numbers, or so we take them to be only when they are.
    scale: range.scale === 'any' && !isWholeOrEndless(range) ? 'any' : scale,
    least: Number.isFinite(range.least) ? Math.min(least, range.least) : least,
    most: Number.isFinite(range.most) ? Math.max(most, range.most) : most,
    isLowOpen: range.isLowOpen,
    isHighOpen: range.isHighOpen,
  };
}

function isWholeOrEndless({ least, most }: Span['range']): boolean {
  return [least, most].every((end) => Number.isInteger(end) || !Number.isFinite(end));
}
