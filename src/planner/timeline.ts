import { type DayCount, never, type WorkDays } from './day-count.ts';
import { isVisited, type Leg, type Way } from './leg.ts';
import type { Place, Places } from './places.ts';

/** What the days of a leg are counted by. */
export type Clock = {
  readonly asOf: DayCount;
  /** Hour of the day asked for, `HH:MM`. */
  readonly at?: string;
  readonly work: WorkDays;
  readonly places: Places;
  /** Days counted before, by the way and the day: the same are asked for again and again. */
  readonly kept: Map<Way, Map<DayCount, Timeline>>;
};

/** The days of one leg, asked for in one way. */
export type Timeline = {
  readonly applied: DayCount;
  /** The last day of the term; absent when the service is given at once. */
  readonly decided?: DayCount;
  /** Absent when nothing is handed over in person. */
  readonly collected?: DayCount;
  /** When the result is in hand; never, when the law lets nobody apply any more. */
  readonly ready: DayCount;
};

export type Terms = 'usual' | 'longest';

/** An office that is closed for so long is not waited for. */
const longestClosed = 400;

/**
 * The days of a leg begun on a day or, where nobody is served on it, as soon after as somebody is. Whoever begins later
 * is never ready earlier: every part is "the first day, from a day on, on which …" or adds a term that keeps the order.
 */
export function timelineOf(leg: Leg, way: Way, from: DayCount, clock: Clock, terms: Terms): Timeline {
  if (terms === 'longest') return counted(leg, way, from, clock, terms);
  const begin = Math.max(from, leg.notBefore);
  const kept = clock.kept.get(way) ?? new Map<DayCount, Timeline>();
  clock.kept.set(way, kept);
  const known = kept.get(begin) ?? counted(leg, way, begin, clock, terms);
  kept.set(begin, known);
  return known;
}

function counted(leg: Leg, way: Way, from: DayCount, clock: Clock, terms: Terms): Timeline {
  return timelineApplied(
    leg,
    way,
    firstServed(leg, way, Math.max(from, leg.window.opens, leg.notBefore), clock),
    clock,
    terms,
  );
}

/** What follows an application made on a day. */
export function timelineApplied(leg: Leg, way: Way, applied: DayCount, clock: Clock, terms: Terms): Timeline {
  if (applied > leg.window.closes) return { applied, ready: never };
  const decided = lastDayOfTerm(leg, way, applied, clock, terms);
  const known = decided ?? applied;
  const collected = collects(leg) ? firstHandedOver(leg, way, known, clock) : undefined;
  return {
    applied,
    ...(decided === undefined ? {} : { decided }),
    ...(collected === undefined ? {} : { collected }),
    ready: collected ?? known,
  };
}

/** The way in which the leg is ready first; of equal ones the preferred. */
export function soonestWay(leg: Leg, from: DayCount, clock: Clock): { readonly way: Way; readonly days: Timeline } {
  const [first, ...others] = leg.ways;
  let best = { way: first, days: timelineOf(leg, first, from, clock, 'usual') };
  for (const way of others) {
    const days = timelineOf(leg, way, from, clock, 'usual');
    if (days.ready < best.days.ready) best = { way, days };
  }
  return best;
}

/** The last day on which everything it waits for may be had for a leg still to be ready by a day, with when it is then applied for. */
export function latestBeginning(
  leg: Leg,
  way: Way,
  from: DayCount,
  readyBy: DayCount,
  clock: Clock,
): { readonly from: DayCount; readonly applied: DayCount } | undefined {
  // Nobody is ready before the days of the term are over.
  for (let day = readyBy - (way.term?.days ?? 0); day >= from; day -= 1) {
    const { applied, ready } = timelineOf(leg, way, day, clock, 'usual');
    if (ready <= readyBy) return { from: day, applied };
  }
  return undefined;
}

/** Places at which the result may be collected: where it was asked for, if it was asked for at a place. */
export function collectingPlaces(leg: Leg, way: Way): readonly Place[] {
  return way.place === undefined ? leg.handedOverAt : [way.place];
}

/** A paper given at once is handed over in the same visit. */
export function collects(leg: Leg): boolean {
  return leg.version.collectInPerson && (hasTerm(leg) || !isVisited(leg));
}

export function hasTerm(leg: Leg): boolean {
  return leg.ways.some(({ term }) => (term?.days ?? 0) > 0);
}

/** The first day from a day on, on which somebody is received at the place. */
export function firstOpen(place: Place, from: DayCount, clock: Clock): DayCount {
  for (let day = from; day < from + longestClosed; day += 1) {
    if (clock.places.isOpen(place, day) && !isOverToday(place, day, clock)) return day;
  }
  return never;
}

/** Portals and registers know no days off; windows and telephones of agencies do. */
function firstServed(leg: Leg, { channel, place }: Way, from: DayCount, clock: Clock): DayCount {
  if (leg.isAtOnce || channel === 'online' || channel === 'automatic') return from;
  if (place === undefined) return clock.work.from(from);
  return firstOpen(place, Math.max(from + (place.travel?.days ?? 0), place.freeFrom), clock);
}

function firstHandedOver(leg: Leg, way: Way, from: DayCount, clock: Clock): DayCount {
  if (leg.isAtOnce) return from;
  let first = never;
  for (const place of collectingPlaces(leg, way))
    first = Math.min(first, firstOpen(place, from + (place.travel?.days ?? 0), clock));
  return first;
}

function isOverToday(place: Place, day: DayCount, { asOf, at, places }: Clock): boolean {
  if (day !== asOf || at === undefined || place.week === undefined) return false;
  return places.hoursOn(place, day).every(({ to }) => to <= at);
}

/**
 * A term starts on the day after the application (Civil Code art. 191), so one sent on a Saturday is counted from
 * Monday; a term in calendar days that ends on a day off ends on the working day after it (art. 193).
 */
function lastDayOfTerm(leg: Leg, { term }: Way, applied: DayCount, clock: Clock, terms: Terms): DayCount | undefined {
  if (term === undefined || term.days === 0 || applied === never) return undefined;
  const days = terms === 'usual' ? term.days : Math.max(term.days, term.extendedTo ?? 0);
  const counted = term.acceptedUntil === undefined ? applied : accepted(applied, term.acceptedUntil, clock);
  if (term.unit === 'working') return clock.work.plus(counted, days);
  return leg.isAtOnce ? counted + days : clock.work.from(counted + days);
}

/** What comes after the hour, or on a day off, is taken on the next working day. */
function accepted(applied: DayCount, until: string, { asOf, at, work }: Clock): DayCount {
  const isLate = applied === asOf && at !== undefined && at > until;
  return work.from(isLate ? applied + 1 : applied);
}
