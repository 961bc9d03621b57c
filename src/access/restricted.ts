import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Ground } from '#journal';
import type { Problem } from '#language';

import type { CaseShape, SignedIn } from './model.ts';
import { may } from './policy.ts';
import { lookAs } from './rows.ts';

export type RestrictedOf = { readonly caseId: string; readonly number: string; readonly shape: CaseShape };

/** What is kept and which version of it; nothing yet is version 0. */
export type RestrictedRecord = { readonly words: string; readonly version: number };

/**
 * What must not leave the lead of a case: where a person in danger is hiding. Each look and each change is in the person's
 * journal; the words are in no event, list or message. Problems: `not-allowed`, `changed-meanwhile`.
 */
export type Restricted = {
  readonly read: (who: SignedIn, of: RestrictedOf) => Promise<RestrictedRecord | { readonly problem: Problem }>;
  /** Keeps the words in place of the version that was seen; no words erase what was kept. */
  readonly keep: (
    who: SignedIn,
    of: RestrictedOf,
    given: RestrictedRecord,
  ) => Promise<{ readonly problem: Problem } | undefined>;
};

export function createRestricted(database: Database, now: () => Date): Restricted {
  const entry = (who: SignedIn, { shape, number }: RestrictedOf, action: 'looked' | 'changed', ground: Ground) => ({
    person: shape.person,
    entry: {
      at: now().toISOString(),
      actor: who.actor,
      action,
      object: { kind: 'case', id: number },
      facts: [],
      ground,
      purpose: 'restricted record',
    },
  });
  return {
    read: async (who, of) => {
      const verdict = may(who, 'restricted.see', of.shape);
      if (!verdict.allowed) return { problem: verdict.problem };
      return await lookAs(database, who, now(), async (transaction) => {
        const row = await transaction
          .selectFrom('restricted_record')
          .select(['words', 'version'])
          .where('person', '=', of.shape.person)
          .where('case_id', '=', of.caseId)
          .executeTakeFirst();
        return { seen: row ?? { words: '', version: 0 }, entries: [entry(who, of, 'looked', verdict.ground)] };
      });
    },

    keep: async (who, of, { words, version }) => {
      const verdict = may(who, 'restricted.see', of.shape);
      if (!verdict.allowed) return { problem: verdict.problem };
      const key = { person: of.shape.person, case_id: of.caseId };
      const kept = { words, version: version + 1, kept_by: actorName(who), kept_at: now() };
      return await database.queries.transaction().execute(async (transaction) => {
        const written =
          version === 0
            ? await transaction
                .insertInto('restricted_record')
                .values({ ...key, ...kept })
                .onConflict((there) => there.columns(['person', 'case_id']).doNothing())
                .returning('version')
                .executeTakeFirst()
            : await transaction
                .updateTable('restricted_record')
                .set(kept)
                .where('person', '=', key.person)
                .where('case_id', '=', key.case_id)
                .where('version', '=', version)
                .returning('version')
                .executeTakeFirst();
        if (written === undefined) return { problem: changedMeanwhile };
        await writeJournal(transaction, [entry(who, of, 'changed', verdict.ground)]);
        return undefined;
      });
    },
  };
}

function actorName({ actor }: SignedIn): string {
  return actor.kind === 'officer' ? actor.officer : actor.person;
}

const changedMeanwhile: Problem = {
  code: 'changed-meanwhile',
  message: { ru: 'Пока вы писали, запись изменили.', en: 'The record was changed while you were writing.' },
  remedy: {
    ru: 'Ниже новая запись и то, что написали вы. Соберите их вместе и сохраните.',
    en: 'The new record and what you wrote are below. Join them and save.',
  },
};
