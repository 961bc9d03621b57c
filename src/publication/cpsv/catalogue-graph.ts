import { notBeside } from '#catalogue';
import type { Article } from '#catalogue';
import type { Text } from '#language';
import { territoryOf } from '#publication/edition.ts';
import type { Edition } from '#publication/edition.ts';

import { certaintyIri, conceptNodes, publicConcepts } from './concept-nodes.ts';
import { evidenceTypeNodes } from './criterion-nodes.ts';
import { factNodes } from './fact-nodes.ts';
import { lawNodes } from './law-nodes.ts';
import { placeNodes } from './place-nodes.ts';
import { serviceNodes } from './service-nodes.ts';
import { context } from './terms.ts';
import type { Node } from './terms.ts';

export type JsonLd = { readonly '@context': typeof context; readonly '@graph': readonly Node[] };

/** The catalogue as one graph of CPSV-AP 3.2 and CCCEV 2.1: what integrators load at once. */
export function catalogueGraph(
  edition: Edition,
  situations: ReadonlyMap<string, ReadonlySet<string>>,
  only?: string,
): JsonLd {
  const { catalogue, services } = edition;
  const published = services.filter(({ service }) => only === undefined || service.id === only);
  const nodes = published.flatMap((one) => serviceNodes(edition, one, [...(situations.get(one.service.id) ?? [])]));
  const territories = catalogue.packs.flatMap(({ territory }) => territory ?? []);
  const all = [
    ...datasetNodes(edition),
    ...nodes,
    ...situationNodes(edition, situations),
    ...placeNodes(edition, [...territories, ...services.map(({ service }) => territoryOf(catalogue, service))]),
    ...evidenceTypeNodes(edition),
    ...factNodes(edition),
    ...lawNodes(edition.iris, articlesOf(edition)),
    ...conceptNodes(edition),
  ];
  const kept = only === undefined ? all : [...nodes, ...reachedFrom(nodes, all)];
  return { '@context': context, '@graph': kept.map(withoutEmpty) };
}

/** The whole, with the packs it was made of and the day it holds for. */
function datasetNodes({ iris, catalogue, asOf, services, publisher }: Edition): Node[] {
  const titles = (language: 'ru' | 'en'): string => catalogue.packs.map(({ title }) => title[language]).join(', ');
  const dataset: Node = {
    id: iris.catalogue,
    type: ['Dataset'],
    identifier: catalogue.digest,
    title: { ru: `Каталог услуг: ${titles('ru')}`, en: `Catalogue of services: ${titles('en')}` },
    description: {
      ru: `Услуг: ${services.length}. Как действует на ${asOf}. Сведения с пометкой «требует проверки» не проверены.`,
      en: `${services.length} services, as they hold on ${asOf}. What is marked "to be checked" is not verified.`,
    },
    language: [publicConcepts.russian],
    publisher: iris.thing('agency', 'publisher'),
    issued: asOf,
    packs: catalogue.packs.map(({ id, version }) => `${id} ${version}`),
    digest: catalogue.digest,
  };
  const name = publisher === undefined ? notNamed : { ru: publisher, en: publisher };
  return [dataset, { id: iris.thing('agency', 'publisher'), type: ['Agent'], identifier: 'publisher', title: name }];
}

const notNamed: Text = { ru: 'Издатель не назван', en: 'The publisher is not named' };

function situationNodes(
  { iris, catalogue, services }: Edition,
  byService: ReadonlyMap<string, ReadonlySet<string>>,
): Node[] {
  return [...catalogue.situations.values()].map((situation) => ({
    id: iris.thing('situation', situation.id),
    type: ['Event', 'LifeEvent'],
    identifier: situation.id,
    notation: situation.code,
    title: situation.name,
    description: situation.because,
    expression: situation.when.text,
    certainty: certaintyIri(iris, situation.certainty),
    hasRelatedService: services
      .filter(({ service }) => byService.get(service.id)?.has(situation.id) === true)
      .map(({ service }) => iris.service(service.id)),
  }));
}

function articlesOf({ catalogue, services }: Edition): Article[] {
  return services.flatMap(({ service, version }) => [
    ...version.basis,
    ...version.criteria.map(({ article }) => article),
    ...version.remedies.map(({ article }) => article),
    ...notBeside(catalogue.interplay, service.id).map(({ article }) => article),
  ]);
}

/** What the nodes refer to, and what that refers to, without the other services. */
function reachedFrom(nodes: readonly Node[], all: readonly Node[]): Node[] {
  const byId = new Map(all.map((node) => [node.id, node]));
  const reached = new Map<string, Node>();
  const own = new Set(nodes.map(({ id }) => id));
  const walk = (node: Node): void => {
    for (const value of Object.values(node).flat()) {
      const next = typeof value === 'string' ? byId.get(value) : undefined;
      if (next === undefined || own.has(next.id) || reached.has(next.id) || next.type.includes('Event')) continue;
      reached.set(next.id, next);
      walk(next);
    }
  };
  nodes.forEach(walk);
  return [...reached.values()];
}

function withoutEmpty(node: Node): Node {
  return Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Node;
}
