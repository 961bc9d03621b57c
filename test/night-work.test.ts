// What Okno does by itself (letters, seals) by a process that is killed: nothing is left by half.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';

import { createOutbox } from '#cases';
import type { Database } from '#database';
import { sealJournal, verifyJournal } from '#journal';

import { onPostgres, opened } from './each-engine.ts';

const letters = 120;
const kills = [3, 25];
const evening = Date.parse('2026-03-02T18:00:00Z');
/** Each process works when the lease of the one before it is over. */
const quarter = 15 * 60_000;

async function writeLetters({ queries }: Database): Promise<void> {
  await sql`insert into mailbox (person, address, language) values ('anna', 'anna@example.org', 'ru')`.execute(queries);
  await sql`insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
    select 'anna', 'case', number, 'said', '{"ru": "о", "en": "o"}', '{"ru": "т", "en": "t"}', ${new Date(evening)}, ${new Date(evening)}
    from generate_series(1, ${letters}::integer) as number`.execute(queries);
}

/** Kills the process after so many letters; gives the letters it said went out. */
async function killAfter(
  count: number,
  kind: 'url' | 'folder',
  where: string,
  time: number,
): Promise<readonly string[]> {
  const program = join(import.meta.dirname, 'night-process.ts');
  const args = [program, kind, where, new Date(time).toISOString()];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
    if (said.split('\n').length > count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  assert.equal(child.signalCode, 'SIGKILL', 'the process ended by itself');
  return said.split('\n').filter((line) => line !== '');
}

async function assertNothingIsLeftByHalf(database: Database, posted: readonly string[]): Promise<void> {
  const { queries } = database;
  // The process that comes last posts the rest, and seals what is not sealed.
  const latest = new Date(evening + quarter * (kills.length + 1));
  const rest: string[] = [];
  await createOutbox(database, () => latest).deliver(async ({ messageId }) => void rest.push(messageId), letters);
  const all = [...posted, ...rest];
  assert.equal(new Set(all).size, letters, 'every letter went out');
  // Between sending and writing it down a letter may be sent again: one a kill, under its own Message-ID.
  assert.ok(all.length - letters <= kills.length, `${all.length - letters} letters went out again`);
  const { rows } = await sql`select from message where sent_at is null or try_at is not null`.execute(queries);
  assert.equal(rows.length, 0);

  await sealJournal(database, latest);
  const journal = await verifyJournal(database);
  assert.deepEqual(journal.faults, []);
  assert.ok(journal.seals > kills.length, `${journal.seals} seals`);
  const { rows: unsealed } = await sql`select from journal_head where sealed <> sequence`.execute(queries);
  assert.equal(unsealed.length, 0);
}

test('a killed process leaves no letter and no seal by half, on PGlite in a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'okno-night-'));
  try {
    const before = await opened({ folder });
    await writeLetters(before);
    await before.close();
    const posted = [];
    for (const [night, count] of kills.entries())
      posted.push(...(await killAfter(count, 'folder', folder, evening + quarter * night)));
    const database = await opened({ folder });
    await assertNothingIsLeftByHalf(database, posted);
    await database.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

onPostgres('a killed process', (database, url) => {
  test('leaves no letter and no seal by half', async () => {
    await writeLetters(database());
    const posted = [];
    for (const [night, count] of kills.entries())
      posted.push(...(await killAfter(count, 'url', url(), evening + quarter * night)));
    await assertNothingIsLeftByHalf(database(), posted);
  });
});
