import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import { writeJournal } from '#journal';
import type { Problem } from '#language';

import type { CaseShape, SignedIn } from './model.ts';
import { may } from './policy.ts';

/** A child may have parents, adoptive parents, a guardian (Family Code of Russia, art. 64, 137, 145). */
export const kinships = ['parent', 'adoptive-parent', 'guardian'] as const;
export type Kinship = (typeof kinships)[number];

export type Representative = {
  readonly representative: string;
  readonly name: string;
  readonly kinship: Kinship;
  readonly certificate: string;
  /** The child's eighteenth birthday, on which it ends. */
  readonly endsOn: string;
  /** Who has seen the certificate. */
  readonly officer: string;
  readonly agency: string;
};

/** The child that a case is about, and what the case says of it. */
export type Child = { readonly shape: CaseShape; readonly name: string; readonly bornOn?: string };

export type Vouching = Pick<Representative, 'representative' | 'name' | 'kinship' | 'certificate'> & {
  /** As the certificate has it. */
  readonly bornOn: string;
};

type Refused = { readonly problem: Problem } | undefined;

/**
 * Legal representatives of children. Who is one is not believed but seen: an officer of the case has had the certificate in his
 * hands. The child and the representative read it in their journals. Problems: `not-allowed`, `represents-oneself`,
 * `not-a-child`, `born-on-another-day`.
 */
export type Representatives = {
  readonly vouch: (who: SignedIn, child: Child, vouching: Vouching) => Promise<Refused>;
  readonly end: (who: SignedIn, child: Child, representative: string, because: string) => Promise<Refused>;
};

type Clock = { readonly now: () => Date; readonly today: () => string };

export function createRepresentatives(database: Database, { now, today }: Clock): Representatives {
  async function change(
    who: SignedIn,
    { shape }: Child,
    representative: string,
    purpose: 'representative vouched for' | 'representative ended',
    statement: (by: { readonly officer: string; readonly agency: string }) => ReturnType<typeof sql>,
  ): Promise<Refused> {
    const { actor } = who;
    const verdict = may(who, 'representative.vouch', shape);
    if (!verdict.allowed) return { problem: verdict.problem };
    if (actor.kind !== 'officer') throw new Error('Only officers vouch for somebody.');
    return await database.queries.transaction().execute(async (transaction) => {
      const { numAffectedRows } = await statement(actor).execute(transaction);
      if (numAffectedRows === 0n) return undefined;
      const entry = {
        at: now().toISOString(),
        actor,
        action: 'changed',
        object: { kind: 'representative', id: representative },
        facts: [],
        ground: verdict.ground,
        purpose,
      } as const;
      await writeJournal(
        transaction,
        [shape.person, representative].map((person) => ({ person, entry })),
      );
      return undefined;
    });
  }

  return {
    vouch: async (who, child, { representative, name, kinship, certificate, bornOn }) => {
      const { person } = child.shape;
      const endsOn = eighteenthBirthday(bornOn);
      if (representative === person) return { problem: oneself };
      if (child.bornOn !== undefined && child.bornOn !== bornOn) return { problem: bornOnAnotherDay };
      if (bornOn > today() || endsOn <= today()) return { problem: notAChild };
      return await change(
        who,
        child,
        representative,
        'representative vouched for',
        ({ officer, agency }) => sql`insert into representative
          (person, representative, person_name, name, kinship, certificate, born_on, ends_on, officer, agency, since)
          values (${person}, ${representative}, ${child.name}, ${name}, ${kinship}, ${certificate}, ${bornOn}::date,
            ${endsOn}::date, ${officer}, ${agency}, ${now()})
          on conflict (person, representative) do update set person_name = excluded.person_name, name = excluded.name,
            kinship = excluded.kinship, certificate = excluded.certificate, born_on = excluded.born_on,
            ends_on = excluded.ends_on, officer = excluded.officer, agency = excluded.agency, since = excluded.since,
            ended_at = null, ended_because = null`,
      );
    },

    end: async (who, child, representative, because) =>
      await change(
        who,
        child,
        representative,
        'representative ended',
        () => sql`update representative set ended_at = ${now()}, ended_because = ${because}
          where person = ${child.shape.person} and representative = ${representative} and ended_at is null`,
      ),
  };
}

/** Who acts for the child today, as whoever asks may see it. */
export async function representativesOf(
  queries: Transaction<Tables> | Database['queries'],
  person: string,
  today: string,
): Promise<readonly Representative[]> {
  const { rows } = await sql<Representative>`
    select representative, name, kinship, certificate, ends_on::text as "endsOn", officer, agency from representative
    where person = ${person} and ended_at is null and ends_on > ${today}::date order by name, representative`.execute(
    queries,
  );
  return rows;
}

/** From that day on nobody acts for her by law; for whoever was born on 29 February, 28 February (Civil Code, art. 192). */
export function eighteenthBirthday(bornOn: string): string {
  const year = String(Number(bornOn.slice(0, 4)) + 18);
  return `${year}${bornOn.slice(4) === '-02-29' ? '-02-28' : bornOn.slice(4)}`;
}

const oneself: Problem = {
  code: 'represents-oneself',
  message: { ru: 'Это номер самого ребёнка.', en: 'This is the number of the child.' },
  remedy: { ru: 'Напишите номер родителя или опекуна.', en: 'Write the number of the parent or guardian.' },
};

const bornOnAnotherDay: Problem = {
  code: 'born-on-another-day',
  message: {
    ru: 'В деле у ребёнка другая дата рождения.',
    en: 'The case has another date of birth for the child.',
  },
  remedy: {
    ru: 'Проверьте, тот ли это ребёнок. Если ошибка в деле, сначала исправьте её там.',
    en: 'Check that it is the same child. If the case is wrong, correct it there first.',
  },
};

const notAChild: Problem = {
  code: 'not-a-child',
  message: {
    ru: 'По этой дате человеку уже есть 18 лет или он ещё не родился.',
    en: 'By this date the person is 18 already, or not born yet.',
  },
  remedy: {
    ru: 'Совершеннолетний действует сам или называет помощника.',
    en: 'An adult acts alone, or names a helper.',
  },
};
