import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import type { CaseRef } from './model.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const by = officerOf('social-protection');

onEachEngine('timers of older cases', (database) => {
  let now = new Date('2026-03-02T06:00:00Z');
  let cases: Cases;
  const refs: CaseRef[] = [];
  const timersSet = async (): Promise<readonly string[]> =>
    (
      await sql<{ timer: string }>`select person || ' ' || name || ' ' || due::date as timer from case_timer
        order by 1`.execute(database().queries)
    ).rows.map(({ timer }) => timer);
  /** As after an update of Okno that brings a kind of timers in. */
  const forget = async (kind: string): Promise<void> => {
    await sql`delete from case_timer where name = ${kind}`.execute(database().queries);
    await sql`delete from timers_set`.execute(database().queries);
  };

  before(async () => {
    cases = createCases(database(), {
      catalogue,
      now: () => now,
      today: () => now.toISOString().slice(0, 10),
      random: steadyRandom('older cases'),
    });
    for (const person of ['anna', 'boris', 'vera']) {
      const worked = await cases.open({ person, agreement: 'family-in-need', told }, { by, idempotencyKey: person });
      assert.ok('kept' in worked);
      refs.push(worked.kept);
    }
  });

  test('that were opened before there was such a kind are set once, and as if they had always been', async () => {
    const all = await timersSet();
    assert.ok(all.includes('vera review 2026-03-16'));
    await forget('review');
    assert.equal(await cases.timers.setMissing(), 3);
    assert.deepEqual(await timersSet(), all);
    assert.equal(await cases.timers.setMissing(), 0);
  });

  test('are set by two servers that start together, each of them once', async () => {
    const all = await timersSet();
    await forget('review');
    const set = await Promise.all([cases.timers.setMissing(), cases.timers.setMissing()]);
    assert.equal(set[0] + set[1], 3);
    assert.deepEqual(await timersSet(), all);
  });

  test('are set for the rest when the server was stopped on its way', async () => {
    const all = await timersSet();
    await forget('review');
    const [first] = refs.toSorted((one, other) => (one.person < other.person ? -1 : 1));
    await sql`insert into timers_set (kinds, person, case_id)
      values ('lateness reminder review outcome', ${first!.person}, ${first!.id})`.execute(database().queries);
    assert.equal(await cases.timers.setMissing(), 2);
    assert.deepEqual(
      await timersSet(),
      all.filter((timer) => timer !== 'anna review 2026-03-16'),
    );
  });

  test('that were carried out already are not carried out again', async () => {
    await forget('review');
    await cases.timers.setMissing();
    now = new Date('2026-03-20T06:00:00Z');
    while ((await cases.fireTimers()) > 0);
    const told = async (): Promise<number> =>
      (await cases.eventsOf(refs[0]!)).filter(({ happening }) => happening.kind === 'review-came-due').length;
    assert.equal(await told(), 1);
    await sql`delete from timers_set`.execute(database().queries);
    await cases.timers.setMissing();
    while ((await cases.fireTimers()) > 0);
    assert.equal(await told(), 1);
  });
});
