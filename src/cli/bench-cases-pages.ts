import { once } from 'node:events';
import { sql } from 'kysely';

import type { CaseRef } from '#cases';
import type { Day } from '#catalogue';
import type { Database } from '#database';

import { spread } from './bench-measure.ts';
import { officerOf, serveOkno, signInOn } from './served-okno.ts';

/** How long pages take while so many tasks are kept. */
export type PagesAt = {
  readonly tasks: number;
  /** The page of a case of 200 tasks. */
  readonly casePageMs: number;
  /** The first page of an agency's worklist over all of those tasks, late ones only. */
  readonly worklistMs: number;
};

const runs = 40;
const tasksOfCase = 200;

/** Pages as a browser gets them from `okno serve`, with a worklist that grows; medians. */
export async function measurePages(
  database: Database,
  {
    url,
    day,
    entry,
    ref,
    sizes,
  }: {
    readonly url: string;
    readonly day: Day;
    readonly entry: string;
    /** The case whose page is opened. */
    readonly ref: CaseRef;
    readonly sizes: readonly number[];
  },
): Promise<readonly PagesAt[]> {
  const number = await addTasks(database, ref);
  const lead = await signInOn(database, day, officerOf('social-protection'));
  const officer = await signInOn(database, day, officerOf('sfr'));
  const { child, url: home } = await serveOkno({ engine: 'postgresql', url }, day, entry);
  try {
    const growth: PagesAt[] = [];
    for (const tasks of sizes) {
      await addWork(database, tasks);
      const casePageMs = await medianOf(`${home}/case/${number}`, lead);
      const worklistMs = await medianOf(`${home}/work?late=yes`, officer);
      growth.push({ tasks, casePageMs, worklistMs });
    }
    return growth;
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

async function medianOf(page: string, cookie: string): Promise<number> {
  const figures: number[] = [];
  for (let run = -3; run < runs; run += 1) {
    const from = performance.now();
    const response = await fetch(page, { headers: { cookie }, redirect: 'manual' });
    await response.text();
    if (response.status !== 200) throw new Error(`${page} was answered with ${response.status}.`);
    // The first of a page find its code not compiled yet.
    if (run >= 0) figures.push(performance.now() - from);
  }
  return spread(figures).median;
}

/** Fills a case up to 200 tasks and gives its number. */
async function addTasks(database: Database, { person, id }: CaseRef): Promise<string> {
  await sql`insert into case_task (person, case_id, id, place, agency, officer, state, due, urgency, standing, task)
    select person, case_id, id || ' ' || copy, place + copy * 1000, agency, officer, state, due, urgency, standing,
      task || jsonb_build_object('id', id || ' ' || copy)
    from case_task, generate_series(1, 20) as copy where person = ${person} and case_id = ${id}
    limit ${tasksOfCase} - (select count(*) from case_task where person = ${person} and case_id = ${id})`.execute(
    database.queries,
  );
  const found = await database.queries
    .selectFrom('joint_case')
    .select('number')
    .where('person', '=', person)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return found.number;
}

/** Fills the worklist of the social fund up to so many open tasks, each of a case of its own. */
async function addWork(database: Database, total: number): Promise<void> {
  const { queries } = database;
  await sql`insert into joint_case (person, id, number, version, status, agreement, lead, agencies, opened_at, changed_at, state)
    select 'many-' || number, 'c', '2026-9' || number, 1, 'open', 'family-in-need', 'social-protection',
      '{social-protection,sfr}', now(), now(), '{}'
    from generate_series(1, ${total}::integer) as number on conflict do nothing`.execute(queries);
  await sql`insert into case_task (person, case_id, id, place, agency, state, due, urgency, standing, task)
    select 'many-' || number, 'c', 't', 0, 'sfr', 'ready', date '2026-01-01' + number % 120, number % 4,
      json_build_object('state', 'ready', 'since', '2026-01-01T00:00:00Z', 'version', 1,
        'holder', json_build_object('kind', 'agency', 'agency', 'sfr')),
      jsonb_build_object('title', jsonb_build_object('ru', 'Пособие', 'en', 'Benefit'), 'kind', 'decide', 'urgency', 'days')
    from generate_series(1, ${total}::integer) as number on conflict do nothing`.execute(queries);
  await sql`vacuum analyze case_task, joint_case`.execute(queries);
}
