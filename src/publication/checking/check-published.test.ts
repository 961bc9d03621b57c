import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { editionOf } from '#publication/edition.ts';
import { exampleBase, irisUnder } from '#publication/iris.ts';
import { publishedFiles } from '#publication/published-files.ts';
import type { PublishedFile } from '#publication/published-files.ts';
import { realCatalogue } from '#test/catalogue.ts';
import { standardsFolder, withoutStandards } from '#test/standards.ts';

import { checkPublished } from './check-published.ts';
import type { PublishedChecked } from './check-published.ts';

const folder = mkdtempSync(join(tmpdir(), 'okno-published-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let published: readonly PublishedFile[];
before(async () => {
  const edition = editionOf(await realCatalogue(), irisUnder(exampleBase), '2026-03-02');
  ({ files: published } = await publishedFiles(edition, 'ru'));
});

let copies = 0;
/** Writes the publication with some of its files changed, and checks it. */
async function checkedWith(
  changes: Readonly<Record<string, (text: string) => string | undefined>>,
  against: string,
): Promise<PublishedChecked> {
  copies += 1;
  const out = join(folder, String(copies));
  for (const { path, text } of published) {
    const change = changes[path];
    const changed = change === undefined ? text : change(text);
    if (changed === undefined) continue;
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), changed);
  }
  const checked = await checkPublished(out, against);
  assert.ok(!('problems' in checked), JSON.stringify(checked));
  return checked;
}

type Graph = { '@context': unknown; '@graph': Record<string, unknown>[] };
const graphWith =
  (change: (graph: Graph) => void) =>
  (text: string): string => {
    const graph = JSON.parse(text) as Graph;
    change(graph);
    return JSON.stringify(graph);
  };

/** Shapes and schemas of our own, a fraction of the official ones: enough to see that the check looks. */
function ownStandards(): string {
  const own = join(folder, 'own-standards');
  mkdirSync(own, { recursive: true });
  writeFileSync(
    join(own, 'shapes.ttl'),
    `@prefix sh: <http://www.w3.org/ns/shacl#> .
     <urn:shape> a sh:NodeShape; sh:targetClass <http://purl.org/vocab/cpsv#PublicService>;
       sh:property [ sh:path <http://data.europa.eu/m8g/hasCompetentAuthority>; sh:minCount 1;
                     sh:class <http://data.europa.eu/m8g/PublicOrganisation> ] .
     <urn:none> a sh:NodeShape; sh:targetClass <urn:nothing-of-this-kind> .`,
  );
  for (const name of ['service', 'organization', 'service_at_location'])
    writeFileSync(
      join(own, `${name}.json`),
      JSON.stringify({ type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } }),
    );
  return own;
}

