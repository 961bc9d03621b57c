import { sql } from 'kysely';

import type { Check } from './check-change.ts';
import type { Queries } from './read-inquiries.ts';

/** A change of one kind about somebody of a person's. */
type Kind = { readonly person: string; readonly subject: string; readonly type: string };

type Open = {
  readonly source: string;
  readonly id: string;
  readonly facts: readonly string[];
  readonly check: Check | null;
};

/**
 * Changes of one kind that the person has not answered yet are one question: the newest asks, about what all of them have
 * changed, and the others say with which they were asked about. A question that she may be reading does not become another: an
 * older change that comes late is only written down beside it. Gives whether she is asked for her consent.
 *
 * Called behind the entry in her journal: whoever takes another change of hers at the same time has kept it by then, or waits.
 */
export async function askOnce(
  queries: Queries,
  { person, subject, type }: Kind,
  checkFor: (facts: readonly string[]) => Promise<Check | undefined>,
): Promise<boolean> {
  const { rows } = await sql<Open>`select source, id, facts, to_check as check from change_notice
    where person = ${person} and subject = ${subject} and type = ${type}
      and left_to_her and declined_at is null and agreed_at is null
    order by told_at desc, at desc, source, id`.execute(queries);
  const [newest, ...others] = rows;
  if (newest === undefined) return false;
  const check = newest.check ?? (await checkFor([...new Set(rows.flatMap(({ facts }) => facts))])) ?? null;
  if (others.length > 0)
    await sql`update change_notice set to_check = null, asked_with = ${JSON.stringify({ source: newest.source, id: newest.id })}::jsonb
      where person = ${person} and subject = ${subject} and type = ${type}
        and (source, id) in (select * from unnest(${others.map(({ source }) => source)}::text[], ${others.map(({ id }) => id)}::text[]))`.execute(
      queries,
    );
  await sql`update change_notice set to_check = ${check === null ? null : JSON.stringify(check)}::jsonb, asked_with = null
    where person = ${person} and subject = ${subject} and source = ${newest.source} and id = ${newest.id}`.execute(
    queries,
  );
  return check !== null;
}
