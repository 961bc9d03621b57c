import type { Assessment } from '#assessment';
import type { Catalogue, Certainty, Day } from '#catalogue';

import type { Route, ServiceRef, Step } from './model.ts';
import { compareText, later, leastSure } from './order.ts';
import { legOf, serviceOf } from './standing.ts';
import { addWorkingDays, workingDayFrom } from './working-days.ts';

/** One service of a complex request, as the extract for the applicant tells it. */
export type RequestedService = ServiceRef & {
  readonly agency: string;
  /** 1: filed at once, beside each other; a later round is filed when the results it needs have come. */
  readonly round: number;
  /** Services of the request whose results it waits for; none in the first round. */
  readonly after: readonly ServiceRef[];
  /** The day on which the application is filed, and the last on which it is when others answer as late as they may. */
  readonly filed: Day;
  readonly filedAtLatest: Day;
  /** The last day of its own term, and the same with every extension and every delay before it. */
  readonly decided: Day;
  readonly decidedAtLatest: Day;
  readonly certainty: Certainty;
};

/** Services that a person asks for in one request of a one-stop centre (210-FZ art. 15.1). */
export type ComplexRequest = {
  /** By round, then by day. */
  readonly services: readonly RequestedService[];
  readonly from: Day;
  /** The maximum total term runs until this day: the last result, when every agency takes the longest it may. */
  readonly until: Day;
  /** The same when every agency keeps its usual term. */
  readonly usually: Day;
  /** The services with which the total term ends. */
  readonly endsWith: readonly ServiceRef[];
  readonly calendarDays: number;
  readonly certainty: Certainty;
  /** Sure services of the route that no one-stop centre takes. */
  readonly outside: readonly ServiceRef[];
};

/**
 * The part of a route that one request can hold: what is sure and what a one-stop centre takes. Undefined when that is
 * fewer than two services. An application of a later round is filed within a working day after what it needs has come.
 */
export function complexRequest(catalogue: Catalogue, assessment: Assessment, route: Route): ComplexRequest | undefined {
  const legs = Map.groupBy(
    route.steps.filter(({ sure, turn, urgency }) => sure && turn === 1 && urgency !== 'tonight'),
    legOf,
  );
  const requested = new Map<string, RequestedService>();
  const outside: ServiceRef[] = [];
  for (const steps of legs.values()) {
    const [apply] = steps;
    if (apply?.part !== 'apply' || apply.action === 'automatic') continue;
    if (isTaken(catalogue, assessment, apply)) requested.set(serviceOf(apply), requestedOf(apply, steps));
    else outside.push({ service: apply.service, subject: apply.subject });
  }
  const services = [...requested.values()].toSorted(
    (a, b) => a.round - b.round || compareText(a.filed, b.filed) || compareText(a.service, b.service),
  );
  const [first] = services.toSorted((a, b) => compareText(a.filed, b.filed));
  if (first === undefined || services.length < 2) return undefined;
  const until = services.reduce((last, { decidedAtLatest }) => later(last, decidedAtLatest), first.filed);
  return {
    services,
    from: first.filed,
    until,
    usually: services.reduce((last, { decided }) => later(last, decided), first.filed),
    endsWith: services
      .filter(({ decidedAtLatest }) => decidedAtLatest === until)
      .map(({ service, subject }) => ({ service, subject })),
    calendarDays: Math.round((Date.parse(until) - Date.parse(first.filed)) / 86_400_000),
    certainty: services.reduce<Certainty>((least, one) => leastSure(least, one.certainty), 'seen'),
    outside,
  };

  function requestedOf(apply: Step, steps: readonly Step[]): RequestedService {
    const after = requestedBefore(apply);
    const inputs = apply.after.flatMap((id) => route.steps.find((step) => step.id === id) ?? []);
    const had = inputs.reduce((last, { latestEnd }) => later(last, latestEnd), '');
    const term = catalogue.calendar;
    // The centre hands a result on within a working day: so much is added at most by each round before.
    const round = 1 + after.reduce((last, ref) => Math.max(last, requested.get(serviceOf(ref))?.round ?? 0), 0);
    const handedOn = (day: Day): Day =>
      round === 1 ? day : addWorkingDays(workingDayFrom(day, term), round - 1, term);
    const filedAtLatest = had === '' ? apply.start : handedOn(had);
    const last = steps.at(-1) ?? apply;
    const waiting = steps.find(({ part }) => part === 'wait') ?? last;
    return {
      service: apply.service,
      subject: apply.subject,
      agency: apply.agency,
      round,
      after,
      filed: apply.start,
      filedAtLatest: later(apply.start, filedAtLatest),
      decided: waiting.end,
      decidedAtLatest: later(handedOn(waiting.latestEnd), later(waiting.end, filedAtLatest)),
      certainty: leastSure(apply.certainty, waiting.certainty),
    };
  }

  /** The nearest services of the request on the ways back, through steps that are not in it. */
  function requestedBefore(step: Step): readonly ServiceRef[] {
    const found = new Map<string, ServiceRef>();
    const seen = new Set<string>();
    const open = [...step.after];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const earlier = route.steps.find((one) => one.id === id);
      if (earlier === undefined || seen.has(id)) continue;
      seen.add(id);
      const { service, subject } = earlier;
      if (requested.has(serviceOf(earlier))) found.set(serviceOf(earlier), { service, subject });
      else open.push(...earlier.after);
    }
    return [...found.values()].toSorted((a, b) => compareText(serviceOf({ ...a }), serviceOf({ ...b })));
  }
}

function isTaken(catalogue: Catalogue, { entitlements }: Assessment, apply: Step): boolean {
  if (apply.channel === 'mfc') return true;
  const version = entitlements.find((one) => serviceOf(one) === serviceOf(apply))?.version ?? 0;
  const channels = catalogue.services.get(apply.service)?.versions[version]?.channels ?? [];
  return channels.some(({ kind, when }) => kind === 'mfc' && when === undefined);
}
