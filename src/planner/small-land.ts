import { noInterplay } from '#assessment';
import type { Answer, Assessment, Entitlement, EvidenceState, FactKey, FoundNeed, ToldSituation } from '#assessment';
import type {
  Catalogue,
  Channel,
  Evidence,
  NeedId,
  Office,
  Service,
  ServiceVersion,
  Term,
  Territory,
  Urgency,
} from '#catalogue';
import type { Text } from '#language';

/** A small invented land for the tests of this room: only what a route depends on, everything else as plain as it can be. */

export type SmallService = {
  readonly id: string;
  readonly answer?: Answer;
  readonly subject?: string;
  readonly authority?: string;
  readonly covers?: readonly NeedId[];
  readonly aroundTheClock?: boolean;
  readonly evidence?: ServiceVersion['evidence'];
  readonly gives?: ServiceVersion['gives'];
  readonly term?: Omit<Term, 'certainty'>;
  readonly channels?: readonly Channel[];
  readonly collectInPerson?: boolean;
  readonly unlockedBy?: readonly string[];
  /** Criteria that time alone opens or closes. */
  readonly criteria?: readonly { readonly answer: Answer; readonly opens?: string; readonly closes?: string }[];
  readonly feeRoubles?: number;
  readonly refusal?: number;
  readonly missing?: readonly FactKey[];
};

export type SmallLand = {
  readonly asOf?: string;
  readonly people?: readonly string[];
  readonly needs?: Partial<Record<NeedId, Urgency>>;
  readonly services: readonly SmallService[];
  readonly evidence?: readonly (Pick<Evidence, 'id'> & Partial<Evidence>)[];
  readonly offices?: readonly (Pick<Office, 'id' | 'agency' | 'kind'> & Partial<Office>)[];
  /** `evidence|subject` to whether it is held. */
  readonly held?: Readonly<Record<string, Answer>>;
  readonly conditions?: Readonly<Record<string, Answer>>;
  readonly daysOff?: readonly string[];
  /** Pairs of services: the one is to be asked for no later than the other. */
  readonly order?: readonly { readonly first: string; readonly then: string; readonly strength: 'must' | 'gain' }[];
  readonly territories?: readonly Pick<Territory, 'code' | 'travel'>[];
};

/** Stands for any rule: the answer to it is given beside it. */
export const someRule = { source: 'answered in the assessment' } as never;

export function text(words: string): Text {
  return { ru: words, en: words };
}

export function passport(of: 'applicant' | 'subject' | 'household' = 'applicant'): ServiceVersion['evidence'][number] {
  return { evidence: 'passport', of, from: 'person' };
}

/** Monday 2 March 2026 in Tomsk, with Anna and her son, unless told otherwise. */
export function smallLand(land: SmallLand): {
  readonly catalogue: Catalogue;
  readonly told: ToldSituation;
  readonly assessment: Assessment;
} {
  const people = land.people ?? ['anna', 'mitya'];
  const applicant = people[0] ?? 'anna';
  const told: ToldSituation = {
    asOf: land.asOf ?? '2026-03-02',
    territory: '69701000',
    applicant,
    people: people.map((id) => ({ id, facts: {} })),
    household: {},
  };
  const needs = Object.entries(land.needs ?? { money: 'days' }) as [NeedId, Urgency][];
  const assessment: Assessment = {
    needs: needs.map(([need, urgency]): FoundNeed => ({ need, urgency, because: text(need) })),
    contradictions: [],
    situations: [],
    entitlements: land.services.map((service) => entitlementTo(service, applicant)),
    gaps: [],
    interplay: {
      ...noInterplay,
      order: (land.order ?? []).flatMap(({ first, then, strength }) => {
        const keyOf = (id: string): { readonly service: string; readonly subject: string }[] =>
          land.services
            .filter((one) => one.id === id)
            .map((one) => ({ service: id, subject: one.subject ?? applicant }));
        const law = { interaction: 'order', text: text('order'), article: 'law', certainty: 'seen' as const };
        return keyOf(first).flatMap((one) =>
          keyOf(then).map((other) => ({ ...law, first: one, then: other, strength, holds: 'yes' as const })),
        );
      }),
    },
    nextQuestion: null,
    interview: { groups: [], questionsLeft: 0, inquiries: [], offers: [] },
    evidence: Object.entries(land.held ?? {}).map(([key, held]): EvidenceState => {
      const [evidence = '', subject = ''] = key.split('|');
      return { evidence, subject, held };
    }),
    conditions: new Map(Object.entries(land.conditions ?? {})),
  };
  return { catalogue: catalogueOf(land), told, assessment };
}

