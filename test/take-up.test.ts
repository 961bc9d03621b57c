import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { marginsOf, takeUpCsv, takeUpOf, writePopulation } from '#region';
import type { TakeUp } from '#region';
import { screenByPlanes } from '#screening';
import { DuckDBInstance } from '@duckdb/node-api';

import { realCatalogue } from './catalogue.ts';

const catalogue = await realCatalogue();
const day = '2026-06-01';
const [allowance, payment] = ['single-allowance', 'annual-family-payment'] as const;

describe('take-up of a small region', () => {
  let folder = '';
  let entitled: readonly (readonly [person: string, service: string])[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'okno-take-up-'));
    const read = marginsOf(catalogue);
    if ('problem' in read) assert.fail(read.problem.message.en);
    await writePopulation(catalogue, read.margins, { people: 4000, seed: 7, unknown: 0 }, folder, () => undefined);
    const files = { people: join(folder, 'people.parquet'), households: join(folder, 'households.parquet') };
    const pairs = join(folder, 'pairs.parquet');
    const services = [allowance, payment];
    const screened = await screenByPlanes({
      catalogue,
      files,
      out: pairs,
      asOf: day,
      services,
      withUnknown: false,
      threads: 1,
    });
    if ('problems' in screened) assert.fail(JSON.stringify(screened.problems));
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = await connection.runAndReadAll(
      `select person, service from '${pairs}' where answer = 'yes' and person is not null order by all`,
    );
    entitled = rows.getRows().map(([person, service]) => [String(person), String(service)] as const);
  });
  after(async () => rm(folder, { recursive: true }));

  async function found(received?: string): Promise<TakeUp> {
    const got = await takeUpOf(catalogue, day, { folder, ...(received === undefined ? {} : { received }) }, 1);
    if ('problem' in got) assert.fail(got.problem.message.en);
    return got;
  }

  async function told(lines: readonly string[]): Promise<string> {
    const file = join(folder, 'received.csv');
    await writeFile(file, ['person,service,from,to', ...lines, ''].join('\n'));
    return file;
  }

  test('whoever receives on the day is reached; who received before, or will later, is not', async () => {
    const [first, second, third] = entitled.flatMap(([person, service]) => (service === allowance ? [person] : []));
    const file = await told([
      `${first},${allowance},2026-01-01,`,
      `${second},${allowance},2025-01-01,2025-12-31`,
      `${third},${allowance},2026-07-01,`,
      `synthetic-0-1,${allowance},2026-01-01,2026-12-31`,
    ]);
    const { services, notRecorded, isDrawn } = await found(file);
    const all = entitled.filter(([, service]) => service === allowance).length;
    assert.ok(all > 20);
    assert.deepEqual(
      services.map(({ service, entitled: of, reached, withoutRight }) => [service, of, reached, withoutRight]),
      [[allowance, all, 1, 1]],
    );
    assert.ok(services[0]!.missedPerYear > 0);
    assert.deepEqual([notRecorded, isDrawn], [[payment], false]);
  });

  test('places add up to the service, and the largest gap stands first', async () => {
    const { places, services } = await found(await told([`synthetic-0-1,${allowance},2026-01-01,`]));
    const sum = (part: 'entitled' | 'reached' | 'missedPerYear'): number =>
      places.reduce((all, one) => all + one[part], 0);
    assert.deepEqual([sum('entitled'), sum('reached')], [services[0]!.entitled, 0]);
    assert.equal(places[0]!.territory, '69701000');
  });

  test('where nobody has told, a synthetic region is drawn by assumed shares, the same for the same seed', async () => {
    const [one, again] = [await found(), await found()];
    assert.equal(one.isDrawn, true);
    assert.deepEqual(one, again);
    const share = one.services[0]!.reached / one.services[0]!.entitled;
    assert.ok(share > 0.45 && share < 0.95, String(share));
    assert.deepEqual(one.notRecorded, [payment]);
  });

  test('a spreadsheet gets one row for each service and municipality', async () => {
    const drawn = await found();
    const [head, ...rows] = takeUpCsv(catalogue, drawn, 'ru').trimEnd().split('\r\n');
    assert.equal(head?.split(';').length, 8);
    assert.equal(rows.length, drawn.places.length);
    assert.match(rows[0]!, /^single-allowance;Единое пособие на ребёнка;69701000;город Томск;/u);
  });

  test('what is missing or cannot be read is told with what to do', async () => {
    const none = await takeUpOf(catalogue, day, { folder, pairs: join(folder, 'none.parquet') }, 1);
    assert.ok('problem' in none && none.problem.code === 'no-file');
    await writeFile(join(folder, 'odd.csv'), 'who,what\na,b\n');
    const odd = await takeUpOf(catalogue, day, { folder, received: join(folder, 'odd.csv') }, 1);
    assert.ok('problem' in odd && odd.problem.code === 'unreadable-table');
  });
});
