import { sql } from 'kysely';

import { journalWritten } from '#journal';
import type { EntryOf } from '#journal';

import { agenciesOf } from './authority.ts';
import type { CaseEvent } from './events.ts';
import { messagesOf } from './messages.ts';
import type { JointCase, Task } from './model.ts';
import { refOf, stateOf } from './read-cases.ts';
import type { Queries } from './read-cases.ts';
import { timersOf } from './timers.ts';

/** What the works of one transaction make of a case. */
export type Change = {
  readonly before: JointCase | undefined;
  readonly joint: JointCase;
  readonly at: string;
  readonly events: readonly CaseEvent[];
  /** Commands carried out, by the hash of their key, with the version of the case that each was answered with. */
  readonly commands: readonly { readonly keyHash: Buffer; readonly version: number }[];
};

/**
 * Keeps changes of cases with all that follows from them, in one statement: a round trip for each table would cost more
 * than the rows. Refuses all of it when a case has another version than the change was made from (`isStale`).
 */
export async function keep(queries: Queries, changes: readonly Change[], entries: readonly EntryOf[]): Promise<void> {
  // In one order, so that two statements cannot wait for each other.
  const rows = changes.toSorted(byCase).map(rowsOf);
  await sql`/* prepared */ with change as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (person text, id text, number text,
        before integer, version integer, status text, agreement text, lead text, agencies text[], opened_at timestamptz,
        at timestamptz, state jsonb, events jsonb, tasks jsonb, gone jsonb, timers jsonb, messages jsonb, commands jsonb)),
    opened as (
      insert into joint_case (person, id, number, version, status, agreement, lead, agencies, opened_at, changed_at, state)
      select person, id, number, version, status, agreement, lead, agencies, opened_at, at, state
      from change where before = 0),
    changed as (
      update joint_case as old set version = new.version, changed_at = new.at,
        status = coalesce(new.status, old.status), lead = coalesce(new.lead, old.lead),
        agencies = coalesce(new.agencies, old.agencies), state = coalesce(new.state, old.state)
      from change as new
      where old.person = new.person and old.id = new.id and old.version = new.before
      returning 1),
    events as (
      insert into case_event (person, case_id, sequence, at, event)
      select person, id, before + place, (event ->> 'at')::timestamptz, event
      from change, jsonb_array_elements(events) with ordinality as new (event, place)),
    tasks as (
      insert into case_task (person, case_id, id, place, agency, officer, state, due, urgency, task)
      select person, change.id, task ->> 'id', place, task #>> '{holder,agency}', task #>> '{holder,officer}',
        task ->> 'state', (task ->> 'due')::date, urgency, task
      from change, jsonb_to_recordset(tasks) as new (place integer, urgency smallint, task jsonb)
      on conflict (person, case_id, id) do update set agency = excluded.agency, officer = excluded.officer,
        state = excluded.state, due = excluded.due, urgency = excluded.urgency, task = excluded.task),
    gone as (
      delete from case_timer as old using change, jsonb_array_elements_text(gone) as name
      where old.person = change.person and old.case_id = change.id and old.name = name),
    timers as (
      insert into case_timer (person, case_id, name, due)
      select person, id, name, due from change, jsonb_to_recordset(timers) as new (name text, due timestamptz)
      on conflict (person, case_id, name) do update set due = excluded.due),
    messages as (
      insert into message (person, case_id, sequence, kind, subject, body, at, try_at)
      select person, id, sequence, kind, subject, body, new.at, new.at from change, jsonb_to_recordset(messages)
        as new (sequence integer, kind text, subject jsonb, body jsonb, at timestamptz)),
    commands as (
      insert into case_command (person, key_hash, case_id, version, at)
      select person, decode(new.key_hash, 'hex'), id, new.version, at
      from change, jsonb_to_recordset(commands) as new (key_hash text, version integer))
    select ${journalWritten(entries)}, case
      when (select count(*) from changed) < (select count(*) from change where before > 0) then refuse_stale()
    end`.execute(queries);
}

/** Somebody else was quicker: the case has another version, or the command was carried out already. */
export function isStale(error: unknown): boolean {
  return isCode(error, '40001') || isTwice(error);
}

/** A row that is there already. */
function isTwice(error: unknown): boolean {
  return isCode(error, '23505');
}

function isCode(error: unknown, sqlState: string): boolean {
  return error instanceof Error && 'code' in error && error.code === sqlState;
}

function byCase(one: Change, other: Change): number {
  return refOf(one.joint) < refOf(other.joint) ? -1 : 1;
}

function rowsOf({ before, joint, at, events, commands }: Change): object {
  const { person, id, version } = joint;
  return {
    person,
    id,
    before: before?.version ?? 0,
    version,
    at,
    ...(before === undefined ? openingOf(joint) : {}),
    ...(before === undefined || hasOtherState(before, joint) ? longOf(joint) : {}),
    events,
    tasks: taskRows(before, joint),
    ...timerChanges(before, joint),
    messages: messagesOf(joint, events).map(({ person: _person, id: _id, ...message }) => message),
    commands: commands.map(({ keyHash, version: answered }) => ({
      key_hash: keyHash.toString('hex'),
      version: answered,
    })),
  };
}

function openingOf({ number, agreement, openedAt }: JointCase): object {
  return { number, agreement, opened_at: openedAt };
}

function longOf(joint: JointCase): object {
  const { status, lead } = joint;
  return { status, lead, agencies: agenciesOf(joint), state: stateOf(joint) };
}

/** Most commands change tasks only; the rest of the case, which is long, is then not written again. */
function hasOtherState(before: JointCase, joint: JointCase): boolean {
  return (Object.keys(joint) as (keyof JointCase)[]).some(
    (key) => key !== 'tasks' && key !== 'version' && before[key] !== joint[key],
  );
}

const urgencyOrder = { tonight: 0, days: 1, weeks: 2, long: 3 } as const;

/** Tasks that are other objects than before: what did not change is the same object. */
function taskRows(before: JointCase | undefined, { tasks }: JointCase): readonly object[] {
  const known = new Set<Task>(before?.tasks);
  return tasks.flatMap((task, place) =>
    known.has(task) ? [] : [{ place, urgency: urgencyOrder[task.urgency], task }],
  );
}

/** Timers follow from the case: whichever it no longer needs goes, whichever is new comes. */
function timerChanges(
  before: JointCase | undefined,
  joint: JointCase,
): { readonly gone: readonly string[]; readonly timers: readonly object[] } {
  const old = new Map(timersOf(before).map(({ name, due }) => [name, due]));
  const now = timersOf(joint);
  const needed = new Set(now.map(({ name }) => name));
  return {
    gone: [...old.keys()].filter((name) => !needed.has(name)),
    timers: now.filter(({ name, due }) => old.get(name) !== due),
  };
}
