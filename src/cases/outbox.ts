import { sql } from 'kysely';

import type { Database } from '#database';
import type { Language, Text } from '#language';

/** A message as it goes to the mail: in the language the person chose. */
export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every try, so that a mail server that has it already can tell. */
  readonly messageId: string;
};

export type Outbox = {
  /** Sends what is due; gives how many letters went out. A letter that cannot be sent is tried again, ever later. */
  readonly deliver: (send: (letter: Letter) => Promise<void>, most?: number) => Promise<number>;
};

const minute = 60_000;
const tries = 8;

/** Letters are taken under a lock that others pass by, so that several processes may deliver at once and none sends twice. */
export function createOutbox(database: Database, now: () => Date): Outbox {
  return {
    deliver: async (send, most = 20) => {
      let sent = 0;
      for (let count = 0; count < most; count += 1) {
        const done = await database.queries.transaction().execute(async (transaction) => {
          const { rows } =
            await sql<Due>`select m.person, m.case_id, m.sequence, m.subject, m.body, m.tries, b.address, b.language
            from message m join mailbox b on b.person = m.person
            where m.try_at <= ${now()} order by m.try_at limit 1 for update of m skip locked`.execute(transaction);
          const [due] = rows;
          if (due === undefined) return 'nothing';
          const key = sql`person = ${due.person} and case_id = ${due.case_id} and sequence = ${due.sequence}`;
          try {
            await send(letterOf(due));
          } catch (error) {
            const next = due.tries + 1 < tries ? new Date(now().getTime() + minute * 2 ** due.tries) : null;
            const fault = error instanceof Error ? error.message.slice(0, 500) : 'not sent';
            await sql`update message set tries = tries + 1, try_at = ${next}, last_fault = ${fault} where ${key}`.execute(
              transaction,
            );
            return 'failed';
          }
          await sql`update message set tries = tries + 1, try_at = null, sent_at = ${now()} where ${key}`.execute(
            transaction,
          );
          return 'sent';
        });
        if (done === 'nothing') break;
        if (done === 'sent') sent += 1;
      }
      return sent;
    },
  };
}

type Due = {
  readonly person: string;
  readonly case_id: string;
  readonly sequence: number;
  readonly subject: Text;
  readonly body: Text;
  readonly tries: number;
  readonly address: string;
  readonly language: Language;
};

function letterOf({ case_id, sequence, subject, body, address, language }: Due): Letter {
  return { to: address, subject: subject[language], text: body[language], messageId: `<${case_id}.${sequence}@okno>` };
}
