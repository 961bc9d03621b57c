import { countOf } from './day-count.ts';
import { LeastFirst } from './heap.ts';
import type { RouteStop, Step } from './model.ts';
import { compareText, compareUrgency } from './order.ts';
import type { Place, Places } from './places.ts';

/**
 * Orders the steps so that none stands before what it comes after: by start, urgency, the sure first, id. Of each pair in
 * `listedFirst` the one is listed before the other too, unless they come after each other the other way round.
 */
export function inOrder(
  steps: readonly Step[],
  listedFirst: readonly (readonly [string, string])[] = [],
): readonly Step[] {
  const ranked = steps.toSorted(
    (a, b) =>
      compareText(a.start, b.start) ||
      compareUrgency(a.urgency, b.urgency) ||
      Number(b.sure) - Number(a.sure) ||
      compareText(a.id, b.id),
  );
  const ranks = new Map(ranked.map(({ id }, rank) => [id, rank]));
  const followers = ranked.map((): number[] => []);
  const missing = ranked.map(({ after }) => after.length);
  for (const [rank, { after }] of ranked.entries()) for (const id of after) followers[ranks.get(id)!]!.push(rank);
  for (const [first, then] of listedFirst) {
    followers[ranks.get(first)!]!.push(ranks.get(then)!);
    missing[ranks.get(then)!]! += 1;
  }
  const open = new LeastFirst();
  for (const [rank, count] of missing.entries()) if (count === 0) open.add(rank, rank);
  const ordered: Step[] = [];
  for (let rank = open.take(); rank !== undefined; rank = open.take()) {
    ordered.push(ranked[rank]!);
    for (const next of followers[rank]!) {
      missing[next]! -= 1;
      if (missing[next] === 0) open.add(next, next);
    }
  }
  if (ordered.length < ranked.length && listedFirst.length > 0) return inOrder(steps);
  if (ordered.length < ranked.length) throw new Error('Steps of the route wait for each other');
  return ordered;
}

/** Numbers the stops in the order of time; visits to one place on one day are one. */
export function numberStops(
  steps: readonly Step[],
  placeOf: ReadonlyMap<string, Place>,
  places: Places,
): { readonly steps: readonly Step[]; readonly stops: readonly RouteStop[] } {
  const stops = new Map<
    string,
    { readonly number: number; readonly first: Step; readonly place: Place; readonly steps: string[] }
  >();
  const numbered = steps.map((step) => {
    const place = placeOf.get(step.id);
    if (place === undefined) return step;
    const key = `${step.start} ${place.key}`;
    const stop = stops.get(key) ?? { number: stops.size + 1, first: step, place, steps: [] };
    stop.steps.push(step.id);
    stops.set(key, stop);
    return { ...step, visit: stop.number };
  });
  return {
    steps: numbered,
    stops: [...stops.values()].map(({ number, first, place, steps: ids }) => stopOf(number, first, place, ids, places)),
  };
}

function stopOf(number: number, first: Step, place: Place, steps: readonly string[], places: Places): RouteStop {
  const { travel } = place;
  return {
    number,
    day: first.start,
    ...(place.office === undefined ? {} : { office: place.office }),
    channel: place.channel,
    agency: first.agency,
    steps,
    ...(place.week === undefined
      ? {}
      : { hours: places.hoursOn(place, countOf(first.start)).map(({ from, to }) => ({ from, to })) }),
    ...(travel === undefined
      ? {}
      : {
          travel: {
            ...(travel.minutes === undefined ? {} : { minutes: travel.minutes }),
            ...(travel.days === undefined ? {} : { days: travel.days }),
            certainty: travel.certainty,
          },
        }),
  };
}
