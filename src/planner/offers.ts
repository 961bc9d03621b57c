import type { Answer, Assessment, Entitlement, ToldSituation } from '#assessment';
import type { Catalogue, Channel, EvidenceUse, NeedId, Service, ServiceVersion } from '#catalogue';

import { countOf, type DayCount, never } from './day-count.ts';
import { refKey, refsGiven, refsNeeded } from './evidence-refs.ts';
import type { EvidenceNeed, EvidenceOption, Leg, LegWindow, Way } from './leg.ts';
import type { EvidenceRef } from './model.ts';
import { compareText } from './order.ts';
import type { Place, Places } from './places.ts';

type GivenBy = ReadonlyMap<string, readonly string[]>;

/** Services by the evidence that one of their versions gives; the same for every household. */
const givenBy = new WeakMap<Catalogue, GivenBy>();

/** Every answered service as a possible leg. A leg is read when somebody asks for it: most services meet no need. */
export class Offers {
  readonly #catalogue: Catalogue;
  readonly #told: ToldSituation;
  readonly #assessment: Assessment;
  readonly #places: Places;
  readonly #asOf: DayCount;
  readonly #givenBy: GivenBy;
  readonly #answered = new Map<string, Entitlement[]>();
  readonly #held: ReadonlyMap<string, Answer>;
  readonly #legs = new Map<Entitlement, Leg>();
  readonly #givers = new Map<string, readonly Leg[]>();
  readonly #canBeHad = new Map<string, boolean>();
  readonly #optionsRead = new Map<string, readonly EvidenceOption[]>();
  readonly #tonight: ReadonlySet<NeedId>;

  constructor(catalogue: Catalogue, told: ToldSituation, assessment: Assessment, places: Places) {
    this.#catalogue = catalogue;
    this.#told = told;
    this.#assessment = assessment;
    this.#places = places;
    this.#asOf = countOf(told.asOf);
    this.#givenBy = servicesByEvidence(catalogue);
    this.#held = new Map(assessment.evidence.map((state) => [refKey(state), state.held]));
    this.#tonight = new Set(assessment.needs.filter(({ urgency }) => urgency === 'tonight').map(({ need }) => need));
    for (const entitlement of assessment.entitlements) {
      // A service that is not in force on the day has no version to apply under.
      if (entitlement.version < 0) continue;
      const before = this.#answered.get(entitlement.service);
      if (before === undefined) this.#answered.set(entitlement.service, [entitlement]);
      else before.push(entitlement);
    }
  }

