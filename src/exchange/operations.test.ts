import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';

import { realCatalogue } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';

import { createOperations } from './operations.ts';

onEachEngine('the operators', (database) => {
  let at = new Date('2026-03-02T05:00:00Z');

  /** Some inquiries of one state, asked a second before and answered in 100, 200, … milliseconds. */
  async function asked(state: string, count: number): Promise<void> {
    await sql`insert into inquiry (person, id, subject, agency, asker, facts, purpose_kind, purpose_id, state, asked_at, due,
        ends, tries, answered_at, preview, version, inquiry)
      select 'anna', ${state} || ' ' || clock_timestamp() || number, 'self', 'sfr', 'mfc', '{works}', 'situation', 'anna', ${state},
        ${at}::timestamptz - interval '1 second', '2026-03-10', '2026-03-30', 1, case when ${state} = 'answered'
          then ${at}::timestamptz - interval '1 second' + number * interval '100 ms' end, 'not-needed', 2, '{}'
      from generate_series(1, ${count}::integer) as number`.execute(database().queries);
  }

  test('see what waits at once, and what was counted beforehand for ten minutes', async () => {
    const catalogue = await realCatalogue();
    const operations = createOperations(database(), {
      catalogue,
      exchange: { mend: async () => ({ inquiry: undefined, isChanged: false }) },
      now: () => at,
    });
    const countsOf = async (): Promise<object> =>
      Object.fromEntries((await operations.overview()).states.map(({ state, count }) => [state, count]));
    await asked('answered', 9);
    assert.deepEqual(await countsOf(), { answered: 9 }, 'nothing was counted beforehand');
    await operations.recount();
    const { agencies, countedAt } = await operations.overview();
    assert.deepEqual([agencies[0]?.answered, agencies[0]?.medianMs, countedAt], [9, 500, at]);
    await asked('answered', 1);
    await asked('sent', 2);
    assert.deepEqual(await countsOf(), { answered: 9, sent: 2 });
    assert.match(await operations.metrics(), /okno_inquiries\{state="answered"\} 9\nokno_agency|state="sent"\} 2/u);
    at = new Date(at.getTime() + 10 * 60_000);
    assert.deepEqual(await countsOf(), { answered: 10, sent: 2 }, 'nobody has counted for ten minutes');
    at = new Date(at.getTime() + 31 * 86_400_000);
    assert.deepEqual(await countsOf(), { sent: 2 }, 'what is over is of the last thirty days');
  });
});
