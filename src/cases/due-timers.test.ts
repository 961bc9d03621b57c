import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { entriesAbout } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import { timersOf } from './timers.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const by = officerOf('social-protection');

onEachEngine('timers that are due', (database) => {
  let now = new Date('2026-03-02T06:00:00Z');
  const casesIn = (packs: Catalogue): Cases =>
    createCases(database(), {
      catalogue: packs,
      now: () => now,
      today: () => now.toISOString().slice(0, 10),
      random: steadyRandom('timers'),
    });
  const putOff = async (): Promise<readonly { readonly tries: number; readonly problem: string; try_at: Date }[]> =>
    (
      await sql<{ tries: number; problem: string; try_at: Date }>`
        select tries, problem, try_at from case_timer where tries > 0`.execute(database().queries)
    ).rows;

  test('let others go first after they met a problem, tell which, and are tried again for longer and longer', async () => {
    const cases = casesIn(catalogue);
    const opened = await cases.open(
      { person: 'anna', agreement: 'family-in-need', told },
      { by, idempotencyKey: 'opened once and for all' },
    );
    assert.ok('kept' in opened);
    now = new Date('2026-04-20T06:00:00Z');
    const { rows } = await sql<{
      first: Date;
    }>`select min(due) as first from case_timer`.execute(database().queries);
    // The case it is for cannot be found, and it has waited longer than all others.
    await sql`insert into case_timer (person, case_id, name, due)
      values ('nobody', 'no-case', 'lateness', ${rows[0]!.first}::timestamptz - interval '1 day')`.execute(
      database().queries,
    );
    assert.equal(await cases.fireTimers(1), 0);
    const [once] = await putOff();
    assert.deepEqual([once?.tries, once?.problem], [1, 'no-such-case']);
    assert.equal(once!.try_at.toISOString(), '2026-04-20T06:02:00.000Z');
    assert.equal(await cases.fireTimers(1), 1);

    for (let fired = 1; fired > 0;) fired = await cases.fireTimers();
    now = new Date('2026-04-20T06:01:00Z');
    await cases.fireTimers();
    assert.equal((await putOff())[0]?.tries, 1);
    now = new Date('2026-04-20T06:02:00Z');
    await cases.fireTimers();
    assert.equal((await putOff())[0]?.try_at.toISOString(), '2026-04-20T06:06:00.000Z');
    await sql`update case_timer set tries = 40, try_at = ${now} where person = 'nobody'`.execute(database().queries);
    await cases.fireTimers();
    assert.equal((await putOff())[0]?.try_at.toISOString(), '2026-04-21T06:02:00.000Z');
  });

  test('are carried out when what was missing is there again', async () => {
    now = new Date('2026-03-02T06:00:00Z');
    const opened = await casesIn(catalogue).open(
      { person: 'vera', agreement: 'family-in-need', told },
      { by, idempotencyKey: 'opened while the agreement was there' },
    );
    assert.ok('kept' in opened);
    const timersOfVera = async (): Promise<number> =>
      Number(
        (
          await sql<{
            count: string;
          }>`select count(*) as count from case_timer where person = 'vera' and tries > 0`.execute(database().queries)
        ).rows[0]!.count,
      );
    now = new Date('2026-04-20T06:00:00Z');
    await casesIn({ ...catalogue, agreements: new Map() }).fireTimers();
    const waiting = await timersOfVera();
    assert.ok(waiting > 0);
    now = new Date('2026-04-20T06:10:00Z');
    assert.ok((await casesIn(catalogue).fireTimers()) >= waiting);
    assert.equal(await timersOfVera(), 0);
  });

  test('go alone: one that a case needs no more takes no other of it along', async () => {
    now = new Date('2026-03-02T06:00:00Z');
    const cases = casesIn(catalogue);
    const worked = await cases.open(
      { person: 'rita', agreement: 'family-in-need', told },
      { by, idempotencyKey: 'opened by Rita' },
    );
    assert.ok('kept' in worked);
    for (const moment of ['2026-03-05', '2026-03-12', '2026-03-16', '2026-03-20', '2026-04-01']) {
      now = new Date(`${moment}T06:00:00Z`);
      while ((await cases.fireTimers()) > 0);
      const { rows } = await sql<{ timer: string }>`select name || ' ' || due::date as timer from case_timer
        where person = 'rita' order by 1`.execute(database().queries);
      const needed: readonly string[] = timersOf(await cases.read(worked.kept)).map(
        ({ name, due }) => `${name} ${due.slice(0, 10)}`,
      );
      assert.deepEqual(
        rows.map(({ timer }) => timer),
        needed.toSorted(),
        moment,
      );
    }
  });

  test('that meet a defect are put off like others, leave others alone, and the defect is told', async () => {
    now = new Date('2026-03-02T06:00:00Z');
    const cases = casesIn(catalogue);
    const refs = await Promise.all(
      ['nina', 'olga'].map(async (person) => {
        const worked = await cases.open(
          { person, agreement: 'family-in-need', told },
          { by, idempotencyKey: `opened by ${person}` },
        );
        assert.ok('kept' in worked);
        return worked.kept;
      }),
    );
    await sql`update joint_case set state = state - 'rhythm' where person = 'nina'`.execute(database().queries);
    now = new Date('2026-04-20T06:00:00Z');
    await assert.rejects(casesIn(catalogue).fireTimers(), AggregateError);
    const ofNina = (await cases.timers.putOff()).filter(({ person }) => person === 'nina');
    assert.ok(ofNina.length > 0);
    for (const { problem, since, number } of ofNina) {
      assert.deepEqual([problem, since.toISOString()], ['defect', '2026-04-20T06:00:00.000Z']);
      assert.match(number ?? '', /^2026-/u);
    }
    assert.ok((await cases.eventsOf(refs[1]!)).some(({ happening }) => happening.kind === 'review-came-due'));
  });

  test('are tried again at once when somebody has mended what stood in the way; who asked is in the journal', async () => {
    const cases = casesIn(catalogue);
    const asked = {
      actor: { kind: 'officer', officer: 'smirnov', agency: 'social-protection' },
      ground: { kind: 'law', basis: '152-ФЗ, ст. 18.1' },
    } as const;
    const [first] = (await cases.timers.putOff()).filter(({ person }) => person === 'nina');
    await assert.rejects(cases.timers.tryNow(first!.id, asked));
    assert.equal((await cases.timers.putOff()).find(({ id }) => id === first!.id)?.tries, 2);
    await sql`update joint_case set state = state || jsonb_build_object('rhythm', (
      select state -> 'rhythm' from joint_case where person = 'olga')) where person = 'nina'`.execute(
      database().queries,
    );
    assert.equal(await casesIn(catalogue).timers.tryNow(first!.id, asked), 'done');
    assert.equal(await cases.timers.tryNow(first!.id, asked), 'gone');
    const asks = (await entriesAbout(database(), 'nina')).filter(({ purpose }) => purpose === 'timer tried again');
    assert.deepEqual(
      asks.map(({ actor }) => actor),
      [asked.actor, asked.actor],
    );
    assert.equal(await cases.timers.tryNow('no such timer', asked), 'gone');
  });
});
