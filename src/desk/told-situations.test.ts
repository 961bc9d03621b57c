import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '#database';
import { onEachEngine, onPostgres, opened } from '#test/each-engine.ts';
import { createToldSituations } from './told-situations.ts';
import type { OpenedSituation, ToldSituations } from './told-situations.ts';

const day = 86_400_000;

/** A desk whose clock the test moves. */
function deskOf(database: Database): { situations: ToldSituations; pass: (days: number) => void } {
  let now = Date.parse('2026-03-02T09:00:00Z');
  const situations = createToldSituations(database, { now: () => new Date(now), random: randomBytes, keepDays: 90 });
  return { situations, pass: (days) => void (now += days * day) };
}

async function tell(situations: ToldSituations, told: unknown, key: string = randomUUID()): Promise<OpenedSituation> {
  const result = await situations.open(told, key);
  if ('problem' in result) throw new Error(result.problem.code);
  return result;
}

const outcome = (result: object): unknown => ('problem' in result ? (result.problem as { code: string }).code : result);

onEachEngine('a situation told once', (database) => {
  test('is read again by its code, however the code is typed', async () => {
    const { situations } = deskOf(database());
    const told = { says: 'Ребёнок болеет, жить негде', people: [{ id: 'p1', age: 4 }, null], done: [] };
    const { code, version } = await tell(situations, told);
    const read = await situations.read(`${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8).toLowerCase()}`);
    assert.ok(!('problem' in read));
    assert.deepEqual([read.told, read.version, version], [told, 1, 1]);
    assert.deepEqual(read.expiresAt, new Date('2026-05-31T09:00:00Z'));
  });

  test('may be any JSON value, a list or nothing too', async () => {
    const { situations } = deskOf(database());
    for (const told of [[1, 'два'], 'words', null, 0]) {
      const read = await situations.read((await tell(situations, told)).code);
      assert.deepEqual('told' in read && read.told, told);
    }
  });

  test('is changed by whoever saw the last version, and by nobody else', async () => {
    const { situations } = deskOf(database());
    const { code } = await tell(situations, { step: 1 });
    assert.deepEqual(await situations.save(code, { step: 2 }, 1, randomUUID()), { version: 2 });
    assert.equal(outcome(await situations.save(code, { step: 'late' }, 1, randomUUID())), 'changed-meanwhile');
    const read = await situations.read(code);
    assert.deepEqual('told' in read && [read.told, read.version], [{ step: 2 }, 2]);
  });

  test('is opened once when the button is pressed twice, and the code is the same', async () => {
    const { situations } = deskOf(database());
    const key = randomUUID();
    const both = [await tell(situations, { a: 1 }, key), await tell(situations, { a: 1 }, key)];
    assert.deepEqual(both[0], both[1]);
  });

  test('is saved once when the answer got lost and the save is repeated', async () => {
    const { situations } = deskOf(database());
    const { code } = await tell(situations, { step: 1 });
    const key = randomUUID();
    assert.deepEqual(await situations.save(code, { step: 2 }, 1, key), { version: 2 });
    await situations.save(code, { step: 3 }, 2, randomUUID());
    assert.deepEqual(await situations.save(code, { step: 2 }, 1, key), { version: 2 });
    const read = await situations.read(code);
    assert.deepEqual('told' in read && read.told, { step: 3 });
  });

  test('is erased at once when the person asks, and asking again is harmless', async () => {
    const { situations } = deskOf(database());
    const key = randomUUID();
    const { code } = await tell(situations, { a: 1 }, key);
    assert.deepEqual(await situations.forget(code), { wasThere: true });
    assert.deepEqual(await situations.forget(code), { wasThere: false });
    assert.equal(outcome(await situations.read(code)), 'situation-not-found');
    assert.equal(outcome(await situations.save(code, {}, 1, randomUUID())), 'situation-not-found');
    await tell(situations, { a: 1 }, key);
    assert.equal(outcome(await situations.read(code)), 'situation-not-found', 'a late repeat brings nothing back');
  });

  test('that nobody came back for is not shown, then erased, and one that was changed lives on', async () => {
    const { situations, pass } = deskOf(database());
    const left = await tell(situations, { left: true });
    const used = await tell(situations, { used: true });
    pass(60);
    await situations.save(used.code, { used: 2 }, 1, randomUUID());
    pass(31);
    assert.equal(outcome(await situations.read(left.code)), 'situation-not-found');
    assert.equal(outcome(await situations.save(left.code, {}, 1, randomUUID())), 'situation-not-found');
    assert.ok((await situations.forgetExpired()) >= 1);
    assert.equal(await situations.forgetExpired(), 0);
    assert.ok('told' in (await situations.read(used.code)));
  });

  test('is not found by a wrong code, and what is no code is told apart', async () => {
    const { situations } = deskOf(database());
    assert.equal(outcome(await situations.read('0000 0000 0000')), 'situation-not-found');
    assert.equal(outcome(await situations.read('drop table')), 'code-unreadable');
    assert.equal(outcome(await situations.save('?', {}, 1, randomUUID())), 'code-unreadable');
    assert.deepEqual(await situations.forget('?'), { wasThere: false });
  });

  test('leaves no code in the database', async () => {
    const { situations } = deskOf(database());
    const { code } = await tell(situations, { a: 1 });
    const { rows } = await sql<{
      all: string;
    }>`select string_agg(told_situation::text, ' ') as all from told_situation`.execute(database().queries);
    const hex = Buffer.from(code).toString('hex');
    assert.ok(!(rows[0]?.all ?? '').includes(code) && !(rows[0]?.all ?? '').includes(hex));
  });

  test('changed from two devices at the same moment is changed once', async () => {
    const { situations } = deskOf(database());
    const { code } = await tell(situations, { by: 'nobody' });
    for (let version = 1; version <= 20; version += 1) {
      const devices = ['phone', 'kiosk', 'window'];
      const results = await Promise.all(
        devices.map((by) => situations.save(code, { by, version }, version, randomUUID())),
      );
      const winners = devices.filter((_by, index) => 'version' in (results[index] ?? {}));
      assert.equal(winners.length, 1);
      assert.equal(results.filter((result) => outcome(result) === 'changed-meanwhile').length, 2);
      const read = await situations.read(code);
      assert.deepEqual('told' in read && read.told, { by: winners[0], version });
    }
  });
});

