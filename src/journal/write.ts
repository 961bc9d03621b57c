import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Tables } from '#database';

import { linkTo, noHead } from './chain.ts';
import type { Head, Link } from './chain.ts';
import type { Entry } from './model.ts';

export type EntryOf = { readonly person: string; readonly entry: Entry };

/**
 * Adds entries to the journal inside the transaction that does what they tell of: what is rolled back leaves no entry,
 * and nothing is done without its entry. Entries of one person keep their order. Whoever writes about the same person
 * at the same time waits; persons are taken in one order, so that two writers cannot wait for each other.
 */
export async function writeJournal(transaction: Transaction<Tables>, entries: readonly EntryOf[]): Promise<void> {
  if (entries.length === 0) return;
  const persons = [...new Set(entries.map(({ person }) => person))].toSorted();
  const zero = Buffer.from(noHead.hash);
  await sql`insert into journal_head (person, sequence, hash)
    select person, 0, ${zero}::bytea from unnest(${persons}::text[]) as new (person) order by person
    on conflict (person) do nothing`.execute(transaction);
  const { rows } = await sql<{ person: string; sequence: string; hash: Uint8Array }>`
    select person, sequence, hash from journal_head where person = any(${persons}::text[]) order by person for update
  `.execute(transaction);
  const heads = new Map<string, Head>(
    rows.map(({ person, sequence, hash }) => [person, { sequence: Number(sequence), hash }]),
  );
  const links = entries.map(({ person, entry }): Link & { readonly person: string } => {
    const link = linkTo(heads.get(person) ?? noHead, person, entry);
    heads.set(person, link);
    return { ...link, person };
  });
  await sql`insert into journal_entry (person, sequence, at, entry, hash)
    select * from unnest(${links.map(({ person }) => person)}::text[], ${links.map(({ sequence }) => sequence)}::bigint[],
      ${links.map(({ at }) => at)}::timestamptz[], ${links.map(({ text }) => text)}::text[],
      ${links.map(({ hash }) => Buffer.from(hash))}::bytea[])`.execute(transaction);
  const ends = [...heads];
  await sql`update journal_head set sequence = new.sequence, hash = new.hash
    from unnest(${ends.map(([person]) => person)}::text[], ${ends.map(([, { sequence }]) => sequence)}::bigint[],
      ${ends.map(([, { hash }]) => Buffer.from(hash))}::bytea[]) as new (person, sequence, hash)
    where journal_head.person = new.person`.execute(transaction);
}
