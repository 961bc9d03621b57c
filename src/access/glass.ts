import { sql } from 'kysely';

import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Problem } from '#language';

import type { SignedIn } from './model.ts';

export type Glass = {
  readonly person: string;
  readonly caseId: string;
  readonly officer: string;
  readonly agency: string;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
};

export type Glasses = {
  /**
   * Lets an officer look at a case she has no part in, for an hour, because somebody is in danger. The reason goes to the
   * journal, where the person reads it, and to the list that an auditor looks through. Problem: `reason-missing`.
   */
  readonly open: (
    who: SignedIn,
    at: { readonly person: string; readonly caseId: string; readonly number: string },
    reason: string,
  ) => Promise<{ readonly until: Date } | { readonly problem: Problem }>;
  /** Emergency looks nobody has looked through yet, the oldest first. */
  readonly unreviewed: () => Promise<readonly Glass[]>;
  /** Whether a look was justified; the first verdict stands. Problem: `own-look` for one's own. */
  readonly review: (
    who: SignedIn,
    look: Pick<Glass, 'person' | 'caseId' | 'officer' | 'at'>,
    verdict: 'justified' | 'not-justified',
  ) => Promise<{ readonly done: boolean } | { readonly problem: Problem }>;
};

const hour = 3_600_000;
const shortestReason = 15;

export function createGlasses(database: Database, now: () => Date): Glasses {
  return {
    open: async ({ actor }, { person, caseId, number }, reason) => {
      const said = reason.trim();
      if (said.length < shortestReason) return { problem: reasonMissing };
      if (actor.kind !== 'officer') return { problem: notOfficer };
      const at = now();
      const until = new Date(at.getTime() + hour);
      await database.queries.transaction().execute(async (transaction) => {
        const { officer, agency } = actor;
        const row = { person, case_id: caseId, officer, agency, reason: said, at, until };
        await transaction
          .insertInto('break_glass')
          .values({ ...row, reviewed_by: null, reviewed_at: null, verdict: null })
          .execute();
        const entry = {
          at: at.toISOString(),
          actor,
          action: 'looked',
          object: { kind: 'case', id: number },
          facts: [],
          ground: { kind: 'emergency', basis: said },
          purpose: 'emergency look',
        } as const;
        await writeJournal(transaction, [{ person, entry }]);
      });
      return { until };
    },

    unreviewed: async () => {
      const rows = await database.queries
        .selectFrom('break_glass')
        .select(['person', 'case_id', 'officer', 'agency', 'reason', 'at', 'until'])
        .where('reviewed_at', 'is', null)
        .orderBy('at')
        .limit(200)
        .execute();
      return rows.map(({ case_id: caseId, ...look }) => ({ ...look, caseId }));
    },

    review: async ({ actor }, { person, caseId, officer, at }, verdict) => {
      if (actor.kind !== 'officer') return { problem: notOfficer };
      if (actor.officer === officer) return { problem: ownLook };
      const { numAffectedRows = 0n } = await sql`update break_glass
        set reviewed_by = ${actor.officer}, reviewed_at = ${now()}, verdict = ${verdict}
        where person = ${person} and case_id = ${caseId} and officer = ${officer} and at = ${at} and reviewed_at is null`.execute(
        database.queries,
      );
      return { done: numAffectedRows > 0n };
    },
  };
}

const reasonMissing: Problem = {
  code: 'reason-missing',
  message: { ru: 'Не сказано, почему нужно смотреть чужое дело.', en: 'Why this case must be looked at is not told.' },
  remedy: {
    ru: 'Напишите, кому что угрожает: это прочтут человек и проверяющий.',
    en: 'Write who is in danger of what: the person and the auditor will read it.',
  },
};

const notOfficer: Problem = {
  code: 'not-allowed',
  message: { ru: 'Это могут только сотрудники.', en: 'Only officers may do this.' },
};

const ownLook: Problem = {
  code: 'own-look',
  message: { ru: 'Свой просмотр проверяет другой человек.', en: 'One’s own look is reviewed by somebody else.' },
};
