import { holds, namesBehind } from '#assessment';
import type { ToldSituation } from '#assessment';
import { agenciesOf, factsShownTo } from '#cases';
import type { JointCase } from '#cases';
import type { Catalogue, Day, Register, Service } from '#catalogue';
import type { Ground } from '#journal';

/** One fact about somebody that one agency wants to ask of another. */
export type Asking = {
  readonly fact: string;
  /** An id of the situation's people, or `household`. */
  readonly subject: string;
  /** Whose register is asked, and for whose work. */
  readonly agency: string;
  readonly asker: string;
  readonly told: ToldSituation;
  readonly today: Day;
  /** The case it is asked for; a situation that is being told has none. */
  readonly joint?: JointCase;
};

export const refusedBecause = [
  /** No register, or not this one, holds the fact. */
  'not-held',
  'no-such-person',
  'case-closed',
  'not-of-the-case',
  /** Another adult has not agreed. */
  'about-another',
  'no-ground',
] as const;
export type RefusedBecause = (typeof refusedBecause)[number];

export type MayAsk =
  /** previewed: the person looks at the answer before it is used. */
  { readonly ground: Ground; readonly isPreviewed: boolean } | { readonly refused: RefusedBecause };

/**
 * Whether a fact may be asked of a register, and on which ground, the strongest first: the law, because a service that
 * needs it was applied for; a clause of the agreement of an open case; the live consent of the person. What a register
 * gives by consent only (a doctor's secret) no clause opens.
 */
export function mayAsk(catalogue: Catalogue, asking: Asking): MayAsk {
  const { fact: id, subject, agency, asker, told, today, joint } = asking;
  const fact = catalogue.facts.get(id);
  const register = catalogue.registers.get(agency);
  // Who somebody is (`basic`) is told by the person: without it nobody can be asked about.
  if (fact === undefined || register === undefined || fact.heldBy !== agency || fact.basic)
    return { refused: 'not-held' };
  const isThere = fact.of === 'household' ? subject === 'household' : told.people.some((one) => one.id === subject);
  if (!isThere) return { refused: 'no-such-person' };
  if (joint !== undefined && joint.status !== 'open') return { refused: 'case-closed' };
  if (joint !== undefined && !agenciesOf(joint).includes(asker)) return { refused: 'not-of-the-case' };
  const others = adultsBehind(catalogue, told, subject);
  if (others.length === 0) {
    const law = byLaw(catalogue, register, asking);
    if (law !== undefined) return { ground: law, isPreviewed: false };
    const agreed = byAgreement(register, asking);
    if (agreed !== undefined) return agreed;
  }
  const consent = byConsent(register, asking, others, today);
  if (consent !== undefined) return { ground: consent, isPreviewed: isPreviewed(asking) };
  return { refused: others.length === 0 ? 'no-ground' : 'about-another' };
}

/** The body that gives a service asks for what its rules use, once the service is applied for. */
function byLaw(catalogue: Catalogue, { forService }: Register, asking: Asking): Ground | undefined {
  if (forService === undefined) return undefined;
  const { told, joint, asker, fact } = asking;
  const filed = (joint?.tasks ?? []).flatMap(({ kind, state, service }) =>
    kind === 'file' && state === 'done' && service !== undefined ? [service] : [],
  );
  const isUsed = [...(told.appliedFor ?? []), ...filed].some((id) => {
    const service = catalogue.services.get(id);
    // In a case each body asks for its own service; before there is one, the centre asks for all of them.
    if (service === undefined || (joint !== undefined && service.authority !== asker)) return false;
    return factsUsedBy(catalogue, service).has(fact);
  });
  return isUsed ? { kind: 'law', basis: forService.citation } : undefined;
}

function byAgreement(
  { forService }: Register,
  { joint, asker, fact, today }: Asking,
): Extract<MayAsk, { ground: Ground }> | undefined {
  if (joint === undefined || forService === undefined) return undefined;
  const shown = factsShownTo(joint, asker, today).find((one) => one.fact === fact);
  if (shown === undefined) return undefined;
  const kind = shown.ground === 'consent' ? 'consent' : 'agreement';
  const ground = { kind, basis: `${joint.agreement}, ${shown.clause ?? joint.number}` } as const;
  return { ground, isPreviewed: shown.preview === true };
}

function byConsent(
  { agency, consent }: Register,
  { told }: Asking,
  others: readonly string[],
  today: Day,
): Ground | undefined {
  const live = (told.consents ?? []).find(
    (one) =>
      one.agency === agency &&
      one.given <= today &&
      (one.withdrawn === undefined || one.withdrawn > today) &&
      (consent.kind === 'plain' || one.isWritten) &&
      others.every((id) => one.also.includes(id)),
  );
  return live === undefined ? undefined : { kind: 'consent', basis: `${consent.article.citation}; ${live.given}` };
}

/** A clause of the case's agreement lets the person look first, whatever the ground of the question. */
function isPreviewed({ joint, asker, fact }: Asking): boolean {
  const clauses = joint?.disclosures ?? [];
  return clauses.some(({ to, facts, preview }) => preview === true && to === asker && facts.includes(fact));
}

/** Adults whom a fact is about and for whom the applicant may not speak. */
function adultsBehind(catalogue: Catalogue, told: ToldSituation, subject: string): readonly string[] {
  const people = subject === 'household' ? told.people.map(({ id }) => id) : [subject];
  return people.filter((id) => {
    if (id === told.applicant) return false;
    const { represented } = catalogue;
    return represented === undefined || holds(catalogue, told, represented.when, id) !== 'yes';
  });
}

const used = new WeakMap<Service, ReadonlySet<string>>();

/** Every fact that some rule of a service can look at, in any of its versions. */
export function factsUsedBy(catalogue: Catalogue, service: Service): ReadonlySet<string> {
  const known = used.get(service);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const { criteria, amount, evidence } of service.versions) {
    const rules = [
      ...criteria.flatMap(({ when, opens, closes }) => [when, opens, closes]),
      amount?.value,
      ...evidence.map(({ when }) => when),
    ];
    for (const rule of rules) if (rule !== undefined) namesBehind(catalogue, rule.tree, names);
  }
  used.set(service, names);
  return names;
}
