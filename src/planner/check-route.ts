import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue, Term } from '#catalogue';

import { type Around, type Asked, askedIn, checkPapers, isOneLeg } from './check-papers.ts';
import type { Route, RouteOptions, Step } from './model.ts';

/**
 * Proves a route valid, or says where it is not, in one sentence a mistake. It shares no code with the planner and
 * starts from what the route promises to a person: whatever a step needs is in hand, and still good, when it starts.
 */
export function checkRoute(
  catalogue: Catalogue,
  told: ToldSituation,
  assessment: Assessment,
  route: Route,
  options: RouteOptions = {},
): readonly string[] {
  const steps = new Map(route.steps.map((step) => [step.id, step]));
  const around = { catalogue, told, assessment, route, steps };
  return [
    ...(steps.size === route.steps.length ? [] : ['Two steps have one id.']),
    ...checkOrder(route, steps, told.asOf),
    ...checkVisits(route),
    ...checkComplete(catalogue, assessment, route),
    ...checkNeeds(catalogue, assessment, route, steps),
    ...checkFees(route),
    ...checkLawfulOrder(assessment, route, steps),
    ...route.steps.flatMap((step) => {
      const asked = askedIn(step, around);
      return asked === undefined
        ? [`${step.id} is of a service that was not answered.`]
        : checkStep(step, asked, around, options);
    }),
  ];
}

/** With every step after those it names, all of which exist and stand before it, no circle can be. */
function checkOrder(route: Route, steps: ReadonlyMap<string, Step>, asOf: string): readonly string[] {
  const mistakes: string[] = [];
  const seen = new Set<string>();
  let last = asOf;
  for (const step of route.steps) {
    for (const id of step.after) {
      const earlier = steps.get(id);
      if (earlier === undefined) mistakes.push(`${step.id} is after ${id}, which is not on the route.`);
      else if (!seen.has(id)) mistakes.push(`${step.id} stands before ${id}, which it is after.`);
      else if (earlier.end > step.start && step.action !== 'waiting') {
        mistakes.push(`${step.id} starts on ${step.start}, before ${id} ends.`);
      }
    }
    if (step.start < asOf) mistakes.push(`${step.id} starts in the past.`);
    if (step.end < step.start || step.latestEnd < step.end) mistakes.push(`${step.id} ends before it starts.`);
    if (step.latestStart < step.start) mistakes.push(`${step.id} may start last before it starts.`);
    seen.add(step.id);
    if (step.end > last) last = step.end;
  }
  if (route.finish !== last) mistakes.push(`The route ends on ${last} and says ${route.finish}.`);
  return mistakes;
}

function checkVisits(route: Route): readonly string[] {
  const mistakes: string[] = [];
  const known = new Map<number, string>();
  for (const step of route.steps) {
    if ((step.action === 'visit') !== (step.visit !== null))
      mistakes.push(`${step.id} is wrongly numbered as a visit.`);
    if (step.visit === null) continue;
    const where = `${step.office ?? step.channel} on ${step.start}`;
    if ((known.get(step.visit) ?? where) !== where)
      mistakes.push(`Visit ${step.visit} is to two places or on two days.`);
    known.set(step.visit, where);
    const stop = route.stops.find(({ number }) => number === step.visit);
    if (stop?.steps.includes(step.id) !== true || stop.day !== step.start || stop.office !== step.office)
      mistakes.push(`Stop ${step.visit} does not tell of ${step.id}.`);
  }
  if (known.size !== route.visits) mistakes.push(`There are ${known.size} visits and the route says ${route.visits}.`);
  if (route.stops.length !== known.size)
    mistakes.push(`There are ${known.size} visits and ${route.stops.length} stops.`);
  if (route.visitsAtLeast > route.visits)
    mistakes.push(`The route has ${route.visits} visits and says that none has fewer than ${route.visitsAtLeast}.`);
  return mistakes;
}

/** Nothing a person has a right to is lost: it is on the route, or said to be stuck or missed. */
function checkComplete(catalogue: Catalogue, assessment: Assessment, route: Route): readonly string[] {
  const told = new Set(
    [...route.steps, ...route.stuck, ...route.missed].map(({ service, subject }) => `${service}:${subject}`),
  );
  return assessment.entitlements
    .filter(({ answer, concerns }) => answer !== 'no' && concerns === 'yes')
    .filter(({ service }) =>
      assessment.needs.some(({ need }) => catalogue.services.get(service)?.covers.includes(need) === true),
    )
    .map(({ service, subject }) => `${service}:${subject}`)
    .filter((id) => !told.has(id))
    .map((id) => `${id} meets a need and is not on the route.`);
}

