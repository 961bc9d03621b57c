import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Problem } from '#language';
import type { Database } from './open-database.ts';
import { seal, unseal } from './sealed.ts';
import type { Sealing } from './sealed.ts';
import type { Tables } from './tables.ts';

export type Command = {
  /** What is commanded, so that one key for two different commands does not confuse them. */
  readonly name: string;
  /** Chosen by whoever gives the command, new for each command, at least 16 characters that nobody can guess. */
  readonly idempotencyKey: string;
  readonly at: Date;
};

export type Answered<Answer> = { readonly answer: Answer } | { readonly problem: Problem };

const shortestKey = 16;

/**
 * Carries a command out in one transaction and keeps its answer (a JSON value), so that a repeat with the same key gives
 * the first answer and changes nothing. A problem is not kept: its transaction is undone, and a repeat tries again.
 *
 * An answer may hold a secret, such as the code of a situation. It is sealed with a key made from the idempotency key,
 * of which the database has only the hash: whoever reads the database cannot read the answers, and no secret of the
 * server has to be kept and changed. A key that can be guessed would give the answer away, so a short one is refused.
 */
export async function answerOnce<Answer>(
  database: Database,
  command: Command,
  carryOut: (transaction: Transaction<Tables>) => Promise<Answered<Answer>>,
): Promise<Answered<Answer>> {
  const { name, idempotencyKey, at } = command;
  if (idempotencyKey.length < shortestKey) return { problem: keyTooShort };
  const key_hash = createHash('sha256').update(`${name}\0${idempotencyKey}`).digest();
  try {
    return await database.queries.transaction().execute(async (transaction) => {
      // A repeat that comes while the first is still at work waits at this line for the first to end.
      const claimed = await transaction
        .insertInto('command')
        .values({ key_hash, sealed_answer: null, at })
        .onConflict((conflict) => conflict.column('key_hash').doNothing())
        .returning('key_hash')
        .executeTakeFirst();
      if (claimed === undefined) {
        const first = await transaction
          .selectFrom('command')
          .select('sealed_answer')
          .where('key_hash', '=', key_hash)
          .executeTakeFirstOrThrow();
        if (first.sealed_answer === null) throw new Error(`The command ${name} was kept without its answer.`);
        return { answer: unseal(first.sealed_answer, sealingOf(command)) as Answer };
      }
      const result = await carryOut(transaction);
      if ('problem' in result) throw new Refused(result.problem);
      const sealed_answer = seal(result.answer, sealingOf(command));
      await transaction.updateTable('command').set({ sealed_answer }).where('key_hash', '=', key_hash).execute();
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

/** Undoes the transaction on its way out. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const keyTooShort: Problem = {
  code: 'idempotency-key-too-short',
  message: {
    ru: `Ключ повтора короче ${shortestKey} знаков.`,
    en: `The idempotency key is shorter than ${shortestKey} characters.`,
  },
  remedy: {
    ru: 'Возьмите для каждой команды новый случайный ключ, например UUID.',
    en: 'Take a new random key for each command, for example a UUID.',
  },
};

function sealingOf({ name, idempotencyKey }: Command): Sealing {
  return { secret: idempotencyKey, purpose: `okno answer ${name}` };
}
