import { sql } from 'kysely';

import type { Day, Urgency } from '#catalogue';
import type { Database } from '#database';
import type { Text } from '#language';

import type { CaseRef, Task, TaskState } from './model.ts';
import type { TaskParts } from './task-parts.ts';

/** What an officer looks for: the tasks of the agency, of herself, those nobody has taken, those that are late. */
export type WorklistFilter = {
  readonly agency: string;
  /** agency: what it holds itself; team: what its officers may take in joint teams, whoever holds it. */
  readonly scope?: 'agency' | 'team';
  /** Tasks taken by this officer, or `nobody`: not taken yet. */
  readonly officer?: string;
  readonly lateOn?: Day;
  readonly state?: TaskState;
  /** The last row of the page before. */
  readonly after?: WorklistPlace;
  readonly most?: number;
};

export type WorklistPlace = CaseRef & { readonly task: string; readonly due: Day | null; readonly urgency: number };

export type WorklistRow = CaseRef & {
  readonly task: string;
  readonly number: string;
  readonly title: Text;
  readonly kind: Task['kind'];
  readonly agency: string;
  readonly service?: string;
  readonly state: TaskState;
  readonly due: Day | null;
  readonly urgency: Urgency;
  readonly officer?: string;
  readonly since: string;
  readonly version: number;
  readonly place: WorklistPlace;
};

/** Open tasks of an agency, what is due first standing first, a page at a time; never slower for a longer list. */
export async function worklist(
  { queries }: Pick<Database, 'queries'>,
  filter: WorklistFilter,
): Promise<readonly WorklistRow[]> {
  const { agency, scope = 'agency', officer, lateOn, state, after, most = 50 } = filter;
  const whose =
    officer === undefined ? sql`true` : officer === 'nobody' ? sql`t.officer is null` : sql`t.officer = ${officer}`;
  const { rows } =
    await sql<Row>`select t.person, t.case_id, t.id, t.due::text as due, t.urgency, t.task, t.standing, t.agency, c.number
    from case_task t join joint_case c on c.person = t.person and c.id = t.case_id
    where ${scope === 'team' ? ofTeam(agency) : sql`t.agency = ${agency}`} and t.is_open and ${whose}
      and ${lateOn === undefined ? sql`true` : sql`t.due < ${lateOn}::date`}
      and ${state === undefined ? sql`true` : sql`t.state = ${state}`}
      and ${after === undefined ? sql`true` : behind(after)}
    order by t.due, t.urgency, t.person, t.case_id, t.id limit ${most}`.execute(queries);
  return rows.map(({ person, case_id, id, due, urgency, task, standing, agency: holder, number }) => ({
    person,
    id: case_id,
    task: id,
    number,
    title: task.title,
    kind: task.kind,
    agency: holder,
    ...(task.service === undefined ? {} : { service: task.service }),
    state: standing.state,
    due,
    urgency: task.urgency,
    ...(standing.holder.kind === 'agency' && standing.holder.officer !== undefined
      ? { officer: standing.holder.officer }
      : {}),
    since: standing.since,
    version: standing.version,
    place: { person, id: case_id, task: id, due, urgency },
  }));
}

type Row = TaskParts & {
  readonly person: string;
  readonly case_id: string;
  readonly id: string;
  readonly due: string | null;
  readonly urgency: number;
  readonly agency: string;
  readonly number: string;
};

/**
 * What `mayDo` lets an officer of the agency do in a joint team: everything but the decisions of others. Who looks for safety from
 * somebody is told to the lead and to whoever helps with it, as on the page of the case.
 */
function ofTeam(agency: string): ReturnType<typeof sql> {
  return sql`c.status = 'open' and c.agencies @> array[${agency}]::text[] and c.state -> 'mode' ->> 'mode' = 'joint-team'
    and t.agency is not null and (t.agency = ${agency} or (t.task ->> 'kind' <> 'decide'
      and (c.lead = ${agency} or not jsonb_exists(t.task -> 'meets', 'safety'))))`;
}

/** Tasks without a day stand last, as nulls do in the order of the index. */
function behind({ person, id, task, due, urgency }: WorklistPlace): ReturnType<typeof sql> {
  const rest = sql`(t.urgency, t.person, t.case_id, t.id) > (${urgency}::smallint, ${person}, ${id}, ${task})`;
  return due === null
    ? sql`(t.due is null and ${rest})`
    : sql`(t.due > ${due}::date or (t.due = ${due}::date and ${rest}) or t.due is null)`;
}
