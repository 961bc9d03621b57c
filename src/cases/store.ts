import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import { writeJournal } from '#journal';
import type { EntryOf } from '#journal';
import type { Problem } from '#language';

import type { CaseEvent } from './events.ts';
import type { CaseRef, JointCase, Task } from './model.ts';
import { timersOf } from './timers.ts';

/** A piece of work on one case: what it makes of the case there is, or why it cannot. */
export type Work = CaseRef & {
  /** Chosen by whoever gives the command, new for each command. */
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly carryOut: (
    joint: JointCase | undefined,
  ) =>
    | { readonly joint: JointCase; readonly events: readonly CaseEvent[]; readonly entries: readonly EntryOf[] }
    | { readonly problem: Problem };
};

export type Kept = CaseRef & { readonly version: number };
export type Worked = { readonly kept: Kept } | { readonly problem: Problem };

type Found = {
  readonly cases: Map<string, JointCase>;
  readonly answered: Map<string, Kept>;
};

/**
 * Carries out works of many people in one transaction: the cases are locked in one order, each work sees what those
 * before it in the list did, and state, events, tasks, timers, journal and the keys of the commands are kept together or
 * not at all. A work that is refused leaves nothing; a repeat gets the first answer.
 */
export async function carryOutTogether(database: Database, works: readonly Work[]): Promise<readonly Worked[]> {
  return await database.queries.transaction().execute(async (transaction) => {
    const found = await find(transaction, works);
    const before = new Map(found.cases);
    const answers: Worked[] = [];
    const done: { readonly work: Work; readonly version: number }[] = [];
    const events: (CaseRef & { readonly event: CaseEvent })[] = [];
    const entries: EntryOf[] = [];
    for (const work of works) {
      const { person, id } = work;
      const repeated = found.answered.get(keyOf(work));
      if (repeated !== undefined) {
        answers.push({ kept: repeated });
        continue;
      }
      const result = work.carryOut(found.cases.get(refOf(work)));
      if ('problem' in result) {
        answers.push({ problem: result.problem });
        continue;
      }
      const { version } = result.joint;
      found.cases.set(refOf(work), result.joint);
      found.answered.set(keyOf(work), { person, id, version });
      events.push(...result.events.map((event) => ({ person, id, event })));
      entries.push(...result.entries);
      done.push({ work, version });
      answers.push({ kept: { person, id, version } });
    }
    const changed = [...found.cases].filter(([ref, joint]) => before.get(ref) !== joint);
    await keepCases(
      transaction,
      changed.map(([, joint]) => joint),
      works,
    );
    await keepEvents(transaction, events);
    await keepTasks(
      transaction,
      changed.flatMap(([ref, joint]) => changedTasks(before.get(ref), joint)),
    );
    await keepTimers(
      transaction,
      changed.map(([, joint]) => joint),
      before,
    );
    await keepCommands(transaction, done);
    await writeJournal(transaction, entries);
    return answers;
  });
}

async function find(transaction: Transaction<Tables>, works: readonly Work[]): Promise<Found> {
  const persons = works.map(({ person }) => person);
  const ids = works.map(({ id }) => id);
  const hashes = works.map(hashOfKey);
  // Locked in one order, so that two batches cannot wait for each other.
  const { rows } = await sql<{ person: string; id: string; state: Omit<JointCase, 'tasks'> }>`
    select person, id, state from joint_case
    where (person, id) in (select * from unnest(${persons}::text[], ${ids}::text[]))
    order by person, id for update`.execute(transaction);
  // Looked for behind the locks: whoever carried out the same command before us has committed by now.
  const { rows: commands } = await sql<{ person: string; key_hash: Uint8Array; case_id: string; version: number }>`
    select person, key_hash, case_id, version from case_command
    where (person, key_hash) in (select * from unnest(${persons}::text[], ${hashes}::bytea[]))`.execute(transaction);
  const tasks = await tasksOf(transaction, rows);
  return {
    cases: new Map(rows.map((row) => [refOf(row), { ...row.state, tasks: tasks.get(refOf(row)) ?? [] }])),
    answered: new Map(
      commands.map(({ person, key_hash, case_id, version }) => [
        `${person}\n${Buffer.from(key_hash).toString('hex')}`,
        { person, id: case_id, version },
      ]),
    ),
  };
}

/** Tasks of cases, in the order in which they came into the plan. */
export async function tasksOf(
  queries: Transaction<Tables> | Database['queries'],
  refs: readonly CaseRef[],
): Promise<ReadonlyMap<string, readonly Task[]>> {
  const tasks = new Map<string, Task[]>();
  if (refs.length === 0) return tasks;
  const { rows } = await sql<{ person: string; case_id: string; task: Task }>`
    select person, case_id, task from case_task
    where (person, case_id) in (
      select * from unnest(${refs.map(({ person }) => person)}::text[], ${refs.map(({ id }) => id)}::text[]))
    order by person, case_id, place`.execute(queries);
  for (const { person, case_id, task } of rows) {
    const ref = refOf({ person, id: case_id });
    tasks.set(ref, [...(tasks.get(ref) ?? []), task]);
  }
  return tasks;
}

