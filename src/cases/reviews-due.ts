import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Day } from '#catalogue';
import type { Database } from '#database';

import type { CaseRef } from './model.ts';
import { modesWithReviews } from './review.ts';

/** Of a case `c`: it is worked on in a way that has reviews. */
export const hasReviews = sql<boolean>`c.state -> 'mode' ->> 'mode' in (${sql.join(modesWithReviews)})`;

/** Of a case `c`: whether a meeting is ahead (`has_meeting`), and the day of `reviewDue` (`review_due`). */
export function meetingsAt(now: Date): ReturnType<typeof sql> {
  return sql`lateral (
    select coalesce(bool_or(m ->> 'state' = 'called' and m ->> 'at' >= ${now.toISOString()}), false) as has_meeting,
      (coalesce(max(m ->> 'at') filter (where m ->> 'state' = 'held'), c.state ->> 'openedAt')::timestamptz
        at time zone coalesce(c.state ->> 'timeZone', 'UTC'))::date
        + (c.state -> 'rhythm' ->> 'reviewEveryDays')::int as review_due
    from jsonb_array_elements(c.state -> 'meetings') m)`;
}

export type ReviewFilter = {
  /** Whose cases: of the agency that leads them. */
  readonly agency: string;
  /** The lead contact of the case, or `nobody`: the case has none. */
  readonly officer?: string;
  readonly now: Date;
  /** The last row of the page before. */
  readonly after?: ReviewPlace;
  readonly most?: number;
};

export type ReviewPlace = CaseRef & { readonly told: Day };

/** A case whose participants should meet again, since a day. */
export type ReviewRow = CaseRef & {
  readonly number: string;
  readonly since: Day;
  readonly officer?: string;
  readonly place: ReviewPlace;
};

/** Cases of which their lead was told that a review is due, and no meeting lies ahead: those told of longest ago first, a page at a time. */
export async function reviewsDue(
  { queries }: Pick<Database, 'queries'>,
  filter: ReviewFilter,
): Promise<readonly ReviewRow[]> {
  const { rows } = await askReviews(filter).execute(queries);
  return rows.map(({ person, id, number, told, since, officer }) => ({
    person,
    id,
    number,
    since,
    ...(officer === null ? {} : { officer }),
    place: { person, id, told },
  }));
}

type Row = CaseRef & {
  readonly number: string;
  readonly told: Day;
  readonly since: Day;
  readonly officer: string | null;
};

export function askReviews({ agency, officer, now, after, most = 50 }: ReviewFilter): RawBuilder<Row> {
  const whose =
    officer === undefined
      ? sql`true`
      : officer === 'nobody'
        ? sql`c.lead_contact is null`
        : sql`c.lead_contact = ${officer}`;
  return sql<Row>`select c.person, c.id, c.number, c.review_told as told, m.review_due::text as since, c.lead_contact as officer
    from joint_case c, ${meetingsAt(now)} m
    where c.lead = ${agency} and c.review_told is not null and ${whose} and ${hasReviews} and not m.has_meeting
      and ${after === undefined ? sql`true` : sql`(c.review_told, c.person, c.id) > (${after.told}, ${after.person}, ${after.id})`}
    order by c.review_told, c.person, c.id limit ${most}`;
}
