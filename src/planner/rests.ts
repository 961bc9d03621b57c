import type { Chosen, Giver, Wait } from './choose.ts';
import type { DayCount } from './day-count.ts';
import { usable } from './earliest.ts';
import { type Having, serves, validUntil } from './fresh.ts';
import { LeastFirst } from './heap.ts';
import { collects } from './timeline.ts';
import { isVisited } from './leg.ts';

/** A leg as it is gone through on the route: once, or again when what it gave has run out. */
export type Passage = {
  readonly leg: number;
  readonly having: Having;
  /** What each wait is over with, by its key. */
  readonly rests: ReadonlyMap<string, { readonly giver: Giver; readonly on: Passage }>;
  /** Offered beside others, because the paper they give may be missing. */
  readonly beside: readonly Passage[];
  /** The day by which it has to be ready, for nothing that follows to be later. */
  readonly readyBy: DayCount;
  /** The last day on which everything that it uses is accepted. */
  readonly freshUntil: DayCount;
};

type Making = { -readonly [Field in keyof Passage]: Passage[Field] } & {
  rests: Map<string, { readonly giver: Giver; readonly on: Passage }>;
  beside: Passage[];
  number: number;
  isLinked: boolean;
};

/** At each choice between givers none of which is on the way yet: how many there were, the cheapest first. */
export type Choices = readonly number[];

export type Network = {
  /** In an order in which they can be gone through. */
  readonly passages: readonly Passage[];
  readonly choices: Choices;
  /** No giver was passed over that could have been better: the choices are all there are. */
  readonly isWhole: boolean;
};

/** What it costs to bring a leg onto the way: visits first, then roubles. */
export type Costs = readonly number[];

/** The last day on which a leg may begin to be gone through and still be ready by a day. */
export type LatestFrom = (leg: number, from: DayCount, readyBy: DayCount) => DayCount;

/**
 * Legs that meet a need and those they rest on. Of several givers that are in time the one is taken that is on the way
 * anyway, else the cheapest, or the one that `choices` names. A giver that nobody waits for is left out: a route is not a
 * list of everything that could be applied for. With no choices made, only what every route has in common is given, each
 * leg with all the time that any route may leave it.
 */