function catalogueOf(land: SmallLand): Catalogue {
  const agencies = new Set(land.services.map(({ authority }) => authority ?? 'sfr'));
  return {
    packs: [],
    digest: '',
    agencies: new Map(
      [...agencies].map((id) => [
        id,
        { id, name: text(id), shortName: text(id.toUpperCase()), level: 'federal', certainty: 'seen' },
      ]),
    ),
    territories: new Map(
      (land.territories ?? []).map((one) => [one.code, { name: text(one.code), certainty: 'seen' as const, ...one }]),
    ),
    offices: (land.offices ?? []).map((office) => ({
      name: text(office.id),
      territory: '',
      addressRestricted: false,
      certainty: 'seen',
      ...office,
    })),
    needs: new Map(),
    facts: new Map(),
    groups: [],
    registers: new Map(),
    connections: [],
    derived: new Map(),
    parameters: new Map(),
    evidence: new Map(
      (land.evidence ?? [{ id: 'passport', heldWhen: someRule, heldBy: 'mvd' }]).map((evidence) => [
        evidence.id,
        { kind: 'document', of: 'person', name: text(evidence.id), madeOnTheSpot: false, ...evidence },
      ]),
    ),
    services: new Map(land.services.map((service) => [service.id, serviceOf(service)])),
    consistency: [],
    situations: new Map(),
    agreements: new Map(),
    interplay: { interactions: [] },
    proactive: new Map(),
    population: { margins: new Map(), unknown: [], kinds: [] },
    calendar: { daysOff: new Set(land.daysOff), workedDays: new Set() },
    words: [],
  };
}

function serviceOf(service: SmallService): Service {
  return {
    id: service.id,
    code: '',
    name: text(service.id),
    summary: text(service.id),
    howTo: text(`apply for ${service.id}`),
    authority: service.authority ?? 'sfr',
    covers: service.covers ?? [],
    aroundTheClock: service.aroundTheClock ?? false,
    subject: { each: 'applicant', nobody: text('nobody') },
    versions: [
      {
        from: '2026-01-01',
        basis: [],
        transition: [],
        criteria: [],
        evidence: service.evidence ?? [],
        gives: service.gives ?? [],
        ...(service.term === undefined ? {} : { term: { ...service.term, certainty: 'memory' } }),
        channels: service.channels ?? [{ kind: 'agency' }],
        collectInPerson: service.collectInPerson ?? false,
        remedies: [],
        certainty: 'seen',
      },
    ],
    examples: [],
    file: `${service.id}.yaml`,
    pack: 'small-land',
  };
}

function entitlementTo(service: SmallService, applicant: string): Entitlement {
  return {
    service: service.id,
    version: 0,
    subject: service.subject ?? applicant,
    concerns: 'yes',
    answer: service.answer ?? 'yes',
    criteria: (service.criteria ?? []).map((criterion, index) => ({
      id: `criterion-${index}`,
      text: text('criterion'),
      article: 'law',
      certainty: 'seen',
      kind: criterion.closes === undefined ? 'condition' : 'deadline',
      facts: [],
      missing: [],
      withoutValue: [],
      ...criterion,
    })),
    missing: service.missing ?? [],
    unlockedBy: service.unlockedBy ?? [],
    certainty: 'seen',
  };
}
