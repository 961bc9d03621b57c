import { sql } from 'kysely';

import type { Database } from '#database';
import type { Text } from '#language';

import type { CaseRef } from './model.ts';
import { isUnanswered } from './unanswered.ts';

/** A letter that did not reach its reader. */
export type UnreadLetter = {
  readonly subject: Text;
  readonly at: Date;
  readonly sentAt?: Date;
  readonly fault?: string;
};

/** Somebody to be called: what she has not read, and whether she was asked and has not answered. */
export type CallDue = CaseRef & {
  readonly number: string;
  readonly name?: string;
  readonly telephone?: string;
  readonly letters: readonly UnreadLetter[];
  /** Days after the closing on which it was asked whether it helped, when there is no answer. */
  readonly asked?: number;
};

const day = 86_400_000;
/** A letter may lie unread for so long before somebody calls. */
const unreadDays = 3;
/** Who could not be reached is tried again the next day. */
const againHours = 20;
const lettersAtMost = 300;

/** Whom an agency should call about its cases, who has waited longest first; read as one of its officers. */
export async function callsDue(
  { queries }: Pick<Database, 'queries'>,
  { agency, now }: { readonly agency: string; readonly now: Date },
): Promise<readonly CallDue[]> {
  const { rows } = await sql<Row>`
    select m.person, m.case_id, m.subject, m.at, m.sent_at, m.read_at, m.last_fault, c.number, t.number as telephone,
      (select p ->> 'name' from jsonb_array_elements(c.state -> 'told' -> 'people') p
        where p ->> 'id' = c.state -> 'told' ->> 'applicant') as name,
      case when ${isUnanswered} then (c.state -> 'asked' ->> -1)::int end as asked
    from message m
      join joint_case c on c.person = m.person and c.id = m.case_id
      left join telephone t on t.person = m.person
    where ${agency} = any (c.agencies) and m.at <= ${new Date(now.getTime() - unreadDays * day)}
      and m.at > coalesce((c.state -> 'called' ->> 'reachedAt')::timestamptz, '-infinity')
      and coalesce((c.state -> 'called' ->> 'at')::timestamptz, '-infinity') <= ${new Date(now.getTime() - againHours * 3_600_000)}
      and (m.read_at is null or (m.kind = 'outcome-asked' and ${isUnanswered}))
    order by m.at, m.person, m.case_id, m.sequence limit ${lettersAtMost}`.execute(queries);
  const found = new Map<string, CallDue>();
  for (const { person, case_id: id, number, name, telephone, asked, read_at: readAt, ...letter } of rows) {
    const before = found.get(id);
    const unread: UnreadLetter = {
      subject: letter.subject,
      at: letter.at,
      ...(letter.sent_at === null ? {} : { sentAt: letter.sent_at }),
      ...(letter.last_fault === null ? {} : { fault: letter.last_fault }),
    };
    found.set(id, {
      person,
      id,
      number,
      ...(name === null ? {} : { name }),
      ...(telephone === null ? {} : { telephone }),
      ...(asked === null ? {} : { asked }),
      letters: [...(before?.letters ?? []), ...(readAt === null ? [unread] : [])],
    });
  }
  return [...found.values()];
}

type Row = {
  readonly person: string;
  readonly case_id: string;
  readonly number: string;
  readonly name: string | null;
  readonly telephone: string | null;
  readonly subject: Text;
  readonly at: Date;
  readonly sent_at: Date | null;
  readonly read_at: Date | null;
  readonly last_fault: string | null;
  readonly asked: number | null;
};
