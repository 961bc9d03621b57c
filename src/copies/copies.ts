import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import { answerOnce } from '#database';
import type { Answered, Database, Tables } from '#database';
import { hashOfCode, makeCode, readCode } from '#desk';
import { signedAnswer } from '#exchange';
import type { InquiryRef } from '#exchange';
import { writeJournal } from '#journal';
import type { Actor, Entry, Ground } from '#journal';
import type { Problem } from '#language';

import type { Certifier, CertifiedCopy, CopyText, RevokedBecause } from './model.ts';
import { prepareCopy } from './prepare.ts';
import { copyOf } from './read-copies.ts';

export type Prepared = { readonly text: CopyText } | { readonly problem: Problem };

/** A copy found by its code, and whether the agency's signature under the electronic document still counts. */
export type Checked = { readonly copy: CertifiedCopy; readonly isSigned: boolean };

/** Who certifies or revokes: the officer as the journal and as the paper name her, and by which right. */
export type Certifying = { readonly actor: Actor; readonly by: Certifier; readonly ground: Ground };

export type Copies = {
  /** What the paper would say; see `prepareCopy` for the problems. */
  readonly prepare: (ref: InquiryRef, agency: string) => Promise<Prepared>;
  /** Certifies a copy and gives its number; the same key again gives the same copy. */
  readonly issue: (
    ref: InquiryRef,
    certifying: Certifying,
    idempotencyKey: string,
  ) => Promise<Answered<{ readonly number: string }>>;
  /** Takes a copy back: from now on a check says so. Problems: `no-such-copy`, `copy-revoked`. */
  readonly revoke: (
    number: string,
    certifying: Certifying,
    because: RevokedBecause,
    idempotencyKey: string,
  ) => Promise<Answered<{ readonly number: string }>>;
  /** For whoever holds the paper: what it says, by the code on it. Each check is in the journal of the person. */
  readonly check: (typed: string) => Promise<Checked | undefined>;
};

/** Sixteen characters, 80 bits: with thirty wrong ones in a quarter of an hour nobody finds a copy by trying. */
const codeLength = 16;

export function createCopies(
  database: Database,
  {
    now,
    today,
    random,
  }: {
    readonly now: () => Date;
    readonly today: () => string;
    readonly random: (bytes: number) => Uint8Array;
  },
): Copies {
  const { queries } = database;

  const entry = (
    actor: Actor,
    action: Entry['action'],
    purpose: string,
    { number, ground, text }: Pick<CertifiedCopy, 'number' | 'ground' | 'text'>,
  ): Entry => ({
    at: now().toISOString(),
    actor,
    action,
    object: { kind: 'copy', id: number },
    facts: text.answer.facts.map(({ fact }) => fact),
    ground,
    purpose,
  });

  return {
    prepare: async (ref, agency) => {
      const prepared = await prepareCopy(queries, ref, agency);
      return 'problem' in prepared ? prepared : { text: prepared.text };
    },

    issue: async (ref, { actor, by, ground }, idempotencyKey) =>
      await answerOnce(database, { name: 'copies.issue', idempotencyKey, at: now() }, async (transaction) => {
        const prepared = await prepareCopy(transaction, ref, by.agency);
        if ('problem' in prepared) return prepared;
        const { text } = prepared;
        const number = await nextNumber(transaction, today());
        const code = makeCode(random, codeLength);
        const { person, id } = ref;
        await transaction
          .insertInto('certified_copy')
          .values({
            person,
            number,
            code_hash: hashOfCode(code),
            code,
            inquiry_id: id,
            agency: by.agency,
            at: now(),
            copy: JSON.stringify({ by, ground, text }),
            revoked_at: null,
            revoked_because: null,
            revoked_by: null,
          })
          .execute();
        const made = entry(actor, 'sent', 'copy issued', { number, ground, text });
        await writeJournal(transaction, [{ person, entry: made }]);
        return { answer: { number } };
      }),

    revoke: async (number, { actor, by, ground }, because, idempotencyKey) =>
      await answerOnce(database, { name: 'copies.revoke', idempotencyKey, at: now() }, async (transaction) => {
        const row = await transaction
          .selectFrom('certified_copy')
          .selectAll()
          .where('number', '=', number)
          .where('agency', '=', by.agency)
          .forUpdate()
          .executeTakeFirst();
        if (row === undefined) return { problem: noSuchCopy };
        if (row.revoked_at !== null) return { problem: revokedAlready };
        const { person } = row;
        await transaction
          .updateTable('certified_copy')
          .set({ revoked_at: now(), revoked_because: because, revoked_by: JSON.stringify(by) })
          .where('person', '=', person)
          .where('number', '=', number)
          .execute();
        const taken = entry(actor, 'changed', 'copy revoked', { ...copyOf(row), ground });
        await writeJournal(transaction, [{ person, entry: taken }]);
        return { answer: { number } };
      }),

    check: async (typed) => {
      const code = readCode(typed, codeLength);
      if (code === undefined) return undefined;
      return await queries.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('certified_copy')
          .selectAll()
          .where('code_hash', '=', hashOfCode(code))
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const copy = copyOf(row);
        const { person, inquiry } = copy;
        const answer = await signedAnswer(transaction, { person, id: inquiry });
        // Who checks is not known; the person reads that somebody who held the paper did.
        const checked = entry({ kind: 'okno', job: 'copies' }, 'sent', 'copy checked', copy);
        await writeJournal(transaction, [{ person, entry: checked }]);
        return { copy, isSigned: 'digest' in answer && answer.digest === copy.text.answer.digest };
      });
    },
  };
}

async function nextNumber(transaction: Transaction<Tables>, today: string): Promise<string> {
  const year = Number(today.slice(0, 4));
  const { rows } = await sql<{ last: string }>`insert into copy_number (year, last) values (${year}, 1)
    on conflict (year) do update set last = copy_number.last + 1 returning last`.execute(transaction);
  return `${year}-${String(rows[0]?.last).padStart(7, '0')}`;
}

const noSuchCopy: Problem = {
  code: 'no-such-copy',
  message: { ru: 'Ваше ведомство такой копии не выдавало.', en: 'Your agency has issued no such copy.' },
  remedy: { ru: 'Проверьте номер.', en: 'Check the number.' },
};

const revokedAlready: Problem = {
  code: 'copy-revoked',
  message: { ru: 'Эта копия уже отозвана.', en: 'This copy has been revoked already.' },
};
