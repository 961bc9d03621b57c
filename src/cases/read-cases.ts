import type { Database } from '#database';

import type { CaseEvent } from './events.ts';
import type { CaseRef, JointCase } from './model.ts';
import { readCases } from './store.ts';

/** Queries as whoever may look: inside a look the rows of others are not there. */
type Queries = Pick<Database, 'queries'>;

export type CaseLine = CaseRef & {
  readonly number: string;
  readonly status: 'open' | 'closed';
  readonly agreement: string;
  readonly lead: string;
  readonly openedAt: Date;
};

/** The case that people call by this number. */
export async function caseByNumber({ queries }: Queries, number: string): Promise<JointCase | undefined> {
  const ref = await queries
    .selectFrom('joint_case')
    .select(['person', 'id'])
    .where('number', '=', number)
    .executeTakeFirst();
  return ref === undefined ? undefined : (await readCases(queries, [ref]))[0];
}

/** Cases of persons, the newest first. */
export async function casesOf({ queries }: Queries, persons: readonly string[]): Promise<readonly CaseLine[]> {
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
export async function eventsOf({ queries }: Queries, { person, id }: CaseRef): Promise<readonly CaseEvent[]> {
  const rows = await queries
    .selectFrom('case_event')
    .select('event')
    .where('person', '=', person)
    .where('case_id', '=', id)
    .orderBy('sequence')
    .execute();
  return rows.map(({ event }) => event as CaseEvent);
}