/** Kills a saving process after so many acknowledged saves; gives the code and the last version it was told. */
async function killAfter(
  saves: number,
  kind: 'url' | 'folder',
  where: string,
): Promise<{ code: string; version: number }> {
  const program = join(import.meta.dirname, '../../test/saving-process.ts');
  const child = spawn(process.execPath, [program, kind, where], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
    if (said.split('\n').length > saves) child.kill('SIGKILL');
  });
  await once(child, 'close');
  assert.equal(child.signalCode, 'SIGKILL', 'the process ended by itself');
  const [code = '', version = ''] = said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)?.split(' ') ?? [];
  return { code, version: Number(version) };
}

async function assertNothingLost(database: Database, acknowledged: { code: string; version: number }): Promise<void> {
  const situations = createToldSituations(database, { now: () => new Date(), random: randomBytes });
  const read = await situations.read(acknowledged.code);
  assert.ok(!('problem' in read), `the situation is lost: ${JSON.stringify(read)}`);
  // The save that was under way may have been carried out without being acknowledged.
  assert.ok(read.version === acknowledged.version || read.version === acknowledged.version + 1, `${read.version}`);
  assert.deepEqual(read.told, { step: read.version });
}

test('every acknowledged save is there after kill -9, on PGlite in a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'okno-killed-'));
  try {
    for (const saves of [1, 7, 40]) {
      const acknowledged = await killAfter(saves, 'folder', folder);
      assert.ok(acknowledged.version >= saves);
      const database = await opened({ folder });
      await assertNothingLost(database, acknowledged);
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

onPostgres('a process that is killed', (database, url) => {
  test('every acknowledged save is there after kill -9', async () => {
    for (const saves of [1, 7, 200]) await assertNothingLost(database(), await killAfter(saves, 'url', url()));
  });
});