async function keepCases(
  transaction: Transaction<Tables>,
  cases: readonly JointCase[],
  works: readonly Work[],
): Promise<void> {
  if (cases.length === 0) return;
  const changedAt = new Map(works.map((work) => [refOf(work), work.at.toISOString()]));
  const rows = cases.map((joint) => {
    const { tasks: _, ...state } = joint;
    const { person, id, number, version, status, agreement, lead, openedAt } = joint;
    return {
      person,
      id,
      number,
      version,
      status,
      agreement,
      lead,
      opened_at: openedAt,
      changed_at: changedAt.get(refOf(joint)),
      state,
    };
  });
  await sql`insert into joint_case (person, id, number, version, status, agreement, lead, opened_at, changed_at, state)
    select person, id, number, version, status, agreement, lead, opened_at, changed_at, state
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (person text, id text, number text, version integer,
      status text, agreement text, lead text, opened_at timestamptz, changed_at timestamptz, state jsonb)
    on conflict (person, id) do update set version = excluded.version, status = excluded.status,
      lead = excluded.lead, changed_at = excluded.changed_at, state = excluded.state`.execute(transaction);
}

async function keepEvents(
  transaction: Transaction<Tables>,
  events: readonly (CaseRef & { readonly event: CaseEvent })[],
): Promise<void> {
  if (events.length === 0) return;
  await sql`insert into case_event (person, case_id, sequence, at, event)
    select * from unnest(${events.map(({ person }) => person)}::text[], ${events.map(({ id }) => id)}::text[],
      ${events.map(({ event }) => event.sequence)}::integer[], ${events.map(({ event }) => event.at)}::timestamptz[],
      ${events.map(({ event }) => JSON.stringify(event))}::jsonb[])`.execute(transaction);
}

type PlacedTask = CaseRef & { readonly task: Task; readonly place: number };

function changedTasks(before: JointCase | undefined, joint: JointCase): readonly PlacedTask[] {
  const known = new Set(before?.tasks);
  const { person, id } = joint;
  return joint.tasks.flatMap((task, place) => (known.has(task) ? [] : [{ person, id, task, place }]));
}

const urgencyOrder = { tonight: 0, days: 1, weeks: 2, long: 3 } as const;

async function keepTasks(transaction: Transaction<Tables>, tasks: readonly PlacedTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map(({ person, id, task, place }) => ({
    person,
    case_id: id,
    id: task.id,
    place,
    agency: task.holder.kind === 'agency' ? task.holder.agency : null,
    officer: task.holder.kind === 'agency' ? (task.holder.officer ?? null) : null,
    state: task.state,
    due: task.due ?? null,
    urgency: urgencyOrder[task.urgency],
    task,
  }));
  await sql`insert into case_task (person, case_id, id, place, agency, officer, state, due, urgency, task)
    select person, case_id, id, place, agency, officer, state, due, urgency, task
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (person text, case_id text, id text, place integer,
      agency text, officer text, state text, due date, urgency smallint, task jsonb)
    on conflict (person, case_id, id) do update set agency = excluded.agency, officer = excluded.officer,
      state = excluded.state, due = excluded.due, urgency = excluded.urgency, task = excluded.task`.execute(
    transaction,
  );
}

/** Timers are derived from the case: whichever it no longer needs goes, whichever is new comes. */
async function keepTimers(
  transaction: Transaction<Tables>,
  cases: readonly JointCase[],
  before: ReadonlyMap<string, JointCase>,
): Promise<void> {
  const gone: { person: string; case_id: string; name: string }[] = [];
  const set: { person: string; case_id: string; name: string; due: string }[] = [];
  for (const joint of cases) {
    const { person, id: case_id } = joint;
    const old = new Map(timersOf(before.get(refOf(joint))).map(({ name, due }) => [name, due]));
    for (const { name, due } of timersOf(joint)) {
      if (old.get(name) !== due) set.push({ person, case_id, name, due });
      old.delete(name);
    }
    for (const name of old.keys()) gone.push({ person, case_id, name });
  }
  if (gone.length > 0) {
    await sql`delete from case_timer where (person, case_id, name) in (
      select person, case_id, name from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb)
        as old (person text, case_id text, name text))`.execute(transaction);
  }
  if (set.length > 0) {
    await sql`insert into case_timer (person, case_id, name, due)
      select person, case_id, name, due from jsonb_to_recordset(${JSON.stringify(set)}::jsonb)
        as new (person text, case_id text, name text, due timestamptz)
      on conflict (person, case_id, name) do update set due = excluded.due`.execute(transaction);
  }
}

async function keepCommands(
  transaction: Transaction<Tables>,
  done: readonly { readonly work: Work; readonly version: number }[],
): Promise<void> {
  if (done.length === 0) return;
  await sql`insert into case_command (person, key_hash, case_id, version, at)
    select * from unnest(${done.map(({ work }) => work.person)}::text[], ${done.map(({ work }) => hashOfKey(work))}::bytea[],
      ${done.map(({ work }) => work.id)}::text[], ${done.map(({ version }) => version)}::integer[],
      ${done.map(({ work }) => work.at.toISOString())}::timestamptz[])`.execute(transaction);
}

export function refOf({ person, id }: CaseRef): string {
  return `${person}\n${id}`;
}

function keyOf(work: Work): string {
  return `${work.person}\n${hashOfKey(work).toString('hex')}`;
}

function hashOfKey({ idempotencyKey }: Work): Buffer {
  return createHash('sha256').update(idempotencyKey).digest();
}
