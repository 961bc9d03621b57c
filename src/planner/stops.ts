import type { DayCount } from './day-count.ts';
import { isVisited, type Leg } from './leg.ts';
import type { Passage } from './rests.ts';
import { type Clock, collects, firstOpen, timelineApplied } from './timeline.ts';
import { applyOptions, type Days, handedOver, remoteDays, type Visit, type VisitOption } from './visit-days.ts';

/** A visit put on a day at a place. */
export type Put = { readonly option: VisitOption; readonly day: DayCount };

/** Every passage with its days, and how many stops (a place on a day) they take. */
export type Placed = {
  readonly days: readonly Days[];
  readonly puts: readonly Put[];
  readonly stops: number;
  /** Days that all visits lie after the day asked for, together. */
  readonly waiting: number;
};

/** Chooses among the options of a visit, given the stops that are made anyway; undefined when none will do. */
export type Choose = (
  visit: number,
  options: readonly VisitOption[],
  isAtOnce: boolean,
  stops: ReadonlyMap<string, ReadonlySet<DayCount>>,
) => Put | undefined;

export type Placing = {
  readonly legs: readonly Leg[];
  readonly passages: readonly Passage[];
  readonly visits: readonly Visit[];
  readonly clock: Clock;
};

/**
 * Goes through the passages in their order and puts each visit where `choose` says; undefined when it finds no place.
 * Any day inside a window leaves room for everything that follows, because whoever is ready sooner is nowhere later.
 */
export function place(problem: Placing, choose: Choose): Placed | undefined {
  const { legs, passages, clock } = problem;
  const numbers = new Map(passages.map((passage, number) => [passage, number]));
  const days: Days[] = [];
  const puts: Put[] = [];
  const stops = new Map<string, Set<DayCount>>();
  let waiting = 0;
  let made = 0;
  const put = (options: readonly VisitOption[], isAtOnce: boolean): Put | undefined => {
    const chosen = choose(puts.length, options, isAtOnce, stops);
    if (chosen === undefined) return undefined;
    puts.push(chosen);
    waiting += chosen.day - clock.asOf;
    const { key } = chosen.option.place;
    const known = stops.get(key) ?? new Set();
    if (!known.has(chosen.day)) made += 1;
    stops.set(key, known.add(chosen.day));
    return chosen;
  };
  for (const passage of passages) {
    const leg = legs[passage.leg]!;
    let from = passage.having.from;
    for (const { on } of passage.rests.values()) from = Math.max(from, days[numbers.get(on)!]!.ready);
    let begun: Pick<Days, 'way' | 'applied'>;
    if (isVisited(leg)) {
      const applied = put(applyOptions(leg, passage, from, clock), leg.isAtOnce);
      if (applied === undefined) return undefined;
      begun = { way: applied.option.way, applied: applied.day };
    } else begun = remoteDays(leg, from, clock);
    const { decided } = timelineApplied(leg, begun.way, begun.applied, clock, 'usual');
    const known = decided ?? begun.applied;
    let collected: Put | undefined;
    if (collects(leg)) {
      collected = put(handedOver(leg, begun.way, known, passage, clock), leg.isAtOnce);
      if (collected === undefined) return undefined;
    }
    days.push({
      ...begun,
      ...(decided === undefined ? {} : { decided }),
      ...(collected === undefined ? {} : { collected: collected.day, place: collected.option.place }),
      ready: collected?.day ?? known,
    });
  }
  return { days, puts, stops: made, waiting };
}

/** Whether the visit of an option can be made on a day. */
export function fits(option: VisitOption, day: DayCount, isAtOnce: boolean, clock: Clock): boolean {
  if (day < option.first || day > option.last) return false;
  return isAtOnce || firstOpen(option.place, day, clock) === day;
}

