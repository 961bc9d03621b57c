import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';

import type { CaseRef } from './model.ts';
import { readCases } from './read-cases.ts';
import { timerKinds, timersOf } from './timers.ts';

const atOnce = 200;

/**
 * Walks all cases once for each set of kinds of timers, and sets those that are missing: kinds that came after a case was changed last. Goes on where it was
 * stopped; two at once do no harm, and one that was set is not set again.
 */
export async function setMissingTimers({ queries }: Database, now: () => Date): Promise<number> {
  const kinds = timerKinds.join(' ');
  await sql`insert into timers_set (kinds) values (${kinds}) on conflict do nothing`.execute(queries);
  let set = 0;
  for (;;) {
    const some = await queries.transaction().execute(async (transaction) => await setSome(transaction, kinds, now()));
    if (some === 'all') return set;
    set += some;
  }
}

async function setSome(transaction: Transaction<Tables>, kinds: string, at: Date): Promise<number | 'all'> {
  const { rows } = await sql<CaseRef & { readonly ended_at: Date | null }>`
    select person, case_id as id, ended_at from timers_set where kinds = ${kinds} for update`.execute(transaction);
  const [last] = rows;
  if (last === undefined || last.ended_at !== null) return 'all';
  // Locked, so that nobody changes a case between its reading and the setting of its timers.
  const { rows: refs } = await sql<CaseRef>`select person, id from joint_case
    where (person, id) > (${last.person}, ${last.id}) order by person, id limit ${atOnce} for update`.execute(
    transaction,
  );
  const end = refs.at(-1);
  if (end === undefined) {
    await sql`update timers_set set ended_at = ${at} where kinds = ${kinds}`.execute(transaction);
    return 'all';
  }
  const timers = (await readCases(transaction, refs)).flatMap((joint) =>
    timersOf(joint).map(({ name, due }) => ({ person: joint.person, case_id: joint.id, name, due })),
  );
  const { numAffectedRows = 0n } = await sql`insert into case_timer (person, case_id, name, due)
    select person, case_id, name, due from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb)
      as new (person text, case_id text, name text, due timestamptz)
    on conflict do nothing`.execute(transaction);
  await sql`update timers_set set person = ${end.person}, case_id = ${end.id} where kinds = ${kinds}`.execute(
    transaction,
  );
  return Number(numAffectedRows);
}
