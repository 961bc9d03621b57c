import { sql } from 'kysely';

import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { Problem } from '#language';

import type { SignedIn } from './model.ts';
import { createRepresentatives } from './representatives.ts';
import type { Representatives } from './representatives.ts';

export type NamedHelper = { readonly helper: string; readonly name: string; readonly until: string };
export type Helped = {
  readonly person: string;
  readonly name: string;
  /** The last day. */
  readonly until: string;
  /** By law; else because the person has named her. */
  readonly as?: 'representative';
};

/**
 * Who acts for a resident: whom she lets act for her, named by herself, for a time, ended by her at any moment; and for a child its
 * legal representatives. All of it is in her journal.
 */
export type OnBehalf = {
  /** Until a day, `YYYY-MM-DD`, at most a year ahead. Problems: `helper-oneself`, `helper-until-past`, `helper-until-far`. */
  readonly name: (who: SignedIn, helper: NamedHelper) => Promise<{ readonly problem: Problem } | undefined>;
  readonly end: (who: SignedIn, helper: string) => Promise<void>;
  readonly helpersOf: (person: string) => Promise<readonly NamedHelper[]>;
  readonly representatives: Representatives;
  /** What everybody is called who has ever acted for the person, by number: for reading what they did. */
  readonly namesOf: (person: string) => Promise<ReadonlyMap<string, string>>;
  /** Whom somebody may act for today. */
  readonly helpedBy: (helper: string) => Promise<readonly Helped[]>;
  /** The same resident with the persons she may act for today; asked anew at each look, so that an end is an end. */
  readonly withOthers: (who: SignedIn) => Promise<SignedIn>;
};

export function createOnBehalf(
  database: Database,
  clock: { readonly now: () => Date; readonly today: () => string },
): OnBehalf {
  const { queries } = database;
  const { now, today } = clock;

  async function helpedBy(helper: string): Promise<readonly Helped[]> {
    const { rows } = await sql<Helped & { readonly as: 'representative' | null }>`
      select person, person_name as name, (ends_on - 1)::text as until, 'representative' as as from representative
      where representative = ${helper} and ended_at is null and ends_on > ${today()}::date
      union all
      select person, person_name, until::text, null from helper h
      where helper = ${helper} and ended_at is null and until >= ${today()}::date and not exists (
        select from representative r where r.person = h.person and r.representative = h.helper and r.ended_at is null
          and r.ends_on > ${today()}::date)
      order by name, person`.execute(queries);
    return rows.map(({ as, ...helped }) => (as === null ? helped : { ...helped, as }));
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

    representatives: createRepresentatives(database, clock),

    namesOf: async (person) => {
      const { rows } = await sql<Pick<NamedHelper, 'helper' | 'name'>>`
        select representative as helper, name from representative where person = ${person}
        union all select helper, name from helper where person = ${person}`.execute(queries);
      return new Map(rows.map(({ helper, name }) => [helper, name]));
    },

    helpedBy,

    withOthers: async (who) => {
      if (who.actor.kind !== 'person') return who;
      const helped = await helpedBy(who.actor.person);
      const represents = helped.flatMap(({ person, as }) => (as === undefined ? [] : [person]));
      return {
        ...who,
        actsFor: helped.map(({ person }) => person),
        ...(represents.length === 0 ? {} : { represents }),
      };
    },
  };
}

/** The same resident as she acts for another person, when it is not herself; whether she may is asked elsewhere. */
export function actingFor(who: SignedIn, person: string): SignedIn {
  const { actor, represents = [] } = who;
  if (actor.kind !== 'person' || actor.person === person) return who;
  const as = represents.includes(person) ? ({ as: 'representative' } as const) : {};
  return { ...who, actor: { ...actor, onBehalfOf: person, ...as } };
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
