import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { notBeside, versionOn } from '#catalogue';
import type { Catalogue, Office } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';
import { Parser, Store } from 'n3';

import { certaintyOf } from './certainty.ts';
import type { JsonLd } from './cpsv/catalogue-graph.ts';
import { calendarDays } from './cpsv/version-nodes.ts';
import { editionOf } from './edition.ts';
import { readCsv } from './hsds/csv.ts';
import { exampleBase, irisUnder } from './iris.ts';
import { publishedFiles } from './published-files.ts';
import { triplesOf } from './triples.ts';

const day = '2026-03-02';

async function publish(catalogue: Catalogue, base = exampleBase, asOf = day): Promise<ReadonlyMap<string, string>> {
  const { files } = await publishedFiles(editionOf(catalogue, irisUnder(base), asOf), 'ru');
  return new Map(files.map(({ path, text }) => [path, text]));
}

describe('the catalogue published for other systems', () => {
  let catalogue: Catalogue;
  let files: ReadonlyMap<string, string>;
  let graph: JsonLd['@graph'];
  let byId: ReadonlyMap<string, JsonLd['@graph'][number]>;
  before(async () => {
    catalogue = await realCatalogue();
    files = await publish(catalogue);
    graph = (JSON.parse(files.get('catalogue.jsonld') ?? '') as JsonLd)['@graph'];
    byId = new Map(graph.map((node) => [node.id, node]));
  });

  it('has every service in force, each criterion with its rule word for word', () => {
    for (const service of catalogue.services.values()) {
      const version = versionOn(service, day)?.version;
      if (version === undefined) continue;
      const node = byId.get(`${exampleBase}packs/${service.id}`);
      assert.ok(node, service.id);
      for (const criterion of version.criteria) {
        const published = byId.get(`${node.id}#${version.from}/criterion/${criterion.id}`);
        assert.equal(published?.expression, criterion.when?.text, `${service.id}/${criterion.id}`);
        assert.ok((node.holdsRequirement as string[]).includes(published?.id ?? ''));
      }
    }
  });

  it('refers to nothing that it does not describe', () => {
    const dangling = graph.flatMap((node) =>
      Object.entries(node)
        .filter(([term]) => term !== 'id')
        .flatMap(([term, value]) => [value].flat().map((one) => [term, one] as const))
        .flatMap(([term, value]) => (typeof value === 'string' ? [{ term, value }] : []))
        .filter(({ value }) => value.startsWith(exampleBase) && !byId.has(value))
        .map(({ term, value }) => `${node.id} ${term} ${value}`),
    );
    assert.deepEqual(dangling, []);
  });

  it('describes each thing once', () => {
    assert.equal(byId.size, graph.length);
  });

  it('tells nothing as certain that has to be checked', () => {
    for (const service of catalogue.services.values()) {
      const version = versionOn(service, day)?.version;
      const node = byId.get(`${exampleBase}packs/${service.id}`);
      if (version === undefined || node === undefined) continue;
      const isFinished = node.status === 'http://purl.org/adms/status/Completed';
      assert.equal(isFinished, certaintyOf(version) !== 'unsure', service.id);
      if (version.term?.certainty === 'unsure') assert.equal(node.processingTime, undefined, service.id);
      if (version.feeRoubles?.certainty === 'unsure') {
        const cost = byId.get(`${node.id}#${version.from}/cost`);
        assert.equal(cost?.hasValue, undefined, service.id);
        assert.match(JSON.stringify(cost?.description), /требует проверки/u);
      }
      for (const criterion of version.criteria.filter(({ article }) => article.certainty === 'unsure')) {
        const published = byId.get(`${node.id}#${version.from}/criterion/${criterion.id}`);
        assert.match(JSON.stringify(published?.title), /требует проверки/u, `${service.id}/${criterion.id}`);
      }
    }
  });

  it('groups a service by the situations in which an example shows the right to it', () => {
    const situations = byId.get(`${exampleBase}packs/passport`)?.isGroupedBy as string[];
    assert.deepEqual(situations, [`${exampleBase}catalogue#situation/loss-of-papers`]);
  });

  it('says the same in JSON-LD and in Turtle', async () => {
    const turtle = new Store(new Parser().parse(files.get('catalogue.ttl') ?? ''));
    const triples = await triplesOf(JSON.parse(files.get('catalogue.jsonld') ?? ''));
    assert.ok(triples.size > 10_000);
    assert.equal(turtle.size, triples.size);
    assert.ok([...triples].every((quad) => turtle.has(quad)));
  });

  it('comes out byte for byte the same again, and under another base only the names differ', async () => {
    assert.deepEqual(await publish(catalogue), files);
    const elsewhere = (await publish(catalogue, 'https://mfc.example/okno/')).get('catalogue.jsonld') ?? '';
    assert.equal(elsewhere.replaceAll('https://mfc.example/okno/', exampleBase), files.get('catalogue.jsonld'));
  });

  it('leaves out, and names, what was not in force on the day', async () => {
    const { manifest } = await publishedFiles(editionOf(catalogue, irisUnder(exampleBase), '1990-01-01'), 'ru');
    assert.equal(manifest.counts.services, 0);
    assert.equal(manifest.notInForce.length, catalogue.services.size);
  });

  it('never tells where a shelter is, in no file and by no village', async () => {
    const places: Office[] = [
      { ...secret, id: 'shelter', addressRestricted: true },
      {
        ...secret,
        id: 'canteen',
        addressRestricted: false,
        address: { ru: 'Томск, Открытая, 1', en: '1 Otkrytaya, Tomsk' },
      },
    ];
    const published = await publish({ ...catalogue, offices: places });
    const all = [...published.values()].join('\n');
    assert.match(all, /Открытая/u);
    assert.doesNotMatch(all, /Тайная|Taynaya/u);
    const locations = JSON.parse(published.get('hsds/organizations.json') ?? '').flatMap(
      (organization: { locations?: unknown[] }) => organization.locations ?? [],
    ) as { name: string; external_identifier: string; addresses?: unknown[] }[];
    assert.deepEqual(
      locations.map((location) => [location.external_identifier, location.addresses?.length]),
      [
        ['69608000', undefined],
        ['69608412', 1],
      ],
    );
  });

  it('tells who is eligible and who is excluded as terms with their rule, and ages as numbers', () => {
    type Attribute = { link_type: string; value?: string; taxonomy_term: { code: string } };
    const services = JSON.parse(files.get('hsds/services.json') ?? '') as {
      url: string;
      minimum_age?: number;
      maximum_age?: number;
      attributes: Attribute[];
    }[];
    const allowance = services.find(({ url }) => url.endsWith('/single-allowance'));
    const under17 = allowance?.attributes.find(({ taxonomy_term }) => taxonomy_term.code.endsWith('/child-under-17'));
    assert.deepEqual([under17?.link_type, under17?.value, allowance?.maximum_age], ['eligibility', 'age < 17', 16]);
    const excluded = services
      .flatMap(({ attributes }) => attributes)
      .filter(({ link_type }) => link_type === 'exclusion');
    const inPacks = [...catalogue.services.keys()].flatMap((id) => notBeside(catalogue.interplay, id));
    assert.ok(inPacks.length > 0);
    assert.equal(excluded.length, inPacks.length);
  });

  it('writes tables whose references all lead somewhere', () => {
    const idsOf = (name: string): string[] => {
      const { columns, rows } = readCsv(files.get(`hsds/csv/${name}.csv`) ?? '');
      return rows.map((row) => row[columns.indexOf('id')] ?? '');
    };
    const { columns, rows } = readCsv(files.get('hsds/csv/service_at_location.csv') ?? '');
    const [services, locations] = [new Set(idsOf('services')), new Set(idsOf('locations'))];
    assert.ok(rows.length > 100);
    for (const row of rows) {
      assert.ok(services.has(row[columns.indexOf('service_id')] ?? ''));
      assert.ok(locations.has(row[columns.indexOf('location_id')] ?? ''));
    }
  });
});

describe('a term as a duration', () => {
  it('counts five working days as a week and calendar days as they are', () => {
    const working = [0, 1, 5, 7, 10].map((days) => calendarDays({ days, unit: 'working' }));
    assert.deepEqual(working, [0, 3, 7, 11, 14]);
    assert.equal(calendarDays({ days: 30, unit: 'calendar' }), 30);
  });
});

const secret = {
  agency: 'social-provider',
  kind: 'provider',
  name: { ru: 'Приют', en: 'Shelter' },
  territory: '69608412',
  address: { ru: 'Асино, Тайная, 7', en: '7 Taynaya, Asino' },
  certainty: 'seen',
} as const;
