import type { Agreement } from './agreement.ts';
import type { Interplay } from './interaction.ts';
import type {
  Agency,
  Catalogue,
  Consistency,
  DerivedFact,
  Evidence,
  Fact,
  LifeSituation,
  Margin,
  Need,
  Office,
  PackConnection,
  PackStamp,
  Parameter,
  Phrase,
  PopulationMargins,
  ProactiveRule,
  QuestionGroup,
  Register,
  Representation,
  Territory,
} from './model.ts';
import type { Service } from './service.ts';

/** A checked catalogue as plain data: what the cache keeps between starts. */
export type CatalogueContent = {
  readonly packs: readonly PackStamp[];
  readonly agencies: readonly Agency[];
  readonly territories: readonly Territory[];
  readonly offices: readonly Office[];
  readonly needs: readonly Need[];
  readonly facts: readonly Fact[];
  readonly groups: readonly QuestionGroup[];
  readonly registers: readonly Register[];
  readonly connections: readonly PackConnection[];
  readonly represented?: Representation;
  readonly derived: readonly DerivedFact[];
  readonly parameters: readonly Parameter[];
  readonly evidence: readonly Evidence[];
  readonly consistency: readonly Consistency[];
  readonly services: readonly Service[];
  readonly situations: readonly LifeSituation[];
  readonly agreements: readonly Agreement[];
  readonly calendar: { readonly daysOff: readonly string[]; readonly workedDays: readonly string[] };
  readonly interplay: Interplay;
  readonly proactive: readonly ProactiveRule[];
  readonly population: Omit<PopulationMargins, 'margins'> & { readonly margins: readonly Margin[] };
  readonly words: readonly Phrase[];
};

export function catalogueOf(content: CatalogueContent, digest: string): Catalogue {
  return {
    packs: content.packs,
    digest,
    agencies: byId(content.agencies),
    territories: new Map(content.territories.map((territory) => [territory.code, territory])),
    offices: content.offices,
    needs: byId(content.needs),
    facts: byId(content.facts),
    groups: content.groups,
    registers: new Map(content.registers.map((register) => [register.agency, register])),
    connections: content.connections,
    ...(content.represented === undefined ? {} : { represented: content.represented }),
    derived: byId(content.derived),
    parameters: byId(content.parameters),
    evidence: byId(content.evidence),
    consistency: content.consistency,
    services: byId(content.services),
    situations: byId(content.situations),
    agreements: byId(content.agreements),
    calendar: { daysOff: new Set(content.calendar.daysOff), workedDays: new Set(content.calendar.workedDays) },
    interplay: content.interplay,
    proactive: byId(content.proactive),
    population: { ...content.population, margins: byId(content.population.margins) },
    words: content.words,
  };
}

function byId<Id extends string, Item extends { readonly id: Id }>(items: readonly Item[]): ReadonlyMap<Id, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
