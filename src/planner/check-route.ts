import type { Answer, Assessment, Entitlement, ToldSituation } from '#assessment';
import type { Catalogue, Service, ServiceVersion } from '#catalogue';

import type { EvidenceRef, Route, Step } from './model.ts';

type Asked = { readonly entitlement: Entitlement; readonly service: Service; readonly version: ServiceVersion };

/**
 * Proves a route valid, or says where it is not, in one sentence a mistake. It shares no code with the planner and
 * starts from what the route promises to a person: whatever a step needs is in hand before it starts.
 */
export function checkRoute(
  catalogue: Catalogue,
  told: ToldSituation,
  assessment: Assessment,
  route: Route,
): readonly string[] {
  const steps = new Map(route.steps.map((step) => [step.id, step]));
  return [
    ...(steps.size === route.steps.length ? [] : ['Two steps have one id.']),
    ...checkOrder(route, steps, told.asOf),
    ...checkVisits(route),
    ...checkComplete(catalogue, assessment, route),
    ...route.steps.flatMap((step) => {
      const asked = askedIn(step, catalogue, assessment);
      return asked === undefined
        ? [`${step.id} is of a service that was not answered.`]
        : checkStep(step, asked, { catalogue, told, assessment, route, steps });
    }),
  ];
}

type Around = {
  readonly catalogue: Catalogue;
  readonly told: ToldSituation;
  readonly assessment: Assessment;
  readonly route: Route;
  readonly steps: ReadonlyMap<string, Step>;
};

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
  }
  if (known.size !== route.visits) mistakes.push(`There are ${known.size} visits and the route says ${route.visits}.`);
  return mistakes;
}

/** Nothing a person has a right to is lost: it is on the route or said to be stuck. */
function checkComplete(catalogue: Catalogue, assessment: Assessment, route: Route): readonly string[] {
  const told = new Set([...route.steps, ...route.stuck].map(({ service, subject }) => `${service}:${subject}`));
  return assessment.entitlements
    .filter(({ answer, concerns }) => answer !== 'no' && concerns === 'yes')
    .filter(({ service }) =>
      assessment.needs.some(({ need }) => catalogue.services.get(service)?.covers.includes(need) === true),
    )
    .map(({ service, subject }) => `${service}:${subject}`)
    .filter((id) => !told.has(id))
    .map((id) => `${id} meets a need and is not on the route.`);
}

function checkStep(step: Step, asked: Asked, around: Around): readonly string[] {
  const { catalogue, told, assessment } = around;
  const { entitlement, service, version } = asked;
  const isTonight =
    entitlement.answer !== 'no' &&
    (service.aroundTheClock ||
      ((version.term?.days ?? 0) === 0 &&
        assessment.needs.some(({ need, urgency }) => urgency === 'tonight' && service.covers.includes(need))));
  const isBeginning = !step.id.endsWith(':waiting') && !step.id.endsWith(':collect');
  const mistakes: string[] = [];

  if (step.action === 'visit' && !service.aroundTheClock && !isTonight && isDayOff(step.start, catalogue)) {
    mistakes.push(`${step.id} is a visit on a day off, ${step.start}.`);
  }
  if (entitlement.answer === 'no' && step.unlockedBy.length === 0) mistakes.push(`${step.id} was refused.`);
  if (entitlement.answer !== 'yes' && step.sure) mistakes.push(`${step.id} is said to be sure and is not.`);
  if (isTonight && isBeginning) {
    if (step.after.length > 0) mistakes.push(`${step.id} is for tonight and waits for ${step.after.join(', ')}.`);
    if (step.start !== told.asOf) mistakes.push(`${step.id} is for tonight and starts later.`);
  }
  if (step.action === 'waiting') mistakes.push(...checkTerm(step, version, catalogue, around.steps));
  if (isBeginning && !isTonight) mistakes.push(...checkInHand(step, asked, around));
  return mistakes;
}

/** A term of working days has that many working days after the day of the application. */
function checkTerm(
  step: Step,
  version: ServiceVersion,
  catalogue: Catalogue,
  steps: ReadonlyMap<string, Step>,
): readonly string[] {
  const applied = steps.get(step.after[0] ?? '')?.end ?? step.start;
  const isCounted = (day: string): boolean => version.term?.unit === 'calendar' || !isDayOff(day, catalogue);
  let counted = 0;
  for (let day = plusOne(applied); day <= step.end; day = plusOne(day)) if (isCounted(day)) counted += 1;
  return counted < (version.term?.days ?? 0) ? [`${step.id} ends before its term does.`] : [];
}

/** Evidence that is known to be missing and that a service open to the person gives is given before the step starts. */
function checkInHand(step: Step, { service, version, entitlement }: Asked, around: Around): readonly string[] {
  const { catalogue, told, assessment, route } = around;
  return version.evidence.flatMap((use, index): readonly string[] => {
    if (assessment.conditions.get(`${service.id}|${entitlement.subject}|evidence|${index}`) === 'no') return [];
    const evidence = catalogue.evidence.get(use.evidence);
    if (evidence?.madeOnTheSpot === true) return [];
    const owner = { applicant: told.applicant, subject: entitlement.subject, household: 'household' }[use.of];
    const ref = { evidence: use.evidence, subject: evidence?.of === 'household' ? 'household' : owner };
    if (evidence?.of === 'person' && ref.subject === 'household') return [];
    const isInRegister =
      evidence?.heldWhen === undefined &&
      version.evidence.some((other) => other.evidence === use.evidence && other.from === 'exchange');
    const held = isInRegister ? 'yes' : heldIn(assessment, ref);
    if (held !== 'no') return isNamed(step, ref) ? [] : [`${step.id} is silent about ${ref.evidence}.`];
    const givers = route.steps.filter(
      (giver) => giver.gives.some((given) => isSame(given, ref)) && !isOneLeg(giver, step),
    );
    if (givers.some((giver) => giver.end <= step.start && isBefore(giver.id, step, around.steps))) return [];
    const isPromised = givers.some((giver) => askedIn(giver, catalogue, assessment)?.entitlement.answer !== 'no');
    if (isPromised) return [`${step.id} starts on ${step.start} without ${ref.evidence} of ${ref.subject}.`];
    return step.bring.some((one) => isSame(one, ref)) ? [] : [`${step.id} does not tell to bring ${ref.evidence}.`];
  });
}

function heldIn({ evidence }: Assessment, ref: EvidenceRef): Answer {
  return evidence.find((state) => isSame(state, ref))?.held ?? 'unknown';
}

function isNamed({ bring, obtained }: Step, ref: EvidenceRef): boolean {
  return [...bring, ...obtained].some((one) => isSame(one, ref));
}

function isBefore(id: string, step: Step, steps: ReadonlyMap<string, Step>): boolean {
  return step.after.some((one) => {
    const earlier = steps.get(one);
    return one === id || (earlier !== undefined && isBefore(id, earlier, steps));
  });
}

function askedIn(step: Step, catalogue: Catalogue, { entitlements }: Assessment): Asked | undefined {
  const entitlement = entitlements.find((one) => isOneLeg(one, step));
  const service = catalogue.services.get(step.service);
  const version = service?.versions[entitlement?.version ?? -1];
  return entitlement === undefined || service === undefined || version === undefined
    ? undefined
    : { entitlement, service, version };
}

function isOneLeg(a: Pick<Step, 'service' | 'subject'>, b: Pick<Step, 'service' | 'subject'>): boolean {
  return a.service === b.service && a.subject === b.subject;
}

function isSame(a: EvidenceRef, b: EvidenceRef): boolean {
  return a.evidence === b.evidence && a.subject === b.subject;
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
