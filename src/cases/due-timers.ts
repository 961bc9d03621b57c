import { sql } from 'kysely';

import type { Database } from '#database';
import type { Problem } from '#language';

export type DueTimer = { readonly person: string; readonly case_id: string; readonly name: string; readonly due: Date };

/** Timers whose time has come, those that have waited longest first. */
export async function dueTimers({ queries }: Database, now: Date, most: number): Promise<readonly DueTimer[]> {
  const { rows } = await sql<DueTimer>`select person, case_id, name, due from case_timer
    where greatest(due, try_at) <= ${now} order by greatest(due, try_at) limit ${most}`.execute(queries);
  return rows;
}

/** It has been carried out; one that was set anew meanwhile has another time, and stays. */
export async function timerDone({ queries }: Database, timer: DueTimer): Promise<void> {
  await sql`delete from case_timer where ${isStill(timer)}`.execute(queries);
}

/** It met a problem: after two minutes it is tried again, then after four, at last once a day, and others go before it. */
export async function putOff({ queries }: Database, timer: DueTimer, problem: Problem, now: Date): Promise<void> {
  await sql`update case_timer set tries = tries + 1, problem = ${problem.code},
      try_at = ${now}::timestamptz + least(interval '1 minute' * 2 ^ least(tries + 1, 12), interval '1 day')
    where ${isStill(timer)}`.execute(queries);
}

function isStill({ person, case_id, name, due }: DueTimer): ReturnType<typeof sql> {
  return sql`person = ${person} and case_id = ${case_id} and name = ${name} and due = ${due}`;
}
