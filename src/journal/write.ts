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
  const heads = await lockHeads(transaction, persons);
  const links = entries.map(({ person, entry }): Link & { readonly person: string } => {
    const link = linkTo(heads.get(person) ?? noHead, person, entry);
    heads.set(person, link);
    return { ...link, person };
  });
  const rows = {
    entries: links.map(({ person, sequence, at, text, hash }) => ({
      person,
      sequence,
      at,
      entry: text,
      hash: hex(hash),
    })),
    heads: [...heads].map(([person, { sequence, hash }]) => ({ person, sequence, hash: hex(hash) })),
  };
  await sql`with rows as (select ${JSON.stringify(rows)}::jsonb as of),
    heads as (
      update journal_head set sequence = new.sequence, hash = decode(new.hash, 'hex')
      from rows, jsonb_to_recordset(of -> 'heads') as new (person text, sequence bigint, hash text)
      where journal_head.person = new.person)
    insert into journal_entry (person, sequence, at, entry, hash)
    select person, sequence, at, entry, decode(hash, 'hex') from rows, jsonb_to_recordset(of -> 'entries')
      as new (person text, sequence bigint, at timestamptz, entry text, hash text)`.execute(transaction);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The ends of the chains, locked in one order; a person of whom nothing was written yet gets a chain. */
async function lockHeads(transaction: Transaction<Tables>, persons: readonly string[]): Promise<Map<string, Head>> {
  const locked = async (): Promise<Map<string, Head>> => {
    const { rows } = await sql<{ person: string; sequence: string; hash: Uint8Array }>`
      select person, sequence, hash from journal_head where person = any(${persons}::text[]) order by person for update
    `.execute(transaction);
    return new Map(rows.map(({ person, sequence, hash }) => [person, { sequence: Number(sequence), hash }]));
  };
  const heads = await locked();
  const strangers = persons.filter((person) => !heads.has(person));
  if (strangers.length === 0) return heads;
  await sql`insert into journal_head (person, sequence, hash)
    select person, 0, ${Buffer.from(noHead.hash)}::bytea from unnest(${strangers}::text[]) as new (person) order by person
    on conflict (person) do nothing`.execute(transaction);
  return await locked();
}
