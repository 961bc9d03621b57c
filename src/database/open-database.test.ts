import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { onEachEngine, onPostgres, opened } from '#test/each-engine.ts';
import { migrate } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import type { Database } from './open-database.ts';

onEachEngine('migrations', (database) => {
  const first: Migration = { number: 1, name: 'a', sql: 'create table a (); create table b ();', checksum: '1' };
  const second: Migration = { number: 2, name: 'b', sql: 'create table c ();', checksum: '2' };
  const run = async (...migrations: Migration[]): Promise<string> =>
    (await migrate(database().queries as unknown as Kysely<unknown>, migrations))?.code ?? 'fine';

  before(async () => await sql`drop table migration`.execute(database().queries));

  test('are applied once, and a new one is added', async () => {
    assert.equal(await run(first), 'fine');
    assert.equal(await run(first, second), 'fine');
    assert.equal(await run(first, second), 'fine');
    await sql`select * from a, b, c`.execute(database().queries);
  });

  test('that were applied and then changed are a problem', async () => {
    assert.equal(await run(first, { ...second, checksum: 'other' }), 'migration-changed');
  });

  test('that the program does not know are a problem: the database is newer', async () => {
    assert.equal(await run(first), 'database-newer');
  });

  test('that fail leave nothing behind', async () => {
    const failing: Migration = { number: 3, name: 'c', sql: 'create table d (); create table a ();', checksum: '3' };
    await assert.rejects(run(first, second, failing), /already exists/);
    await assert.rejects(sql`select * from d`.execute(database().queries), /does not exist/);
    assert.equal(await run(first, second), 'fine');
  });
});

onPostgres('several programs at once', (_database, url) => {
  test('that start together on an empty database all come up', async () => {
    const empty = await opened({ url: url() });
    await sql`drop schema public cascade`.execute(empty.queries);
    await sql`create schema public`.execute(empty.queries);
    const all = await Promise.all(Array.from({ length: 5 }, () => opened({ url: url() })));
    await Promise.all([empty, ...all].map((database) => database.close()));
  });

  test('a wrong password is told without being repeated', async () => {
    const wrong = await openDatabase({ url: url().replace(':okno@', ':secret-word@') });
    assert.ok('problem' in wrong);
    assert.equal(wrong.problem.code, 'database-unreachable');
    assert.doesNotMatch(JSON.stringify(wrong), /secret-word/);
  });

  test('a database that is not there is told', async () => {
    const missing = await openDatabase({ url: `${url()}_missing` });
    assert.ok('problem' in missing && missing.problem.code === 'database-unreachable');
  });
});

test('a server that does not answer is told with its remedy', async () => {
  const nobody = await openDatabase({ url: 'postgres://okno@127.0.0.1:1/okno' });
  assert.ok('problem' in nobody);
  assert.equal(nobody.problem.code, 'database-unreachable');
  assert.match(nobody.problem.message.ru, /127\.0\.0\.1:1\/okno не отвечает/);
  assert.match(nobody.problem.remedy?.ru ?? '', /PostgreSQL/);
});

describe('data in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'okno-folder-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const openProblem = async (path: string): Promise<string> => {
    const result = await openDatabase({ folder: path });
    if ('problem' in result) return `${result.problem.code}: ${result.problem.message.ru}`;
    await result.database.close();
    return 'fine';
  };

  test('stay after closing and opening again', async () => {
    const before: Database = await opened({ folder });
    await sql`create table kept as select 1 as one`.execute(before.queries);
    await before.close();
    const again = await opened({ folder });
    assert.deepEqual((await sql`select * from kept`.execute(again.queries)).rows, [{ one: 1 }]);
    assert.match(await openProblem(folder), new RegExp(`^database-folder-busy: .*номер ${process.pid}`));
    await again.close();
  });

  test('are refused to a second process while the first lives, and free when it was killed', async () => {
    const program = `import { openDatabase } from '#database';
      const result = await openDatabase({ folder: ${JSON.stringify(folder)} });
      console.log('database' in result);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    assert.equal(said.toString(), 'true\n');
    assert.match(await openProblem(folder), new RegExp(`^database-folder-busy: .*номер ${child.pid}`));
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(await openProblem(folder), 'fine');
  });

  test(
    'are free when the holder was killed and nobody has taken note of it',
    { skip: !existsSync('/proc') },
    async () => {
      const program = `import { openDatabase } from '#database';
      const result = await openDatabase({ folder: ${JSON.stringify(folder)} });
      console.log('database' in result ? process.pid : 'none');
      setInterval(() => undefined, 1000);`;
      // The shell becomes a program that waits for no child.
      const parent = spawn(
        'sh',
        ['-c', '"$0" --input-type=module -e "$1" & exec sleep 60', process.execPath, program],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      try {
        const [said] = (await once(parent.stdout, 'data')) as [Buffer];
        const pid = Number(said.toString());
        process.kill(pid, 'SIGKILL');
        while (!/\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
          await new Promise((wait) => setTimeout(wait, 10));
        assert.equal(await openProblem(folder), 'fine');
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  test('are free when the process number of a killed holder is used again', async () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, began: 'another boot 1' }));
    assert.equal(await openProblem(folder), 'fine');
  });

  test('that are no data are a problem, not a crash', async () => {
    const strange = join(folder, 'strange');
    mkdirSync(strange);
    writeFileSync(join(strange, 'pglite'), 'not a folder');
    assert.match(await openProblem(strange), /^database-folder-unusable: /);
  });
});
