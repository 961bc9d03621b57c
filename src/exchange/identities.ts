import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import type { Database } from '#database';
import { subjectShape } from '#protocol';
import type { RegisteredChild, Subject } from '#protocol';

import type { Queries } from './read-inquiries.ts';

/**
 * Keeps by what registers know somebody of a person's situations; what was kept before is put aside by what is told now. The person
 * herself, as whoever let her in vouches for her, is kept under her own id.
 */
export async function identify(
  database: { readonly queries: Queries },
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

/** What a situation tells of its applicant cannot be true of the person herself: somebody else is told about. */
export function isSomebodyElse(told: ToldSituation, { birthDate }: Subject): boolean {
  // Who is about to have a birthday may tell the coming age, and who has just had one, the last.
  return birthDate !== undefined && !isBorn(told, told.applicant, birthDate, 1);
}

/** Whether what is told of somebody's birth or age fits a day of birth; `off`: so many years an age may be off. */
function isBorn({ people, asOf }: ToldSituation, subject: string, birthDate: string, off: number): boolean {
  const { birthDate: told, ageYears: age } = people.find(({ id }) => id === subject)?.facts ?? {};
  // A day told in part ("2006", "2006-05") is the beginning of the whole day.
  if (typeof told === 'string' && !birthDate.startsWith(told)) return false;
  if (typeof age !== 'number') return true;
  const years = Number(asOf.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (asOf.slice(5) < birthDate.slice(5) ? 1 : 0);
  return Math.abs(years - age) <= off;
}

/**
 * The applicant of a situation is the person herself, whatever the situation calls her: then registers may be asked about the
 * applicant by what whoever let her in vouches for. Where the situation is about somebody else, they may not.
 */
export async function knowApplicant(
  { queries }: { readonly queries: Queries },
  person: string,
  told: ToldSituation,
): Promise<void> {
  if (told.applicant === person) return;
  const own = await nameOf({ queries }, person, person);
  if (own === undefined) return;
  if (isSomebodyElse(told, own)) {
    await sql`delete from known_as where person = ${person} and subject = ${told.applicant}
      and identity = ${JSON.stringify(own)}::jsonb`.execute(queries);
    return;
  }
  await sql`insert into known_as (person, subject, snils, identity, at)
    select person, ${told.applicant}, snils, identity, at from known_as where person = ${person} and subject = ${person}
    on conflict (person, subject) do update set snils = excluded.snils, identity = excluded.identity, at = excluded.at
    where known_as.identity <> excluded.identity`.execute(queries);
}

/**
 * The children of a situation whom the civil registry names among the children of the person: each who fits one of them, and no
 * other, is known to registers from then on. Whoever was known so and fits no more is not. `told` says nothing about whose
 * child it is: only the registry does.
 */
export async function knowChildren(
  { queries }: { readonly queries: Queries },
  person: string,
  told: ToldSituation,
  registered: readonly RegisteredChild[],
  at: Date,
): Promise<void> {
  const children = told.people.filter(({ id, facts }) => id !== told.applicant && facts['relation'] === 'child');
  const fits = ({ id }: ToldSituation['people'][number], { birthDate }: RegisteredChild): boolean =>
    isBorn(told, id, birthDate, 0);
  for (const child of children) {
    const [one, ...others] = registered.filter((candidate) => fits(child, candidate));
    const isOnly =
      one !== undefined && others.length === 0 && children.every((other) => other === child || !fits(other, one));
    const known = await nameOf({ queries }, person, child.id);
    // What was made known otherwise, by number, stays.
    if (known?.snils !== undefined) continue;
    if (isOnly) await identify({ queries }, person, child.id, one, at);
    else if (known !== undefined)
      await sql`delete from known_as where person = ${person} and subject = ${child.id}`.execute(queries);
  }
}

/** Who of a situation somebody is whom a register knows: by one of the ids under which the person's situations have known her. */
export function whoIn(
  { applicant, people }: ToldSituation,
  person: string,
  subjects: readonly string[],
): string | undefined {
  return (
    subjects.find((one) => people.some(({ id }) => id === one)) ?? (subjects.includes(person) ? applicant : undefined)
  );
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
