import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import { prepared } from '#database';
import type { Database, Tables } from '#database';

import type { CaseEvent } from './events.ts';
import type { CaseRef, JointCase } from './model.ts';
import { wholeOf } from './task-parts.ts';
import type { TaskParts } from './task-parts.ts';

/** Queries as whoever may look: inside a look the rows of others are not there. */
type Looked = Pick<Database, 'queries'>;

export type Queries = Transaction<Tables> | Database['queries'];

export type CaseLine = CaseRef & {
  readonly number: string;
  readonly status: 'open' | 'closed';
  readonly agreement: string;
  readonly lead: string;
  readonly openedAt: Date;
};

/** Who takes part in a case, and under which agreement: what has to be known to allow a look at it. */
export type CaseHead = CaseRef & {
  readonly number: string;
  readonly agreement: string;
  readonly lead: string;
  readonly agencies: readonly string[];
};

/** The head of the case that people call by this number. */
export async function headByNumber({ queries }: Looked, number: string): Promise<CaseHead | undefined> {
  return await queries
    .selectFrom('joint_case')
    .select(['person', 'id', 'number', 'agreement', 'lead', 'agencies'])
    .modifyFront(prepared)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The heads of cases; those that are not there, or not for whoever looks, are left out. */
export async function headsOf({ queries }: Looked, refs: readonly CaseRef[]): Promise<readonly CaseHead[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<CaseHead>`select person, id, number, agreement, lead, agencies from joint_case
    where (person, id) in (
      select * from unnest(${refs.map(({ person }) => person)}::text[], ${refs.map(({ id }) => id)}::text[]))`.execute(
    queries,
  );
  return rows;
}

/** The case that people call by this number. */
export async function caseByNumber(looked: Looked, number: string): Promise<JointCase | undefined> {
  const head = await headByNumber(looked, number);
  return head === undefined ? undefined : await caseOf(looked, head);
}

export async function caseOf({ queries }: Looked, ref: CaseRef): Promise<JointCase | undefined> {
  return (await readCases(queries, [ref]))[0];
}

/** Cases of persons, the newest first. */
export async function casesOf({ queries }: Looked, persons: readonly string[]): Promise<readonly CaseLine[]> {
  if (persons.length === 0) return [];
  const rows = await queries
    .selectFrom('joint_case')
    .select(['person', 'id', 'number', 'status', 'agreement', 'lead', 'opened_at'])
    .where('person', 'in', [...persons])
    .orderBy('opened_at', 'desc')
    .execute();
  return rows.map(({ opened_at: openedAt, ...line }) => ({ ...line, openedAt }));
}

/** What happened in a case, in its order. */
export async function eventsOf({ queries }: Looked, { person, id }: CaseRef): Promise<readonly CaseEvent[]> {
  const rows = await queries
    .selectFrom('case_event')
    .select('event')
    .where('person', '=', person)
    .where('case_id', '=', id)
    .orderBy('sequence')
    .execute();
  return rows.map(({ event }) => event as CaseEvent);
}

/** Cases with their tasks; those that are not there are left out. */
export async function readCases(queries: Queries, refs: readonly CaseRef[]): Promise<readonly JointCase[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<
    CaseRef & { readonly version: number; readonly state: State; readonly tasks: readonly TaskParts[] }
  >`
    select person, id, version, state, (
      select coalesce(json_agg(json_build_object('task', task, 'standing', standing) order by place), '[]') from case_task t
      where t.person = c.person and t.case_id = c.id) as tasks
    from joint_case c where (person, id) in (
      select * from unnest(${refs.map(({ person }) => person)}::text[], ${refs.map(({ id }) => id)}::text[]))`.execute(
    queries,
  );
  return rows.map(({ tasks, ...row }) => ({
    ...row.state,
    person: row.person,
    id: row.id,
    version: row.version,
    tasks: tasks.map(wholeOf),
  }));
}

/** What is kept in the case's own row: without what has a column or a table of its own. */
type State = Omit<JointCase, 'person' | 'id' | 'version' | 'tasks'>;

export function stateOf({ person: _person, id: _id, version: _version, tasks: _tasks, ...state }: JointCase): State {
  return state;
}

export function refOf({ person, id }: CaseRef): string {
  return `${person}\n${id}`;
}
