import type { FactPlace, Rulebook } from '#assessment';

import { noneColumn } from './leaves.ts';
import type { Engine } from './engine.ts';
import { named } from './text.ts';
import type { Sql } from './text.ts';
import type { Scale } from './values.ts';

/** What is known of a column before any rule is counted: a fact that is known of everybody needs half the work. */
export type ColumnProfile = {
  readonly isComplete: boolean;
  readonly scale: Scale;
  readonly least: number;
  readonly most: number;
  /** Whether a second column says of whom it is known that there is none. */
  readonly hasNone: boolean;
  /** Dates written as texts, some of them known in part. */
  readonly isText: boolean;
};

/** By fact; a fact without a column is not known of anybody. */
export type Profile = ReadonlyMap<string, ColumnProfile>;

/** Looks through both tables once. */
export async function profileOf(engine: Engine, book: Rulebook, people: Sql, households: Sql): Promise<Profile> {
  const profile = new Map<string, ColumnProfile>();
  for (const [table, isOfPerson] of [
    [people, true],
    [households, false],
  ] as const) {
    const types = await engine.columns(table);
    const facts = book.facts.filter((place) => place.isOfPerson === isOfPerson && types.has(place.id));
    const told = facts.flatMap((place, at) => lookedAt(place, types, at));
    const [row = {}] = told.length === 0 ? [] : await engine.rows(`select ${told.join(', ')} from ${table}`);
    for (const [at, { id, fact }] of facts.entries()) {
      const isNumber = fact.type === 'number' || fact.type === 'money';
      const isOf = (what: string): boolean => row[`${what}${at}`] !== false;
      profile.set(id, {
        isComplete: Number(row[`missing${at}`] ?? 0) === 0,
        scale: !isNumber || isOf('whole') ? 0 : isOf('kopecks') ? 2 : 'any',
        least: Number(row[`least${at}`] ?? 0),
        most: Number(row[`most${at}`] ?? 0),
        hasNone: types.has(noneColumn(id)),
        isText: fact.type === 'date' && types.get(id) !== 'date',
      });
    }
  }
  // The applicant is himself: the column may be missing altogether.
  if (!profile.has('relation')) profile.set('relation', { ...ofNothing, isComplete: false });
  return profile;
}

const ofNothing: ColumnProfile = { isComplete: true, scale: 0, least: 0, most: 0, hasNone: false, isText: false };

function lookedAt({ id, fact }: FactPlace, types: ReadonlyMap<string, string>, at: number): Sql[] {
  const column = named(id);
  const isMissing = id === 'relation' ? `${column} is null and not applicant` : `${column} is null`;
  const none = types.has(noneColumn(id)) ? ` or ${named(noneColumn(id))}` : '';
  const missing = `count(*) filter (where ${isMissing}${none}) as missing${at}`;
  if (fact.type !== 'number' && fact.type !== 'money') return [missing];
  const number = `cast(${column} as double precision)`;
  return [
    missing,
    `min(${number}) as least${at}`,
    `max(${number}) as most${at}`,
    `bool_and(round(${number}) = ${number}) as whole${at}`,
    `bool_and(round(${number} * 100) / 100 = ${number}) as kopecks${at}`,
  ];
}
