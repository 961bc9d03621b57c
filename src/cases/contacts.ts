import { sql } from 'kysely';

import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Actor, Ground } from '#journal';
import type { Language, Text } from '#language';

import type { CaseRef } from './model.ts';

/** How a resident is reached: by letter, in her language, and by telephone; what she has not told is left out. */
export type Contact = { readonly address?: string; readonly telephone?: string; readonly language: Language };

/** A message with what became of it. */
export type OutboxLine = CaseRef & {
  readonly subject: Text;
  readonly body: Text;
  readonly at: Date;
  readonly address: string | null;
  readonly tryAt: Date | null;
  readonly tries: number;
  readonly sentAt: Date | null;
  readonly readAt: Date | null;
  readonly fault: string | null;
};

export type Contacts = {
  readonly of: (person: string) => Promise<Contact | undefined>;
  /** Told by the person herself; it is in her journal. */
  readonly keep: (person: string, contact: Contact) => Promise<void>;
  /** The person has opened her case: she has read what was written about it. */
  readonly markRead: (ref: CaseRef) => Promise<void>;
  /** The person has opened the place that letters led to. */
  readonly markReadAt: (person: string, path: string) => Promise<void>;
  /** An operator called about an offer or a notice; in the person's journal. Who was reached is called of newer letters only. */
  readonly keepCall: (
    person: string,
    isReached: boolean,
    caller: { readonly by: Actor; readonly ground: Ground },
  ) => Promise<void>;
  /** Every message there is, the newest first: for a page that only development has. */
  readonly everyMessage: (most: number) => Promise<readonly OutboxLine[]>;
};

export function createContacts(database: Database, now: () => Date): Contacts {
  const { queries } = database;
  return {
    of: async (person) => {
      const mailbox = await queries
        .selectFrom('mailbox')
        .select(['address', 'language'])
        .where('person', '=', person)
        .executeTakeFirst();
      const telephone = await queries
        .selectFrom('telephone')
        .select('number')
        .where('person', '=', person)
        .executeTakeFirst();
      if (mailbox === undefined && telephone === undefined) return undefined;
      return {
        language: mailbox?.language ?? 'ru',
        ...(mailbox === undefined ? {} : { address: mailbox.address }),
        ...(telephone === undefined ? {} : { telephone: telephone.number }),
      };
    },

    keep: async (person, { address, telephone, language }) => {
      const at = now();
      await queries.transaction().execute(async (transaction) => {
        await (
          address === undefined
            ? sql`delete from mailbox where person = ${person}`
            : sql`insert into mailbox (person, address, language) values (${person}, ${address}, ${language})
                on conflict (person) do update set address = excluded.address, language = excluded.language`
        ).execute(transaction);
        await (
          telephone === undefined
            ? sql`delete from telephone where person = ${person}`
            : sql`insert into telephone (person, number, told_at) values (${person}, ${telephone}, ${at})
                on conflict (person) do update set number = excluded.number, told_at = excluded.told_at`
        ).execute(transaction);
        const entry = {
          at: at.toISOString(),
          actor: { kind: 'person', person },
          action: 'changed',
          object: { kind: 'contact', id: person },
          facts: [],
          ground: { kind: 'own', basis: 'own data' },
          purpose: 'contact changed',
        } as const;
        await writeJournal(transaction, [{ person, entry }]);
      });
    },

    markRead: async ({ person, id }) => {
      await sql`update message set read_at = ${now()}
        where person = ${person} and case_id = ${id} and read_at is null`.execute(queries);
    },

    markReadAt: async (person, path) => {
      await sql`update message set read_at = ${now()}
        where person = ${person} and body ->> 'path' = ${path} and read_at is null`.execute(queries);
    },

    keepCall: async (person, isReached, { by, ground }) => {
      const at = now();
      await queries.transaction().execute(async (transaction) => {
        await sql`insert into invitation_call (person, called_at, reached_at)
          values (${person}, ${at}, ${isReached ? at : null})
          on conflict (person) do update set called_at = excluded.called_at,
            reached_at = coalesce(excluded.reached_at, invitation_call.reached_at)`.execute(transaction);
        const entry = {
          at: at.toISOString(),
          actor: by,
          action: 'changed',
          object: { kind: 'contact', id: person },
          facts: [],
          ground,
          purpose: 'person-called',
        } as const;
        await writeJournal(transaction, [{ person, entry }]);
      });
    },

    everyMessage: async (most) => {
      const { rows } = await sql<OutboxLine>`
        select m.person, m.case_id as id, m.subject, m.body, m.at, b.address, m.try_at as "tryAt", m.tries, m.sent_at as "sentAt",
          m.read_at as "readAt", m.last_fault as fault
        from message m left join mailbox b on b.person = m.person
        order by m.at desc, m.sequence desc limit ${most}`.execute(queries);
      return rows;
    },
  };
}