/** The earliest stop that is made anyway and will do. */
export function joined(
  options: readonly VisitOption[],
  isAtOnce: boolean,
  stops: ReadonlyMap<string, ReadonlySet<DayCount>>,
  clock: Clock,
): Put | undefined {
  let best: Put | undefined;
  for (const option of options) {
    for (const day of stops.get(option.place.key) ?? [])
      if ((best === undefined || day < best.day) && fits(option, day, isAtOnce, clock)) best = { option, day };
  }
  return best;
}

/** Puts every visit as early as it can be, at a place where as many others as possible may be made too. */
export function placedEarly(problem: Placing): Placed | undefined {
  const useful = usefulness(problem.visits);
  return place(
    problem,
    (_, options, isAtOnce, stops) =>
      joined(options, isAtOnce, stops, problem.clock) ??
      opened(mostUseful(options, useful), 'first', isAtOnce, problem.clock),
  );
}

/** Puts every visit as late as it may be, so that those after it can join it, and then moves the stops forward again. */
export function placedLate(problem: Placing): Placed | undefined {
  const useful = usefulness(problem.visits);
  const late = place(
    problem,
    (_, options, isAtOnce, stops) =>
      joined(options, isAtOnce, stops, problem.clock) ??
      opened(mostUseful(options, useful), 'last', isAtOnce, problem.clock),
  );
  return late === undefined ? undefined : movedForward(problem, late);
}

/** The same stops as early as everything before their visits lets them be: the least days that fit together. */
function movedForward(problem: Placing, late: Placed): Placed | undefined {
  const groupOf = late.puts.map(({ option, day }) => `${option.place.key}@${day}`);
  const days = new Map(groupOf.map((group) => [group, Number.NEGATIVE_INFINITY]));
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    const moved = place(problem, (visit, options, isAtOnce) => {
      const { option: before } = late.puts[visit]!;
      const option = options.find(
        (one) => one.place.key === before.place.key && one.way.channel === before.way.channel,
      );
      if (option === undefined) return undefined;
      const group = groupOf[visit]!;
      const day = Math.max(days.get(group)!, option.first);
      if (day > days.get(group)!) {
        days.set(group, day);
        isMoving = true;
      }
      return fits(option, day, isAtOnce, problem.clock)
        ? { option, day }
        : opened(option, 'first', isAtOnce, problem.clock);
    });
    if (moved === undefined) return late;
    if (!isMoving) return moved.stops <= late.stops ? moved : late;
  }
  return late;
}

function opened(
  option: VisitOption | undefined,
  at: 'first' | 'last',
  isAtOnce: boolean,
  clock: Clock,
): Put | undefined {
  if (option === undefined) return undefined;
  let day = at === 'first' ? option.first : option.last;
  while (day > option.first && !fits(option, day, isAtOnce, clock)) day -= 1;
  return { option, day };
}

type Window = { readonly first: DayCount; readonly last: DayCount; readonly weight: number };

/** By place, the windows of the visits that can be made there; those that can be made nowhere else weigh most. */
type Usefulness = ReadonlyMap<string, readonly Window[]>;

function usefulness(visits: readonly Visit[]): Usefulness {
  const useful = new Map<string, Window[]>();
  for (const { options } of visits) {
    const isOnlyPlace = new Set(options.map(({ place: { key } }) => key)).size === 1;
    for (const {
      place: { key },
      first,
      last,
    } of options) {
      const windows = useful.get(key) ?? [];
      windows.push({ first, last, weight: isOnlyPlace ? visits.length + 1 : 1 });
      useful.set(key, windows);
    }
  }
  return useful;
}

function mostUseful(options: readonly VisitOption[], useful: Usefulness): VisitOption | undefined {
  if (options.length < 2) return options[0];
  let best: VisitOption | undefined;
  let most = -1;
  for (const option of options) {
    let weight = 0;
    for (const other of useful.get(option.place.key) ?? [])
      if (other.first <= option.last && option.first <= other.last) weight += other.weight;
    if (weight > most) {
      best = option;
      most = weight;
    }
  }
  return best;
}
