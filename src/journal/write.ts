import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';

import type { Tables } from '#database';

import type { Entry } from './model.ts';

export type EntryOf = { readonly person: string; readonly entry: Entry };

/**
 * Adds entries to the journal inside the transaction that does what they tell of: what is rolled back leaves no entry,
 * and nothing is done without its entry. Entries of one person keep their order. Whoever writes about the same person
 * at the same time waits; persons are taken in one order, so that two writers cannot wait for each other.
 */
export async function writeJournal(transaction: Transaction<Tables>, entries: readonly EntryOf[]): Promise<void> {
  if (entries.length > 0) await sql`select ${journalWritten(entries)}`.execute(transaction);
}

/** The same as a part of the statement that does what the entries tell of. */
export function journalWritten(entries: readonly EntryOf[]): RawBuilder<void> {
  const rows = entries.map(({ person, entry }) => ({ person, at: entry.at, entry: JSON.stringify(entry) }));
  return sql<void>`write_journal(${JSON.stringify(rows)}::jsonb)`;
}
