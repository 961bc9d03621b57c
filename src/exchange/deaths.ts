import { sql } from 'kysely';

import type { Database } from '#database';

import type { Queries } from './read-inquiries.ts';

/** Of whose death the registry has told, among a person's people. */
export async function died(queries: Queries, person: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    subject: string;
  }>`select distinct subject from change_notice where person = ${person} and type = 'death'`.execute(queries);
  return new Set(rows.map(({ subject }) => subject));
}

/** Nothing that waits is written to somebody who has died. */
export async function holdBack({ queries }: Pick<Database, 'queries'>, person: string): Promise<void> {
  await sql`update message set try_at = null, last_fault = 'died' where person = ${person} and sent_at is null`.execute(
    queries,
  );
}
