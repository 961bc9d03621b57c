import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import { writeJournal } from '#journal';
import type { EntryOf } from '#journal';
import type { Problem } from '#language';

import type { CaseEvent } from './events.ts';
import { messagesOf } from './messages.ts';
import type { Message } from './messages.ts';
import type { CaseRef, JointCase, Task } from './model.ts';
import { agenciesOf } from './authority.ts';
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

/** Cases as they were when this process last changed or read them; the version in the database says whether they still are. */
export type Remembered = Map<string, JointCase>;

const mostRemembered = 1000;

/**
 * Carries out works of many people in one transaction: the cases are locked in one order, each work sees what those
 * before it in the list did, and state, events, tasks, timers, journal and the keys of the commands are kept together or
 * not at all. A work that is refused leaves nothing; a repeat gets the first answer.
 */
export async function carryOutTogether(
  database: Database,
  works: readonly Work[],
  remembered: Remembered,
): Promise<readonly Worked[]> {
  const { answers, changed } = await database.queries.transaction().execute(async (transaction) => {
    const found = await find(transaction, works, remembered);
    const before = new Map(found.cases);
    const done = carryOutInOrder(works, found);
    const changes = [...found.cases]
      .filter(([ref, joint]) => before.get(ref) !== joint)
      .map(([ref, joint]) => ({ before: before.get(ref), joint }));
    if (changes.length > 0) await keep(transaction, changes, done);
    return { answers: done.answers, changed: found.cases };
  });
  // Only what is committed is remembered.
  for (const [ref, joint] of changed) {
    remembered.delete(ref);
    remembered.set(ref, joint);
  }
  for (const ref of remembered.keys()) {
    if (remembered.size <= mostRemembered) break;
    remembered.delete(ref);
  }
  return answers;
}

type Done = {
  readonly answers: readonly Worked[];
  readonly events: readonly (CaseRef & { readonly event: CaseEvent })[];
  readonly entries: readonly EntryOf[];
  readonly commands: readonly { readonly work: Work; readonly version: number }[];
};

function carryOutInOrder(works: readonly Work[], found: Found): Done {
  const answers: Worked[] = [];
  const events: (CaseRef & { readonly event: CaseEvent })[] = [];
  const entries: EntryOf[] = [];
  const commands: { readonly work: Work; readonly version: number }[] = [];
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
    commands.push({ work, version });
    answers.push({ kept: { person, id, version } });
  }
  return { answers, events, entries, commands };
}

type Change = { readonly before: JointCase | undefined; readonly joint: JointCase };

