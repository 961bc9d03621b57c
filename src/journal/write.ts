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

/**
 * The same as a part of the statement that does what the entries tell of. Where something about each of the people is in the
 * journal already (`haveBegun`), nobody looks for the beginning of her chain.
 */
export function journalWritten(entries: readonly EntryOf[], { haveBegun = false } = {}): RawBuilder<void> {
  const inOrder = entries.toSorted((one, other) =>
    one.person < other.person ? -1 : one.person > other.person ? 1 : 0,
  );
  const persons = inOrder.map(({ person }) => person);
  const times = inOrder.map(({ entry }) => entry.at);
  // JSON, in which no line ends.
  const texts = inOrder.map(({ entry }) => JSON.stringify(entry)).join('\n');
  return sql<void>`write_journal(${persons}::text[], ${turnsOf(persons)}::integer[], ${times}::timestamptz[],
    ${texts}, ${haveBegun})`;
}

/** 1 where a person stands for the first time in the list, 2 for the second. */
function turnsOf(persons: readonly string[]): readonly number[] {
  const turns = new Map<string, number>();
  return persons.map((person) => {
    const turn = (turns.get(person) ?? 0) + 1;
    turns.set(person, turn);
    return turn;
  });
}
