import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import type { PGlite } from '@electric-sql/pglite';

import { openInMemory } from './in-memory.ts';

const folder = join(mkdtempSync(join(tmpdir(), 'okno-memory-')), 'deep');
let prepared = 0;

async function prepare(pglite: PGlite): Promise<void> {
  prepared += 1;
  await pglite.exec('create table prepared (a int)');
}

/** Opens one, and leaves something behind in it. */
async function tablesOf(name: string, where = folder): Promise<readonly string[]> {
  const pglite = await openInMemory(name, prepare, where);
  const { rows } = await pglite.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public'",
  );
  await pglite.exec('create table left_behind (a int)');
  await pglite.close();
  return rows.map(({ tablename }) => tablename);
}

it('a database is prepared once, and every next one begins from there, without what was left in others', async () => {
  assert.deepEqual(await tablesOf('one'), ['prepared']);
  assert.deepEqual(await tablesOf('one'), ['prepared']);
  assert.equal(prepared, 1);
});

it('another preparation replaces the one before', async () => {
  const [before] = readdirSync(folder);
  assert.deepEqual(await tablesOf('two'), ['prepared']);
  assert.equal(prepared, 2);
  const after = readdirSync(folder);
  assert.equal(after.length, 1);
  assert.notEqual(after[0], before);
});

it('a copy that is broken is made anew', async () => {
  const file = join(folder, readdirSync(folder)[0]!);
  writeFileSync(file, 'not an archive');
  assert.deepEqual(await tablesOf('two'), ['prepared']);
  assert.ok(statSync(file).size > 1_000_000);
});

it('where nothing can be kept, it works all the same', async () => {
  const blocked = join(folder, 'a-file');
  writeFileSync(blocked, '');
  assert.deepEqual(await tablesOf('two', join(blocked, 'folder')), ['prepared']);
});
