import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';

import { onEachEngine } from '#test/each-engine.ts';

import type { SignedIn } from './model.ts';
import { lookAs } from './rows.ts';

/** Tables that may lie open to whoever reads as somebody, each with why. */
const open: Readonly<Record<string, string>> = {
  case_number: 'the last number of a year',
  connection: 'where an agency is reached, and whether it answers',
  copy_number: 'the last number of a year',
  journal_seal: 'hashes of hashes',
  measured_time: 'counts over ten cases and more',
  member_key: 'public keys of agencies',
  migration: 'which migrations were applied',
};

/** Seen neither by the person nor by anybody else without more than her name. */
const notHers = new Set(['restricted_record', 'offer_batch']);

const now = new Date('2026-03-02T03:00:00Z');
const vera: SignedIn = { actor: { kind: 'person', person: 'vera' }, name: 'Вера', roles: [], actsFor: [] };
const masha: SignedIn = { ...vera, actor: { kind: 'person', person: 'masha' } };
const nobody: SignedIn = { ...vera, actor: { kind: 'person', person: '' } };
const bailiff: SignedIn = {
  actor: { kind: 'officer', officer: 'x', agency: 'bailiffs' },
  name: 'Судебный пристав',
  roles: ['caseworker', 'lead', 'head', 'operator'],
  actsFor: [],
};

onEachEngine('every table', (database) => {
  type Table = { readonly name: string; readonly isWalled: boolean; readonly isGiven: boolean };
  type Column = { readonly table: string; readonly name: string; readonly type: string };
  let tables: readonly Table[];

  before(async () => {
    const { queries } = database();
    tables = (
      await sql<Table>`select relname as name, relrowsecurity as "isWalled",
          has_table_privilege('okno_reader', oid, 'select') as "isGiven"
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`.execute(queries)
    ).rows;
    const { rows: checks } = await sql<{ table: string; name: string }>`
      select conrelid::regclass::text as table, conname as name from pg_constraint
      where contype in ('c', 'f') and connamespace = 'public'::regnamespace`.execute(queries);
    for (const { table, name } of checks)
      await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(queries);
    const { rows: columns } = await sql<Column>`select table_name as table, column_name as name, data_type as type
      from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' and is_identity = 'NO'`.execute(
      queries,
    );
    for (const [table, some] of Map.groupBy(columns, (column) => column.table)) await insertVeras(table, some);
  });

  /** A row about Vera, of the agency `x` and its officer `x`. */
  async function insertVeras(table: string, columns: readonly Column[]): Promise<void> {
    if (table === 'migration') return;
    const values = columns.map(({ name, type }) => sql.lit(valueOf(name, type)));
    const names = columns.map(({ name }) => sql.id(name));
    await sql`insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(values)})`.execute(
      database().queries,
    );
  }

  async function seenBy(who: SignedIn): Promise<readonly string[]> {
    return await lookAs(database(), who, now, async (transaction) => {
      const seen = [];
      for (const { name, isGiven, isWalled } of tables) {
        if (!isGiven || !isWalled) continue;
        const { rows } = await sql`select from ${sql.table(name)}`.execute(transaction);
        if (rows.length > 0) seen.push(name);
      }
      return { seen, entries: [] };
    });
  }

  test('has rules for its rows, or a reason why it needs none', () => {
    const unwalled = tables.filter(({ isWalled }) => !isWalled).map(({ name }) => name);
    assert.deepEqual(unwalled, Object.keys(open));
  });

  test('shows what is about her to the person, and nothing of it to a stranger or another agency', async () => {
    const given = tables.filter(({ isGiven, isWalled }) => isGiven && isWalled).map(({ name }) => name);
    assert.ok(given.length > 15, given.join());
    assert.deepEqual(
      await seenBy(vera),
      given.filter((name) => !notHers.has(name)),
    );
    for (const stranger of [masha, nobody, bailiff]) assert.deepEqual(await seenBy(stranger), []);
  });
});

function valueOf(name: string, type: string): string {
  if (name === 'person') return 'vera';
  // The hour of the emergency look is not over.
  return name === 'until' && type !== 'date' ? '2026-03-02T03:30:00Z' : (samples[type] ?? 'x');
}

const samples: Readonly<Record<string, string>> = {
  bigint: '1',
  boolean: 'true',
  bytea: String.raw`\x00`,
  date: '2026-03-01',
  integer: '1',
  json: '{}',
  jsonb: '{}',
  numeric: '1',
  smallint: '1',
  'timestamp with time zone': '2026-03-02T03:00:00Z',
  ARRAY: '{x}',
};
