import { sql } from 'kysely';

import type { Database } from '#database';
import { subjectShape } from '#protocol';
import type { Subject } from '#protocol';

import type { Queries } from './read-inquiries.ts';

/** Keeps by what registers know somebody of a person's situations; what was kept before is put aside by what is told now. */
export async function identify(
  database: Pick<Database, 'queries'>,
  person: string,
  subject: string,
  names: Subject,
  at: Date,
): Promise<void> {
  const identity = JSON.stringify(subjectShape.parse(names));
  await sql`insert into known_as (person, subject, snils, identity, at)
    values (${person}, ${subject}, ${names.snils ?? null}, ${identity}::jsonb, ${at})
    on conflict (person, subject) do update set snils = excluded.snils, identity = excluded.identity, at = excluded.at`.execute(
    database.queries,
  );
}

/** By what registers know somebody of a person's situations. */
export async function nameOf(
  { queries }: { readonly queries: Queries },
  person: string,
  subject: string,
): Promise<Subject | undefined> {
  const row = await queries
    .selectFrom('known_as')
    .select('identity')
    .where('person', '=', person)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row === undefined ? undefined : subjectShape.parse(row.identity);
}

/** Everybody's situations in which a register's person stands. */
export async function knownBy(
  database: Pick<Database, 'queries'>,
  snils: string,
): Promise<readonly { readonly person: string; readonly subject: string }[]> {
  return await database.queries
    .selectFrom('known_as')
    .select(['person', 'subject'])
    .where('snils', '=', snils)
    .orderBy('person')
    .execute();
}
