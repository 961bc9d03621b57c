import { notBeside, territoryContains } from '#catalogue';
import type { Agency, Office, Service } from '#catalogue';
import { certaintyOf, leastSure, marked } from '#publication/certainty.ts';
import { fullCode, territoryOf } from '#publication/edition.ts';
import type { Edition, ServiceInForce } from '#publication/edition.ts';

import { certaintyIri, conceptIri, needIri, publicConcepts } from './concept-nodes.ts';
import { requirementNodes } from './criterion-nodes.ts';
import { lawIri } from './law-nodes.ts';
import { territoryIri } from './place-nodes.ts';
import { remedyNodes } from './remedy-nodes.ts';
import type { Node } from './terms.ts';
import { channelNodes, costNodes, outputNodes, processingTime } from './version-nodes.ts';

/** One public service of CPSV-AP with everything that is its own: rule, requirements, channels, outputs, cost. */
export function serviceNodes(edition: Edition, published: ServiceInForce, situations: readonly string[]): Node[] {
  const { iris, catalogue } = edition;
  const { service, version } = published;
  const requirements = requirementNodes(edition, published);
  const channels = channelNodes(edition, published);
  const outputs = outputNodes(edition, published);
  const costs = costNodes(edition, published);
  const participations = participationNodes(edition, published);
  const exclusions = exclusionNodes(edition, service);
  const remedies = remedyNodes(edition, published);
  const certainty = certaintyOf(version);
  const agency = catalogue.agencies.get(service.authority);
  const node: Node = {
    id: iris.service(service.id),
    type: ['PublicService'],
    identifier: service.id,
    title: marked(service.name, version.certainty),
    description: marked(service.summary, version.certainty),
    howTo: service.howTo,
    keyword: service.covers.flatMap((need) => {
      const name = catalogue.needs.get(need)?.name;
      return name === undefined
        ? []
        : [
            { '@value': name.ru, '@language': 'ru' as const },
            { '@value': name.en, '@language': 'en' as const },
          ];
    }),
    language: [publicConcepts.russian],
    // What has to be checked is not published as finished.
    status: certainty === 'unsure' ? publicConcepts.underDevelopment : publicConcepts.completed,
    certainty: certaintyIri(iris, certainty),
    hasCompetentAuthority: [iris.thing('agency', service.authority)],
    spatial: [territoryIri(iris, territoryOf(catalogue, service))],
    thematicArea: service.covers.map((need) => needIri(iris, need)),
    isGroupedBy: situations.map((situation) => iris.thing('situation', situation)),
    isPartOf: [iris.catalogue],
    follows: [iris.part(service.id, version.from, 'rule')],
    hasLegalResource: version.basis.map((article) => lawIri(iris, article)),
    holdsRequirement: idsOf(requirements, 'Requirement'),
    hasInputType: [...new Set(version.evidence.map((use) => iris.thing('evidence', use.evidence)))],
    hasChannel: [
      ...idsOf(channels, 'Channel'),
      ...officesOf(edition, published).map((office) => iris.thing('place', office.id)),
    ],
    produces: idsOf(outputs, 'Output'),
    hasCost: idsOf(costs, 'Cost'),
    hasParticipation: idsOf(participations, 'Participation'),
    requires: requiredServices(edition, published).map(iris.service),
    relatedService: notBeside(catalogue.interplay, service.id)
      .filter((other) => edition.services.some((one) => one.service.id === other.service))
      .map((other) => iris.service(other.service)),
    hasRemedy: idsOf(remedies, 'Remedy'),
    excludes: idsOf(exclusions, 'Exclusion'),
    ...processingTime(version),
    ...(agency?.phone === undefined ? {} : { contactPoint: [iris.thing('contact', agency.id)] }),
  };
  return [
    node,
    ruleNode(edition, published),
    validityNode(edition, published),
    ...requirements,
    ...channels,
    ...outputs,
    ...costs,
    ...participations,
    ...exclusions,
    ...remedies,
  ];
}

function idsOf(nodes: readonly Node[], type: Node['type'][number]): string[] {
  return nodes.filter((node) => node.type.includes(type)).map(({ id }) => id);
}

