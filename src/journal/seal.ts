import { createHash } from 'node:crypto';
import { sql } from 'kysely';

import type { Database } from '#database';

import { noHash } from './chain.ts';

export type SealedHead = { readonly person: string; readonly sequence: string; readonly hash: Uint8Array };

/**
 * Seals the ends of all chains that grew since the last seal, and gives its number; undefined when none grew. The hash of
 * a seal printed or sent elsewhere (a newspaper, another agency) proves everything before it.
 */
export async function sealJournal(database: Database, at: Date): Promise<number | undefined> {
  return await database.queries.transaction().execute(async (transaction) => {
    // Two processes that seal at once would take the same number; writers of entries do not wait for this lock.
    await sql`lock table journal_seal in share row exclusive mode`.execute(transaction);
    const grown = await transaction
      .selectFrom('journal_head')
      .select(['person', 'sequence', 'hash'])
      .whereRef('sealed', '<', 'sequence')
      .orderBy('person')
      .forUpdate()
      .execute();
    if (grown.length === 0) return undefined;
    const last = await transaction
      .selectFrom('journal_seal')
      .select(['number', 'hash'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const number = (last?.number ?? 0) + 1;
    const hash = sealHash(last?.hash ?? noHash, number, at.toISOString(), grown);
    await transaction.insertInto('journal_seal').values({ number, at, hash }).execute();
    const persons = grown.map(({ person }) => person);
    await sql`insert into journal_sealed_head (seal, person, sequence, hash)
      select ${number}::integer, person, sequence, hash from journal_head where person = any(${persons}::text[])`.execute(
      transaction,
    );
    await sql`update journal_head set sealed = sequence where person = any(${persons}::text[])`.execute(transaction);
    return number;
  });
}

/** Heads in the order of persons. */
export function sealHash(before: Uint8Array, number: number, at: string, heads: readonly SealedHead[]): Uint8Array {
  const hash = createHash('sha256').update(before).update(`${number}\n${at}\n`);
  for (const head of heads) hash.update(`${JSON.stringify(head.person)}\n${head.sequence}\n`).update(head.hash);
  return hash.digest();
}