export function network(
  chosen: Chosen,
  had: readonly (readonly Having[])[],
  costs: Costs,
  latestFrom: LatestFrom,
  choices: Choices | 'none' = [],
): Network {
  const { legs, waits, beside } = chosen;
  const first = had.map(([having]) => having);
  const passages = new Map<string, Making>();
  const ofLeg = new Map<number, Making[]>();
  const open = new LeastFirst();
  const opened: Making[] = [];
  const taken: number[] = [];
  let isWhole = true;

  function pass(leg: number, having: Having, readyBy: DayCount): Making {
    const key = `${leg}@${having.order}`;
    const known = passages.get(key);
    if (known !== undefined) {
      if (readyBy < known.readyBy) {
        known.readyBy = readyBy;
        // What it rests on has to be ready sooner too.
        if (known.isLinked) open.add(known.number, -having.order);
      }
      return known;
    }
    const made: Making = {
      leg,
      having,
      rests: new Map(),
      beside: [],
      readyBy,
      freshUntil: Number.POSITIVE_INFINITY,
      number: opened.length,
      isLinked: false,
    };
    passages.set(key, made);
    ofLeg.set(leg, [...(ofLeg.get(leg) ?? []), made]);
    opened.push(made);
    open.add(made.number, -having.order);
    return made;
  }

  function fitting(giver: Giver, user: Having): readonly Having[] {
    return (had[giver.leg] ?? []).filter((having) => serves(having, giver, user));
  }

  function onlyGiver(wait: Wait, user: Making): { readonly giver: Giver; readonly having: Having } | undefined {
    const [giver, ...others] = usable(wait, first, user.having.waitsForAny);
    const having = giver === undefined ? undefined : first[giver.leg];
    const isOnly = others.every(({ leg }) => leg === giver?.leg);
    return giver === undefined || having === undefined || !isOnly ? undefined : { giver, having };
  }

  function choose(wait: Wait, user: Making): { readonly giver: Giver; readonly having: Having } | undefined {
    if (choices === 'none') return onlyGiver(wait, user);
    const all = usable(wait, first, user.having.waitsForAny);
    const givers = all.filter((giver) => fitting(giver, user.having).length > 0);
    // Whoever has time to spare might also wait for a giver that is ready later.
    if (givers.length < all.length && user.readyBy > user.having.ready) isWhole = false;
    const onTheWay = givers.flatMap((giver) =>
      (ofLeg.get(giver.leg) ?? [])
        .filter(({ having }) => serves(having, giver, user.having))
        .map(({ having }) => ({ giver, having })),
    );
    if (onTheWay.length > 0) {
      // What is on the way for its own sake is there on its first day whoever else uses it; else another might leave more time.
      const free = onTheWay.find(({ giver }) => (legs[giver.leg]?.meets.length ?? 0) > 0);
      if (free === undefined && new Set(givers.map(({ leg }) => leg)).size > 1) isWhole = false;
      return free ?? onTheWay.toSorted((a, b) => a.having.ready - b.having.ready)[0];
    }
    const byCost = givers
      .map((giver) => ({ giver, having: fitting(giver, user.having)[0]! }))
      .toSorted(
        (a, b) =>
          (costs[a.giver.leg] ?? 0) - (costs[b.giver.leg] ?? 0) ||
          a.having.ready - b.having.ready ||
          Number((legs[a.giver.leg]?.meets.length ?? 0) === 0) - Number((legs[b.giver.leg]?.meets.length ?? 0) === 0) ||
          a.giver.leg - b.giver.leg,
      );
    if (byCost.length < 2) return byCost[0];
    const number = taken.length;
    taken.push(byCost.length);
    return byCost[Math.min(choices[number] ?? 0, byCost.length - 1)];
  }

  function link(user: Making): void {
    user.isLinked = true;
    if (choices !== 'none' && chosen.heldEarly.has(user.leg)) {
      user.freshUntil = user.having.applied;
      isWhole = false;
    }
    for (const wait of waits[user.leg] ?? []) {
      const found = choose(wait, user);
      if (found === undefined) continue;
      const on = pass(found.giver.leg, found.having, Number.POSITIVE_INFINITY);
      user.rests.set(wait.key, { giver: found.giver, on });
      if (choices === 'none') continue;
      // What runs out is put on one day of several.
      if (found.giver.validFor !== undefined) isWhole = false;
      user.freshUntil = Math.min(user.freshUntil, validUntil(found.having.ready, found.giver.validFor));
    }
    const used = new Set([...user.rests.values()].map(({ on }) => on.leg));
    for (const givers of beside[user.leg] ?? []) {
      // A paper that may be there after all is fetched beside, as soon as it can be, and holds up nobody.
      const [soonest] = givers
        .filter((giver) => first[giver] !== undefined)
        .toSorted((a, b) => (first[a]?.ready ?? 0) - (first[b]?.ready ?? 0));
      const having = soonest === undefined ? undefined : first[soonest];
      if (soonest !== undefined && having !== undefined && !used.has(soonest))
        user.beside.push(pass(soonest, having, having.ready));
    }
  }

  for (const [leg, { meets }] of legs.entries()) {
    const having = first[leg];
    if (meets.length > 0 && having !== undefined) pass(leg, having, having.ready);
  }
  for (let next = open.take(); next !== undefined; next = open.take()) {
    const user = opened[next]!;
    if (!user.isLinked) link(user);
    // What rests on a paper that runs out stays on its first day.
    const latest = Number.isFinite(user.freshUntil)
      ? user.having.from
      : latestFrom(user.leg, user.having.from, user.readyBy);
    for (const { on } of user.rests.values()) pass(on.leg, on.having, latest);
  }
  return {
    passages: opened.toSorted((a, b) => a.having.order - b.having.order),
    choices: taken,
    isWhole,
  };
}

/** Visits and then roubles of a leg with the cheapest of all it rests on, each counted as if nothing else were on the way. */
export function costsOf(chosen: Chosen, had: readonly (readonly Having[])[]): Costs {
  const costs: number[] = chosen.legs.map(() => 0);
  const first = had.map(([having]) => having);
  const inOrder = [...chosen.legs.keys()]
    .filter((leg) => first[leg] !== undefined)
    .toSorted((a, b) => (first[a]?.order ?? 0) - (first[b]?.order ?? 0));
  for (const number of inOrder) {
    const leg = chosen.legs[number]!;
    let cost = Number(isVisited(leg)) + Number(collects(leg)) + (leg.version.feeRoubles?.value ?? 0) / 1_000_000;
    for (const wait of chosen.waits[number] ?? []) {
      const givers = usable(wait, first, first[number]?.waitsForAny).filter(
        (giver) => (first[giver.leg]?.order ?? 0) < (first[number]?.order ?? 0),
      );
      if (givers.length > 0) cost += Math.min(...givers.map((giver) => costs[giver.leg] ?? 0));
    }
    costs[number] = cost;
  }
  return costs;
}
