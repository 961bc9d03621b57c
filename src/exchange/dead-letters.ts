import { createHash } from 'node:crypto';

import type { Database } from '#database';

export type DeadLetter = {
  readonly id: string;
  readonly at: Date;
  readonly source: string;
  readonly reason: string;
  readonly text: string;
};

/** Keeps what came and belongs to nothing we know; the same letter once. */
export async function keepDeadLetter(
  { queries }: Pick<Database, 'queries'>,
  { source, reason, text, at }: Omit<DeadLetter, 'id'>,
): Promise<void> {
  const id = createHash('sha256').update(`${source}\n${reason}\n${text}`).digest('hex');
  await queries
    .insertInto('dead_letter')
    .values({ id, at, source, reason, text, mended_at: null, mended_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Letters nobody has seen to, the oldest first. */
export async function deadLetters({ queries }: Pick<Database, 'queries'>, most = 100): Promise<readonly DeadLetter[]> {
  return await queries
    .selectFrom('dead_letter')
    .select(['id', 'at', 'source', 'reason', 'text'])
    .where('mended_at', 'is', null)
    .orderBy('at')
    .limit(most)
    .execute();
}

/** An operator has seen to a letter. */
export async function closeDeadLetter(
  { queries }: Pick<Database, 'queries'>,
  id: string,
  by: string,
  at: Date,
): Promise<void> {
  await queries
    .updateTable('dead_letter')
    .set({ mended_at: at, mended_by: by })
    .where('id', '=', id)
    .where('mended_at', 'is', null)
    .execute();
}
