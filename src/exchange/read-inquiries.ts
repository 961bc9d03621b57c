import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';

import { prepared } from '#database';
import type { Database, Tables } from '#database';
import type { FactAnswer } from '#protocol';

import type { Inquiry, InquiryRef, Purpose, ReceivedFact, SignedText } from './model.ts';

export type Queries = Transaction<Tables> | Database['queries'];

/** What is called the same in a row and in an inquiry. */
type Shared = Pick<
  Inquiry,
  | 'person'
  | 'id'
  | 'subject'
  | 'agency'
  | 'asker'
  | 'facts'
  | 'state'
  | 'due'
  | 'ends'
  | 'tries'
  | 'preview'
  | 'version'
>;

export type InquiryRow = Shared & {
  readonly asked_at: Date;
  readonly try_at: Date | null;
  readonly last_fault: string | null;
  readonly dead_at: Date | null;
  readonly answered_at: Date | null;
  readonly tell_at: Date | null;
  readonly inquiry: Pick<Inquiry, 'about' | 'purpose' | 'ground' | 'reason' | 'by' | 'notice' | 'queuedAs' | 'refusal'>;
};

export const inquiryColumns = sql`person, id, subject, agency, asker, facts, state, asked_at, due::text, ends::text, try_at, tries, last_fault,
  dead_at, answered_at, tell_at, preview, version, inquiry`;

/** Inquiries by their names; those that are not there are left out. `locked`: in one order, until the transaction ends. */
export async function readInquiries(
  queries: Queries,
  refs: readonly InquiryRef[],
  locked?: 'locked',
): Promise<readonly Inquiry[]> {
  if (refs.length === 0) return [];
  const [persons, ids] = [refs.map(({ person }) => person), refs.map(({ id }) => id)];
  // One by one by the index, whatever the plan was made from.
  const { rows } = await sql<InquiryRow>`${prepared} select ${inquiryColumns}
    from unnest(${persons}::text[], ${ids}::text[]) as asked (of_person, of_id)
    cross join lateral (select * from inquiry where person = of_person and id = of_id limit 1
      ${locked === undefined ? sql`` : sql`for update`}) as inquiry
    order by person, id`.execute(queries);
  return rows.map(inquiryOf);
}

/** Inquiries that a condition holds of. */
export async function inquiriesWhere(
  queries: Queries,
  condition: RawBuilder<unknown>,
  most: number,
): Promise<readonly Inquiry[]> {
  const { rows } =
    await sql<InquiryRow>`select ${inquiryColumns} from inquiry where ${condition} limit ${most}`.execute(queries);
  return rows.map(inquiryOf);
}

/** Everything asked for one case or situation, the newest first. */
export async function inquiriesFor(
  queries: Queries,
  person: string,
  { kind, id }: Pick<Purpose, 'kind' | 'id'>,
): Promise<readonly Inquiry[]> {
  return await inquiriesWhere(
    queries,
    sql`person = ${person} and purpose_kind = ${kind} and purpose_id = ${id} order by asked_at desc, id`,
    1000,
  );
}

/** What registers answered to some inquiries, with where each fact comes from. */
export async function receivedFacts(queries: Queries, refs: readonly InquiryRef[]): Promise<readonly ReceivedFact[]> {
  if (refs.length === 0) return [];
  const [persons, ids] = [refs.map(({ person }) => person), refs.map(({ id }) => id)];
  const { rows } =
    await sql<FactRow>`select f.person, f.inquiry_id, f.subject, i.agency, f.fact, f.answer, f.value, f.quality,
      f.held_since::text, f.valid_until::text, f.at, f.standing
    from inquiry_fact f join inquiry i on i.person = f.person and i.id = f.inquiry_id
    where (f.person, f.inquiry_id) in (select * from unnest(${persons}::text[], ${ids}::text[]))
    order by f.at, f.subject, f.fact`.execute(queries);
  return rows.map((row) => ({
    person: row.person,
    id: row.inquiry_id,
    subject: row.subject,
    agency: row.agency,
    answer: answerOf(row),
    at: row.at.toISOString(),
    standing: row.standing,
  }));
}

/** Messages of one inquiry as they went and came, in that order. */
export async function messagesOf(
  queries: Queries,
  { person, id }: InquiryRef,
): Promise<readonly (SignedText & { readonly kind: 'question' | 'answer'; readonly at: string })[]> {
  const rows = await queries
    .selectFrom('inquiry_message')
    .select(['kind', 'at', 'text', 'signature'])
    .where('person', '=', person)
    .where('inquiry_id', '=', id)
    .orderBy('sequence')
    .execute();
  return rows.map(({ at, ...message }) => ({ ...message, at: at.toISOString() }));
}

export function refOf({ person, id }: InquiryRef): string {
  return `${person}\n${id}`;
}

type FactRow = {
  readonly person: string;
  readonly inquiry_id: string;
  readonly subject: string;
  readonly agency: string;
  readonly fact: string;
  readonly answer: 'value' | 'none' | 'not-found';
  readonly value: boolean | number | string | string[] | null;
  readonly quality: FactAnswer['quality'] | null;
  readonly held_since: string | null;
  readonly valid_until: string | null;
  readonly at: Date;
  readonly standing: ReceivedFact['standing'];
};

function answerOf({ fact, answer, value, quality, held_since, valid_until }: FactRow): FactAnswer {
  const about = {
    fact,
    ...(quality === null ? {} : { quality }),
    ...(held_since === null ? {} : { heldSince: held_since }),
    ...(valid_until === null ? {} : { validUntil: valid_until }),
  };
  if (answer === 'none') return { ...about, none: true };
  return answer === 'not-found' || value === null ? { ...about, notFound: true } : { ...about, value };
}

export function sharedIn(of: Shared): Shared {
  const { person, id, subject, agency, asker, facts, state, due, ends, tries, preview, version } = of;
  return { person, id, subject, agency, asker, facts, state, due, ends, tries, preview, version };
}

export function inquiryOf(row: InquiryRow): Inquiry {
  const moment = (key: string, at: Date | null): object => (at === null ? {} : { [key]: at.toISOString() });
  return {
    ...sharedIn(row),
    ...row.inquiry,
    askedAt: row.asked_at.toISOString(),
    ...moment('tryAt', row.try_at),
    ...(row.last_fault === null ? {} : { lastFault: row.last_fault }),
    ...moment('deadAt', row.dead_at),
    ...moment('answeredAt', row.answered_at),
    ...moment('tellAt', row.tell_at),
  };
}