/** Every need is met by a step on the day told, or has a reason; and the reason stands only where nothing meets it. */
function checkNeeds(
  catalogue: Catalogue,
  assessment: Assessment,
  route: Route,
  steps: ReadonlyMap<string, Step>,
): readonly string[] {
  return assessment.needs.flatMap(({ need }): readonly string[] => {
    const told = route.needs.find((one) => one.need === need);
    if (told === undefined) return [`The route is silent about the need of ${need}.`];
    const meeting = route.steps.filter((step) => step.meets.includes(need));
    if (meeting.some(({ service }) => catalogue.services.get(service)?.covers.includes(need) !== true))
      return [`A step says that it meets ${need} and does not.`];
    if (meeting.length === 0) return told.gap === undefined ? [`${need} is neither met nor a gap.`] : [];
    if (told.gap !== undefined) return [`${need} is said to be a gap and is met.`];
    const last = told.by.flatMap((id) => steps.get(id) ?? []);
    if (last.length === 0 || last.length < told.by.length || last.some((step) => !step.meets.includes(need)))
      return [`${need} is not met by the steps named.`];
    const [sure] = last
      .filter((step) => step.sure)
      .map(({ end }) => end)
      .toSorted();
    return sure === told.metOn ? [] : [`${need} is met on ${sure ?? 'no day'} and not on ${told.metOn ?? 'no day'}.`];
  });
}

/** Every constraint between services of the route is told, and those told as kept are; the law is broken only where it must be. */
function checkLawfulOrder(
  { interplay, entitlements }: Assessment,
  route: Route,
  steps: ReadonlyMap<string, Step>,
): readonly string[] {
  return interplay.order.flatMap(({ first, then, strength, holds, until }): readonly string[] => {
    const beginning = (key: typeof first): Step | undefined =>
      route.steps.find((step) => isOneLeg(step, key) && !/:(?:waiting|collect)$/u.test(step.id));
    const [one, other] = [beginning(first), beginning(then)];
    if (one === undefined || other === undefined) return [];
    const told = route.order.find((order) => isOneLeg(order.first, first) && isOneLeg(order.then, then));
    if (told === undefined) return [`The route is silent about ${one.id} and ${other.id}.`];
    const isListed = route.steps.indexOf(one) < route.steps.indexOf(other);
    const isKept = until === undefined ? one.start <= other.start && isListed : one.start <= until;
    if (told.kept !== isKept) return [`${one.id} is ${isKept ? '' : 'not '}asked for before ${other.id}.`];
    const isSure = (key: typeof first): boolean => entitlements.find((own) => isOneLeg(own, key))?.answer === 'yes';
    const mustWait = strength === 'must' && holds === 'yes' && until === undefined && isSure(first);
    const isTonight = other.start === route.steps[0]?.start && other.after.length === 0;
    // What rests on the other cannot come before it.
    const isBack = isAnyBefore(
      one,
      route.steps.filter((step) => isOneLeg(step, then)),
      steps,
    );
    return mustWait && one.sure && one.start > other.start && !isTonight && !isBack
      ? [`${other.id} is asked for before ${one.id}, against the law.`]
      : [];
  });
}

function checkFees({ steps, fees }: Route): readonly string[] {
  const sum = (some: readonly Step[]): number => some.reduce((all, { fee }) => all + (fee?.kopecks ?? 0), 0);
  const isRight = sum(steps) === fees.all && sum(steps.filter(({ sure }) => sure)) === fees.sure;
  return isRight && Number.isInteger(fees.all) ? [] : ['The fees of the steps do not add up to those of the route.'];
}

function checkStep(step: Step, asked: Asked, around: Around, options: RouteOptions): readonly string[] {
  const { catalogue, told, assessment } = around;
  const { entitlement, service, version } = asked;
  const isAtOnce =
    entitlement.answer !== 'no' &&
    (service.aroundTheClock ||
      ((version.term?.days ?? 0) === 0 &&
        assessment.needs.some(({ need, urgency }) => urgency === 'tonight' && service.covers.includes(need))));
  // What is fetched only for its paper, or again because that had run out, is fetched when it is wanted.
  const isTonight = isAtOnce && step.turn === 1 && step.meets.length > 0;
  const isBeginning = !step.id.endsWith(':waiting') && !step.id.endsWith(':collect');
  const mistakes: string[] = [];

  if (step.action === 'visit' && !isAtOnce) mistakes.push(...checkOpen(step, catalogue, options));
  if (entitlement.answer !== 'yes' && step.sure) mistakes.push(`${step.id} is said to be sure and is not.`);
  if (isTonight && isBeginning) {
    if (step.after.length > 0) mistakes.push(`${step.id} is for tonight and waits for ${step.after.join(', ')}.`);
    if (step.start !== told.asOf) mistakes.push(`${step.id} is for tonight and starts later.`);
  }
  if (isBeginning) mistakes.push(...checkAllowed(step, asked, around));
  if (step.action === 'waiting') mistakes.push(...checkTerm(step, asked, catalogue, around.steps));
  if (isBeginning && !isAtOnce) mistakes.push(...checkPapers(step, asked, around));
  return mistakes;
}

