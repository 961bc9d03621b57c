import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';

import { onEachEngine } from '#test/each-engine.ts';

import { createOutbox } from './outbox.ts';

onEachEngine('letters about a child', (database) => {
  let now = new Date('2028-05-01T03:00:00Z');
  let letters = 0;

  before(async () => {
    await sql`insert into mailbox (person, address, language)
      values ('olga', 'olga@example.org', 'ru'), ('igor', 'igor@example.org', 'ru')`.execute(database().queries);
    await sql`insert into representative
      (person, representative, person_name, name, kinship, certificate, born_on, ends_on, officer, agency, since)
      select 'petya', person, 'Петя', person, 'parent', 'свидетельство', '2010-05-06', '2028-05-06', 'o', 'zags', now()
      from mailbox`.execute(database().queries);
  });

  /** To whom the next letter about Petya goes. */
  async function goesTo(): Promise<readonly string[]> {
    await sql`insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
      values ('petya', 'case', ${(letters += 1)}, 'said', '{"ru": "о", "en": "o"}', '{"ru": "т", "en": "t"}', ${now}, ${now})`.execute(
      database().queries,
    );
    const sent: string[] = [];
    await createOutbox(database(), () => now).deliver(async ({ to }) => void sent.push(to));
    await sql`delete from message`.execute(database().queries);
    return sent;
  }

  test('who has no address of his own go to one legal representative', async () => {
    assert.deepEqual(await goesTo(), ['igor@example.org']);
  });

  test('go to another when one was ended', async () => {
    await sql`update representative set ended_at = ${now} where representative = 'igor'`.execute(database().queries);
    assert.deepEqual(await goesTo(), ['olga@example.org']);
  });

  test('go to nobody else when the child is of age', async () => {
    now = new Date('2028-05-05T20:00:00Z');
    assert.deepEqual(await goesTo(), []);
  });

  test('go to the child who has an address', async () => {
    now = new Date('2028-05-01T03:00:00Z');
    await sql`insert into mailbox (person, address, language) values ('petya', 'petya@example.org', 'ru')`.execute(
      database().queries,
    );
    assert.deepEqual(await goesTo(), ['petya@example.org']);
  });
});