  /** Legs that meet a found need, by id. */
  meetingNeeds(): readonly Leg[] {
    const needs = new Set(this.#assessment.needs.map(({ need }) => need));
    const legs: Leg[] = [];
    for (const [id, entitlements] of this.#answered) {
      if (this.#serviceOf(id).covers.some((need) => needs.has(need)))
        for (const entitlement of entitlements) if (this.#isPossible(entitlement)) legs.push(this.leg(entitlement));
    }
    return legs.filter(({ meets }) => meets.length > 0).toSorted((a, b) => compareText(a.id, b.id));
  }

  /** Legs that give a piece of evidence, by id. */
  givers(ref: EvidenceRef): readonly Leg[] {
    const key = refKey(ref);
    const known = this.#givers.get(key);
    if (known !== undefined) return known;
    const found = (this.#givenBy.get(ref.evidence) ?? [])
      .flatMap((service) => this.ofService(service))
      .filter((leg) => leg.gives.some((given) => refKey(given) === key))
      .toSorted((a, b) => compareText(a.id, b.id));
    this.#givers.set(key, found);
    return found;
  }

  ofService(service: string): readonly Leg[] {
    const entitlements = this.#answered.get(service) ?? [];
    return entitlements.filter((one) => this.#isPossible(one)).map((one) => this.leg(one));
  }

  /** Refused for good: neither time nor another service turns it. */
  #isPossible(entitlement: Entitlement): boolean {
    return entitlement.answer !== 'no' || entitlement.unlockedBy.length > 0 || this.#isTooEarly(entitlement);
  }

  leg(entitlement: Entitlement): Leg {
    const known = this.#legs.get(entitlement);
    if (known !== undefined) return known;
    const leg = this.#read(entitlement);
    this.#legs.set(entitlement, leg);
    return leg;
  }

  #read(entitlement: Entitlement): Leg {
    const { service: id, subject } = entitlement;
    const service = this.#serviceOf(id);
    const version = service.versions[entitlement.version];
    if (version === undefined)
      throw new Error(`The assessment names version ${entitlement.version} of ${id}, which the catalogue has not`);
    const meets = this.#assessment.needs.map(({ need }) => need).filter((need) => service.covers.includes(need));
    // Help that is given where it is asked for; what takes days is no help for tonight.
    const isForTonight = (version.term?.days ?? 0) === 0 && meets.some((need) => this.#tonight.has(need));
    return {
      id: `${id}:${subject}`,
      service,
      version,
      entitlement,
      // Nobody is sent to an office to ask whether a service is about him: that is a question for the interview.
      meets: entitlement.concerns === 'unknown' ? [] : meets,
      ways: this.#ways(entitlement, service, version),
      handedOverAt: version.collectInPerson ? this.#handedOverAt(version, service) : [],
      isAtOnce: entitlement.answer !== 'no' && (service.aroundTheClock || isForTonight),
      isTooEarly: this.#isTooEarly(entitlement),
      window: windowOf(entitlement),
      notBefore: this.#asOf,
      needs: this.#needs(entitlement, version),
      gives: uniqueRefs(version.gives.flatMap((given) => refsGiven(given, subject, this.#catalogue, this.#told))),
    };
  }

  /**
   * Ways that are open, of the sort of the first of them: whoever can apply from home is not sent to an office. A way
   * that may be closed (nobody knows of her account on the portal) stands behind the sure ones; whoever has no way
   * may always come to the agency itself.
   */
  #ways({ service: id, subject }: Entitlement, service: Service, version: ServiceVersion): Leg['ways'] {
    const open = version.channels
      .map((channel, index) => ({ channel, isOpen: this.#condition(id, subject, 'channel', index) ?? 'yes' }))
      .filter(({ isOpen }) => isOpen !== 'no')
      .toSorted((a, b) => Number(a.isOpen === 'unknown') - Number(b.isOpen === 'unknown'))
      .map(({ channel }) => channel);
    const [first = { kind: 'agency' as const }] = open;
    const term = first.term ?? version.term;
    if (first.kind !== 'mfc' && first.kind !== 'agency') return [wayOf(first, term)];
    const ways = (open.length === 0 ? [first] : open).flatMap((channel): readonly Way[] => {
      if (channel.kind !== 'mfc' && channel.kind !== 'agency') return [];
      const own = channel.term ?? version.term;
      return this.#places.of(channel.kind, service).map((place) => ({ ...wayOf(channel, own), place }));
    });
    const [preferred, ...others] = ways;
    if (preferred === undefined) throw new Error(`${id} is asked for at a place and has none`);
    return [preferred, ...others];
  }

  #handedOverAt(version: ServiceVersion, service: Service): readonly Place[] {
    const kinds = version.channels.flatMap(({ kind }) => (kind === 'mfc' || kind === 'agency' ? [kind] : []));
    return (kinds.length === 0 ? ['agency' as const] : kinds).flatMap((kind) => this.#places.of(kind, service));
  }

  #isTooEarly({ answer, criteria }: Entitlement): boolean {
    const failed = criteria.filter((criterion) => criterion.answer === 'no');
    const opensLater = failed.every(({ opens }) => opens !== undefined && countOf(opens) > this.#asOf);
    return answer === 'no' && failed.length > 0 && opensLater;
  }

  #needs({ service: id, subject }: Entitlement, version: ServiceVersion): readonly EvidenceNeed[] {
    const single = new Map<string, EvidenceOption>();
    const needs = new Map<string, EvidenceNeed>();
    for (const [index, use] of version.evidence.entries()) {
      if (this.#condition(id, subject, 'evidence', index) === 'no') continue;
      if (this.#catalogue.evidence.get(use.evidence)?.madeOnTheSpot === true) continue;
      const others = (use.or ?? []).flatMap((other) => this.#options(other, subject));
      for (const option of this.#options(use, subject)) {
        const need = needOf([option, ...others]);
        if (others.length > 0) needs.set(need.key, need);
        else {
          // What one agency can ask of another is not asked of the person as well.
          const known = single.get(option.key);
          const asked = known?.from === 'exchange' ? known : option;
          single.set(option.key, asked);
          needs.set(need.key, needOf([asked]));
        }
      }
    }
    // What is asked for by itself serves wherever it is one of several.
    return [...needs.values()].filter(
      ({ options }) => options.length === 1 || !options.some(({ key }) => single.has(key)),
    );
  }

  /** The same papers are asked for by many services. */
  #options(use: Pick<EvidenceUse, 'evidence' | 'of' | 'from'>, subject: string): readonly EvidenceOption[] {
    const key = `${use.evidence}|${use.of}|${use.from}|${use.of === 'subject' ? subject : ''}`;
    const known = this.#optionsRead.get(key) ?? this.#readOptions(use, subject);
    this.#optionsRead.set(key, known);
    return known;
  }

  #readOptions(use: Pick<EvidenceUse, 'evidence' | 'of' | 'from'>, subject: string): readonly EvidenceOption[] {
    const evidence = this.#catalogue.evidence.get(use.evidence);
    return refsNeeded(use, subject, this.#catalogue, this.#told, (ref) => this.#isWithinReach(ref)).map((ref) => {
      const key = refKey(ref);
      return {
        ...ref,
        key,
        from: use.from,
        // Nothing tells whether such evidence exists: a register answers when asked; a paper is there when a step gave it.
        held:
          evidence?.heldWhen === undefined
            ? use.from === 'exchange'
              ? 'yes'
              : 'no'
            : (this.#held.get(key) ?? 'unknown'),
        isAsked: evidence?.heldWhen !== undefined,
        kind: evidence?.kind ?? 'document',
        ...(evidence?.heldBy === undefined ? {} : { heldBy: evidence.heldBy }),
        ...(evidence?.validFor === undefined ? {} : { validFor: evidence.validFor }),
      };
    });
  }

  /** Somebody has it already, or some service, not refused, gives it. */
  #isWithinReach(ref: EvidenceRef): boolean {
    const key = refKey(ref);
    const known = this.#canBeHad.get(key);
    if (known !== undefined) return known;
    const can =
      this.#held.get(key) === 'yes' ||
      (this.#givenBy.get(ref.evidence) ?? [])
        .flatMap((service) => this.#answered.get(service) ?? [])
        .some(
          ({ answer, service, version, subject }) =>
            answer !== 'no' &&
            (this.#serviceOf(service).versions[version]?.gives ?? []).some((given) =>
              refsGiven(given, subject, this.#catalogue, this.#told).some((one) => refKey(one) === key),
            ),
        );
    this.#canBeHad.set(key, can);
    return can;
  }

  #condition(service: string, subject: string, part: string, index: number): Answer | undefined {
    return this.#assessment.conditions.get(`${service}|${subject}|${part}|${index}`);
  }

  #serviceOf(id: string): Service {
    const service = this.#catalogue.services.get(id);
    if (service === undefined) throw new Error(`The assessment names ${id}, which the catalogue has not`);
    return service;
  }
}

function wayOf({ kind }: Channel, term: Way['term']): Way {
  return { channel: kind, ...(term === undefined ? {} : { term }) };
}

function needOf(options: readonly [EvidenceOption, ...EvidenceOption[]]): EvidenceNeed {
  const isHeld = (state: Answer): boolean => options.some(({ held }) => held === state);
  const key = options.map((option) => option.key).join(' or ');
  return { key, options, held: isHeld('yes') ? 'yes' : isHeld('unknown') ? 'unknown' : 'no' };
}

function windowOf({ criteria }: Entitlement): LegWindow {
  let opens = -never;
  let closes = never;
  let closedBy: string | undefined;
  for (const criterion of criteria) {
    if (criterion.opens !== undefined) opens = Math.max(opens, countOf(criterion.opens));
    if (criterion.closes === undefined || countOf(criterion.closes) >= closes) continue;
    closes = countOf(criterion.closes);
    closedBy = criterion.id;
  }
  return { opens, closes, ...(closedBy === undefined ? {} : { closedBy }) };
}

function uniqueRefs(refs: readonly EvidenceRef[]): readonly EvidenceRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

function servicesByEvidence(catalogue: Catalogue): GivenBy {
  const known = givenBy.get(catalogue);
  if (known !== undefined) return known;
  const found = new Map<string, Set<string>>();
  for (const service of catalogue.services.values()) {
    for (const { evidence } of service.versions.flatMap(({ gives }) => gives))
      found.set(evidence, (found.get(evidence) ?? new Set()).add(service.id));
  }
  const made = new Map([...found].map(([evidence, services]) => [evidence, [...services]]));
  givenBy.set(catalogue, made);
  return made;
}
