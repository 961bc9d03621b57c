import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Database } from '#database';

import type { Inquiry, InquiryRef } from './model.ts';
import { inquiriesWhere } from './read-inquiries.ts';
import type { InquiryState } from './states.ts';

type Queries = Pick<Database, 'queries'>;

/** How an agency answered since a moment. Shares are 0…1; milliseconds from asking to answer. */
export type AgencyFigures = {
  readonly agency: string;
  readonly asked: number;
  readonly answered: number;
  readonly refused: number;
  readonly notFound: number;
  readonly late: number;
  readonly open: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
};

export async function figuresOfAgencies({ queries }: Queries, since: Date): Promise<readonly AgencyFigures[]> {
  const count = (state: RawBuilder<unknown>): RawBuilder<unknown> => sql`(count(*) filter (where ${state}))::integer`;
  const { rows } = await sql<
    Omit<AgencyFigures, 'medianMs' | 'p95Ms' | 'p99Ms'> & { readonly times: number[] | null }
  >`select agency, count(*)::integer as asked,
      ${count(sql`state in ('answered', 'disputed')`)} as answered, ${count(sql`state = 'refused'`)} as refused,
      ${count(sql`state = 'not-found'`)} as "notFound",
      ${count(sql`state in ('late', 'expired') or answered_at::date > due`)} as late,
      ${count(sql`state in ('draft', 'sent', 'queued', 'late')`)} as open,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by extract(epoch from answered_at - asked_at) * 1000) as times
    from inquiry where asked_at >= ${since} group by agency order by agency`.execute(queries);
  return rows.map(({ times, ...figures }) => {
    const [medianMs = null, p95Ms = null, p99Ms = null] = times ?? [];
    return { ...figures, medianMs, p95Ms, p99Ms };
  });
}

export type CountOfState = { readonly state: InquiryState; readonly count: number; readonly oldest: Date };

/** How many inquiries wait, by state, and the oldest of them, however old. */
export async function countOpen({ queries }: Queries): Promise<readonly CountOfState[]> {
  return await countWhere(queries, sql`state in ('draft', 'sent', 'queued', 'late')`);
}

/** How many of those asked since a moment wait no more. */
export async function countSettled({ queries }: Queries, since: Date): Promise<readonly CountOfState[]> {
  return await countWhere(queries, sql`asked_at >= ${since} and state not in ('draft', 'sent', 'queued', 'late')`);
}

async function countWhere(
  queries: Database['queries'],
  condition: RawBuilder<unknown>,
): Promise<readonly CountOfState[]> {
  const { rows } = await sql<CountOfState>`select state, count(*)::integer as count, min(asked_at) as oldest
    from inquiry where ${condition} group by state order by state`.execute(queries);
  return rows;
}

/** Inquiries of an agency for the operators, the oldest first: `after` is the last of the page before. */
export async function inquiriesByAge(
  { queries }: Queries,
  {
    state,
    agency,
    asker,
    isDead = false,
    after,
    most = 50,
  }: {
    readonly state?: InquiryState;
    readonly agency?: string;
    readonly asker?: string;
    /** Only what lies with the operators. */
    readonly isDead?: boolean;
    readonly after?: InquiryRef & { readonly askedAt: string };
    readonly most?: number;
  },
): Promise<readonly Inquiry[]> {
  const conditions = [
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(agency === undefined ? [] : [sql`agency = ${agency}`]),
    ...(asker === undefined ? [] : [sql`asker = ${asker}`]),
    ...(isDead ? [sql`dead_at is not null`] : []),
    ...(after === undefined
      ? []
      : [sql`(asked_at, person, id) > (${after.askedAt}::timestamptz, ${after.person}, ${after.id})`]),
    sql`true`,
  ];
  return await inquiriesWhere(queries, sql`${sql.join(conditions, sql` and `)} order by asked_at, person, id`, most);
}
