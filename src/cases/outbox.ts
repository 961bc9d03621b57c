import { sql } from 'kysely';

import type { Database } from '#database';
import type { Language, Text } from '#language';

import type { LetterBody } from './messages.ts';

/** A message as it goes to the mail: in the language the person chose. */
export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every try, so that a mail server or program that has it already can tell. */
  readonly messageId: string;
};

export type Outbox = {
  /** Sends what is due; gives how many letters went out. A letter that cannot be sent is tried again, ever later. */
  readonly deliver: (send: (letter: Letter) => Promise<void>, most?: number) => Promise<number>;
};

const minute = 60_000;
const tries = 8;
/** Longer than a mail server may take to answer. */
const lease = 10 * minute;

/**
 * A letter is taken first and sent then: nothing is locked while a mail server thinks, several processes may deliver at
 * once, and each takes other letters. A process that dies between sending and writing it down sends the same letter, under
 * the same Message-ID, when its time has come again: SMTP gives no more than that. `addressOf`: where a place in Okno is
 * found from outside; letters name it when that is known.
 */
export function createOutbox(
  { queries }: Database,
  now: () => Date,
  addressOf: (path: string, language: Language) => string | undefined = () => undefined,
): Outbox {
  async function take(): Promise<Taken | undefined> {
    const { rows } = await sql<Taken>`with due as (
        select m.person, m.case_id, m.sequence, b.address, b.language
        from message m join lateral (${mailboxOf(now())}) b on true
        where m.try_at <= ${now()} order by m.try_at limit 1 for update of m skip locked)
      update message m set tries = m.tries + 1, try_at = ${new Date(now().getTime() + lease)}
      from due where m.person = due.person and m.case_id = due.case_id and m.sequence = due.sequence
      returning m.person, m.case_id, m.sequence, m.subject, m.body, m.tries, due.address, due.language`.execute(
      queries,
    );
    return rows[0];
  }

  async function note({ person, case_id, sequence }: Taken, what: Noted): Promise<void> {
    await queries
      .updateTable('message')
      .set(what)
      .where('person', '=', person)
      .where('case_id', '=', case_id)
      .where('sequence', '=', sequence)
      .execute();
  }

  return {
    deliver: async (send, most = 20) => {
      let sent = 0;
      for (let count = 0; count < most; count += 1) {
        const taken = await take();
        if (taken === undefined) break;
        try {
          await send(letterOf(taken, addressOf));
        } catch (error) {
          const next = taken.tries < tries ? new Date(now().getTime() + minute * 2 ** (taken.tries - 1)) : null;
          await note(taken, { try_at: next, last_fault: faultOf(error) });
          continue;
        }
        await note(taken, { try_at: null, sent_at: now(), last_fault: null });
        sent += 1;
      }
      return sent;
    },
  };
}

/**
 * Of whom a message is about; for a child who has none, of a legal representative. That ends a day before the birthday: somewhere it
 * is tomorrow already.
 */
function mailboxOf(at: Date): ReturnType<typeof sql> {
  return sql`
    select address, language from (
      select own.address, own.language, '' as representative from mailbox own where own.person = m.person
      union all
      select theirs.address, theirs.language, r.representative from representative r
        join mailbox theirs on theirs.person = r.representative
        where r.person = m.person and r.ended_at is null and r.ends_on - 1 > ${at}::date) found
    order by representative limit 1`;
}

type Noted = { readonly try_at: Date | null; readonly sent_at?: Date; readonly last_fault: string | null };

type Taken = {
  readonly person: string;
  readonly case_id: string;
  readonly sequence: number;
  readonly subject: Text;
  /** Letters kept by earlier versions may lead nowhere in particular. */
  readonly body: Text & Partial<LetterBody>;
  readonly tries: number;
  readonly address: string;
  readonly language: Language;
};

function letterOf(
  { case_id, sequence, subject, body, address, language }: Taken,
  addressOf: (path: string, language: Language) => string | undefined,
): Letter {
  const at = body.path === undefined ? undefined : addressOf(body.path, language);
  const text = at === undefined ? body[language] : `${body[language]}\n\n${at}`;
  return { to: address, subject: subject[language], text, messageId: `<${case_id}.${sequence}@okno>` };
}

function faultOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : 'not sent';
}
