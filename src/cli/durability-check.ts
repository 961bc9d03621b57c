import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';

import { createCases, rebuild } from '#cases';
import type { CaseRef } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import { verifyJournal } from '#journal';

export type Checked = {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Every case is the sum of its events. */
  readonly rebuilt: boolean;
  readonly timersFired: number;
  readonly timersTwice: number;
  readonly journalVerified: boolean;
  readonly journalEntries: number;
  readonly journalSeals: number;
};

/** Looks into the database as the next process finds it: what was acknowledged is there, and nothing is there twice. */
export async function checkWhatIsLeft(
  database: Database,
  catalogue: Catalogue,
  today: Day,
  acknowledged: ReadonlyMap<string, { readonly opened?: string }>,
): Promise<Checked> {
  const cases = createCases(database, {
    catalogue,
    now: () => new Date(`${today}T06:00:00Z`),
    today: () => today,
    random: () => new Uint8Array(16),
  });
  for (let fired = 1; fired > 0;) fired = await cases.fireTimers();
  const { rows } = await sql<CaseRef>`select person, id from joint_case`.execute(database.queries);
  const times = new Map<string, number>();
  const told = new Map<string, number>();
  let rebuilt = true;
  for (const ref of rows) {
    const events = await cases.eventsOf(ref);
    rebuilt &&= isDeepStrictEqual(rebuild(ref, events), await cases.read(ref));
    for (const { happening } of events) {
      if (happening.kind === 'task-passed-on') add(times, happening.reason);
      if (happening.kind === 'task-done') add(times, happening.result);
      if (happening.kind === 'case-opened') add(times, ref.person);
      if (happening.kind === 'task-escalated') add(told, `${ref.id} ${happening.task} ${happening.to}`);
      if (happening.kind === 'tasks-reminded') add(told, `${ref.id} ${happening.tasks.join(' ')} ${happening.first}`);
    }
  }
  const done = [...acknowledged].map(([key, { opened: person }]) => person ?? key);
  const journal = await verifyJournal(database);
  return {
    acknowledged: acknowledged.size,
    lost: done.filter((key) => !times.has(key)).length,
    doubled: [...times.values()].filter((count) => count > 1).length,
    rebuilt,
    timersFired: told.size,
    timersTwice: [...told.values()].filter((count) => count > 1).length,
    journalVerified: journal.faults.length === 0,
    journalEntries: journal.entries,
    journalSeals: journal.seals,
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
