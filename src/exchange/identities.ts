import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import type { Database } from '#database';
import { subjectShape } from '#protocol';
import type { RegisteredChild, Subject } from '#protocol';

import type { Purpose } from './model.ts';
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
 * Under which name the applicant of a situation is known to registers: the person's own, as whoever let her in vouches for it,
 * whatever the situation calls her; undefined where she is not known so, or the situation is about somebody else.
 */
export async function nameOfApplicant(
  { queries }: { readonly queries: Queries },
  person: string,
  told: ToldSituation,
): Promise<string | undefined> {
  const own = await nameOf({ queries }, person, person);
  return own === undefined || isSomebodyElse(told, own) ? undefined : person;
}

/**
 * The children of a telling whom the civil registry names among the children of the person: each who fits one of them, and no
 * other, is known to registers from then on, for this telling (`purpose`): another may call another child the same. What is told
 * says nothing about whose child it is: only the registry does. Gives the names they are known under.
 */
export async function knowChildren(
  { queries }: { readonly queries: Queries },
  { person, told, purpose }: { readonly person: string; readonly told: ToldSituation; readonly purpose: Purpose },
  registered: readonly RegisteredChild[],
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  const children = told.people.filter(({ id, facts }) => id !== told.applicant && facts['relation'] === 'child');
  const fits = ({ id }: ToldSituation['people'][number], { birthDate }: RegisteredChild): boolean =>
    isBorn(told, id, birthDate, 0);
  const names = new Map<string, string>();
  for (const child of children) {
    const [one, ...others] = registered.filter((candidate) => fits(child, candidate));
    if (one === undefined || others.length > 0) continue;
    if (children.some((other) => other !== child && fits(other, one))) continue;
    const name = `${child.id} ${purpose.id}`;
    await identify({ queries }, person, name, one, at);
    names.set(child.id, name);
  }
  return names;
}

/** Who of a situation somebody is whom a register knows, by one of the names under which she is known in the person's situations. */
export async function whoIn(
  { queries }: { readonly queries: Queries },
  told: ToldSituation,
  person: string,
  names: readonly string[],
): Promise<string | undefined> {
  const called = names.find((one) => told.people.some(({ id }) => id === one));
  if (called !== undefined || !names.includes(person)) return called;
  return (await nameOfApplicant({ queries }, person, told)) === undefined ? undefined : told.applicant;
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