/** One statement for all of it: a round trip for each table would cost more than the rows. */
async function keep(transaction: Transaction<Tables>, changes: readonly Change[], done: Done): Promise<void> {
  const changedAt = new Map(done.commands.map(({ work }) => [refOf(work), work.at.toISOString()]));
  const isLong = ({ before, joint }: Change): boolean => before === undefined || hasOtherState(before, joint);
  const timers = changes.map(timerChanges);
  const rows = {
    cases: changes.filter(isLong).map(({ joint }) => caseRow(joint, changedAt.get(refOf(joint)))),
    versions: changes
      .filter((change) => !isLong(change))
      .map(({ joint }) => ({ ...rowKey(joint), version: joint.version, changed_at: changedAt.get(refOf(joint)) })),
    events: done.events.map(({ event, ...ref }) => ({ ...rowKey(ref), sequence: event.sequence, at: event.at, event })),
    tasks: changes.flatMap(taskRows),
    gone: timers.flatMap(({ gone }) => gone),
    timers: timers.flatMap(({ set }) => set),
    messages: messagesIn(changes, done).map(({ id, ...message }) => ({ ...message, case_id: id })),
    commands: done.commands.map(({ work, version }) => ({
      ...rowKey(work),
      key_hash: hashOfKey(work).toString('hex'),
      version,
      at: work.at.toISOString(),
    })),
  };
  await sql`with rows as (select ${JSON.stringify(rows)}::jsonb as of),
    cases as (
      insert into joint_case (person, id, number, version, status, agreement, lead, agencies, opened_at, changed_at, state)
      select new.* from rows, jsonb_to_recordset(of -> 'cases') as new (person text, id text, number text, version integer,
        status text, agreement text, lead text, agencies text[], opened_at timestamptz, changed_at timestamptz,
        state jsonb)
      on conflict (person, id) do update set version = excluded.version, status = excluded.status,
        lead = excluded.lead, agencies = excluded.agencies, changed_at = excluded.changed_at, state = excluded.state),
    versions as (
      update joint_case set version = new.version, changed_at = new.changed_at
      from rows, jsonb_to_recordset(of -> 'versions') as new (person text, case_id text, version integer, changed_at timestamptz)
      where joint_case.person = new.person and joint_case.id = new.case_id),
    events as (
      insert into case_event (person, case_id, sequence, at, event)
      select new.* from rows, jsonb_to_recordset(of -> 'events') as new (person text, case_id text, sequence integer,
        at timestamptz, event jsonb)),
    tasks as (
      insert into case_task (person, case_id, id, place, agency, officer, state, due, urgency, task)
      select new.* from rows, jsonb_to_recordset(of -> 'tasks') as new (person text, case_id text, id text, place integer,
        agency text, officer text, state text, due date, urgency smallint, task jsonb)
      on conflict (person, case_id, id) do update set agency = excluded.agency, officer = excluded.officer,
        state = excluded.state, due = excluded.due, urgency = excluded.urgency, task = excluded.task),
    gone as (
      delete from case_timer using rows, jsonb_to_recordset(of -> 'gone') as old (person text, case_id text, name text)
      where case_timer.person = old.person and case_timer.case_id = old.case_id and case_timer.name = old.name),
    timers as (
      insert into case_timer (person, case_id, name, due)
      select new.* from rows, jsonb_to_recordset(of -> 'timers') as new (person text, case_id text, name text, due timestamptz)
      on conflict (person, case_id, name) do update set due = excluded.due),
    messages as (
      insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
      select person, case_id, sequence, kind, subject, body, at, at from rows, jsonb_to_recordset(of -> 'messages')
        as new (person text, case_id text, sequence integer, kind text, subject jsonb, body jsonb, at timestamptz))
    insert into case_command (person, case_id, key_hash, version, at)
    select person, case_id, decode(key_hash, 'hex'), version, at from rows, jsonb_to_recordset(of -> 'commands')
      as new (person text, case_id text, key_hash text, version integer, at timestamptz)`.execute(transaction);
  await writeJournal(transaction, done.entries);
}

function messagesIn(changes: readonly Change[], done: Done): readonly Message[] {
  const joints = new Map(changes.map(({ joint }) => [refOf(joint), joint]));
  return done.events.flatMap(({ event, ...ref }) => {
    const joint = joints.get(refOf(ref));
    return joint === undefined ? [] : messagesOf(joint, [event]);
  });
}

function rowKey({ person, id }: CaseRef): { readonly person: string; readonly case_id: string } {
  return { person, case_id: id };
}

function caseRow(joint: JointCase, changed_at: string | undefined): object {
  const { person, id, number, version, status, agreement, lead, openedAt } = joint;
  const times = { opened_at: openedAt, changed_at };
  const agencies = agenciesOf(joint);
  return { person, id, number, version, status, agreement, lead, agencies, ...times, state: stateOf(joint) };
}

const urgencyOrder = { tonight: 0, days: 1, weeks: 2, long: 3 } as const;

/** Tasks that are other objects than before: what did not change is the same object. */
function taskRows({ before, joint }: Change): readonly object[] {
  const known = new Set(before?.tasks);
  return joint.tasks.flatMap((task, place) => {
    if (known.has(task)) return [];
    const { id, holder, state, due = null, urgency } = task;
    const agency = holder.kind === 'agency' ? holder.agency : null;
    const officer = holder.kind === 'agency' ? (holder.officer ?? null) : null;
    return [{ ...rowKey(joint), id, place, agency, officer, state, due, urgency: urgencyOrder[urgency], task }];
  });
}

