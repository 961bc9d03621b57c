import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';

import { chooseLegs, type Chosen } from './choose.ts';
import { lawCircles, stuckServices, stuckTold } from './circles.ts';
import { countOf, dayAt, workDaysOf } from './day-count.ts';
import { earliestTimes } from './earliest.ts';
import { fewestVisits } from './fewest-visits.ts';
import { havings } from './fresh.ts';
import type { MissedService, Route, RouteFees, RouteOptions, Step } from './model.ts';
import { needsOnRoute } from './needs-met.ts';
import { Offers } from './offers.ts';
import { later, leastSure } from './order.ts';
import { inLawfulOrder, listedFirst, ordersOnRoute } from './ordered.ts';
import { type PassageRow, rowsOf } from './passages.ts';
import { type Place, Places } from './places.ts';
import { inOrder, numberStops } from './route-order.ts';
import { stepsOf } from './steps.ts';
import { type Clock, latestBeginning, soonestWay, type Timeline, timelineApplied, timelineOf } from './timeline.ts';

/**
 * The steps by which a household gets what it needs, each need at the earliest day it can be met, with the fewest visits
 * and the least money: what tonight, what beside what, what waits for what (210-FZ art. 15.1 calls services of a complex
 * request parallel and sequential).
 */
export function planRoute(
  catalogue: Catalogue,
  told: ToldSituation,
  assessment: Assessment,
  options: RouteOptions = {},
): Route {
  const asOf = countOf(told.asOf);
  const work = workDaysOf(catalogue.calendar);
  const places = new Places(catalogue, told.territory, asOf, work, options);
  const clock: Clock = { asOf, work, places, kept: new Map(), ...(options.at === undefined ? {} : { at: options.at }) };
  const offers = new Offers(catalogue, told, assessment, places);
  const constraints = assessment.interplay.order;
  const { chosen, had, missed } = inLawfulOrder(chooseLegs(offers), constraints, (chosenLegs, waits) => {
    const daysFrom = (leg: number, day: number): Timeline => soonestWay(chosenLegs[leg]!, day, clock).days;
    const graph = {
      waits,
      rounds: chosenLegs.map(({ entitlement }) => (entitlement.answer === 'yes' ? 0 : 1)),
      weights: chosenLegs.map(({ meets }) => (meets.length > 0 ? 0 : 1)),
      readyFrom: (leg: number, day: number) => daysFrom(leg, day).ready,
      timelineFrom: daysFrom,
      asOf,
    };
    const earliest = earliestTimes(graph);
    return { had: havings(graph, earliest), missed: earliest.missed };
  });
  const found = fewestVisits(chosen, had, clock);
  const rows = rowsOf(chosen.legs, found.passages, found.days, chosen.unlockers, assessment, asOf);
  const written = writtenSteps(rows, chosen.legs, catalogue, clock);
  const ordered = inOrder(written.steps, listedFirst(constraints, written.steps));
  const { steps, stops } = numberStops(ordered, written.places, places);
  const stuck = stuckServices(chosen, had, new Set(missed.keys()));
  const leftOut = {
    stuck: stuck.map((leg) => stuckTold(chosen, had, leg)),
    missed: missedServices(chosen, missed),
  };
  return {
    steps,
    stops,
    visits: stops.length,
    visitsAtLeast: found.visitsAtLeast,
    fees: feesOf(steps),
    needs: needsOnRoute(catalogue, assessment, rows, new Map(steps.map((step) => [step.id, step])), leftOut),
    finish: steps.reduce((last, { end }) => later(last, end), told.asOf),
    ...leftOut,
    circles: lawCircles(catalogue, chosen, stuck),
    order: ordersOnRoute(constraints, steps),
  };
}

function writtenSteps(
  rows: readonly PassageRow[],
  legs: Chosen['legs'],
  catalogue: Catalogue,
  clock: Clock,
): { readonly steps: readonly Step[]; readonly places: ReadonlyMap<string, Place> } {
  const places = new Map<string, Place>();
  const longest = new Map<PassageRow['passage'], Timeline>();
  const steps = rows.flatMap((row) => {
    const { leg, passage, days } = row;
    // The same when every agency takes the longest it may.
    let { from } = passage.having;
    for (const { on } of passage.rests.values()) from = Math.max(from, longest.get(on)?.ready ?? from);
    const late = Math.max(days.applied, timelineOf(leg, days.way, from, clock, 'longest').applied);
    const slowest = timelineApplied(leg, days.way, late, clock, 'longest');
    const isInTime = Number.isFinite(slowest.ready);
    const slow = isInTime ? slowest : timelineApplied(leg, days.way, days.applied, clock, 'longest');
    longest.set(passage, slow);
    const applied = Number.isFinite(passage.freshUntil)
      ? days.applied
      : (latestBeginning(leg, days.way, passage.having.from, passage.readyBy, clock)?.applied ?? days.applied);
    const own = stepsOf(
      { row, rows, legs, longest: slow, mayBeMissed: !isInTime, latest: { applied, collected: passage.readyBy } },
      catalogue,
    );
    for (const step of own) {
      const place = step.part === 'collect' ? days.place : step.part === 'apply' ? days.way.place : undefined;
      if (place !== undefined) places.set(step.id, place);
    }
    return own;
  });
  return { steps, places };
}

function missedServices({ legs }: Chosen, missed: ReadonlyMap<number, number>): readonly MissedService[] {
  return [...missed].flatMap(([number, from]) => {
    const { service, entitlement, window } = legs[number]!;
    if (!Number.isFinite(window.closes) || window.closedBy === undefined) return [];
    return [
      {
        service: service.id,
        subject: entitlement.subject,
        closes: dayAt(window.closes),
        possibleFrom: dayAt(from),
        criterion: window.closedBy,
      },
    ];
  });
}

export function feesOf(steps: readonly Step[]): RouteFees {
  const paid = steps.filter(({ fee }) => fee !== undefined);
  const sum = (some: readonly Step[]): number => some.reduce((kopecks, { fee }) => kopecks + (fee?.kopecks ?? 0), 0);
  return {
    sure: sum(paid.filter(({ sure }) => sure)),
    all: sum(paid),
    certainty: paid.reduce<RouteFees['certainty']>(
      (least, { fee }) => leastSure(least, fee?.certainty ?? least),
      'seen',
    ),
  };
}
