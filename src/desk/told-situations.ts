import { answerOnce } from '#database';
import type { Database } from '#database';
import type { Problem } from '#language';
import { hashOfCode, makeCode, readCode } from './situation-code.ts';

/** Kept situations. `told` is any JSON value; whoever keeps it checks its shape when it comes back. */
export type ToldSituations = {
  /** Keeps a new situation and gives the code by which, and only by which, it is found again. */
  readonly open: (told: unknown, idempotencyKey: string) => Promise<OpenedSituation | { readonly problem: Problem }>;
  /** Problems: `code-unreadable`, `situation-not-found`. */
  readonly read: (code: string) => Promise<KeptSituation | { readonly problem: Problem }>;
  /** Replaces what was told. Problems: as `read`, and `changed-meanwhile` when the version is not the expected one. */
  readonly save: (
    code: string,
    told: unknown,
    expectedVersion: number,
    idempotencyKey: string,
  ) => Promise<{ readonly version: number } | { readonly problem: Problem }>;
  /** Erases at once. Says whether there was anything to erase; a repeat is harmless. */
  readonly forget: (code: string) => Promise<{ readonly wasThere: boolean }>;
  /** Erases what nobody came back for, and the answers to commands of that age. Gives the number of situations. */
  readonly forgetExpired: () => Promise<number>;
};

export type OpenedSituation = { readonly code: string; readonly version: number };
export type KeptSituation = { readonly told: unknown; readonly version: number; readonly expiresAt: Date };

export type KeepingRules = {
  readonly now: () => Date;
  /** So many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** How long after the last change a situation is kept. */
  readonly keepDays?: number;
};

const dayMilliseconds = 86_400_000;

export function createToldSituations(database: Database, { now, random, keepDays = 90 }: KeepingRules): ToldSituations {
  const kept = keepDays * dayMilliseconds;
  const { queries } = database;
  return {
    open: async (told, idempotencyKey) => {
      const at = now();
      const command = { name: 'open-situation', idempotencyKey, at };
      const opened = await answerOnce<OpenedSituation>(database, command, async (transaction) => {
        const code = makeCode(random);
        await transaction
          .insertInto('told_situation')
          .values({
            code_hash: hashOfCode(code),
            told: JSON.stringify(told),
            version: 1,
            created_at: at,
            changed_at: at,
            expires_at: new Date(at.getTime() + kept),
          })
          .execute();
        return { answer: { code, version: 1 } };
      });
      return 'problem' in opened ? opened : opened.answer;
    },

    read: async (typed) => {
      const code = readCode(typed);
      if (code === undefined) return { problem: codeUnreadable };
      const row = await queries
        .selectFrom('told_situation')
        .select(['told', 'version', 'expires_at'])
        .where('code_hash', '=', hashOfCode(code))
        .where('expires_at', '>', now())
        .executeTakeFirst();
      if (row === undefined) return { problem: notFound };
      return { told: row.told, version: row.version, expiresAt: row.expires_at };
    },

    save: async (typed, told, expectedVersion, idempotencyKey) => {
      const code = readCode(typed);
      if (code === undefined) return { problem: codeUnreadable };
      const at = now();
      const code_hash = hashOfCode(code);
      // The code belongs to the name: the same key for another situation is another command.
      const command = { name: `save-situation ${code}`, idempotencyKey, at };
      const saved = await answerOnce<{ version: number }>(database, command, async (transaction) => {
        const changed = await transaction
          .updateTable('told_situation')
          .set({
            told: JSON.stringify(told),
            version: expectedVersion + 1,
            changed_at: at,
            expires_at: new Date(at.getTime() + kept),
          })
          .where('code_hash', '=', code_hash)
          .where('version', '=', expectedVersion)
          .where('expires_at', '>', at)
          .returning('version')
          .executeTakeFirst();
        if (changed !== undefined) return { answer: { version: changed.version } };
        const there = await transaction
          .selectFrom('told_situation')
          .select('version')
          .where('code_hash', '=', code_hash)
          .where('expires_at', '>', at)
          .executeTakeFirst();
        return { problem: there === undefined ? notFound : changedMeanwhile };
      });
      return 'problem' in saved ? saved : saved.answer;
    },

    forget: async (typed) => {
      const code = readCode(typed);
      if (code === undefined) return { wasThere: false };
      const { numDeletedRows } = await queries
        .deleteFrom('told_situation')
        .where('code_hash', '=', hashOfCode(code))
        .executeTakeFirst();
      return { wasThere: numDeletedRows > 0n };
    },

    forgetExpired: async () => {
      const at = now();
      return await queries.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('command')
          .where('at', '<=', new Date(at.getTime() - kept))
          .execute();
        const { numDeletedRows } = await transaction
          .deleteFrom('told_situation')
          .where('expires_at', '<=', at)
          .executeTakeFirst();
        return Number(numDeletedRows);
      });
    },
  };
}

const codeUnreadable: Problem = {
  code: 'code-unreadable',
  message: {
    ru: 'Это не похоже на код: в нём двенадцать букв и цифр, три группы по четыре.',
    en: 'This does not look like a code: it has twelve letters and digits, three groups of four.',
  },
  remedy: {
    ru: 'Проверьте код на листе или на экране, где он был показан.',
    en: 'Check the code on the sheet or screen that showed it.',
  },
};

const notFound: Problem = {
  code: 'situation-not-found',
  message: {
    ru: 'По этому коду ничего не сохранено: возможно, срок хранения истёк или запись стёрли.',
    en: 'Nothing is kept under this code: perhaps it has expired or was erased.',
  },
  remedy: { ru: 'Проверьте код или расскажите о ситуации заново.', en: 'Check the code, or tell the situation again.' },
};

const changedMeanwhile: Problem = {
  code: 'changed-meanwhile',
  message: {
    ru: 'Пока вы отвечали, эту ситуацию изменили в другом окне или на другом устройстве.',
    en: 'While you were answering, this situation was changed in another window or on another device.',
  },
  remedy: {
    ru: 'Откройте её снова: ваш последний ответ нужно дать ещё раз.',
    en: 'Open it again: your last answer has to be given once more.',
  },
};
