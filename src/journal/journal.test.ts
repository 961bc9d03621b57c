import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';

import { onEachEngine } from '#test/each-engine.ts';

import { verifyJournal } from './verify.ts';
import { journalWritten, writeJournal } from './write.ts';
import type { EntryOf } from './write.ts';

onEachEngine('the journal', (database) => {
  const write = async (...entries: readonly EntryOf[]): Promise<void> =>
    await database()
      .queries.transaction()
      .execute(async (transaction) => await writeJournal(transaction, entries));

  test('chains by the same hash as it is verified with, whatever a person is called', async () => {
    const persons = ['anna', 'Анна', '"quoted" \\ back', 'line\nend\ttab', '\u0001\u001f\u007f', '\u2028', '👩‍👧', ''];
    for (const person of persons) await write(about(person, 'one'), about(person, `two, ${person}`));
    const verified = await verifyJournal(database());
    assert.deepEqual(verified.faults, []);
    assert.equal(verified.persons, persons.length);
    assert.equal(verified.entries, 2 * persons.length);
  });

  test('keeps nothing rather than lose an entry about somebody whose chain was said to have begun', async () => {
    const written = async (...entries: readonly EntryOf[]): Promise<unknown> =>
      await sql`select ${journalWritten(entries, { haveBegun: true })}`.execute(database().queries);
    await write(about('clara', 'one'), about('dora', 'one'));
    await written(about('clara', 'two'), about('dora', 'two'), about('clara', 'three'));
    await assert.rejects(written(about('clara', 'four'), about('unheard-of', 'one')), /found no chain/u);
    const { faults } = await verifyJournal(database());
    assert.deepEqual(faults, []);
    const { entries } = await database()
      .queries.selectFrom('journal_entry')
      .select(({ fn }) => fn.countAll<string>().as('entries'))
      .where('person', 'in', ['clara', 'dora', 'unheard-of'])
      .executeTakeFirstOrThrow();
    assert.equal(Number(entries), 5);
  });

  test('keeps the order of entries about one person, and loses none that are written at once', async () => {
    const at = await verifyJournal(database());
    await Promise.all(
      Array.from({ length: 12 }, async (_, writer) => {
        await write(about('vera', `${writer} first`), about('boris', `${writer}`), about('vera', `${writer} second`));
      }),
    );
    const { faults, entries } = await verifyJournal(database());
    assert.deepEqual(faults, []);
    assert.equal(entries - at.entries, 36);
    const kept = await database()
      .queries.selectFrom('journal_entry')
      .select('entry')
      .where('person', '=', 'vera')
      .orderBy('sequence')
      .execute();
    const purposes = kept.map(({ entry }) => (JSON.parse(entry) as { readonly purpose: string }).purpose);
    for (let place = 0; place < purposes.length; place += 2)
      assert.equal(purposes[place]?.replace('first', 'second'), purposes[place + 1]);
  });
});

function about(person: string, purpose: string): EntryOf {
  const entry = {
    at: '2026-03-02T03:00:00.000Z',
    actor: { kind: 'okno', job: 'test' },
    action: 'looked',
    object: { kind: 'case', id: '2026-000001' },
    facts: [],
    ground: { kind: 'law', basis: 'a test' },
    purpose,
  } as const;
  return { person, entry };
}
