import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import { createLanes, prepared } from '#database';
import type { Database, Tables } from '#database';
import { journalWritten } from '#journal';
import type { EntryOf } from '#journal';

import { centre } from './model.ts';
import type { SignedIn } from './model.ts';

type Looking<Seen> = (
  transaction: Transaction<Tables>,
) => Promise<{ readonly seen: Seen; readonly entries: readonly EntryOf[] }>;

/**
 * Reads as somebody who is signed in: inside, the database shows only the rows that are hers, whatever the query asks. What
 * was looked at goes to the journal in the same transaction, before anything is given out.
 */
export async function lookAs<Seen>(database: Database, who: SignedIn, now: Date, look: Looking<Seen>): Promise<Seen> {
  return (await lookInTurn(database, [{ who, now, look }]))[0]!;
}

type OneLook<Seen> = { readonly who: SignedIn; readonly now: Date; readonly look: Looking<Seen> };

/** Looks of several people in one transaction, each as the one who looks, all of them written into the journal at its end. */
async function lookInTurn<Seen>(database: Database, looks: readonly OneLook<Seen>[]): Promise<readonly Seen[]> {
  return await database.queries.transaction().execute(async (transaction) => {
    const found = [];
    for (const { who, now, look } of looks) {
      await becomeReader(transaction, who, now);
      found.push(await look(transaction));
    }
    // In this order: the role that may read only writes nothing.
    const entries = found.flatMap((one) => one.entries);
    await sql`${prepared} select set_config('role', 'none', true), ${journalWritten(entries)}`.execute(transaction);
    return found.map(({ seen }) => seen);
  });
}

/** All in one statement: each would be a round trip of every look. The role comes last, and ends with the transaction. */
async function becomeReader(
  transaction: Transaction<Tables>,
  { actor, actsFor, roles }: SignedIn,
  now: Date,
): Promise<void> {
  const persons = actor.kind === 'person' ? [actor.person, ...actsFor].join('\u001f') : '';
  const officer = actor.kind === 'officer' ? actor : undefined;
  await sql`${prepared} select set_config('okno.persons', ${persons}, true),
    set_config('okno.agency', ${officer?.agency ?? ''}, true),
    set_config('okno.officer', ${officer?.officer ?? ''}, true),
    set_config('okno.leads', ${roles.includes('lead') ? (officer?.agency ?? '') : ''}, true),
    set_config('okno.invites', ${roles.includes('operator') && officer?.agency === centre ? 'yes' : 'no'}, true),
    set_config('okno.methodologist', ${roles.includes('methodologist') ? 'yes' : 'no'}, true),
    set_config('okno.auditor', ${roles.includes('auditor') ? 'yes' : 'no'}, true),
    set_config('okno.now', ${now.toISOString()}, true),
    set_config('role', 'okno_reader', true)`.execute(transaction);
}

/** Looks as somebody, with the database and the clock of the house. */
export type Look = <Seen>(who: SignedIn, look: Looking<Seen>) => Promise<Seen>;

/**
 * The embedded database has one connection, for which looks wait for each other anyway: there those that wait go into one
 * transaction.
 */
export function createLook(database: Database, now: () => Date): Look {
  if (database.engine === 'postgresql') return (who, look) => lookAs(database, who, now(), look);
  const inLane = createLanes<OneLook<unknown>, unknown>(
    1,
    () => '',
    () => (looks) => lookInTurn(database, looks),
  );
  return async <Seen>(who: SignedIn, look: Looking<Seen>) => (await inLane({ who, now: now(), look })) as Seen;
}