/** The place receives people on the day: by its hours where they are known, else on working days. */
function checkOpen(step: Step, catalogue: Catalogue, { appointments }: RouteOptions): readonly string[] {
  const opening = catalogue.offices.find(({ id }) => id === step.office)?.opening;
  const free = step.office === undefined ? undefined : appointments?.get(step.office);
  const isFull = free !== undefined && step.id.endsWith(':visit') && step.start < free;
  const full = isFull ? [`${step.id} is on ${step.start}, before the first free appointment.`] : [];
  if (opening === undefined)
    return isDayOff(step.start, catalogue) ? [...full, `${step.id} is a visit on a day off, ${step.start}.`] : full;
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const weekday = names[new Date(`${step.start}T00:00:00Z`).getUTCDay()] ?? 'sun';
  const opens = (day: (typeof names)[number]): boolean => opening.week.some(({ days }) => days.includes(day));
  const isOpen =
    !catalogue.calendar.daysOff.has(step.start) &&
    (opens(weekday) || (catalogue.calendar.workedDays.has(step.start) && opens('fri')));
  return isOpen ? full : [...full, `${step.id} is a visit on ${step.start}, when the office is closed.`];
}

/** What was refused waits until time or another service has turned it; nobody applies outside the time of the law. */
function checkAllowed(step: Step, { entitlement }: Asked, around: Around): readonly string[] {
  const mistakes: string[] = [];
  const failed = entitlement.criteria.filter(({ answer }) => answer === 'no');
  const isTurnedByTime = failed.length > 0 && failed.every(({ opens }) => opens !== undefined && opens <= step.start);
  if (entitlement.answer === 'no' && !isTurnedByTime) {
    const unlocking = around.route.steps.filter(({ service }) => step.unlockedBy.includes(service));
    const isUnlocked = step.after.some((id) => {
      const earlier = around.steps.get(id);
      return earlier !== undefined && unlocking.some((one) => isOneLeg(one, earlier));
    });
    if (step.unlockedBy.length === 0) mistakes.push(`${step.id} was refused.`);
    else if (!isUnlocked && !isAnyBefore(step, unlocking, around.steps))
      mistakes.push(`${step.id} does not wait for what unlocks it.`);
  }
  for (const { id, opens, closes } of entitlement.criteria) {
    if (opens !== undefined && step.start < opens) mistakes.push(`${step.id} is too early by ${id}.`);
    if (closes !== undefined && step.start > closes) mistakes.push(`${step.id} is too late by ${id}.`);
  }
  return mistakes;
}

function isAnyBefore(step: Step, some: readonly Step[], steps: ReadonlyMap<string, Step>): boolean {
  return step.after.some((id) => {
    const earlier = steps.get(id);
    return earlier !== undefined && (some.includes(earlier) || isAnyBefore(earlier, some, steps));
  });
}

/** A term of working days has that many working days after the day of the application; a way may have its own term. */
function checkTerm(
  step: Step,
  { version }: Asked,
  catalogue: Catalogue,
  steps: ReadonlyMap<string, Step>,
): readonly string[] {
  const applied = steps.get(step.after[0] ?? '')?.end ?? step.start;
  const terms = version.channels
    .filter(({ kind }) => kind === step.channel)
    .flatMap(({ term = version.term }) => (term === undefined ? [] : [term]));
  const isOver = ({ unit, days }: Term): boolean => {
    let counted = 0;
    for (let day = plusOne(applied); day <= step.end; day = plusOne(day))
      if (unit === 'calendar' || !isDayOff(day, catalogue)) counted += 1;
    return counted >= days;
  };
  const all = terms.length === 0 && version.term !== undefined ? [version.term] : terms;
  return all.some(isOver) ? [] : [`${step.id} ends before its term does.`];
}

function isDayOff(day: string, { calendar }: Catalogue): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return calendar.daysOff.has(day) || ((weekday === 0 || weekday === 6) && !calendar.workedDays.has(day));
}

function plusOne(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
