import type { Assessment } from '#assessment';

import type { Chosen } from './choose.ts';
import type { DayCount } from './day-count.ts';
import type { Having } from './fresh.ts';
import type { Leg } from './leg.ts';
import type { OrderOnRoute, Step } from './model.ts';

type Constraint = Assessment['interplay']['order'][number];

export type Planned = { readonly had: readonly (readonly Having[])[]; readonly missed: ReadonlyMap<number, DayCount> };

export type Ordered = Planned & { readonly chosen: Chosen };

/**
 * Earliest days under constraints of order between services ("child support is asked for no later than its enforcement").
 * Whoever begins too early for a law is held back to the first day on which the other can be asked for, and all is counted
 * again until nothing moves: each bound is a day before which no route can be, so the days stay the earliest. What only
 * brings money delays nobody; nothing sure waits for what is not; nothing of tonight waits.
 */
export function inLawfulOrder(
  chosen: Chosen,
  constraints: readonly Constraint[],
  plan: (legs: readonly Leg[], waits: Chosen['waits']) => Planned,
): Ordered {
  const pairs = pairsOf(chosen, constraints);
  const plain = { chosen, ...plan(chosen.legs, chosen.waits) };
  let holding = pairs.filter(
    ({ constraint: { strength, holds, until } }) => strength === 'must' && holds === 'yes' && until === undefined,
  );
  for (;;) {
    let current: Ordered = plain;
    let broken = brokenBy(current, holding);
    for (let round = 0; round < holding.length && broken.length > 0; round += 1) {
      const legs = [...current.chosen.legs];
      for (const { first, then } of broken) {
        const leg = legs[then]!;
        legs[then] = { ...leg, notBefore: Math.max(leg.notBefore, current.had[first]![0]!.applied) };
      }
      current = { chosen: { ...chosen, legs }, ...plan(legs, chosen.waits) };
      broken = brokenBy(current, holding);
    }
    if (broken.length === 0) return heldEarly(current, pairs);
    // One that in the end rests on the other cannot come before it: that law cannot be kept, and the route says so.
    holding = holding.filter((pair) => !broken.includes(pair));
  }
}

/** Pairs of which the second begins too early and may be held back. */
function brokenBy({ chosen, had }: Ordered, pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(({ first, then }) => {
    const [one, other] = [had[first]?.[0], had[then]?.[0]];
    if (one === undefined || other === undefined || chosen.legs[then]?.isAtOnce === true) return false;
    return one.applied > other.applied && (one.round === 0 || other.round > 0);
  });
}

/** Whatever has to be asked for no later than another stays on its first day. */
function heldEarly(ordered: Ordered, pairs: readonly Pair[]): Ordered {
  const held = pairs
    .filter(({ first, then }) => {
      const [one, other] = [ordered.had[first]?.[0], ordered.had[then]?.[0]];
      return one !== undefined && other !== undefined && one.applied <= other.applied;
    })
    .map(({ first }) => first);
  return { ...ordered, chosen: { ...ordered.chosen, heldEarly: new Set(held) } };
}

type Pair = { readonly first: number; readonly then: number; readonly constraint: Constraint };

function pairsOf({ legs }: Chosen, constraints: readonly Constraint[]): readonly Pair[] {
  if (constraints.length === 0) return [];
  const numbers = new Map(legs.map(({ id }, number) => [id, number]));
  return constraints.flatMap((constraint) => {
    const first = numbers.get(idOf(constraint.first));
    const then = numbers.get(idOf(constraint.then));
    return first === undefined || then === undefined ? [] : [{ first, then, constraint }];
  });
}

function idOf({ service, subject }: Constraint['first']): string {
  return `${service}:${subject}`;
}

/** The constraints between services of the route, and whether it keeps them. */
export function ordersOnRoute(constraints: readonly Constraint[], steps: readonly Step[]): readonly OrderOnRoute[] {
  const applied = new Map<string, { readonly day: string; readonly place: number }>();
  for (const [place, step] of steps.entries()) {
    const id = idOf(step);
    if (step.part === 'apply' && !applied.has(id)) applied.set(id, { day: step.start, place });
  }
  return constraints.flatMap(({ first, then, strength, until, holds }) => {
    const [one, other] = [applied.get(idOf(first)), applied.get(idOf(then))];
    if (one === undefined || other === undefined) return [];
    const limit = until ?? other.day;
    const isBefore = one.day < limit || (one.day === limit && (until !== undefined || one.place < other.place));
    return [
      { first, then, strength, sure: holds === 'yes', kept: isBefore, ...(until === undefined ? {} : { until }) },
    ];
  });
}

/** Days are told apart by the calendar; on one day the one stands first in the list. */
export function listedFirst(
  constraints: readonly Constraint[],
  steps: readonly Step[],
): readonly (readonly [string, string])[] {
  if (constraints.length === 0) return [];
  const applied = new Map<string, Step>();
  for (const step of steps) if (step.part === 'apply' && step.turn === 1) applied.set(idOf(step), step);
  return constraints.flatMap(({ first, then }) => {
    const [one, other] = [applied.get(idOf(first)), applied.get(idOf(then))];
    return one !== undefined && other !== undefined && one.start <= other.start ? [[one.id, other.id] as const] : [];
  });
}
