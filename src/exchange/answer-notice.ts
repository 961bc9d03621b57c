import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Database } from '#database';
import { writeJournal } from '#journal';

type Queries = Pick<Database, 'queries'>;

/** A notice about somebody of a person's. */
export type NoticeRef = {
  readonly person: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string;
};

/** The person wants nothing of what a notice brings within reach; it is in her journal. */
export async function declineNotice(database: Queries, ref: NoticeRef, at: Date): Promise<void> {
  await answer(database, ref, at, {
    change: sql`declined_at = ${at}`,
    others: sql`declined_at = ${at}`,
    where: sql`declined_at is null`,
    purpose: 'notice declined',
  });
}

/** The person lets a change be checked; it is in her journal. Nothing was asked before, and what she did not agree to is not asked. */
export async function agreeToCheck(database: Queries, ref: NoticeRef, at: Date): Promise<void> {
  await answer(database, ref, at, {
    change: sql`agreed_at = ${at}, check_at = ${at}`,
    others: sql`agreed_at = ${at}`,
    where: sql`to_check is not null and agreed_at is null and declined_at is null`,
    purpose: 'notice agreed',
  });
}

type Answer = {
  readonly change: RawBuilder<unknown>;
  /** What becomes of older changes that were asked about with it. */
  readonly others: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly purpose: string;
};

async function answer(
  { queries }: Queries,
  ref: NoticeRef,
  at: Date,
  { change, others, where, purpose }: Answer,
): Promise<void> {
  const { person, source, id, subject } = ref;
  await queries.transaction().execute(async (transaction) => {
    const { rows } = await sql`update change_notice set ${change}
      where person = ${person} and source = ${source} and id = ${id} and subject = ${subject} and ${where}
      returning id`.execute(transaction);
    if (rows.length === 0) return;
    await sql`update change_notice set ${others}
      where person = ${person} and subject = ${subject} and asked_with = ${JSON.stringify({ source, id })}::jsonb`.execute(
      transaction,
    );
    const entry = {
      at: at.toISOString(),
      actor: { kind: 'person', person },
      action: 'changed',
      object: { kind: 'notice', id },
      facts: [],
      ground: { kind: 'own', basis: 'own data' },
      purpose,
    } as const;
    await writeJournal(transaction, [{ person, entry }]);
  });
}
