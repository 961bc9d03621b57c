import type { Answer, Assessment, Entitlement, ToldSituation } from '#assessment';
import type { Catalogue, EvidenceUse, Service, ServiceVersion } from '#catalogue';

import type { EvidenceRef, Route, Step } from './model.ts';

export type Asked = { readonly entitlement: Entitlement; readonly service: Service; readonly version: ServiceVersion };

export type Around = {
  readonly catalogue: Catalogue;
  readonly told: ToldSituation;
  readonly assessment: Assessment;
  readonly route: Route;
  readonly steps: ReadonlyMap<string, Step>;
};

/**
 * Evidence that is known to be missing and that a service open to the person gives is given before the step starts, and
 * is still accepted on that day. Where any one of several papers serves, one of them is.
 */
export function checkPapers(step: Step, asked: Asked, around: Around): readonly string[] {
  const { service, version, entitlement } = asked;
  return version.evidence.flatMap((use, index): readonly string[] => {
    if (around.assessment.conditions.get(`${service.id}|${entitlement.subject}|evidence|${index}`) === 'no') return [];
    if (around.catalogue.evidence.get(use.evidence)?.madeOnTheSpot === true) return [];
    const refs = [use, ...(use.or ?? [])].flatMap((one) => refOf(one, entitlement.subject, around));
    // Asked of everyone in the family who has one: whom that is the planner says.
    if (refs.length < 1 + (use.or?.length ?? 0)) return [];
    // One of several that is asked for by itself as well serves for both.
    if (use.or !== undefined && refs.some((ref) => isAskedAlone(ref, asked, around))) return [];
    const held = refs.map((ref) => heldIn(ref, version, around));
    if (!held.every((answer) => answer === 'no'))
      return refs.some((ref) => isNamed(step, ref)) ? [] : [`${step.id} is silent about ${use.evidence}.`];
    const verdicts = refs.map((ref) => givenInTime(ref, step, around));
    if (verdicts.includes('in hand')) return [];
    if (verdicts.includes('run out')) return [`${step.id} uses ${use.evidence} after it has run out.`];
    const [first] = refs;
    if (verdicts.includes('promised'))
      return [`${step.id} starts on ${step.start} without ${use.evidence} of ${first?.subject ?? ''}.`];
    return refs.some((ref) => step.bring.some((one) => isSame(one, ref)))
      ? []
      : [`${step.id} does not tell to bring ${use.evidence}.`];
  });
}

export function askedIn(
  step: Pick<Step, 'service' | 'subject'>,
  { catalogue, assessment }: Pick<Around, 'catalogue' | 'assessment'>,
): Asked | undefined {
  const entitlement = assessment.entitlements.find((one) => isOneLeg(one, step));
  const service = catalogue.services.get(step.service);
  const version = service?.versions[entitlement?.version ?? -1];
  return entitlement === undefined || service === undefined || version === undefined
    ? undefined
    : { entitlement, service, version };
}

function refOf(
  use: Pick<EvidenceUse, 'evidence' | 'of'>,
  subject: string,
  { catalogue, told }: Around,
): readonly EvidenceRef[] {
  if (catalogue.evidence.get(use.evidence)?.of === 'household')
    return [{ evidence: use.evidence, subject: 'household' }];
  const owner = { applicant: told.applicant, subject, household: 'household' }[use.of];
  return owner === 'household' ? [] : [{ evidence: use.evidence, subject: owner }];
}

function isAskedAlone(ref: EvidenceRef, { version, entitlement }: Asked, around: Around): boolean {
  return version.evidence.some((use) => {
    if (use.or !== undefined || use.evidence !== ref.evidence) return false;
    const refs = refOf(use, entitlement.subject, around);
    return refs.length === 0 || refs.some((one) => isSame(one, ref));
  });
}

function heldIn(ref: EvidenceRef, version: ServiceVersion, { catalogue, assessment }: Around): Answer {
  const told = catalogue.evidence.get(ref.evidence)?.heldWhen !== undefined;
  const asked = version.evidence.flatMap((use) => [use, ...(use.or ?? [])]);
  // A register that nobody can tell of answers when it is asked.
  if (!told && asked.some((use) => use.evidence === ref.evidence && use.from === 'exchange')) return 'yes';
  return assessment.evidence.find((state) => isSame(state, ref))?.held ?? (told ? 'unknown' : 'no');
}

function givenInTime(
  ref: EvidenceRef,
  step: Step,
  around: Around,
): 'in hand' | 'run out' | 'promised' | 'nobody gives it' {
  const givers = around.route.steps.filter(
    (giver) => giver.gives.some((given) => isSame(given, ref)) && !isOneLeg(giver, step),
  );
  const before = givers.filter((giver) => giver.end <= step.start && isBefore(giver.id, step, around.steps));
  if (before.some((giver) => isAccepted(ref, giver.end, step.start, around))) return 'in hand';
  if (before.length > 0) return 'run out';
  const isPromised = givers.some((giver) => askedIn(giver, around)?.entitlement.answer !== 'no');
  return isPromised ? 'promised' : 'nobody gives it';
}

/** Counted date by date, as a clerk would with a finger on the calendar. */
function isAccepted(ref: EvidenceRef, given: string, used: string, { catalogue }: Around): boolean {
  const validFor = catalogue.evidence.get(ref.evidence)?.validFor;
  if (validFor === undefined) return true;
  const last = new Date(`${given}T00:00:00Z`);
  if (validFor.days !== undefined) last.setUTCDate(last.getUTCDate() + validFor.days);
  if (validFor.months !== undefined) {
    const date = last.getUTCDate();
    last.setUTCDate(1);
    last.setUTCMonth(last.getUTCMonth() + validFor.months + 1, 0);
    last.setUTCDate(Math.min(date, last.getUTCDate()));
  }
  return used <= last.toISOString().slice(0, 10);
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

export function isOneLeg(a: Pick<Step, 'service' | 'subject'>, b: Pick<Step, 'service' | 'subject'>): boolean {
  return a.service === b.service && a.subject === b.subject;
}

function isSame(a: EvidenceRef, b: EvidenceRef): boolean {
  return a.evidence === b.evidence && a.subject === b.subject;
}
