import { sql } from 'kysely';

import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Actor } from '#journal';
import type { Problem } from '#language';

import type { InquiryRef } from './model.ts';
import { readInquiries } from './read-inquiries.ts';
import { changed, entryOf } from './steps.ts';
import { mayBecome } from './states.ts';

export type Disputed = {
  readonly ref: InquiryRef;
  readonly fact: string;
  readonly words: string;
  readonly by: Actor;
  /** Chosen by whoever commands it: the same again changes nothing. */
  readonly id: string;
};

/** Marks the fact and puts the words on their way; a problem when there is no such answer. */
export type Dispute = (disputed: Disputed) => Promise<Problem | undefined>;

/**
 * "This is wrong": marks a fact that a register answered, so that it is not used any more, and puts the person's words on their
 * way to the register. Problems: `no-such-answer`.
 */
export async function disputeFact(
  database: Database,
  { ref, fact, words, by, id, at }: Disputed & { readonly at: Date },
): Promise<Problem | undefined> {
  return await database.queries.transaction().execute(async (transaction) => {
    const [inquiry] = await readInquiries(transaction, [ref], 'locked');
    if (inquiry === undefined || !inquiry.facts.includes(fact) || !mayBecome(inquiry.state, 'disputed'))
      return noSuchAnswer;
    const { person } = ref;
    const { rows } = await sql`insert into fact_dispute (person, id, inquiry_id, fact, words, at, try_at)
      values (${person}, ${id}, ${ref.id}, ${fact}, ${words.slice(0, 500)}, ${at}, ${at}) on conflict do nothing returning id`.execute(
      transaction,
    );
    if (rows.length === 0) return undefined;
    const { state, version } = changed(inquiry, { state: 'disputed' });
    await sql`update inquiry set state = ${state}, version = ${version} where person = ${person} and id = ${ref.id}`.execute(
      transaction,
    );
    await sql`update inquiry_fact set standing = 'disputed' where person = ${person} and inquiry_id = ${ref.id}
      and fact = ${fact}`.execute(transaction);
    await writeJournal(transaction, [entryOf(inquiry, at, by, 'changed', 'fact-disputed', [fact])]);
    return undefined;
  });
}

export type OpenDispute = InquiryRef & {
  readonly inquiry: string;
  readonly fact: string;
  readonly words: string;
  readonly tries: number;
};

/** Hands disputes over to the registers. `send` says whether one was taken; those that were not are tried later. */
export async function sendDisputes(
  database: Database,
  send: (dispute: OpenDispute) => Promise<boolean>,
  now: () => Date,
  most = 50,
): Promise<number> {
  const { rows } = await sql<OpenDispute>`select person, id, inquiry_id as inquiry, fact, words, tries from fact_dispute
    where try_at <= ${now()} order by try_at limit ${most}`.execute(database.queries);
  let sent = 0;
  for (const dispute of rows) {
    const isTaken = await send(dispute);
    const later = new Date(now().getTime() + 60_000 * 2 ** Math.min(dispute.tries, 10));
    await sql`update fact_dispute set tries = tries + 1, try_at = ${isTaken ? null : later}, sent_at = ${isTaken ? now() : null}
      where person = ${dispute.person} and id = ${dispute.id}`.execute(database.queries);
    if (isTaken) sent += 1;
  }
  return sent;
}

const noSuchAnswer: Problem = {
  code: 'no-such-answer',
  message: { ru: 'Такого ответа реестра нет.', en: 'There is no such answer of a register.' },
  remedy: { ru: 'Откройте список ответов заново.', en: 'Open the list of answers again.' },
};
