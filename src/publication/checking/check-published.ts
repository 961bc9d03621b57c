import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Problem } from '#language';
import { manifestForm } from '#publication/manifest.ts';
import type { Counts, Manifest } from '#publication/manifest.ts';
import { triplesOf } from '#publication/triples.ts';
import type { Store } from 'n3';

import { checkSchemas, hsdsFiles } from './check-schemas.ts';
import type { DocumentsChecked } from './check-schemas.ts';
import { checkShapes } from './check-shapes.ts';
import type { ShapesChecked } from './check-shapes.ts';
import { exportAgain, firstOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { hsdsDocuments, readStandards } from './standards.ts';
import type { HsdsDocument } from './standards.ts';

export type PublishedChecked = {
  readonly violations: number;
  readonly counted: Counts & { readonly triples: number };
  readonly shapes: readonly Omit<ShapesChecked, 'findings'>[];
  readonly schemas: readonly Omit<DocumentsChecked, 'findings'>[];
  readonly findings: readonly Finding[];
};

/**
 * Holds a publication to the official shapes and schemas, and to its own manifest: every shape is satisfied by an empty
 * file, so what is there is counted and compared with what was published.
 */
export async function checkPublished(
  folder: string,
  against: string,
): Promise<PublishedChecked | { readonly problems: readonly Problem[] }> {
  const standards = await readStandards(against);
  if ('problem' in standards) return { problems: [standards.problem] };
  const findings: Finding[] = [];
  const read = async (file: string): Promise<unknown> => {
    try {
      return JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown;
    } catch (error) {
      findings.push(unreadable(file, error));
      return undefined;
    }
  };
  const manifest = await read('manifest.json');
  const graph = await read('catalogue.jsonld');
  const documents = new Map<HsdsDocument, readonly unknown[]>();
  for (const kind of hsdsDocuments) {
    const list = await read(hsdsFiles[kind]);
    if (Array.isArray(list)) documents.set(kind, list);
    else if (list !== undefined) findings.push(unreadable(hsdsFiles[kind], new TypeError('not a list')));
  }
  const n3 = await import('n3');
  let triples = new n3.Store();
  if (graph !== undefined) {
    try {
      triples = await triplesOf(graph);
    } catch (error) {
      findings.push(unreadable('catalogue.jsonld', error));
    }
  }
  const held = [];
  for (const shapes of standards.shapes) held.push(await checkShapes(triples, 'catalogue.jsonld', shapes));
  const schemas = await checkSchemas(documents, standards);
  const counted = { ...countsOf(triples, documents), triples: triples.size };
  findings.push(...missingFrom(counted), ...differencesFrom(manifest, counted), ...withoutCore(triples));
  const all = [...findings, ...held.flatMap((one) => one.findings), ...schemas.flatMap((one) => one.findings)];
  const files = [...new Set(all.map(({ file }) => file))];
  return {
    violations: all.length,
    counted,
    shapes: held.map(({ findings: _findings, ...told }) => told),
    schemas: schemas.map(({ findings: _findings, ...told }) => told),
    findings: files.flatMap((file) =>
      firstOf(
        file,
        all.filter((finding) => finding.file === file),
      ),
    ),
  };
}

const classIris = {
  service: 'http://purl.org/vocab/cpsv#PublicService',
  criterion: 'http://data.europa.eu/m8g/Criterion',
  organisation: 'http://data.europa.eu/m8g/PublicOrganisation',
  situation: 'http://data.europa.eu/m8g/LifeEvent',
  channel: 'http://data.europa.eu/m8g/Channel',
} as const;

/** Classes without which a catalogue of services is none, whatever its manifest says. */
const core: readonly string[] = [
  ...Object.values(classIris),
  'http://purl.org/vocab/cpsv#Rule',
  'http://data.europa.eu/eli/ontology#LegalResource',
  'http://data.europa.eu/m8g/Requirement',
  'http://data.europa.eu/m8g/EvidenceType',
  'http://data.europa.eu/m8g/InformationConcept',
  'http://data.europa.eu/m8g/Output',
];
const typeOf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

function countsOf(triples: Store, documents: ReadonlyMap<HsdsDocument, readonly unknown[]>): Counts {
  const count = (iri: string): number => triples.getSubjects(typeOf, iri, null).length;
  const isPlace = triples.getSubjects(typeOf, classIris.channel, null).filter(({ value }) => value.includes('#place/'));
  return {
    services: count(classIris.service),
    criteria: count(classIris.criterion),
    organisations: count(classIris.organisation),
    situations: count(classIris.situation),
    places: isPlace.length,
    hsdsServices: documents.get('service')?.length ?? 0,
    hsdsOrganizations: documents.get('organization')?.length ?? 0,
    hsdsServiceAtLocations: documents.get('service_at_location')?.length ?? 0,
  };
}

function missingFrom(counts: Counts): Finding[] {
  return Object.entries(counts)
    .filter(([, count]) => count === 0)
    .map(([name]) => ({
      file: name.startsWith('hsds') ? 'hsds' : 'catalogue.jsonld',
      path: name,
      message: { ru: `пусто: ${name} — 0`, en: `empty: ${name} is 0` },
      remedy: exportAgain,
    }));
}

function withoutCore(triples: Store): Finding[] {
  return core
    .filter((iri) => triples.getSubjects(typeOf, iri, null).length === 0)
    .map((iri) => ({
      file: 'catalogue.jsonld',
      path: iri,
      message: { ru: `в каталоге нет ни одного ${iri}`, en: `the catalogue has not one ${iri}` },
      remedy: exportAgain,
    }));
}

/** What the manifest says was published against what is there. */
function differencesFrom(manifest: unknown, counted: Counts): Finding[] {
  if (manifest === undefined) return [];
  if (!isManifest(manifest)) return [unreadable('manifest.json', new TypeError(`not of the form ${manifestForm}`))];
  return (Object.keys(counted) as (keyof Counts)[])
    .filter((name) => name in manifest.counts && manifest.counts[name] !== counted[name])
    .map((name) => ({
      file: 'manifest.json',
      path: name,
      message: {
        ru: `опубликовано ${name}: ${manifest.counts[name]}, а в файлах ${counted[name]}`,
        en: `${manifest.counts[name]} ${name} were published, and the files hold ${counted[name]}`,
      },
      remedy: exportAgain,
    }));
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'form' in value &&
    value.form === manifestForm &&
    'counts' in value &&
    typeof value.counts === 'object' &&
    value.counts !== null
  );
}

function unreadable(file: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    file,
    message: { ru: `не читается: ${reason}`, en: `cannot be read: ${reason}` },
    remedy: exportAgain,
  };
}
