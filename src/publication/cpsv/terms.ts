import type { Text } from '#language';

/** Namespaces of the vocabularies, and of Okno's own annotations (a reserved domain: nobody answers there). */
export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  locn: 'http://www.w3.org/ns/locn#',
  okno: 'https://okno.example/vocabulary#',
  org: 'http://www.w3.org/ns/org#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  time: 'http://www.w3.org/2006/time#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const inLanguages = <Id extends string>(id: Id) => ({ '@id': id, '@container': '@language' }) as const;
const link = <Id extends string>(id: Id) => ({ '@id': id, '@type': '@id' }) as const;
const links = <Id extends string>(id: Id) => ({ '@id': id, '@type': '@id', '@container': '@set' }) as const;
const typed = <Id extends string, Type extends string>(id: Id, type: Type) => ({ '@id': id, '@type': type }) as const;

/** The words of the published JSON, each with the property of the public vocabulary that it stands for. */
export const terms = {
  title: inLanguages('dct:title'),
  description: inLanguages('dct:description'),
  label: inLanguages('skos:prefLabel'),
  heading: inLanguages('rdfs:label'),
  keyword: { '@id': 'dcat:keyword' },
  definition: inLanguages('skos:definition'),
  // CCCEV wants plain strings where CPSV-AP wants strings with a language.
  plainLabel: { '@id': 'skos:prefLabel' },
  plainDescription: { '@id': 'dct:description' },
  identifier: { '@id': 'dct:identifier' },
  notation: { '@id': 'skos:notation' },

  kind: links('dct:type'),
  language: links('dct:language'),
  spatial: links('dct:spatial'),
  status: link('adms:status'),
  relation: links('dct:relation'),
  isPartOf: links('dct:isPartOf'),
  publisher: link('dct:publisher'),
  landingPage: link('dcat:landingPage'),
  issued: typed('dct:issued', 'xsd:date'),
  version: { '@id': 'dcat:version' },
  validDuring: link('dct:temporal'),
  startDate: typed('dcat:startDate', 'xsd:date'),
  endDate: typed('dcat:endDate', 'xsd:date'),
  inScheme: links('skos:inScheme'),

  hasCompetentAuthority: links('cv:hasCompetentAuthority'),
  thematicArea: links('cv:thematicArea'),
  isGroupedBy: links('cv:isGroupedBy'),
  hasRelatedService: links('cv:hasRelatedService'),
  relatedService: links('cv:relatedService'),
  requires: links('dct:requires'),
  follows: links('cpsv:follows'),
  implements: links('cpsv:implements'),
  produces: links('cpsv:produces'),
  hasInputType: links('cv:hasInputType'),
  hasChannel: links('cv:hasChannel'),
  hasCost: links('cv:hasCost'),
  hasValue: typed('cv:hasValue', 'xsd:double'),
  currency: link('cv:currency'),
  hasLegalResource: links('cv:hasLegalResource'),
  hasParticipation: links('cv:hasParticipation'),
  hasParticipant: link('cv:hasParticipant'),
  role: links('cv:role'),
  processingTime: typed('cv:processingTime', 'xsd:duration'),
  contactPoint: links('cv:contactPoint'),
  telephone: { '@id': 'cv:telephone' },
  openingHours: links('cv:openingHours'),
  ownedBy: links('cv:ownedBy'),
  address: links('locn:address'),
  fullAddress: inLanguages('locn:fullAddress'),

  holdsRequirement: links('cv:holdsRequirement'),
  fulfils: links('cv:fulfils'),
  hasConcept: links('cv:hasConcept'),
  hasEvidenceTypeList: links('cv:hasEvidenceTypeList'),
  specifiesEvidenceType: links('cv:specifiesEvidenceType'),
  validityPeriodConstraint: links('cv:validityPeriodConstraint'),
  duration: typed('time:hasXSDDuration', 'xsd:duration'),
  evidenceTypeClassification: links('cv:evidenceTypeClassification'),
  expressionOfExpectedValue: { '@id': 'cv:expressionOfExpectedValue' },
  providesValueFor: links('cv:providesValueFor'),
  value: { '@id': 'cv:value' },

  certainty: link('okno:certainty'),
  expression: typed('okno:expression', 'okno:FEEL'),
  appliesWhen: typed('okno:appliesWhen', 'okno:FEEL'),
  opensOn: typed('okno:opensOn', 'okno:FEEL'),
  closesOn: typed('okno:closesOn', 'okno:FEEL'),
  judgedBy: inLanguages('okno:judgedBy'),
  suppliedBy: { '@id': 'okno:suppliedBy' },
  ownerOfEvidence: { '@id': 'okno:evidenceOf' },
  howTo: inLanguages('okno:howTo'),
  heldBy: links('okno:heldBy'),
  hasRemedy: links('okno:hasRemedy'),
  within: { '@id': 'okno:within' },
  answered: { '@id': 'okno:answered' },
  excludes: links('okno:notTogetherWith'),
  excludedService: link('okno:excludedService'),
  termDays: { '@id': 'okno:termDays' },
  termUnit: { '@id': 'okno:termUnit' },
  termExtendedTo: { '@id': 'okno:termExtendedTo' },
  per: { '@id': 'okno:per' },
  addressIsRestricted: { '@id': 'okno:addressIsRestricted' },
  servesAtPlace: links('okno:servesAtPlace'),
  packs: { '@id': 'okno:pack' },
  digest: { '@id': 'okno:digest' },
} as const;

export type Term = keyof typeof terms;

/** Classes of the public vocabularies under the words of the published JSON. */
export const classes = {
  Agent: 'foaf:Agent',
  Address: 'locn:Address',
  Channel: 'cv:Channel',
  Concept: 'skos:Concept',
  ConceptScheme: 'skos:ConceptScheme',
  ContactPoint: 'cv:ContactPoint',
  Cost: 'cv:Cost',
  Criterion: 'cv:Criterion',
  Dataset: 'dcat:Dataset',
  Document: 'foaf:Document',
  Event: 'cv:Event',
  EvidenceType: 'cv:EvidenceType',
  EvidenceTypeList: 'cv:EvidenceTypeList',
  Exclusion: 'okno:Exclusion',
  InformationConcept: 'cv:InformationConcept',
  InformationRequirement: 'cv:InformationRequirement',
  LegalResource: 'eli:LegalResource',
  LifeEvent: 'cv:LifeEvent',
  LinguisticSystem: 'dct:LinguisticSystem',
  Location: 'dct:Location',
  Organization: 'org:Organization',
  Output: 'cv:Output',
  Participation: 'cv:Participation',
  PeriodOfTime: 'dct:PeriodOfTime',
  ProperInterval: 'time:ProperInterval',
  PublicOrganisation: 'cv:PublicOrganisation',
  PublicService: 'cpsv:PublicService',
  Remedy: 'okno:Remedy',
  Requirement: 'cv:Requirement',
  Rule: 'cpsv:Rule',
  SupportedValue: 'cv:SupportedValue',
  TemporalEntity: 'time:TemporalEntity',
} as const;

export type ClassName = keyof typeof classes;

export const context = { ...prefixes, id: '@id', type: '@type', ...classes, ...terms } as const;

type InLanguage = { readonly '@value': string; readonly '@language': keyof Text };
type TermValue = string | number | boolean | Partial<Text> | readonly string[] | readonly InLanguage[];

/** One thing of the catalogue, in the words of `context`. */
export type Node = { readonly id: string; readonly type: readonly ClassName[] } & {
  readonly [Name in Term]?: TermValue | undefined;
};
