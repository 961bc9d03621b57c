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
  const at = (share: number): RawBuilder<unknown> =>
    sql`percentile_cont(${sql.lit(share)}) within group (order by extract(epoch from answered_at - asked_at) * 1000)`;
  const { rows } = await sql<AgencyFigures>`select agency, count(*)::integer as asked,
      ${count(sql`state in ('answered', 'disputed')`)} as answered, ${count(sql`state = 'refused'`)} as refused,
      ${count(sql`state = 'not-found'`)} as "notFound",
      ${count(sql`state in ('late', 'expired') or answered_at::date > due`)} as late,
      ${count(sql`state in ('draft', 'sent', 'queued', 'late')`)} as open,
      ${at(0.5)} as "medianMs", ${at(0.95)} as "p95Ms", ${at(0.99)} as "p99Ms"
    from inquiry where asked_at >= ${since} group by agency order by agency`.execute(queries);
  return rows;
}

/** How many inquiries are in each state, and the oldest of them. */
export async function countByState({
  queries,
}: Queries): Promise<readonly { readonly state: InquiryState; readonly count: number; readonly oldest: Date }[]> {
  const { rows } = await sql<{ state: InquiryState; count: number; oldest: Date }>`
    select state, count(*)::integer as count, min(asked_at) as oldest from inquiry group by state order by state`.execute(
    queries,
  );
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
