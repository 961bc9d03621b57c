import { sql } from 'kysely';

import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Problem } from '#language';

import type { SignedIn } from './model.ts';

export type NamedHelper = { readonly helper: string; readonly name: string; readonly until: string };
export type Helped = { readonly person: string; readonly name: string; readonly until: string };

/** Whom a resident lets act for her: named by herself, for a time, ended by her at any moment. Both are in her journal. */
export type OnBehalf = {
  /** Until a day, `YYYY-MM-DD`, at most a year ahead. Problems: `helper-oneself`, `helper-until-past`, `helper-until-far`. */
  readonly name: (who: SignedIn, helper: NamedHelper) => Promise<{ readonly problem: Problem } | undefined>;
  readonly end: (who: SignedIn, helper: string) => Promise<void>;
  readonly helpersOf: (person: string) => Promise<readonly NamedHelper[]>;
  /** What the person calls everybody she has ever named, by number: for reading what they did. */
  readonly namesOf: (person: string) => Promise<ReadonlyMap<string, string>>;
  /** Whom somebody may act for today. */
  readonly helpedBy: (helper: string) => Promise<readonly Helped[]>;
  /** The same resident with the persons she may act for today; asked anew at each look, so that an end is an end. */
  readonly withOthers: (who: SignedIn) => Promise<SignedIn>;
};

export function createOnBehalf(
  database: Database,
  { now, today }: { readonly now: () => Date; readonly today: () => string },
): OnBehalf {
  const { queries } = database;

  async function helpedBy(helper: string): Promise<readonly Helped[]> {
    const { rows } = await sql<Helped>`select person, person_name as name, until::text as until from helper
      where helper = ${helper} and ended_at is null and until >= ${today()}::date order by person_name, person`.execute(
      queries,
    );
    return rows;
  }

  async function change(
    { actor }: SignedIn,
    helper: string,
    purpose: 'helper named' | 'helper ended',
    statement: (person: string) => ReturnType<typeof sql>,
  ): Promise<void> {
    if (actor.kind !== 'person') throw new Error('Helpers are named by residents.');
    const { person } = actor;
    await queries.transaction().execute(async (transaction) => {
      await statement(person).execute(transaction);
      const entry = {
        at: now().toISOString(),
        actor,
        action: 'changed',
        object: { kind: 'helper', id: helper },
        facts: [],
        ground: { kind: 'own', basis: 'own data' },
        purpose,
      } as const;
      await writeJournal(transaction, [{ person, entry }]);
    });
  }

  return {
    name: async (who, { helper, name, until }) => {
      if (who.actor.kind === 'person' && who.actor.person === helper) return { problem: oneself };
      if (!(until >= today())) return { problem: untilPast };
      if (until > yearAfter(today())) return { problem: untilFar };
      await change(
        who,
        helper,
        'helper named',
        (person) => sql`insert into helper (person, helper, name, since, until, person_name)
          values (${person}, ${helper}, ${name}, ${now()}, ${until}::date, ${who.name})
          on conflict (person, helper) do update
          set name = excluded.name, until = excluded.until, ended_at = null, person_name = excluded.person_name`,
      );
      return undefined;
    },

    end: async (who, helper) =>
      await change(
        who,
        helper,
        'helper ended',
        (person) => sql`update helper set ended_at = ${now()}
          where person = ${person} and helper = ${helper} and ended_at is null`,
      ),

    helpersOf: async (person) => {
      const { rows } = await sql<NamedHelper>`select helper, name, until::text as until from helper
        where person = ${person} and ended_at is null and until >= ${today()}::date order by name`.execute(queries);
      return rows;
    },

    namesOf: async (person) => {
      const rows = await queries.selectFrom('helper').select(['helper', 'name']).where('person', '=', person).execute();
      return new Map(rows.map(({ helper, name }) => [helper, name]));
    },

    helpedBy,

    withOthers: async (who) => {
      if (who.actor.kind !== 'person') return who;
      return { ...who, actsFor: (await helpedBy(who.actor.person)).map(({ person }) => person) };
    },
  };
}

/** The same resident as she acts for another person, when it is not herself; whether she may is asked elsewhere. */
export function actingFor(who: SignedIn, person: string): SignedIn {
  const { actor } = who;
  if (actor.kind !== 'person' || actor.person === person) return who;
  return { ...who, actor: { ...actor, onBehalfOf: person } };
}

function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
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

const untilFar: Problem = {
  code: 'helper-until-far',
  message: { ru: 'Дольше чем на год помощника не называют.', en: 'A helper is named for a year at most.' },
  remedy: {
    ru: 'Выберите день в пределах года: потом можно продлить.',
    en: 'Choose a day within a year; it can be prolonged.',
  },
};
