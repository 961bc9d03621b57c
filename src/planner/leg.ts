import type { Answer, Assessment, Entitlement, ToldSituation } from '#assessment';
import type { Catalogue, ChannelKind, Evidence, EvidenceUse, NeedId, Service, ServiceVersion } from '#catalogue';

import { evidenceThatCanBeHad, refKey, refsGiven, refsNeeded } from './evidence-refs.ts';
import type { EvidenceRef } from './model.ts';
import { compareText } from './order.ts';

export type EvidenceNeed = EvidenceRef & {
  readonly key: string;
  readonly from: EvidenceUse['from'];
  readonly held: Answer;
  /** Some told fact says whether it is held; of other papers nobody can say so before a step gives them. */
  readonly isAsked: boolean;
  readonly kind: Evidence['kind'];
  readonly heldBy?: string;
};

/** One service for one subject on the way: an application, perhaps a waiting, perhaps a visit to collect. */
export type Leg = {
  /** `<service>:<subject>`, the beginning of the ids of its steps. */
  readonly id: string;
  readonly service: Service;
  readonly version: ServiceVersion;
  readonly entitlement: Entitlement;
  readonly meets: readonly NeedId[];
  /** Possible ways to ask for it, the preferred first; never empty. */
  readonly channels: readonly [ChannelKind, ...ChannelKind[]];
  /** Begins on the day asked for and waits for nothing: nothing of tonight waits for a paper. */
  readonly isAtOnce: boolean;
  /** Served on days off too. */
  readonly isServedAnyDay: boolean;
  readonly needs: readonly EvidenceNeed[];
  readonly gives: readonly EvidenceRef[];
};

/** Every answered service as a possible leg, in the order of ids, so that the order of answers changes nothing. */
export function readLegs(catalogue: Catalogue, told: ToldSituation, assessment: Assessment): readonly Leg[] {
  const held = new Map(assessment.evidence.map((state) => [refKey(state), state.held]));
  const canHave = evidenceThatCanBeHad(catalogue, told, assessment);
  const tonight = new Set(assessment.needs.filter(({ urgency }) => urgency === 'tonight').map(({ need }) => need));

  function readLeg(entitlement: Entitlement): Leg {
    const { service: id, subject } = entitlement;
    const service = catalogue.services.get(id);
    const version = service?.versions[entitlement.version];
    if (service === undefined || version === undefined) {
      throw new Error(
        `The assessment names version ${entitlement.version} of ${id}, which the catalogue does not have`,
      );
    }
    const condition = (part: string, index: number): Answer | undefined =>
      assessment.conditions.get(`${id}|${subject}|${part}|${index}`);
    const uses = version.evidence.filter(
      ({ evidence }, index) =>
        condition('evidence', index) !== 'no' && catalogue.evidence.get(evidence)?.madeOnTheSpot !== true,
    );
    // A way that may be closed to the person (nobody knows of her account on the portal) stands behind the sure ones.
    const [first, ...others] = version.channels
      .map(({ kind }, index) => ({ kind, isOpen: condition('channel', index) ?? 'yes' }))
      .filter(({ isOpen }) => isOpen !== 'no')
      .toSorted((a, b) => Number(a.isOpen === 'unknown') - Number(b.isOpen === 'unknown'))
      .map(({ kind }) => kind);
    const meets = assessment.needs.map(({ need }) => need).filter((need) => service.covers.includes(need));
    // Help that is given where it is asked for; what takes days is no help for tonight.
    const isForTonight = (version.term?.days ?? 0) === 0 && meets.some((need) => tonight.has(need));
    const isAtOnce = entitlement.answer !== 'no' && (service.aroundTheClock || isForTonight);
    return {
      id: `${id}:${subject}`,
      service,
      version,
      entitlement,
      // Nobody is sent to an office to ask whether a service is about him: that is a question for the interview.
      meets: entitlement.concerns === 'unknown' ? [] : meets,
      // Whoever can use no other way may always come to the agency itself.
      channels: first === undefined ? ['agency'] : [first, ...others],
      isAtOnce,
      isServedAnyDay: isAtOnce,
      needs: uniqueNeeds(
        uses.flatMap((use) => refsNeeded(use, subject, catalogue, told, canHave).map((ref) => readNeed(use, ref))),
      ),
      gives: uniqueRefs(version.gives.flatMap((given) => refsGiven(given, subject, catalogue, told))),
    };
  }

  function readNeed(use: EvidenceUse, ref: EvidenceRef): EvidenceNeed {
    const evidence = catalogue.evidence.get(use.evidence);
    const key = refKey(ref);
    return {
      ...ref,
      key,
      from: use.from,
      held: evidence?.heldWhen === undefined ? heldUnasked(use) : (held.get(key) ?? 'unknown'),
      isAsked: evidence?.heldWhen !== undefined,
      kind: evidence?.kind ?? 'document',
      ...(evidence?.heldBy === undefined ? {} : { heldBy: evidence.heldBy }),
    };
  }

  // A service that is not in force on the day has no version to apply under.
  return assessment.entitlements
    .filter(({ version }) => version >= 0)
    .map(readLeg)
    .toSorted((a, b) => compareText(a.id, b.id));
}

/** Nothing tells whether such evidence exists: a register answers when asked; a paper is there when a step gave it. */
function heldUnasked(use: EvidenceUse): Answer {
  return use.from === 'exchange' ? 'yes' : 'no';
}

/** What one agency can ask of another is not asked of the person as well. */
function uniqueNeeds(needs: readonly EvidenceNeed[]): readonly EvidenceNeed[] {
  const byKey = new Map<string, EvidenceNeed>();
  for (const need of needs) {
    const known = byKey.get(need.key);
    if (known === undefined || (known.from === 'person' && need.from === 'exchange')) byKey.set(need.key, need);
  }
  return [...byKey.values()];
}

function uniqueRefs(refs: readonly EvidenceRef[]): readonly EvidenceRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}