/** Timers follow from the case: whichever it no longer needs goes, whichever is new comes. */
function timerChanges({ before, joint }: Change): {
  readonly gone: readonly object[];
  readonly set: readonly object[];
} {
  const old = new Map(timersOf(before).map(({ name, due }) => [name, due]));
  const now = timersOf(joint);
  const needed = new Set(now.map(({ name }) => name));
  return {
    gone: [...old.keys()].filter((name) => !needed.has(name)).map((name) => ({ ...rowKey(joint), name })),
    set: now.filter(({ name, due }) => old.get(name) !== due).map(({ name, due }) => ({ ...rowKey(joint), name, due })),
  };
}

async function find(transaction: Transaction<Tables>, works: readonly Work[], remembered: Remembered): Promise<Found> {
  const persons = works.map(({ person }) => person);
  const ids = works.map(({ id }) => id);
  // Locked in one order, so that two batches cannot wait for each other.
  const { rows } = await sql<CaseRef & { readonly version: number }>`
    select person, id, version from joint_case
    where (person, id) in (select * from unnest(${persons}::text[], ${ids}::text[]))
    order by person, id for update`.execute(transaction);
  const cases = new Map<string, JointCase>();
  const unknown = [];
  for (const { version, ...ref } of rows) {
    const joint = remembered.get(refOf(ref));
    if (joint?.version === version) cases.set(refOf(ref), joint);
    else unknown.push(ref);
  }
  for (const joint of await readCases(transaction, unknown)) cases.set(refOf(joint), joint);
  // Looked for behind the locks: whoever carried out the same command before us has committed by now.
  const { rows: commands } = await sql<{ person: string; key_hash: Uint8Array; case_id: string; version: number }>`
    select person, key_hash, case_id, version from case_command
    where (person, key_hash) in (select * from unnest(${persons}::text[], ${works.map(hashOfKey)}::bytea[]))`.execute(
    transaction,
  );
  return {
    cases,
    answered: new Map(
      commands.map(({ person, key_hash, case_id, version }) => [
        `${person}\n${Buffer.from(key_hash).toString('hex')}`,
        { person, id: case_id, version },
      ]),
    ),
  };
}

/** Cases with their tasks; those that are not there are left out. */
export async function readCases(
  queries: Transaction<Tables> | Database['queries'],
  refs: readonly CaseRef[],
): Promise<readonly JointCase[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<CaseRef & { readonly version: number; readonly state: State }>`
    select person, id, version, state from joint_case where (person, id) in (
      select * from unnest(${refs.map(({ person }) => person)}::text[], ${refs.map(({ id }) => id)}::text[]))`.execute(
    queries,
  );
  const tasks = await tasksOf(queries, rows);
  return rows.map(({ person, id, version, state }) => ({
    ...state,
    person,
    id,
    version,
    tasks: tasks.get(refOf({ person, id })) ?? [],
  }));
}

/** What is kept in the case's own row: without what has a column or a table of its own. */
type State = Omit<JointCase, 'person' | 'id' | 'version' | 'tasks'>;

function stateOf({ person: _person, id: _id, version: _version, tasks: _tasks, ...state }: JointCase): State {
  return state;
}

/** Most commands change tasks only; the rest of the case, which is long, is then not written again. */
function hasOtherState(before: JointCase, joint: JointCase): boolean {
  const [old, now] = [stateOf(before), stateOf(joint)];
  return (Object.keys(now) as (keyof State)[]).some((key) => old[key] !== now[key]);
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

export function refOf({ person, id }: CaseRef): string {
  return `${person}\n${id}`;
}

function keyOf(work: Work): string {
  return `${work.person}\n${hashOfKey(work).toString('hex')}`;
}

function hashOfKey({ idempotencyKey }: Work): Buffer {
  return createHash('sha256').update(idempotencyKey).digest();
}
