import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

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

type Called = { readonly person: string; readonly telephone?: string; readonly letters: readonly UnreadLetter[] };

/** Somebody to be called: what she has not read, and whether she was asked and has not answered. */
export type CallDue = CaseRef &
  Called & {
    readonly number: string;
    readonly name?: string;
    /** Days after the closing on which it was asked whether it helped, when there is no answer. */
    readonly asked?: number;
  };

/** Somebody who was written to before she asked, and has read none of it: known by her telephone only. */
export type InvitationCallDue = Called & { readonly telephone: string };

type Queries = Pick<Database, 'queries'>;

const day = 86_400_000;
/** A letter may lie unread for so long before somebody calls. */
const unreadDays = 3;
/** Who could not be reached is tried again the next day. */
const againHours = 20;
const lettersAtMost = 300;

/** Whom an agency should call about its cases, who has waited longest first; read as one of its officers. */
export async function callsDue(
  { queries }: Queries,
  { agency, now }: { readonly agency: string; readonly now: Date },
): Promise<readonly CallDue[]> {
  const { rows } = await sql<CaseRow>`
    select m.person, m.case_id, m.subject, m.at, m.sent_at, m.read_at, m.last_fault, c.number, t.number as telephone,
      (select p ->> 'name' from jsonb_array_elements(c.state -> 'told' -> 'people') p
        where p ->> 'id' = c.state -> 'told' ->> 'applicant') as name,
      case when ${isUnanswered} then (c.state -> 'asked' ->> -1)::int end as asked
    from message m
      join joint_case c on c.person = m.person and c.id = m.case_id
      left join telephone t on t.person = m.person
    where ${agency} = any (c.agencies)
      and ${hasWaited({ reached: sql`(c.state -> 'called' ->> 'reachedAt')::timestamptz`, called: sql`(c.state -> 'called' ->> 'at')::timestamptz` }, now)}
      and (m.read_at is null or (m.kind = 'outcome-asked' and ${isUnanswered}))
    order by m.at, m.person, m.case_id, m.sequence limit ${lettersAtMost}`.execute(queries);
  return [...Map.groupBy(rows, ({ case_id: id }) => id)].map(([id, [first, ...more]]) => {
    const { person, number, name, telephone, asked } = first!;
    return {
      person,
      id,
      number,
      ...(name === null ? {} : { name }),
      ...(telephone === null ? {} : { telephone }),
      ...(asked === null ? {} : { asked }),
      letters: unread([first!, ...more]),
    };
  });
}

/** Whom the centre should call because of an offer or a notice that she has not read; read as one of its operators. */
export async function invitationCallsDue({ queries }: Queries, now: Date): Promise<readonly InvitationCallDue[]> {
  const { rows } = await sql<LetterRow & { readonly telephone: string }>`
    select m.person, m.subject, m.at, m.sent_at, m.read_at, m.last_fault, t.number as telephone
    from message m
      join telephone t on t.person = m.person
      left join invitation_call c on c.person = m.person
    where m.kind in ('notice', 'offer') and m.read_at is null
      and ${hasWaited({ reached: sql`c.reached_at`, called: sql`c.called_at` }, now)}
    order by m.at, m.person, m.case_id, m.sequence limit ${lettersAtMost}`.execute(queries);
  return [...Map.groupBy(rows, ({ person }) => person)].map(([person, letters]) => ({
    person,
    telephone: letters[0]!.telephone,
    letters: unread(letters),
  }));
}

type Condition = RawBuilder<unknown>;

/** SQL of a letter `m`: nobody has told its reader of it, and it is time to; to somebody who has died nothing is told. */
function hasWaited(
  { reached, called }: { readonly reached: Condition; readonly called: Condition },
  now: Date,
): Condition {
  return sql`m.at <= ${new Date(now.getTime() - unreadDays * day)}
    and m.at > coalesce(${reached}, '-infinity')
    and coalesce(${called}, '-infinity') <= ${new Date(now.getTime() - againHours * 3_600_000)}
    and m.last_fault is distinct from 'died'`;
}

function unread(rows: readonly LetterRow[]): readonly UnreadLetter[] {
  return rows
    .filter(({ read_at: readAt }) => readAt === null)
    .map(({ subject, at, sent_at: sentAt, last_fault: fault }) => ({
      subject,
      at,
      ...(sentAt === null ? {} : { sentAt }),
      ...(fault === null ? {} : { fault }),
    }));
}

type LetterRow = {
  readonly person: string;
  readonly subject: Text;
  readonly at: Date;
  readonly sent_at: Date | null;
  readonly read_at: Date | null;
  readonly last_fault: string | null;
};

type CaseRow = LetterRow & {
  readonly case_id: string;
  readonly number: string;
  readonly name: string | null;
  readonly telephone: string | null;
  readonly asked: number | null;
};
