import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';

import { entriesAbout } from '#journal';
import { onEachEngine } from '#test/each-engine.ts';

import type { SignedIn } from './model.ts';
import { createLook, lookAs } from './rows.ts';

const now = new Date('2026-03-02T03:00:00Z');
const resident = (person: string, actsFor: readonly string[] = []): SignedIn => ({
  actor: { kind: 'person', person },
  name: person,
  roles: [],
  actsFor,
});
const officer = (agency: string, roles: SignedIn['roles'] = ['caseworker']): SignedIn => ({
  actor: { kind: 'officer', officer: `${agency}-1`, agency },
  name: agency,
  roles,
  actsFor: [],
});

onEachEngine('rows of cases', (database) => {
  before(async () => {
    const { queries } = database();
    const one = (person: string, agencies: string): Promise<unknown> =>
      sql`insert into joint_case (person, id, number, version, status, agreement, lead, agencies, opened_at, changed_at, state)
        values (${person}, 'c', ${person}, 1, 'open', 'a', 'lead', ${agencies}::text[], now(), now(), '{}')`.execute(
        queries,
      );
    await one('anna', '{lead,zags}');
    await one('vera', '{lead}');
    await sql`insert into case_task (person, case_id, id, place, agency, state, urgency, task)
      values ('vera', 'c', 't', 0, 'zags', 'ready', 0, '{}'), ('anna', 'c', 't', 0, null, 'ready', 0, '{}')`.execute(
      queries,
    );
  });

  const peopleSeenBy = async (who: SignedIn): Promise<readonly string[]> =>
    await lookAs(database(), who, now, async (transaction) => {
      const rows = await transaction.selectFrom('joint_case').select('person').orderBy('person').execute();
      return { seen: rows.map(({ person }) => person), entries: [] };
    });

  test('are seen by the resident and by those she has named', async () => {
    assert.deepEqual(await peopleSeenBy(resident('anna')), ['anna']);
    assert.deepEqual(await peopleSeenBy(resident('masha')), []);
    assert.deepEqual(await peopleSeenBy(resident('masha', ['vera'])), ['vera']);
  });

  test('are seen by the agencies that take part, and by no other', async () => {
    assert.deepEqual(await peopleSeenBy(officer('lead')), ['anna', 'vera']);
    assert.deepEqual(await peopleSeenBy(officer('zags')), ['anna']);
    assert.deepEqual(await peopleSeenBy(officer('bailiffs')), []);
    assert.deepEqual(await peopleSeenBy(officer('')), []);
  });

  test('are seen at the same moment by each as herself, and a look that fails spoils no other', async () => {
    const look = createLook(database(), () => now);
    const people = async (who: SignedIn, thing: string): Promise<readonly string[]> =>
      await look(who, async (transaction) => {
        const rows = await transaction.selectFrom('joint_case').select('person').orderBy('person').execute();
        if (thing === 'a defect') throw new Error(thing);
        const entry = {
          at: now.toISOString(),
          actor: who.actor,
          action: 'looked',
          object: { kind: 'case', id: thing },
          facts: [],
          ground: { kind: 'law', basis: 'a test' },
          purpose: 'looks together',
        } as const;
        return { seen: rows.map(({ person }) => person), entries: [{ person: 'anna', entry }] };
      });
    const seen = await Promise.allSettled([
      people(officer('zags'), 'of the registry'),
      people(resident('vera'), 'of her own'),
      people(officer('lead'), 'a defect'),
      people(officer('bailiffs'), 'of nobody'),
      people(officer('lead'), 'of the lead'),
    ]);
    assert.deepEqual(
      seen.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
      [['anna'], ['vera'], 'Error: a defect', [], ['anna', 'vera']],
    );
    const written = (await entriesAbout(database(), 'anna')).filter(({ purpose }) => purpose === 'looks together');
    assert.deepEqual(written.map(({ object }) => object.id).toSorted(), [
      'of her own',
      'of nobody',
      'of the lead',
      'of the registry',
    ]);
  });

  test('of tasks are seen by the agency that holds them', async () => {
    const seen = await lookAs(database(), officer('zags'), now, async (transaction) => ({
      seen: await transaction.selectFrom('case_task').select(['person', 'agency']).orderBy('person').execute(),
      entries: [],
    }));
    assert.deepEqual(seen, [
      { person: 'anna', agency: null },
      { person: 'vera', agency: 'zags' },
    ]);
  });

  test('are seen in an emergency by whoever gave a reason, for its hour', async () => {
    await database()
      .queries.insertInto('break_glass')
      .values({
        person: 'vera',
        case_id: 'c',
        officer: 'bailiffs-1',
        agency: 'bailiffs',
        reason: 'a child is in danger',
        at: now,
        until: new Date(now.getTime() + 3_600_000),
        reviewed_by: null,
        reviewed_at: null,
        verdict: null,
      })
      .execute();
    assert.deepEqual(await peopleSeenBy(officer('bailiffs')), ['vera']);
    const later = await lookAs(
      database(),
      officer('bailiffs'),
      new Date(now.getTime() + 3_600_001),
      async (transaction) => ({
        seen: await transaction.selectFrom('joint_case').select('person').execute(),
        entries: [],
      }),
    );
    assert.deepEqual(later, []);
  });

  test('cannot be changed by whoever may only look', async () => {
    await assert.rejects(
      lookAs(database(), officer('lead'), now, async (transaction) => {
        await transaction.deleteFrom('joint_case').execute();
        return { seen: 0, entries: [] };
      }),
      /permission denied/,
    );
  });

  test('leave a look in the journal, in the same transaction', async () => {
    await lookAs(database(), officer('lead'), now, async () => ({
      seen: 'a page',
      entries: [
        {
          person: 'anna',
          entry: {
            at: now.toISOString(),
            actor: officer('lead').actor,
            action: 'looked',
            object: { kind: 'case', id: 'c' },
            facts: ['debts'],
            ground: { kind: 'agreement', basis: '4.1' },
            purpose: 'case page',
          },
        },
      ],
    }));
    const [entry] = await entriesAbout(database(), 'anna');
    assert.deepEqual(entry?.facts, ['debts']);
  });

  test('are all there again for the house itself afterwards', async () => {
    const rows = await database().queries.selectFrom('joint_case').select('person').execute();
    assert.equal(rows.length, 2);
  });
});
