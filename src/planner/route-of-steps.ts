import type { Assessment } from '#assessment';
import type { Day } from '#catalogue';

import type { NeedOnRoute, Route, RouteStop, Step } from './model.ts';
import { compareText, later } from './order.ts';
import { ordersOnRoute } from './ordered.ts';
import { feesOf } from './plan-route.ts';
import { legOf } from './standing.ts';

/** What a route says beyond its steps, said anew of the steps that are left when some are done. */
export function routeOfSteps(
  steps: readonly Step[],
  done: ReadonlySet<string>,
  before: Route,
  { interplay }: Assessment,
  today: Day,
): Route {
  const open = withCritical(
    steps
      .filter(({ id }) => !done.has(id))
      .map((step) => {
        const after = step.after.filter((id) => !done.has(id));
        return after.length === step.after.length ? step : { ...step, after };
      }),
  );
  const { numbered, stops } = withStops(open, before);
  return {
    steps: numbered,
    stops,
    visits: stops.length,
    visitsAtLeast: Math.min(before.visitsAtLeast, stops.length),
    fees: feesOf(numbered),
    needs: before.needs.map((need) => needAfter(need, steps, done)),
    finish: numbered.reduce((last, { end }) => later(last, end), today),
    order: ordersOnRoute(interplay.order, numbered),
    stuck: before.stuck,
    circles: before.circles,
    missed: before.missed,
  };
}

/** Visits to one place on one day are one stop; hours and the way are what they were at the same place. */
function withStops(
  steps: readonly Step[],
  before: Route,
): { readonly numbered: readonly Step[]; readonly stops: readonly RouteStop[] } {
  const placeOf = ({ office, channel, agency }: Pick<Step, 'office' | 'channel' | 'agency'>): string =>
    office ?? (channel === 'mfc' ? 'mfc' : `agency ${agency}`);
  const known = new Map(before.stops.map((stop) => [placeOf(stop), stop]));
  const stops = new Map<string, RouteStop & { readonly steps: string[] }>();
  const numbered = steps.map((step) => {
    if (step.action !== 'visit') return step;
    const key = `${step.start} ${placeOf(step)}`;
    const same = before.stops.find((stop) => stop.day === step.start && placeOf(stop) === placeOf(step));
    const { travel } = known.get(placeOf(step)) ?? {};
    const stop = stops.get(key) ?? {
      number: stops.size + 1,
      day: step.start,
      ...(step.office === undefined ? {} : { office: step.office }),
      channel: step.channel,
      agency: step.agency,
      steps: [],
      ...(same?.hours === undefined ? {} : { hours: same.hours }),
      ...(travel === undefined ? {} : { travel }),
    };
    stop.steps.push(step.id);
    stops.set(key, stop);
    return step.visit === stop.number ? step : { ...step, visit: stop.number };
  });
  return { numbered, stops: [...stops.values()] };
}

function needAfter(
  { need, urgency, gap, chance }: NeedOnRoute,
  steps: readonly Step[],
  done: ReadonlySet<string>,
): NeedOnRoute {
  const legs = Map.groupBy(
    steps.filter(({ meets }) => meets.includes(need)),
    legOf,
  );
  const last = [...legs.values()]
    .flatMap((leg) => leg.findLast((step) => leg.every(({ after }) => !after.includes(step.id))) ?? [])
    .toSorted((a, b) => compareText(a.end, b.end) || compareText(a.id, b.id));
  const over = last.find(({ id, sure }) => sure && done.has(id));
  const open = last.filter(({ id }) => !done.has(id));
  const sure = over ?? open.find((step) => step.sure);
  const unsure = open.find((step) => !step.sure);
  if (last.length === 0) return { need, urgency, by: [], gap: gap ?? 'not-eligible' };
  return {
    need,
    urgency,
    by: open.map(({ id }) => id),
    ...(sure === undefined ? {} : { metOn: sure.end }),
    ...(unsure === undefined ? {} : { mayBeMetOn: unsure.end }),
    ...(chance === undefined ? {} : { chance }),
  };
}

/** On the chains of sure steps without a day to spare that end last. */
function withCritical(steps: readonly Step[]): readonly Step[] {
  const last = steps.reduce((end, step) => (step.sure ? later(end, step.end) : end), '');
  const critical = new Set<string>();
  for (const step of steps.toReversed()) {
    const decides = steps.some(
      (next) => critical.has(next.id) && next.after.includes(step.id) && step.end === next.start,
    );
    if (step.sure && (step.end === last || decides)) critical.add(step.id);
  }
  return steps.map((step) => (step.critical === critical.has(step.id) ? step : { ...step, critical: !step.critical }));
}
