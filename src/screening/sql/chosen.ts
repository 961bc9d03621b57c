import type { Dialect } from './dialect.ts';
import { hullOf, isBounded, isSettled, span } from './spans.ts';
import { and, choose, no, not, or } from './text.ts';
import type { Sql } from './text.ts';
import { unknownTruth } from './truths.ts';
import type { Span, Truth, Word } from './values.ts';

/** Whether the second branch is taken for sure: the condition is no, or FEEL's null. */
function surelyElse({ maybe, neither }: Truth): Sql {
  return or(not(maybe), neither);
}

/** One of two numbers or days, by a truth; while that is not known, the bounds that hold for both. */
export function chosenSpan(dialect: Dialect, condition: Truth, then: Span, otherwise: Span): Span {
  const isOpen = unknownTruth(condition);
  const pick = (a: Sql, b: Sql, both: Sql): Sql =>
    choose(
      [
        [condition.yes, a],
        [isOpen === no ? no : surelyElse(condition), b],
      ],
      isOpen === no ? b : both,
    );
  const areBounded = and(isBounded(then), isBounded(otherwise));
  const bothNothing = and(then.nothing, otherwise.nothing);
  const extremes = (word: string, a: Sql, b: Sql): Sql => (a === b ? a : `${word}(${a}, ${b})`);
  return span(dialect, {
    of: then.of,
    low: pick(then.low, otherwise.low, extremes('least', then.low, otherwise.low)),
    high: pick(then.high, otherwise.high, extremes('greatest', then.high, otherwise.high)),
    open: pick(then.open, otherwise.open, not(or(areBounded, bothNothing))),
    nothing: pick(then.nothing, otherwise.nothing, bothNothing),
    range: hullOf([then.range, otherwise.range]),
  });
}

export function chosenWord(condition: Truth, then: Word, otherwise: Word): Word {
  const isOpen = unknownTruth(condition);
  const pick = (a: Sql, b: Sql, both: Sql): Sql =>
    choose(
      [
        [condition.yes, a],
        [isOpen === no ? no : surelyElse(condition), b],
      ],
      isOpen === no ? b : both,
    );
  const same =
    then.text === otherwise.text ? then.text : `nullif(${then.text}, nullif(${then.text}, ${otherwise.text}))`;
  const bothNothing = and(then.nothing, otherwise.nothing);
  return {
    kind: 'word',
    text: pick(then.text, otherwise.text, same),
    open: pick(then.open, otherwise.open, and(not(bothNothing), `(${same} is null)`)),
    nothing: pick(then.nothing, otherwise.nothing, bothNothing),
  };
}

/**
 * The first way that is known and does not contradict the bounds of those before it; else the bounds that all ways leave.
 * Each way is looked at with what the ways before it have left.
 */
export function firstSpan(dialect: Dialect, ways: readonly Span[]): Span {
  const [first, ...rest] = ways;
  if (first === undefined) throw new Error('A value without a way to know it');
  return rest.reduce((before, way) => secondSpan(dialect, before, way), first);
}

function secondSpan(dialect: Dialect, before: Span, way: Span): Span {
  const isSure = isSettled(before);
  // The bounds of what is open are infinite: everything meets them.
  const meets =
    isBounded(way) === no ? no : and(isBounded(way), `(${way.low} <= ${before.high} and ${way.high} >= ${before.low})`);
  const isDecided = and(isSettled(way), or(meets, before.open));
  const narrower = (word: string, a: Sql, b: Sql): Sql => (a === b ? a : `${word}(${a}, ${b})`);
  const pick = (a: Sql, b: Sql, both: Sql): Sql =>
    choose(
      [
        [isSure, a],
        [isDecided, b],
        [meets, both],
      ],
      a,
    );
  return span(dialect, {
    of: before.of,
    low: pick(before.low, way.low, narrower('greatest', before.low, way.low)),
    high: pick(before.high, way.high, narrower('least', before.high, way.high)),
    open: and(before.open, way.open),
    nothing: or(before.nothing, and(before.open, way.nothing)),
    range: hullOf([before.range, way.range]),
  });
}

export function firstWord(ways: readonly Word[]): Word {
  return ways.reduceRight((rest, way) => ({
    kind: 'word',
    text: choose([[way.open, rest.text]], way.text),
    open: and(way.open, rest.open),
    nothing: or(way.nothing, and(way.open, rest.nothing)),
  }));
}
