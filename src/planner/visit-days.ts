import type { DayCount } from './day-count.ts';
import type { Leg, Way } from './leg.ts';
import { isVisited } from './leg.ts';
import type { Place } from './places.ts';
import type { Passage } from './rests.ts';
import {
  type Clock,
  collectingPlaces,
  collects,
  firstOpen,
  latestBeginning,
  soonestWay,
  timelineOf,
} from './timeline.ts';

/** A place and the days on which one visit can be made there without anything that follows being later. */
export type VisitOption = {
  readonly place: Place;
  readonly way: Way;
  readonly first: DayCount;
  readonly last: DayCount;
};

/** A visit to be made: of which passage, for which part. */
export type Visit = {
  readonly passage: number;
  readonly part: 'apply' | 'collect';
  readonly options: readonly VisitOption[];
};

/** Days and places given to the passages of a network, in its order. */
export type Days = {
  readonly way: Way;
  readonly applied: DayCount;
  readonly decided?: DayCount;
  readonly collected?: DayCount;
  /** Where it is collected. */
  readonly place?: Place;
  readonly ready: DayCount;
};

/** Every visit of the passages with all its places and days, the earliest by the earliest of all before it. */
export function visitsOf(legs: readonly Leg[], passages: readonly Passage[], clock: Clock): readonly Visit[] {
  return passages.flatMap((passage, number): readonly Visit[] => {
    const leg = legs[passage.leg]!;
    if (!isVisited(leg) && !collects(leg)) return [];
    const { from } = passage.having;
    const visits: Visit[] = [];
    if (isVisited(leg))
      visits.push({ passage: number, part: 'apply', options: applyOptions(leg, passage, from, clock) });
    if (collects(leg))
      visits.push({ passage: number, part: 'collect', options: collectOptions(leg, passage, from, clock) });
    return visits;
  });
}

/** Ways in which the passage can still be ready in time when it may begin on a day, each with its days. */
export function applyOptions(leg: Leg, passage: Passage, from: DayCount, clock: Clock): readonly VisitOption[] {
  return leg.ways.flatMap((way): readonly VisitOption[] => {
    if (way.place === undefined) return [];
    const { applied, ready } = timelineOf(leg, way, from, clock, 'usual');
    if (ready > passage.readyBy || applied > passage.freshUntil) return [];
    const latest = latestBeginning(leg, way, from, passage.readyBy, clock)?.applied ?? applied;
    const last = Number.isFinite(passage.freshUntil) || leg.isAtOnce ? applied : Math.max(applied, latest);
    return [{ place: way.place, way, first: applied, last }];
  });
}

function collectOptions(leg: Leg, passage: Passage, from: DayCount, clock: Clock): readonly VisitOption[] {
  return leg.ways.flatMap((way) => {
    const { applied, decided, ready } = timelineOf(leg, way, from, clock, 'usual');
    return ready > passage.readyBy ? [] : handedOver(leg, way, decided ?? applied, passage, clock);
  });
}

/** Where and when a result that is known on a day can be collected. */
export function handedOver(
  leg: Leg,
  way: Way,
  known: DayCount,
  { readyBy }: Pick<Passage, 'readyBy'>,
  clock: Clock,
): readonly VisitOption[] {
  return collectingPlaces(leg, way).flatMap((place): readonly VisitOption[] => {
    const first = leg.isAtOnce ? known : firstOpen(place, known + (place.travel?.days ?? 0), clock);
    return first > readyBy ? [] : [{ place, way, first, last: leg.isAtOnce ? first : readyBy }];
  });
}

/** The latest day on which all that a leg waits for may be had, in the way that waits longest. */
export function latestFrom(leg: Leg, from: DayCount, readyBy: DayCount, clock: Clock): DayCount {
  if (leg.isAtOnce || !Number.isFinite(readyBy)) return from;
  const latest = leg.ways.map((way) => latestBeginning(leg, way, from, readyBy, clock)?.from ?? from);
  return Math.max(from, ...latest);
}

/** The days of a passage without a visit to apply: from where one is, as soon as everything is had. */
export function remoteDays(leg: Leg, from: DayCount, clock: Clock): { readonly way: Way; readonly applied: DayCount } {
  const { way, days } = soonestWay(leg, from, clock);
  return { way, applied: days.applied };
}
