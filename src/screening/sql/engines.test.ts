import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

import fc from 'fast-check';

import { openDuck, rowsOf } from '#screening/duck.ts';
import { screenByPlanes } from '#screening/screen.ts';
import type { ScreenEngine } from '#screening/screen.ts';
import { realCatalogue } from '#test/catalogue.ts';
import { onPostgres } from '#test/each-engine.ts';
import { situations } from '#test/random-situations.ts';

import { duckDbEngine } from './duckdb-engine.ts';
import { screenByDuckDb } from './screen-by-duckdb.ts';
import { screenByPostgres } from './screen-by-postgres.ts';
import { writeTold } from './told-tables.ts';

const catalogue = await realCatalogue();
const asOf = '2026-03-02';

onPostgres('one population, whatever it is screened by', (_database, url) => {
  it('gives the same pairs and counts from files and from tables of a database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'okno-engines-'));
    const { duck, close } = await openDuck(1);
    try {
      const engine = await duckDbEngine(duck);
      const drawn = fc.sample(situations(catalogue, 1), { numRuns: 30, seed: 7 }).map((told) => ({ ...told, asOf }));
      await writeTold(engine, catalogue, drawn, { people: 'people', households: 'households' });
      const files = { people: join(folder, 'people.parquet'), households: join(folder, 'households.parquet') };
      for (const table of ['people', 'households'] as const)
        await engine.run(`copy (from ${table} order by household) to '${files[table]}' (format parquet)`);

      const screened = async (screen: ScreenEngine, name: string): Promise<unknown> => {
        const out = join(folder, `${name}.parquet`);
        const request = { catalogue, files, out, asOf, withUnknown: true, threads: 1 };
        const result = await screen(request);
        assert.ok(!('problems' in result), JSON.stringify(result));
        // By which criterion a yes is told, SQL does not say.
        const pairs = await rowsOf(
          duck,
          `select household, person, service, answer, amount, case answer when 'unknown' then criterion end as criterion
           from '${out}' order by household, person, service`,
        );
        const { resumed: _, ...told } = result;
        return { ...told, counts: told.counts.toSorted((a, b) => a.service.localeCompare(b.service)), pairs };
      };
      const byPlanes = await screened(screenByPlanes, 'planes');
      assert.deepEqual(await screened(screenByDuckDb, 'duckdb'), byPlanes);
      assert.deepEqual(await screened(screenByPostgres(url()), 'postgres'), byPlanes);
      // Not asked for what is not known, it takes nobody for one without a right.
      const short = { catalogue, files, out: join(folder, 'short.parquet'), asOf, withUnknown: false, threads: 1 };
      const result = await screenByDuckDb(short);
      assert.ok(!('problems' in result) && result.counts.some(({ yes }) => yes > 0));
      assert.ok(result.counts.every(({ unknown, no }) => unknown === undefined && no === undefined));
    } finally {
      close();
      rmSync(folder, { recursive: true });
    }
  });

  it('tells which table of a database is not there', async () => {
    const files = { people: 'nobody', households: 'nowhere' };
    const request = { catalogue, files, out: 'pairs', asOf, withUnknown: false, threads: 1 };
    const result = await screenByPostgres(url())(request);
    assert.ok('problems' in result);
    assert.match(result.problems[0]?.message.ru ?? '', /nobody: нет столбца «household»/u);
  });
});
