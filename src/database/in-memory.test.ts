import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

import { openInMemory } from './in-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'okno-memory-'));
const file = join(folder, 'deep/empty.tar');

async function isEmptyAndWorks(): Promise<void> {
  const pglite = await openInMemory(file);
  const { rows } = await pglite.query<{ tables: number }>(
    "select count(*)::int as tables from pg_tables where schemaname = 'public'",
  );
  assert.equal(rows[0]?.tables, 0);
  await pglite.exec('create table left_behind (a int)');
  await pglite.close();
}

it('an empty database is made once and every next one begins from it, empty again', async () => {
  await isEmptyAndWorks();
  assert.deepEqual(readdirSync(join(folder, 'deep')), ['empty.tar']);
  const made = statSync(file).mtimeMs;
  await isEmptyAndWorks();
  assert.equal(statSync(file).mtimeMs, made);
});

it('a copy that is broken is made anew', async () => {
  writeFileSync(file, 'not an archive');
  await isEmptyAndWorks();
  assert.ok(statSync(file).size > 1_000_000);
});

it('where nothing can be kept, it works all the same', async () => {
  const blocked = join(folder, 'a-file');
  writeFileSync(blocked, '');
  const pglite = await openInMemory(join(blocked, 'empty.tar'));
  assert.deepEqual((await pglite.query('select 1 as one')).rows, [{ one: 1 }]);
  await pglite.close();
});
