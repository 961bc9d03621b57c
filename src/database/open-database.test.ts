import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import type { Tables } from './tables.ts';

/** Every table and column that the queries know; the compiler sees to it that none is left out. */
const known: { readonly [Table in keyof Tables]: { readonly [Column in keyof Tables[Table]]: true } } = {
  told_situation: { code_hash: true, told: true, version: true, created_at: true, changed_at: true, expires_at: true },
  command: { key_hash: true, sealed_answer: true, at: true },
  journal_entry: { person: true, sequence: true, at: true, entry: true, hash: true },
  journal_head: { person: true, sequence: true, hash: true, sealed: true },
  journal_seal: { number: true, at: true, hash: true },
  journal_sealed_head: { seal: true, person: true, sequence: true, hash: true },
  joint_case: {
    person: true,
    id: true,
    number: true,
    version: true,
    status: true,
    agreement: true,
    lead: true,
    opened_at: true,
    changed_at: true,
    state: true,
    agencies: true,
    review_told: true,
    lead_contact: true,
  },
  representative: {
    person: true,
    representative: true,
    person_name: true,
    name: true,
    kinship: true,
    certificate: true,
    born_on: true,
    ends_on: true,
    officer: true,
    agency: true,
    since: true,
    ended_at: true,
    ended_because: true,
  },
  case_event: { person: true, case_id: true, sequence: true, at: true, event: true },
  case_task: {
    person: true,
    case_id: true,
    id: true,
    place: true,
    agency: true,
    officer: true,
    state: true,
    is_open: true,
    due: true,
    urgency: true,
    standing: true,
    task: true,
  },
  case_command: { person: true, key_hash: true, command_hash: true, case_id: true, version: true, at: true },
  case_number: { year: true, last: true },
  case_timer: {
    person: true,
    case_id: true,
    name: true,
    due: true,
    tries: true,
    try_at: true,
    problem: true,
    put_off_at: true,
  },
  timers_set: { kinds: true, person: true, case_id: true, ended_at: true },
  certified_copy: {
    person: true,
    number: true,
    code_hash: true,
    code: true,
    inquiry_id: true,
    agency: true,
    at: true,
    copy: true,
    revoked_at: true,
    revoked_because: true,
    revoked_by: true,
  },
  copy_number: { year: true, last: true },
  offer_batch: {
    id: true,
    rule: true,
    day: true,
    packs: true,
    made_at: true,
    counts: true,
    released_at: true,
    released_by: true,
  },
  offer: {
    person: true,
    batch: true,
    service: true,
    subject: true,
    amount: true,
    shown_from: true,
    answer: true,
    answered_at: true,
    criterion: true,
  },
  measured_time: {
    agency: true,
    service: true,
    cases: true,
    half_days: true,
    most_days: true,
    measured_on: true,
  },
  message: {
    person: true,
    case_id: true,
    sequence: true,
    kind: true,
    subject: true,
    body: true,
    at: true,
    try_at: true,
    tries: true,
    sent_at: true,
    read_at: true,
    last_fault: true,
  },
  mailbox: { person: true, address: true, language: true },
  session: {
    token_hash: true,
    who: true,
    since: true,
    seen_at: true,
    ends_at: true,
    vouching: true,
    vouched_at: true,
    asked_at: true,
  },
  officer: { agency: true, officer: true, name: true },
  restricted_record: { person: true, case_id: true, words: true, version: true, kept_by: true, kept_at: true },
  helper: { person: true, helper: true, name: true, since: true, until: true, ended_at: true, person_name: true },
  break_glass: {
    person: true,
    case_id: true,
    officer: true,
    agency: true,
    reason: true,
    at: true,
    until: true,
    reviewed_by: true,
    reviewed_at: true,
    verdict: true,
    number: true,
    verdict_words: true,
  },
  telephone: { person: true, number: true, told_at: true },
  invitation_call: { person: true, called_at: true, reached_at: true },
  change_notice: {
    person: true,
    source: true,
    id: true,
    subject: true,
    type: true,
    happened_on: true,
    facts: true,
    at: true,
    gained: true,
    lost: true,
    meaning: true,
    declined_at: true,
    to_check: true,
    agreed_at: true,
    check_at: true,
  },
  known_as: { person: true, subject: true, snils: true, identity: true, at: true },
  held_fact: {
    person: true,
    subject: true,
    fact: true,
    agency: true,
    is_held: true,
    quality: true,
    since: true,
    until: true,
    told_at: true,
  },
  inquiry: {
    person: true,
    id: true,
    subject: true,
    agency: true,
    asker: true,
    facts: true,
    purpose_kind: true,
    purpose_id: true,
    state: true,
    asked_at: true,
    due: true,
    ends: true,
    try_at: true,
    tries: true,
    last_fault: true,
    dead_at: true,
    answered_at: true,
    tell_at: true,
    preview: true,
    version: true,
    inquiry: true,
  },
  inquiry_message: {
    person: true,
    inquiry_id: true,
    sequence: true,
    kind: true,
    at: true,
    text: true,
    signature: true,
  },
  inquiry_fact: {
    person: true,
    subject: true,
    fact: true,
    inquiry_id: true,
    answer: true,
    value: true,
    quality: true,
    held_since: true,
    valid_until: true,
    at: true,
    standing: true,
  },
  fact_dispute: {
    person: true,
    id: true,
    inquiry_id: true,
    fact: true,
    words: true,
    at: true,
    try_at: true,
    tries: true,
    sent_at: true,
    last_fault: true,
  },
  answered_inquiry: {
    person: true,
    client: true,
    message_id: true,
    at: true,
    status: true,
    facts: true,
    question: true,
    question_signature: true,
    answer: true,
    answer_signature: true,
  },
  dead_letter: { id: true, at: true, source: true, reason: true, text: true, mended_at: true, mended_by: true },
  connection: {
    agency: true,
    kind: true,
    address: true,
    settings: true,
    state: true,
    failures: true,
    down_until: true,
    changed_at: true,
    last_fault: true,
  },
  member_key: {
    key_id: true,
    member: true,
    algorithm: true,
    public_key: true,
    valid_from: true,
    valid_until: true,
    revoked_at: true,
  },
};

onEachEngine('a database that was just opened', (database) => {
  test('has exactly the tables and columns that the queries know', async () => {
    const { rows } = await sql<{ name: string }>`select table_name || '.' || column_name as name
      from information_schema.columns where table_schema = 'public' and table_name <> 'migration'`.execute(
      database().queries,
    );
    const expected = Object.entries(known).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    );
    assert.deepEqual(rows.map(({ name }) => name).sort(), expected.sort());
  });

  test('says which engine it is', () => assert.match(database().engine, /^(pglite|postgresql)$/));
});

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
