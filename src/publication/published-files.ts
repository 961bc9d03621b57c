import type { Language } from '#language';

import { catalogueGraph } from './cpsv/catalogue-graph.ts';
import type { JsonLd } from './cpsv/catalogue-graph.ts';
import { context } from './cpsv/terms.ts';
import type { Edition } from './edition.ts';
import { csvText } from './hsds/csv.ts';
import { datapackageOf } from './hsds/datapackage.ts';
import { directoryTables } from './hsds/directory-tables.ts';
import { nestedDocuments } from './hsds/nested.ts';
import { csvNames, tableNames } from './hsds/tables.ts';
import { manifestOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { situationsByService } from './situations-by-service.ts';
import { turtleOf } from './turtle.ts';

export type PublishedFile = { readonly path: string; readonly text: string };

/** Every file of a publication. The same catalogue, day, base and language give the same bytes. */
export async function publishedFiles(
  edition: Edition,
  language: Language,
): Promise<{ readonly files: readonly PublishedFile[]; readonly manifest: Manifest }> {
  const situations = situationsByService(edition.catalogue);
  const graph = catalogueGraph(edition, situations);
  const tables = directoryTables(edition, situations, language);
  const documents = nestedDocuments(tables);
  const manifest = manifestOf(edition, language, graph, tables);
  const files = [
    { path: 'manifest.json', text: json(manifest) },
    { path: 'context.jsonld', text: json({ '@context': context }) },
    { path: 'catalogue.jsonld', text: json(graph) },
    { path: 'catalogue.ttl', text: await turtleOf(graph) },
    { path: 'hsds/services.json', text: json(documents.services) },
    { path: 'hsds/organizations.json', text: json(documents.organizations) },
    { path: 'hsds/service_at_locations.json', text: json(documents.service_at_locations) },
    { path: 'hsds/csv/datapackage.json', text: json(datapackageOf(tables)) },
    ...tableNames
      .filter((name) => tables[name].length > 0)
      .map((name) => ({ path: `hsds/csv/${csvNames[name]}`, text: csvText(tables[name]) })),
  ];
  return { files, manifest };
}

/** One service with what it refers to; undefined when it is not in force on the day. */
export function serviceDocument(edition: Edition, service: string): JsonLd | undefined {
  if (!edition.services.some((one) => one.service.id === service)) return undefined;
  return catalogueGraph(edition, situationsByService(edition.catalogue, service), service);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
