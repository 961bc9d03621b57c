import { sql } from 'kysely';

import type { Database } from '#database';
import type { Problem } from '#language';

import type { SignedIn } from './model.ts';

export type NamedHelper = { readonly helper: string; readonly name: string; readonly until: string };

/** Whom a resident lets act for her: named by herself, for a time, ended by her at any moment. */
export type OnBehalf = {
  /** Until a day, `YYYY-MM-DD`. Problems: `helper-oneself`, `helper-until-past`. */
  readonly name: (
    person: string,
    helper: { readonly helper: string; readonly name: string; readonly until: string },
  ) => Promise<{ readonly problem: Problem } | undefined>;
  readonly end: (person: string, helper: string) => Promise<void>;
  readonly helpersOf: (person: string) => Promise<readonly NamedHelper[]>;
  /** The same resident with the persons she may act for today; asked anew at each look, so that an end is an end. */
  readonly withOthers: (who: SignedIn) => Promise<SignedIn>;
};

export function createOnBehalf(
  database: Database,
  { now, today }: { readonly now: () => Date; readonly today: () => string },
): OnBehalf {
  const { queries } = database;
  return {
    name: async (person, { helper, name, until }) => {
      if (person === helper) return { problem: oneself };
      if (!(until >= today())) return { problem: untilPast };
      await sql`insert into helper (person, helper, name, since, until) values (${person}, ${helper}, ${name}, ${now()}, ${until}::date)
        on conflict (person, helper) do update set name = excluded.name, until = excluded.until, ended_at = null`.execute(
        queries,
      );
      return undefined;
    },

    end: async (person, helper) => {
      await sql`update helper set ended_at = ${now()}
        where person = ${person} and helper = ${helper} and ended_at is null`.execute(queries);
    },

    helpersOf: async (person) => {
      const { rows } = await sql<NamedHelper>`select helper, name, until::text as until from helper
        where person = ${person} and ended_at is null and until >= ${today()}::date order by name`.execute(queries);
      return rows;
    },

    withOthers: async (who) => {
      if (who.actor.kind !== 'person') return who;
      const { rows } = await sql<{ person: string }>`select person from helper
        where helper = ${who.actor.person} and ended_at is null and until >= ${today()}::date order by person`.execute(
        queries,
      );
      return { ...who, actsFor: rows.map(({ person }) => person) };
    },
  };
}

const oneself: Problem = {
  code: 'helper-oneself',
  message: { ru: 'За себя вы действуете и так.', en: 'You act for yourself already.' },
};

const untilPast: Problem = {
  code: 'helper-until-past',
  message: {
    ru: 'День, до которого можно действовать, прошёл или не понятен.',
    en: 'The last day is past or unreadable.',
  },
  remedy: { ru: 'Выберите день начиная с сегодняшнего.', en: 'Choose today or a later day.' },
};
