import { choose, no } from './text.ts';
import type { Sql } from './text.ts';

/**
 * What a node of the graph is in SQL. No text here is ever NULL but `Word.text` and a column of a table: what is not known
 * is said by two truths (certain and possible) or by two bounds, as the evaluator has it.
 */
export type Value = Truth | Span | Word;

/** `yes`: certainly so. `maybe`: not certainly otherwise. `neither`: FEEL's null, which counts as `maybe`. */
export type Truth = { readonly kind: 'truth'; readonly yes: Sql; readonly maybe: Sql; readonly neither: Sql };

/**
 * A number or a day between bounds, equal when it is known. `open`: it may be anything, none at all included; `nothing`:
 * it is known to be none. The bounds of both are infinite, so that no comparison with them is decided by accident.
 */
export type Span = {
  readonly kind: 'span';
  readonly of: 'number' | 'date';
  readonly low: Sql;
  readonly high: Sql;
  readonly open: Sql;
  readonly nothing: Sql;
  readonly range: Range;
  /** When both bounds are the same, told where that saves counting the second one. */
  readonly known?: Sql | undefined;
};

/** What is known of all numbers that a span may have, before any row is read. */
export type Range = {
  /** Digits after the point: whole numbers, hundredths (kopecks), or any. */
  readonly scale: Scale;
  /** The finite ones lie between these. */
  readonly least: number;
  readonly most: number;
  /** Whether the low bound may be infinite, and the high one. */
  readonly isLowOpen: boolean;
  readonly isHighOpen: boolean;
};

export type Scale = 0 | 2 | 'any';

/** A text or a list of choices; NULL when it is open or nothing. */
export type Word = { readonly kind: 'word'; readonly text: Sql; readonly open: Sql; readonly nothing: Sql };

export function truth(certain: Sql, possible: Sql, neither: Sql = no): Truth {
  return { kind: 'truth', yes: certain, maybe: possible, neither };
}

export const anyRange: Range = {
  scale: 'any',
  least: -Infinity,
  most: Infinity,
  isLowOpen: true,
  isHighOpen: true,
};

/** A value whose texts are replaced: by the columns in which they are kept. */
export function replaced<Of extends Value>(value: Of, by: (text: Sql, part: string) => Sql): Of {
  switch (value.kind) {
    case 'truth': {
      const certain = by(value.yes, 'y');
      // What is certain or impossible needs one column, not two.
      const maybe = value.maybe === value.yes ? certain : by(value.maybe, 'm');
      return { ...value, yes: certain, maybe, neither: by(value.neither, 'x') };
    }
    case 'span': {
      const low = by(value.low, 'l');
      const isCostly = value.known !== undefined && value.high.length > 200;
      const second = isCostly ? choose([[value.known, low]], value.high) : value.high;
      const high = value.high === value.low ? low : by(second, 'h');
      return { ...value, known: undefined, low, high, open: by(value.open, 'o'), nothing: by(value.nothing, 'n') };
    }
    case 'word':
      return { ...value, text: by(value.text, 'w'), open: by(value.open, 'o'), nothing: by(value.nothing, 'n') };
  }
}
