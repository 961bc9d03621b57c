import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import { writeJournal } from '#journal';
import type { Problem } from '#language';

import type { CaseShape, SignedIn } from './model.ts';

export type Glass = {
  readonly person: string;
  readonly caseId: string;
  readonly number: string;
  readonly officer: string;
  readonly agency: string;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
};

/** Which look is meant. */
export type LookRef = Pick<Glass, 'person' | 'caseId' | 'agency' | 'officer' | 'at'>;

export type GlassVerdict = { readonly verdict: 'justified' | 'not-justified'; readonly words: string };
export type ReviewedGlass = Glass & GlassVerdict & { readonly reviewedBy: string };

/** A case as far as somebody who may not see it has to know it to ask for an emergency look: nothing about the person. */
export type CaseOutside = { readonly caseId: string; readonly number: string; readonly shape: CaseShape };

export type Glasses = {
  readonly caseCalled: (number: string) => Promise<CaseOutside | undefined>;
  /**
   * Lets an officer look at a case she has no part in, for an hour, because somebody is in danger. The reason goes to the
   * journal, where the person reads it, and to the list that an auditor looks through. Asked again within the hour it is the same
   * look. Problem: `reason-missing`.
   */
  readonly open: (
    who: SignedIn,
    at: { readonly person: string; readonly caseId: string; readonly number: string },
    reason: string,
  ) => Promise<{ readonly until: Date } | { readonly problem: Problem }>;
  /**
   * Whether a look was justified; the first verdict stands, and the person reads it in her journal. Problems: `own-look` for
   * one's own, `verdict-words-missing` where it was not justified and nobody said why.
   */
  readonly review: (
    who: SignedIn,
    look: LookRef,
    given: GlassVerdict,
  ) => Promise<{ readonly done: boolean } | { readonly problem: Problem }>;
};

const hour = 3_600_000;
const shortestReason = 15;
const looksListed = 200;

/** Why an emergency look cannot be given for what was said; undefined when it can. */
export function faultOfReason(reason: string): Problem | undefined {
  return reason.trim().length < shortestReason ? reasonMissing : undefined;
}

export function createGlasses(database: Database, now: () => Date): Glasses {
  const { queries } = database;
  return {
    caseCalled: async (number) => {
      const row = await queries
        .selectFrom('joint_case')
        .select(['person', 'id', 'lead', 'agencies'])
        .where('number', '=', number)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { person, id, lead, agencies } = row;
      return { caseId: id, number, shape: { person, lead, agencies } };
    },

    open: async ({ actor }, { person, caseId, number }, reason) => {
      const fault = faultOfReason(reason);
      if (fault !== undefined) return { problem: fault };
      if (actor.kind !== 'officer') return { problem: notOfficer };
      const at = now();
      const { officer, agency } = actor;
      return await queries.transaction().execute(async (transaction) => {
        const open = await glassUntil(transaction, actor, { person, id: caseId }, at);
        if (open !== undefined) return { until: open };
        const until = new Date(at.getTime() + hour);
        const said = reason.trim();
        const row = { person, case_id: caseId, number, officer, agency, reason: said, at, until };
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
        return { until };
      });
    },

    review: async ({ actor }, { person, caseId, agency, officer, at }, { verdict, words }) => {
      if (actor.kind !== 'officer') return { problem: notOfficer };
      if (actor.officer === officer && actor.agency === agency) return { problem: ownLook };
      const said = words.trim();
      if (verdict === 'not-justified' && said === '') return { problem: wordsMissing };
      return await queries.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable('break_glass')
          .set({ reviewed_by: actor.officer, reviewed_at: now(), verdict, verdict_words: said })
          .where('person', '=', person)
          .where('case_id', '=', caseId)
          .where('agency', '=', agency)
          .where('officer', '=', officer)
          .where('at', '=', at)
          .where('reviewed_at', 'is', null)
          .returning('number')
          .executeTakeFirst();
        if (row === undefined) return { done: false };
        const entry = {
          at: now().toISOString(),
          actor,
          action: 'changed',
          object: { kind: 'case', id: row.number },
          facts: [],
          ground: { kind: 'law', basis: '152-ФЗ, ст. 19' },
          purpose: verdict === 'justified' ? 'emergency look justified' : 'emergency look not justified',
        } as const;
        await writeJournal(transaction, [{ person, entry }]);
        return { done: true };
      });
    },
  };
}

type Queries = Pick<Database, 'queries'>;

/** Emergency looks nobody has looked through yet, the oldest first; read as an auditor. */
export async function unreviewedLooks({ queries }: Queries): Promise<readonly Glass[]> {
  const rows = await queries
    .selectFrom('break_glass')
    .select(['person', 'case_id', 'number', 'officer', 'agency', 'reason', 'at', 'until'])
    .where('reviewed_at', 'is', null)
    .orderBy('at')
    .limit(looksListed)
    .execute();
  return rows.map(({ case_id: caseId, ...look }) => ({ ...look, caseId }));
}

/** The last looks that were looked through, the newest verdict first. */
export async function reviewedLooks({ queries }: Queries, most = 20): Promise<readonly ReviewedGlass[]> {
  const rows = await queries
    .selectFrom('break_glass')
    .select(['person', 'case_id', 'number', 'officer', 'agency', 'reason', 'at', 'until'])
    .select(['verdict', 'verdict_words', 'reviewed_by'])
    .where('reviewed_at', 'is not', null)
    .orderBy('reviewed_at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ case_id: caseId, verdict, verdict_words: words, reviewed_by: reviewedBy, ...look }) => ({
    ...look,
    caseId,
    verdict: verdict ?? 'justified',
    words: words ?? '',
    reviewedBy: reviewedBy ?? '',
  }));
}

/** Until when the officer may look at the case in an emergency; undefined when she has given no reason, or its hour is over. */
export async function glassUntil(
  transaction: Transaction<Tables>,
  { officer, agency }: Pick<Glass, 'officer' | 'agency'>,
  { person, id }: { readonly person: string; readonly id: string },
  now: Date,
): Promise<Date | undefined> {
  const found = await transaction
    .selectFrom('break_glass')
    .select('until')
    .where('person', '=', person)
    .where('case_id', '=', id)
    .where('officer', '=', officer)
    // Another agency may have an officer of the same number, and she has given no reason.
    .where('agency', '=', agency)
    .where('until', '>', now)
    .executeTakeFirst();
  return found?.until;
}

const wordsMissing: Problem = {
  code: 'verdict-words-missing',
  message: { ru: 'Не сказано, почему просмотр не обоснован.', en: 'Why the look was not justified is not told.' },
  remedy: {
    ru: 'Напишите несколько слов: их прочтёт руководитель.',
    en: 'Write a few words for the head of the agency.',
  },
};

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
