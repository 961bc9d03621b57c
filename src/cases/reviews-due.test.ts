import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine, onPostgres } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import type { Command } from './commands.ts';
import type { CaseRef } from './model.ts';
import { askReviews, reviewsDue } from './reviews-due.ts';
import type { ReviewFilter } from './reviews-due.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');

onEachEngine('reviews that are due', (database) => {
  let today = '2026-03-02';
  let keys = 0;
  let cases: Cases;
  const refs: CaseRef[] = [];
  const now = (): Date => new Date(`${today}T03:00:00Z`);
  const due = async (filter: Partial<ReviewFilter> = {}): Promise<readonly (readonly string[])[]> => {
    const rows = await reviewsDue(database(), { agency: 'social-protection', now: now(), ...filter });
    return rows.map(({ person, since, officer }) => [person, since, ...(officer === undefined ? [] : [officer])]);
  };
  const does = async (ref: CaseRef, command: Command): Promise<void> => {
    const worked = await cases.carryOut(ref, command, { by: lead, idempotencyKey: `key ${(keys += 1)}` });
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
  };

  before(async () => {
    cases = createCases(database(), { catalogue, now, today: () => today, random: steadyRandom(database().engine) });
    for (const [person, day] of [
      ['anna', '2026-03-02'],
      ['vera', '2026-03-04'],
    ] as const) {
      today = day;
      const given = { by: lead, idempotencyKey: `open ${person}` };
      const worked = await cases.open({ person, agreement: 'family-in-need', told }, given);
      assert.ok('kept' in worked);
      refs.push(worked.kept);
    }
    await does(refs[1]!, { kind: 'name-lead', officer: 'petrova' });
  });

  test('stand in the work of the agency that leads since the day on which the agreement has them, and in nobody else’s', async () => {
    assert.deepEqual(await due(), []);
    today = '2026-03-20';
    await cases.fireTimers();
    assert.deepEqual(await due(), [
      ['anna', '2026-03-16'],
      ['vera', '2026-03-18', 'petrova'],
    ]);
    assert.deepEqual(await due({ agency: 'zags' }), []);
  });

  test('are found by the lead contact, or by having none', async () => {
    assert.deepEqual(await due({ officer: 'petrova' }), [['vera', '2026-03-18', 'petrova']]);
    assert.deepEqual(await due({ officer: 'nobody' }), [['anna', '2026-03-16']]);
    assert.deepEqual(await due({ officer: 'ivanova' }), []);
  });

  test('go on page after page', async () => {
    const [first] = await reviewsDue(database(), { agency: 'social-protection', now: now(), most: 1 });
    assert.equal(first?.person, 'anna');
    assert.deepEqual(await due({ after: first.place }), [['vera', '2026-03-18', 'petrova']]);
  });

  test('are gone while a meeting lies ahead, and come back when its day passed and nobody held it', async () => {
    const meeting = { at: '2026-03-23T04:00:00Z', place: 'room 1', agenda: ['plan'], invited: [] };
    await does(refs[0]!, { kind: 'call-meeting', ...meeting });
    assert.deepEqual(await due({ officer: 'nobody' }), []);
    today = '2026-03-24';
    assert.deepEqual(await due({ officer: 'nobody' }), [['anna', '2026-03-16']]);
    const [called] = (await cases.read(refs[0]!))!.meetings;
    await does(refs[0]!, { kind: 'hold-meeting', meeting: called!.id, minutes: 'agreed', actions: [] });
    assert.deepEqual(await due({ officer: 'nobody' }), []);
  });

  test('are not asked of whoever works in a way that has none', async () => {
    await does(refs[1]!, { kind: 'choose-mode', mode: 'shared-front-office', reason: 'one visit is enough' });
    assert.deepEqual(await due(), []);
  });
});

onPostgres('reviews that are due among many cases', (database) => {
  test('are found by the index alone, without opening the cases of others', async () => {
    await sql`insert into joint_case (person, id, number, version, status, agreement, lead, agencies, opened_at, changed_at, state)
      select 'many-' || n, 'c', '2026-9' || n, 1, 'open', 'family-in-need', 'social-protection', '{social-protection}',
        now(), now(), jsonb_build_object('openedAt', '2026-01-01T00:00:00Z', 'meetings', '[]'::jsonb,
          'mode', jsonb_build_object('mode', 'network'), 'rhythm', jsonb_build_object('reviewEveryDays', 14))
          || case when n % 50 = 0 then jsonb_build_object('reviewToldOn', '2026-01-15') else '{}' end
          || case when n % 1000 = 0 then jsonb_build_object('leadContact', 'petrova') else '{}' end
      from generate_series(1, 20000) as n`.execute(database().queries);
    await sql`analyze joint_case`.execute(database().queries);
    const plans: string[] = [];
    const queries = database().queries;
    await queries.transaction().execute(async (transaction) => {
      await sql`set local role okno_reader`.execute(transaction);
      await sql`select set_config('okno.agency', 'social-protection', true)`.execute(transaction);
      const filter = { agency: 'social-protection', now: new Date('2026-02-01T00:00:00Z') };
      const mine = await reviewsDue({ queries: transaction }, { ...filter, officer: 'petrova' });
      assert.equal(mine.length, 20);
      assert.equal((await reviewsDue({ queries: transaction }, filter)).length, 50);
      const { rows } = await sql<{
        'QUERY PLAN': string;
      }>`explain (costs off) ${askReviews({ ...filter, officer: 'petrova' })}`.execute(transaction);
      plans.push(...rows.map((row) => row['QUERY PLAN']));
    });
    const plan = plans.join('\n');
    assert.match(plan, /Index Scan using joint_case_review/u, plan);
    assert.doesNotMatch(plan, /Seq Scan on joint_case|Sort/u, plan);
  });
});
