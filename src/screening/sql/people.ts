import type { Dialect } from './dialect.ts';
import { NotInSql } from './not-in-sql.ts';
import { hullOf, isBounded, isKnown, span } from './spans.ts';
import { and, choose, no, not, or, yes } from './text.ts';
import type { Sql } from './text.ts';
import { unknownTruth } from './truths.ts';
import { replaced, truth } from './values.ts';
import type { Span, Truth, Value } from './values.ts';

/** What is counted over the people of a household: a column of each, and how the household's is made of them. */
export type OverPeople = { readonly column: string; readonly ofEach: Sql; readonly all: (column: Sql) => Sql };

/** The value for the household, in terms of the columns counted over its people. */
export type Counted = { readonly value: Value; readonly columns: readonly OverPeople[] };

/** Collects what is counted over the people under names that begin with that of the node. */
class Columns {
  readonly all: OverPeople[] = [];
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Whether it holds for anybody. */
  some(ofEach: Sql, part: string): Sql {
    return ofEach === no ? no : this.#add(ofEach, part, (column) => `bool_or(${column})`);
  }

  sum(ofEach: Sql, part: string): Sql {
    return this.#add(ofEach, part, (column) => `sum(${column})`);
  }

  extreme(word: 'min' | 'max', ofEach: Sql, part: string): Sql {
    return this.#add(ofEach, part, (column) => `${word}(${column})`);
  }

  #add(ofEach: Sql, part: string, all: OverPeople['all']): Sql {
    const column = `${this.#name}${part}`;
    this.all.push({ column, ofEach, all });
    return column;
  }
}

type Members = { readonly surely: Sql; readonly maybe: Sql; readonly perhaps: Sql };

/** Who belongs for sure, who may, and of whom it is not known. FEEL's null is nobody's belonging. */
function members(among: Truth): Members {
  return { surely: among.yes, maybe: and(among.maybe, not(among.neither)), perhaps: unknownTruth(among) };
}

/** One member who surely belongs decides; one who may belong leaves it open, unless he would not change it. */
export function quantified(name: string, isSome: boolean, among: Truth, of: Truth): Counted {
  const { surely, maybe } = members(among);
  const columns = new Columns(name);
  const decides = isSome ? of.yes : not(of.maybe);
  const may = isSome ? of.maybe : not(of.yes);
  const decided = columns.some(and(surely, decides), 'd');
  const mayDecide = and(surely, decides) === and(maybe, may) ? decided : columns.some(and(maybe, may), 'e');
  const neither = of.neither === no ? no : columns.some(and(surely, of.neither), 'f');
  const isOpen =
    neither === no ? no : columns.some(or(and(maybe, unknownTruth(of)), and(members(among).perhaps, may)), 'g');
  const none = and(neither, not(decided), not(isOpen));
  const value = isSome ? truth(decided, mayDecide, none) : truth(not(mayDecide), not(decided), none);
  return { value, columns: columns.all };
}

export function count(dialect: Dialect, name: string, among: Truth): Counted {
  const { surely, maybe } = members(among);
  const columns = new Columns(name);
  const number = (condition: Sql): Sql => `case when ${condition} then 1 else 0 end`;
  const counted = (condition: Sql, part: string): Sql => `${columns.sum(number(condition), part)}::${dialect.double}`;
  const low = counted(surely, 'd');
  const value = span(dialect, {
    of: 'number',
    low,
    high: surely === maybe ? low : counted(maybe, 'e'),
    range: { scale: 0, least: 0, most: 1000, isLowOpen: false, isHighOpen: false },
  });
  return { value, columns: columns.all };
}

/** A sum is counted in hundredths: whole numbers, of which the order of adding changes nothing. */
export function sum(dialect: Dialect, name: string, among: Truth, of: Span): Counted {
  const { range } = of;
  if (range.scale === 'any') throw new NotInSql('sums numbers finer than hundredths');
  const { surely, maybe, perhaps } = members(among);
  const isAlways = surely === maybe;
  const columns = new Columns(name);
  const factor = range.scale === 0 ? 1 : 100;
  const whole = (bound: Sql): Sql => (factor === 1 ? bound : `round(${bound} * 100)`);
  const isThere = and(maybe, isBounded(of));
  const added = (part: string, bound: Sql, word: string): Sql => {
    const own = isAlways ? bound : choose([[surely, bound]], `${word}(${bound}, 0)`);
    const all = columns.sum(choose([[isThere, whole(own)]], '0'), part);
    return factor === 1 ? all : `(${all} / 100)`;
  };
  const hasSome = columns.some(maybe, 'c');
  const hasSure = isAlways ? hasSome : columns.some(surely, 'd');
  const isUnsettled = columns.some(or(perhaps, and(maybe, not(or(isKnown(of), of.nothing)))), 'e');
  const hasOpen = columns.some(and(maybe, or(of.open, of.nothing)), 'f');
  const hasNothing = columns.some(and(maybe, of.nothing), 'g');
  const low = added('l', of.low, 'least');
  const high = of.low === of.high && isAlways ? low : added('h', of.high, 'greatest');
  const nothing = or(not(hasSome), and(hasNothing, not(isUnsettled)));
  const ranges = [range, { ...range, least: 0, most: 0, isLowOpen: false, isHighOpen: false }];
  const hull = hullOf(ranges);
  const value = span(dialect, {
    of: 'number',
    low,
    high,
    open: and(not(nothing), isUnsettled, or(not(hasSure), hasOpen)),
    nothing,
    range: { ...hull, least: hull.least * 1000, most: hull.most * 1000 },
  });
  return { value, columns: columns.all };
}

/** The bounds of the extreme: of all who may belong on its own side, of those who surely do on the other. */
export function extremeOf(dialect: Dialect, name: string, isLeast: boolean, among: Truth, of: Span): Counted {
  const { surely, maybe, perhaps } = members(among);
  const columns = new Columns(name);
  const word = isLeast ? 'min' : 'max';
  const own = columns.extreme(word, choose([[maybe, isLeast ? of.low : of.high]], 'null'), 'd');
  const other = columns.extreme(word, choose([[surely, isLeast ? of.high : of.low]], 'null'), 'e');
  const hasSome = columns.some(maybe, 'c');
  const hasSure = columns.some(surely, 's');
  const isUnsettled = columns.some(or(perhaps, and(maybe, not(or(isKnown(of), of.nothing)))), 'u');
  const hasOpen = columns.some(and(maybe, or(of.open, of.nothing)), 'f');
  const nothing = or(not(hasSome), and(hasOpen, not(isUnsettled)));
  const value = span(dialect, {
    of: of.of,
    low: isLeast ? own : other,
    high: isLeast ? other : own,
    open: and(not(nothing), or(not(hasSure), hasOpen)),
    nothing,
    range: of.range,
  });
  return { value, columns: columns.all };
}

/** A value of the one person for whom it holds that he is the applicant. */
export function ofApplicant(name: string, of: Value): Counted {
  const columns = new Columns(name);
  const value = replaced(of, (text, part) => {
    if (text === yes || text === no) return text;
    const isTruth = of.kind === 'truth' || part === 'o' || part === 'n';
    return isTruth
      ? columns.some(and('applicant', text), `q${part}`)
      : columns.extreme('max', `case when applicant then ${text} end`, `q${part}`);
  });
  return { value, columns: columns.all };
}