describe('checking a publication', () => {
  it('counts what was held to what, so that a shape with nothing to hold is seen', async () => {
    const { violations, shapes, schemas, counted } = await checkedWith({}, ownStandards());
    assert.equal(violations, 0);
    assert.deepEqual([shapes[0]?.shapes, shapes[0]?.withFocus], [2, 1]);
    assert.deepEqual(shapes[0]?.classesWithoutFocus, ['urn:nothing-of-this-kind']);
    assert.ok(counted.services >= 61 && counted.criteria > 200 && counted.triples > 10_000);
    assert.deepEqual(
      schemas.map(({ documents }) => documents),
      [counted.hsdsServices, counted.hsdsOrganizations, counted.hsdsServiceAtLocations],
    );
  });

  it('fails a service that has lost its agency, with its name, the property and the remedy', async () => {
    const change = graphWith((graph) => {
      const service = graph['@graph'].find(({ id }) => id === `${exampleBase}packs/passport`);
      delete service?.['hasCompetentAuthority'];
    });
    const { findings } = await checkedWith({ 'catalogue.jsonld': change }, ownStandards());
    const [finding] = findings;
    assert.equal(findings.length, 1);
    assert.equal(finding?.node, `${exampleBase}packs/passport`);
    assert.equal(finding?.path, 'http://data.europa.eu/m8g/hasCompetentAuthority');
    assert.match(finding?.remedy.en ?? '', /mandatory/u);
  });

  it('fails an empty catalogue, which every shape lets pass', async () => {
    const { findings, shapes } = await checkedWith(
      { 'catalogue.jsonld': graphWith((graph) => void (graph['@graph'] = [])) },
      ownStandards(),
    );
    assert.equal(shapes[0]?.violations, 0);
    assert.ok(findings.some(({ path }) => path === 'services'));
  });

  it('fails a half of a catalogue by its own manifest', async () => {
    const half = graphWith((graph) => {
      const services = graph['@graph'].filter(({ type }) => (type as string[]).includes('PublicService'));
      const lost = new Set(services.slice(30));
      graph['@graph'] = graph['@graph'].filter((node) => !lost.has(node));
    });
    const { findings } = await checkedWith({ 'catalogue.jsonld': half }, ownStandards());
    assert.deepEqual(
      findings.map(({ file, path }) => [file, path]),
      [['manifest.json', 'services']],
    );
    assert.match(findings[0]?.message.en ?? '', /services were published, and the files hold 30/u);
  });

  it('fails a document of another shape, one that is missing, and one that is no JSON', async () => {
    const { findings } = await checkedWith(
      {
        'hsds/services.json': (text) => text.replace(/"id": "[^"]+"/u, '"id": "seven"'),
        'hsds/organizations.json': () => undefined,
        'catalogue.jsonld': () => '{',
      },
      ownStandards(),
    );
    const about = new Set(findings.map(({ file }) => file));
    for (const file of ['hsds/services.json', 'hsds/organizations.json', 'catalogue.jsonld'])
      assert.ok(about.has(file), file);
  });

  it('fetches nothing that a document refers to', async () => {
    const elsewhere = graphWith((graph) => void (graph['@context'] = 'http://127.0.0.1:9/context.jsonld'));
    const { findings } = await checkedWith({ 'catalogue.jsonld': elsewhere }, ownStandards());
    assert.ok(findings.some(({ message }) => /nothing is fetched|context/u.test(message.en)));
  });

  it('says what is missing where there are no standards', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    const checked = await checkPublished(folder, empty);
    assert.ok('problems' in checked);
    assert.match(checked.problems[0]?.message.en ?? '', /no \*\.ttl \(SHACL\), service\.json/u);
  });
});

describe('the real packs against the official shapes and schemas', { skip: withoutStandards }, () => {
  it('violate nothing in CPSV-AP 3.2, CCCEV 2.1 and HSDS 3, and give most shapes something to hold', async () => {
    const { violations, shapes, schemas, findings } = await checkedWith({}, standardsFolder);
    assert.deepEqual([violations, findings], [0, []]);
    const [cccev, cpsv] = ['cccev-2', 'cpsv-ap-3'].map((name) => shapes.find(({ file }) => file.includes(name)));
    assert.ok((cpsv?.withFocus ?? 0) >= 20 && (cpsv?.focusNodes ?? 0) > 1000, JSON.stringify(cpsv));
    assert.ok((cccev?.withFocus ?? 0) >= 9 && (cccev?.focusNodes ?? 0) > 1000, JSON.stringify(cccev));
    assert.ok(schemas.every(({ documents }) => documents > 20));
  });

  it('fail when a concept loses its type, a title its language, an HSDS status its meaning', async () => {
    const broken = graphWith((graph) => {
      for (const node of graph['@graph']) {
        if (node['id'] === `${exampleBase}catalogue#need/papers`) delete node['type'];
        if (node['id'] === `${exampleBase}packs/passport`) node['title'] = { '@none': 'Passport' };
      }
    });
    const { findings } = await checkedWith(
      { 'catalogue.jsonld': broken, 'hsds/services.json': (text) => text.replace('"active"', '"open"') },
      standardsFolder,
    );
    const paths = findings.map(({ path }) => path);
    assert.ok(paths.includes('http://data.europa.eu/m8g/thematicArea'));
    assert.ok(paths.includes('http://purl.org/dc/terms/title'));
    assert.ok(paths.includes('/status'));
  });
});
