import type { Assessment } from '#assessment';
import type { Day, Urgency } from '#catalogue';

import type { Timing } from './earliest.ts';
import { lackingOf, type LegsOnRoute } from './legs-on-route.ts';
import type { Leg } from './leg.ts';
import { compareText, leastUrgent, mostUrgent } from './order.ts';

/** A leg with what it really rests on: of several givers only the one that is waited for. */
export type Link = {
  readonly leg: Leg;
  readonly timing: Timing;
  /** Legs that end before this one begins. */
  readonly after: readonly Leg[];
  /** Legs offered beside it, because the paper they give may be missing. */
  readonly beside: readonly Leg[];
  readonly unlockedBy: readonly Leg[];
};

/**
 * Legs that meet a need and those they rest on, none before what it is after. A giver that nobody waits for is left
 * out: a route is not a list of everything that could be applied for.
 */
export function linkLegs(choice: LegsOnRoute, timings: ReadonlyMap<string, Timing>): readonly Link[] {
  const links = new Map<string, Link>();
  const known = (id: string): readonly Leg[] => {
    const leg = choice.legs.get(id);
    return leg === undefined ? [] : [leg];
  };
  const giverBeside = (leg: Leg, key: string): readonly Leg[] =>
    choice
      .giversOf(key, leg)
      .filter(({ id }) => timings.has(id))
      .toSorted((a, b) => compareText(timings.get(a.id)?.ready ?? '', timings.get(b.id)?.ready ?? ''))
      .slice(0, 1);

  const open = [...choice.legs.values()].filter(({ meets }) => meets.length > 0);
  for (const leg of open) {
    const timing = timings.get(leg.id);
    if (timing === undefined || links.has(leg.id)) continue;
    const after = [...new Set(timing.waitedFor.values())].flatMap(known);
    const beside = lackingOf(leg)
      .filter(({ held }) => held === 'unknown')
      .flatMap(({ key }) => giverBeside(leg, key));
    links.set(leg.id, { leg, timing, after, beside, unlockedBy: choice.unlockersOf(leg) });
    open.push(...after, ...beside);
  }
  const isKept = ({ id }: Leg): boolean => links.has(id);
  return [...timings.keys()]
    .flatMap((id) => links.get(id) ?? [])
    .map((link) => ({ ...link, unlockedBy: link.unlockedBy.filter(isKept) }));
}

/**
 * A leg is as urgent as the most urgent need it meets; a prerequisite, as the most urgent thing that rests on it. Only
 * what is given on the day asked for is called tonight's: an answer in two weeks feeds nobody tonight.
 */
export function urgenciesOf(links: readonly Link[], { needs }: Assessment, asOf: Day): ReadonlyMap<string, Urgency> {
  const urgencies = new Map(
    links.map(({ leg, timing }) => {
      const urgency = mostUrgent(needs.filter(({ need }) => leg.meets.includes(need)).map((found) => found.urgency));
      return [leg.id, leg.isAtOnce && timing.ready === asOf ? urgency : leastUrgent(urgency, 'days')];
    }),
  );
  for (let isChanging = true; isChanging;) {
    isChanging = false;
    for (const { leg, after, beside } of links) {
      const passedOn = leastUrgent(urgencies.get(leg.id) ?? 'long', 'days');
      for (const { id } of [...after, ...beside]) {
        const own = urgencies.get(id) ?? 'long';
        const raised = mostUrgent([own, passedOn]);
        if (raised === own) continue;
        urgencies.set(id, raised);
        isChanging = true;
      }
    }
  }
  return urgencies;
}

/** Ids of legs that surely work and are surely needed: by the person, or by another sure leg that lacks what it gives. */
export function sureLegs(links: readonly Link[]): ReadonlySet<string> {
  const sure = new Set<string>();
  const neededBySure = new Set<string>();
  for (const { leg, timing, after } of links.toReversed()) {
    const isNeeded = leg.meets.length > 0 || neededBySure.has(leg.id);
    if (timing.round > 0 || !isNeeded) continue;
    sure.add(leg.id);
    for (const { id } of after) neededBySure.add(id);
  }
  return sure;
}

/** What each leg comes after, directly or not, without what another of them comes after already. */
export function directlyAfter(links: readonly Link[]): ReadonlyMap<string, readonly Leg[]> {
  const before = new Map<string, ReadonlySet<string>>();
  const direct = new Map<string, readonly Leg[]>();
  for (const { leg, after } of links) {
    before.set(leg.id, new Set(after.flatMap(({ id }) => [id, ...(before.get(id) ?? [])])));
    direct.set(
      leg.id,
      after.filter(({ id }) => !after.some((other) => before.get(other.id)?.has(id) === true)),
    );
  }
  return direct;
}
