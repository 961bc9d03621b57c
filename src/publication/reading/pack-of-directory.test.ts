import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { readPacks } from '#catalogue';
import type { Catalogue, Office } from '#catalogue';
import { editionOf } from '#publication/edition.ts';
import { exampleBase, irisUnder } from '#publication/iris.ts';
import { publicTerritory } from '#publication/public-place.ts';
import { publishedFiles } from '#publication/published-files.ts';
import { realCatalogue } from '#test/catalogue.ts';

import { importedFiles } from './imported-files.ts';
import { packOfDirectory } from './pack-of-directory.ts';
import type { ImportedPack } from './pack-of-directory.ts';
import { readDirectory } from './read-directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'okno-directory-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let catalogue: Catalogue;
before(async () => {
  catalogue = await realCatalogue();
});

let count = 0;
function written(files: Readonly<Record<string, string>>): string {
  count += 1;
  const path = join(folder, String(count));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

async function imported(path: string, territory?: string): Promise<ImportedPack> {
  const read = await readDirectory(path);
  assert.ok('rows' in read, JSON.stringify(read));
  return packOfDirectory(read.rows, { pack: 'foreign', catalogue, ...(territory === undefined ? {} : { territory }) });
}

/** The imported pack as `okno pack check` reads it, on top of ours. */
async function asCatalogue(pack: ImportedPack): Promise<Catalogue> {
  const files = importedFiles(pack, { pack: 'foreign', from: 'test', day: '2026-03-02' });
  const path = written(Object.fromEntries(files.map((file) => [file.path, file.text])));
  const read = await readPacks([path]);
  assert.ok('catalogue' in read, JSON.stringify(read));
  return read.catalogue;
}

const canteen = {
  id: 's1',
  name: 'Горячие обеды',
  status: 'active',
  eligibility_description: 'Любой, кто пришёл.',
  organization: {
    id: 'o1',
    name: 'Столовая добра',
    description: '…',
    phones: [{ id: 'p0', number: '+7 (3822) 50-00-00' }],
  },
  attributes: [{ id: 'a1', taxonomy_term: { id: 't1', code: '102', name: 'Emergency Food', description: '' } }],
  service_at_locations: [
    {
      id: 'l1s1',
      location: {
        id: 'l1',
        location_type: 'physical',
        name: 'Столовая на Иркутском',
        addresses: [
          {
            id: 'd1',
            address_1: 'Иркутский тракт, 1',
            city: 'Томск',
            state_province: '',
            postal_code: '',
            country: 'RU',
          },
        ],
        schedules: [{ id: 'h1', freq: 'WEEKLY', byday: 'MO,TU', opens_at: '09:00', closes_at: '17:00:00' }],
      },
    },
  ],
};

describe('a foreign directory of places and services', () => {
  it('becomes a place to go: found by the town of its address, for the need its term means, in its own words', async () => {
    const { offices, agencies } = await imported(written({ 'services.json': JSON.stringify([canteen]) }));
    const [office] = offices;
    assert.equal(offices.length, 1);
    assert.equal(office?.territory, '69701000');
    assert.equal(office?.address?.ru, 'Томск, Иркутский тракт, 1');
    assert.deepEqual(office?.opening?.week, [{ days: ['mon', 'tue'], from: '09:00', to: '17:00' }]);
    assert.deepEqual(office?.offers?.[0]?.needs, ['food']);
    assert.equal(office?.offers?.[0]?.whoFor?.ru, 'Любой, кто пришёл.');
    assert.equal(agencies[0]?.phone, '+7 (3822) 50-00-00');
    assert.ok(offices.every(({ certainty }) => certainty === 'unsure'));
  });

  it('takes the telephone and the hours of the service when the place tells none', async () => {
    const {
      service_at_locations: [at],
      ...rest
    } = canteen;
    const { schedules: _schedules, ...silent } = at?.location ?? {};
    const service = {
      ...rest,
      phones: [{ id: 'p2', number: '122' }],
      schedules: [{ id: 'h2', description: 'по звонку' }],
      service_at_locations: [{ id: 'l1s1', location: silent }],
    };
    const [office] = (await imported(written({ 'services.json': JSON.stringify([service]) }))).offices;
    assert.deepEqual([office?.phone, office?.hours?.ru], ['122', 'по звонку']);
  });

  it('is accepted by the check of packs, with everything it was given', async () => {
    const pack = await imported(written({ 'services.json': JSON.stringify([canteen]) }));
    const { offices } = await asCatalogue(pack);
    assert.deepEqual(JSON.parse(JSON.stringify(offices)), JSON.parse(JSON.stringify(pack.offices)));
  });

  it('gives the same places back that we have published, as JSON and as tables', async () => {
    const { files } = await publishedFiles(editionOf(catalogue, irisUnder(exampleBase), '2026-03-02'), 'ru');
    const of = (prefix: string): string =>
      written(
        Object.fromEntries(files.filter(({ path }) => path.startsWith(prefix)).map(({ path, text }) => [path, text])),
      );
    const json = await imported(of('hsds/'));
    const csv = await imported(of('hsds/csv/'));
    const ours = catalogue.offices.map((office) => told(office, catalogue.agencies.get(office.agency)?.name.ru));
    const names = new Set(catalogue.offices.map(({ name }) => name.ru));
    // A service of ours that has no place comes back as a place one can call, beside these.
    const theirs = (pack: ImportedPack): unknown[] =>
      pack.offices
        .filter(({ name }) => names.has(name.ru))
        .map((office) => told(office, pack.agencies.find(({ id }) => id === office.agency)?.name.ru));
    assert.deepEqual(sorted(theirs(json)), sorted(ours));
    assert.deepEqual(sorted(theirs(csv)), sorted(ours));
    assert.deepEqual(csv.offices, json.offices);
    // And once more: what was imported is published and read again without a change.
    const again = await asCatalogue(json);
    const second = await publishedFiles(editionOf(again, irisUnder(exampleBase), '2026-03-02'), 'ru');
    const path = written(Object.fromEntries(second.files.map((file) => [file.path, file.text])));
    const back = await imported(join(path, 'hsds'));
    assert.equal(back.offices.length, json.offices.length);
    assert.deepEqual(sorted(back.offices.map(({ name }) => name.ru)), sorted(json.offices.map(({ name }) => name.ru)));
  });

  it('tells what it left out: closed services, places nowhere, dangling references, numbers that are none', async () => {
    const { offices, leftOut } = await imported(
      written({
        'services.json': JSON.stringify([
          canteen,
          { ...canteen, id: 's2', status: 'defunct' },
          { id: 's3', name: 'Приют', status: 'active', organization_id: 'nobody' },
        ]),
        'service_at_locations.json': JSON.stringify([
          { id: 'x1', service_id: 'no-such', location_id: 'l1' },
          { id: 'x2', service_id: 's1', location_id: 'no-such' },
        ]),
        'locations.json': JSON.stringify([
          {
            id: 'l2',
            location_type: 'physical',
            organization_id: 'o1',
            name: 'Где-то',
            phones: [{ id: 'p9', number: 'javascript:alert(1)' }],
            addresses: [{ id: 'd2', address_1: '1', city: 'Атлантида' }],
          },
          { id: 'l3', location_type: 'virtual', organization_id: 'o1', name: 'Сайт' },
        ]),
      }),
    );
    assert.equal(offices.length, 1);
    const reasons = leftOut.map(({ id, reason }) => `${id ?? ''} ${reason.en}`);
    for (const reason of [
      's2 not given: defunct',
      's3 its organisation is not in the directory',
      'x1 its service is not in the directory',
      'x2 its location is not in the directory',
      'l2 it is not told where this is: give --territory CODE',
      'l3 not a place to come to: virtual',
    ])
      assert.ok(reasons.includes(reason), `${reason}\n${reasons.join('\n')}`);
  });

  it('takes the first of two that claim one id, and says so', async () => {
    const { offices, leftOut } = await imported(
      written({ 'services.json': JSON.stringify([canteen, { ...canteen, name: 'Совсем другое' }]) }),
    );
    assert.equal(offices[0]?.offers?.[0]?.name.ru, 'Горячие обеды');
    assert.ok(
      leftOut.some(
        ({ what, id, reason }) => what === 'service.name' && id === 's1' && /first is taken/u.test(reason.en),
      ),
    );
  });

  it('keeps nothing of script, markup, terminal commands and turned text', async () => {
    const hostile = {
      ...canteen,
      name: '<img src=x onerror=alert(1)>Обеды\u001B[2J\u202Eyob',
      eligibility_description: '<script>steal()</script>Всем <b>пришедшим</b> &lt;i&gt;',
    };
    const pack = await imported(written({ 'services.json': JSON.stringify(hostile) }));
    const offer = pack.offices[0]?.offers?.[0];
    assert.equal(offer?.name.ru, 'Обеды[2Jyob');
    assert.equal(offer?.whoFor?.ru, 'Всем пришедшим <i>.');
    assert.ok(pack.leftOut.some(({ what, reason }) => what === 'service.name' && /markup/u.test(reason.en)));
    assert.ok(pack.leftOut.some(({ what, reason }) => what === 'service.name' && /control/u.test(reason.en)));
    await asCatalogue(pack);
  });

  it('stands wrong types, names of JavaScript and texts of a megabyte, and cuts what is too long', async () => {
    const odd = JSON.parse(`{"id":"s1","__proto__":{"polluted":true},"constructor":7,"name":"Обеды","status":["active"],
      "attributes":7,"phones":[null,5,{"id":{}}],"organization":{"id":"o1","name":"О","description":{}},
      "service_at_locations":[{"id":"l1s1","location":{"id":"l1","location_type":"physical","name":[],"addresses":{"id":1}}},3]}`) as object;
    const pack = await imported(
      written({ 'services.json': JSON.stringify({ ...odd, description: 'а'.repeat(1_000_000) }) }),
      '69701000',
    );
    assert.equal(pack.offices.length, 1);
    assert.ok((pack.offices[0]?.offers?.[0]?.about?.ru.length ?? 0) <= 4001);
    assert.ok(pack.leftOut.some(({ reason }) => /too long was cut/u.test(reason.en)));
    assert.ok(pack.leftOut.some(({ what, reason }) => what === 'attributes' && /not a list/u.test(reason.en)));
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    await asCatalogue(pack);
  });

  it('never passes for a one-stop centre or an agency of ours, so that no route leads to it', async () => {
    const claims = {
      ...canteen,
      organization: { id: 'mfc', name: 'МФЦ', description: '' },
      service_at_locations: [
        {
          id: 'x',
          location: {
            ...canteen.service_at_locations[0]?.location,
            attributes: [{ id: 'k', link_type: 'place-kind', value: 'mfc' }],
          },
        },
      ],
    };
    const { offices } = await imported(written({ 'services.json': JSON.stringify(claims) }));
    assert.ok(
      offices.every(
        ({ kind, agency, services }) =>
          kind === 'provider' && !catalogue.agencies.has(agency) && services === undefined,
      ),
    );
  });

  it('says what is wrong with a path, a file that is no JSON, and one with nothing in it', async () => {
    const codes = [];
    for (const path of [
      join(folder, 'not-there'),
      written({ 'services.json': '{"id":' }),
      written({ 'services.json': '[]' }),
      written({ 'services.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}` }),
    ]) {
      const read = await readDirectory(path);
      codes.push('problems' in read ? read.problems[0]?.code : 'read');
    }
    assert.deepEqual(codes, ['unreadable-directory', 'unreadable-directory', 'empty-directory', 'empty-directory']);
  });

  it('reads tables with quotation marks, line breaks, short rows and a spreadsheet formula', async () => {
    const { offices, leftOut } = await imported(
      written({
        'organizations.csv': 'id,name,description\r\no1,"Фонд ""Рядом""",x\r\n',
        'services.csv': 'id,organization_id,name,status,description\r\ns1,o1,Приют,active,"две\nстроки"\r\ns2,o1\r\n',
        'locations.csv': "id,organization_id,location_type,name\r\nl1,o1,physical,'=HYPERLINK()\r\n",
        'service_at_location.csv': 'id,service_id,location_id\r\nx,s1,l1\r\n',
      }),
      '69',
    );
    assert.equal(offices[0]?.name.ru, '=HYPERLINK()');
    assert.equal(offices[0]?.offers?.[0]?.about?.ru, 'две строки.');
    assert.deepEqual(offices[0]?.offers?.[0]?.needs, ['shelter']);
    assert.ok(leftOut.some(({ what, reason }) => what === 'services.csv:3' && /number of cells/u.test(reason.en)));
  });
});

/** What stays of a place on its way through HSDS and back: whose it is, where, how to reach it. */
function told(office: Office, agency: string | undefined): unknown {
  return {
    name: office.name,
    agency,
    territory: publicTerritory(office).padEnd(8, '0'),
    address: office.addressRestricted ? 'restricted' : (office.address?.ru ?? ''),
    phone: office.phone ?? '',
    hours: office.hours?.ru ?? '',
    note: office.note?.ru ?? '',
  };
}

function sorted(list: readonly unknown[]): string[] {
  return list.map((one) => JSON.stringify(one)).toSorted();
}
