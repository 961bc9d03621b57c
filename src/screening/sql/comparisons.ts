import type { Node } from '#language';

import { isKnown, isSettled } from './spans.ts';
import { and, no, not, or, quoted, yes } from './text.ts';
import type { Sql } from './text.ts';
import { truth } from './values.ts';
import type { Span, Truth, Word } from './values.ts';

type Sign = (Node & { readonly op: 'compare' })['sign'];

/** Bounds that overlap decide nothing; nothing at all has no order, unless something is not known yet. */
export function ordered(sign: Exclude<Sign, '=' | '!='>, left: Span, right: Span): Truth {
  if (sign === '>') return ordered('<', right, left);
  if (sign === '>=') return ordered('<=', right, left);
  const isNothing = or(left.nothing, right.nothing);
  const neither = isNothing === no ? no : and(isNothing, isSettled(left), isSettled(right));
  if (left.low === left.high && right.low === right.high) {
    const same = `(${left.low} ${sign} ${right.low})`;
    return truth(same, same);
  }
  return truth(`(${left.high} ${sign} ${right.low})`, `(${left.low} ${sign} ${right.high})`, neither);
}

export function equalSpans(left: Span, right: Span): Truth {
  const bothNothing = and(left.nothing, right.nothing);
  if (left.low === left.high && right.low === right.high) {
    const same = `(${left.low} = ${right.low})`;
    return truth(same, same);
  }
  const certain = or(and(isKnown(left), isKnown(right), `(${left.low} = ${right.low})`), bothNothing);
  const meet = `(${left.high} >= ${right.low} and ${left.low} <= ${right.high})`;
  const isNothing = or(left.nothing, right.nothing);
  if (isNothing === no) return truth(certain, meet);
  // What is known to be none is no number; what may be anything may be none.
  const maybe = or(and(not(isNothing), meet), bothNothing, and(isNothing, or(left.open, right.open)));
  return truth(certain, maybe);
}

export function equalWords(left: Word, right: Word): Truth {
  const same = `(${left.text} = ${right.text})`;
  const bothNothing = and(left.nothing, right.nothing);
  const areOpen = or(left.open, right.open);
  if (areOpen === no && or(left.nothing, right.nothing) === no) return truth(same, same);
  return truth(or(`coalesce(${same}, false)`, bothNothing), or(`coalesce(${same}, false)`, bothNothing, areOpen));
}

/** Whether a text is one of several. Written out: a list of five and more in one place becomes a join in DuckDB. */
export function among({ text, open }: Word, texts: readonly string[]): Truth {
  if (texts.length === 0) return truth(no, open);
  const one = or(...texts.map((other) => `${text} = ${quoted(other)}`));
  return presentAnd(open, one);
}

/** A condition on a text or a list that is NULL when there is none or it is not known. */
export function presentAnd(open: Sql, condition: Sql): Truth {
  if (open === no) return truth(`coalesce((${condition}), false)`, `coalesce((${condition}), false)`);
  const certain = `coalesce((${condition}), false)`;
  return truth(certain, open === yes ? yes : or(certain, open));
}
