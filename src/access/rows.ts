import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import { journalWritten } from '#journal';
import type { EntryOf } from '#journal';

import type { SignedIn } from './model.ts';

/**
 * Reads as somebody who is signed in: inside, the database shows only the rows that are hers, whatever the query asks. What
 * was looked at goes to the journal in the same transaction, before anything is given out.
 */
export async function lookAs<Seen>(
  database: Database,
  who: SignedIn,
  now: Date,
  look: (transaction: Transaction<Tables>) => Promise<{ readonly seen: Seen; readonly entries: readonly EntryOf[] }>,
): Promise<Seen> {
  return await database.queries.transaction().execute(async (transaction) => {
    const { actor } = who;
    const persons = actor.kind === 'person' ? [actor.person, ...who.actsFor].join('\u001f') : '';
    const officer = actor.kind === 'officer' ? actor : undefined;
    // All in one statement: each would be a round trip of every look. The role comes last, and ends with the transaction.
    await sql`select set_config('okno.persons', ${persons}, true),
      set_config('okno.agency', ${officer?.agency ?? ''}, true),
      set_config('okno.officer', ${officer?.officer ?? ''}, true),
      set_config('okno.leads', ${who.roles.includes('lead') ? (officer?.agency ?? '') : ''}, true),
      set_config('okno.methodologist', ${who.roles.includes('methodologist') ? 'yes' : 'no'}, true),
      set_config('okno.auditor', ${who.roles.includes('auditor') ? 'yes' : 'no'}, true),
      set_config('okno.now', ${now.toISOString()}, true),
      set_config('role', 'okno_reader', true)`.execute(transaction);
    const { seen, entries } = await look(transaction);
    // In this order: the role that may read only writes nothing.
    await sql`select set_config('role', 'none', true), ${journalWritten(entries)}`.execute(transaction);
    return seen;
  });
}

/** Looks as somebody, with the database and the clock of the house. */
export type Look = <Seen>(
  who: SignedIn,
  look: (transaction: Transaction<Tables>) => Promise<{ readonly seen: Seen; readonly entries: readonly EntryOf[] }>,
) => Promise<Seen>;

export function createLook(database: Database, now: () => Date): Look {
  return (who, look) => lookAs(database, who, now(), look);
}
