import { and, no, not, or, yes } from './text.ts';
import type { Sql } from './text.ts';
import { truth } from './values.ts';
import type { Span, Truth, Word } from './values.ts';

// Kleene's strong logic with FEEL's null, as `count-truths.ts` of the rule language counts it.

/** Not known yet: possible, not certain, and not FEEL's null. */
export function unknownTruth({ yes: certain, maybe, neither }: Truth): Sql {
  return certain === maybe ? no : and(maybe, not(certain), not(neither));
}

export function all(parts: readonly Truth[]): Truth {
  const certain = and(...parts.map((part) => part.yes));
  const neither = parts.every((part) => part.neither === no)
    ? no
    : and(...parts.map((part) => or(part.yes, part.neither)), not(certain));
  return truth(certain, and(...parts.map((part) => part.maybe)), neither);
}

export function any(parts: readonly Truth[]): Truth {
  const certain = or(...parts.map((part) => part.yes));
  const maybe = or(...parts.map((part) => part.maybe));
  const neither = parts.every((part) => part.neither === no)
    ? no
    : and(maybe, ...parts.map((part) => or(not(part.maybe), part.neither)));
  return truth(certain, maybe, neither);
}

export function negation({ yes: certain, maybe, neither }: Truth): Truth {
  return truth(not(maybe), not(certain), neither);
}

/** Whether it is known to be none: `= null`. */
export function absent(of: Truth | Span | Word): Truth {
  if (of.kind === 'truth') return truth(of.neither, or(of.neither, unknownTruth(of)));
  return truth(of.nothing, or(of.nothing, of.open));
}

/** FEEL's `=` of truths: null equals null. */
export function sameTruth(left: Truth, right: Truth): Truth {
  const same = or(and(left.yes, right.yes), and(not(left.maybe), not(right.maybe)), and(left.neither, right.neither));
  const [constant, other] = isConstant(left) ? [left, right] : [right, left];
  // Against yes and no, which rules write, the possible side is plain.
  if (isConstant(constant) && other.neither === no)
    return constant.yes === yes ? other : truth(not(other.maybe), not(other.yes));
  return truth(same, or(same, unknownTruth(left), unknownTruth(right)));
}

function isConstant({ yes: certain, maybe, neither }: Truth): boolean {
  return certain === maybe && (certain === yes || certain === no) && neither === no;
}

export function chooseTruth(condition: Truth, then: Truth, otherwise: Truth): Truth {
  const surelyElse = or(not(condition.maybe), condition.neither);
  const both = (a: Sql, b: Sql): Sql =>
    or(and(condition.yes, a), and(surelyElse, b), condition.yes === condition.maybe ? no : and(a, b));
  return truth(
    both(then.yes, otherwise.yes),
    or(and(not(surelyElse), then.maybe), and(not(condition.yes), otherwise.maybe)),
    then.neither === no && otherwise.neither === no ? no : both(then.neither, otherwise.neither),
  );
}

/** The first way that is known. */
export function firstTruth(ways: readonly Truth[]): Truth {
  return ways.reduceRight<Truth>(
    (rest, way) => {
      if (unknownTruth(way) === no) return way;
      const open = unknownTruth(way);
      return truth(
        or(way.yes, and(open, rest.yes)),
        or(way.yes, way.neither, and(open, rest.maybe)),
        or(way.neither, and(open, rest.neither)),
      );
    },
    truth(no, yes),
  );
}

export function otherTruth(left: Truth, right: Truth): Truth {
  const same = sameTruth(left, right);
  return truth(not(same.maybe), not(same.yes));
}