/** The version of the day, with the days between which it holds and the acts it rests on. */
function ruleNode({ iris }: Edition, { service, version }: ServiceInForce): Node {
  const certainty = leastSure([version.certainty, ...version.basis.map((article) => article.certainty)]);
  return {
    id: iris.part(service.id, version.from, 'rule'),
    type: ['Rule'],
    identifier: `${service.id}/${version.from}`,
    title: marked(
      { ru: `${service.name.ru}: порядок с ${version.from}`, en: `${service.name.en}: rules from ${version.from}` },
      certainty,
    ),
    description: marked(
      {
        ru: version.criteria.map(({ text }) => text.ru).join('; ') || service.summary.ru,
        en: version.criteria.map(({ text }) => text.en).join('; ') || service.summary.en,
      },
      certainty,
    ),
    language: [publicConcepts.russian],
    implements: version.basis.map((article) => lawIri(iris, article)),
    validDuring: iris.part(service.id, version.from, 'validity'),
    certainty: certaintyIri(iris, certainty),
  };
}

function validityNode({ iris }: Edition, { service, version }: ServiceInForce): Node {
  return {
    id: iris.part(service.id, version.from, 'validity'),
    type: ['PeriodOfTime'],
    startDate: version.from,
    ...(version.to === undefined ? {} : { endDate: version.to }),
  };
}

/** Offices where the service can be had: one-stop centres if they take it, else the agency's own, in its territory. */
export function officesOf({ catalogue }: Edition, { service, version }: ServiceInForce): Office[] {
  const territory = fullCode(territoryOf(catalogue, service));
  const takesMfc = version.channels.some(({ kind }) => kind === 'mfc');
  return catalogue.offices
    .filter((office) => office.agency === service.authority || (takesMfc && office.kind === 'mfc'))
    .filter((office) => office.services === undefined || office.services.includes(service.id))
    .filter((office) => territory === '00000000' || territoryContains(territory, fullCode(office.territory)));
}

/** Agencies that take part beside the one that decides: those asked for what they hold, the one-stop centres. */
function participationNodes({ iris, catalogue }: Edition, { service, version }: ServiceInForce): Node[] {
  const asked = version.evidence.flatMap(({ from, evidence }) => {
    const holder = catalogue.evidence.get(evidence)?.heldBy;
    return from === 'exchange' && holder !== undefined && holder !== service.authority ? [holder] : [];
  });
  const centres = version.channels.some(({ kind }) => kind === 'mfc')
    ? catalogue.offices.filter(({ kind }) => kind === 'mfc').map(({ agency }) => agency)
    : [];
  const part = (agencies: readonly string[], role: 'data-holder' | 'one-stop-centre'): Node[] =>
    [...new Set(agencies)].flatMap((id) => {
      const agency: Agency | undefined = catalogue.agencies.get(id);
      if (agency === undefined) return [];
      const words = {
        'data-holder': { ru: 'отвечает на межведомственный запрос', en: "answers the agency's inquiry" },
        'one-stop-centre': { ru: 'принимает заявления', en: 'takes applications' },
      }[role];
      return [
        {
          id: iris.part(service.id, 'participation', role, id),
          type: ['Participation'],
          identifier: `${service.id}/${role}/${id}`,
          description: { ru: `${agency.shortName.ru}: ${words.ru}`, en: `${agency.shortName.en}: ${words.en}` },
          role: [conceptIri(iris, 'role', role)],
          hasParticipant: iris.thing('agency', id),
        } satisfies Node,
      ];
    });
  return [...part(asked, 'data-holder'), ...part(centres, 'one-stop-centre')];
}

/** What the law does not give beside it. */
function exclusionNodes({ iris, catalogue }: Edition, service: Service): Node[] {
  return notBeside(catalogue.interplay, service.id).map((other) => ({
    id: iris.part(service.id, 'not-together-with', other.service),
    type: ['Exclusion'],
    title: marked(other.text, other.article.certainty),
    excludedService: iris.service(other.service),
    implements: [lawIri(iris, other.article)],
    certainty: certaintyIri(iris, other.article.certainty),
  }));
}

/** Services that give the evidence which this one takes. */
function requiredServices({ services }: Edition, { service, version }: ServiceInForce): string[] {
  const taken = new Set(version.evidence.map(({ evidence }) => evidence));
  return services
    .filter(
      (other) => other.service.id !== service.id && other.version.gives.some(({ evidence }) => taken.has(evidence)),
    )
    .map((other) => other.service.id);
}
