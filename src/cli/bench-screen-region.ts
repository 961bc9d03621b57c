import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Catalogue, Fact } from '#catalogue';
import { openDuck } from '#screening';

export type BenchFiles = { readonly people: string; readonly households: string };

/** The two tables of a population in its folder. */
export function filesIn(folder: string): BenchFiles {
  return { people: join(folder, 'people.parquet'), households: join(folder, 'households.parquet') };
}

/** Households of one to eight people, by how many of a thousand have so many. */
const sizes = [290, 300, 210, 135, 45, 13, 5, 2];
const meanSize = sizes.reduce((sum, share, index) => sum + share * (index + 1), 0) / 1000;
/** Nobody of the bench has an award under an earlier law: such people are answered one by one. */
const leftOut = new Set(['allowanceAppliedOn', 'allowanceAwardedOn']);

/**
 * A population in which every fact of the packs is drawn for everybody, by itself: nobody like anybody, but all rules are
 * walked. The same number gives the same people. `unknownPercent` of all facts are not known.
 */
export async function writeBenchRegion(
  catalogue: Catalogue,
  folder: string,
  people: number,
  unknownPercent: number,
): Promise<BenchFiles> {
  const { duck, close } = await openDuck(2);
  mkdirSync(folder, { recursive: true });
  const files = filesIn(folder);
  let salt = 1;
  const die = (key: string, sides: number): string => {
    salt += 1;
    return `(hash(${key}, ${salt}) % ${sides})::BIGINT`;
  };
  const columns = (of: Fact['of'], key: string): string =>
    [...catalogue.facts.values()]
      .filter((fact) => fact.of === of && !leftOut.has(fact.id))
      .map((fact) => {
        const value = drawn(fact, (sides) => die(key, sides));
        const known =
          unknownPercent === 0 ? value : `CASE WHEN ${die(key, 100)} >= ${unknownPercent} THEN ${value} END`;
        return `${known} AS "${fact.id}"`;
      })
      .join(', ');
  let upTo = 0;
  const cases = sizes.map((share, index) => `WHEN r < ${(upTo += share)} THEN ${index + 1}`).join(' ');
  const territories = [...catalogue.territories.keys()].filter((code) => /^69(?!000000)/u.test(code));
  await duck.run(
    `CREATE TABLE s AS SELECT household, CASE ${cases} END AS size FROM (SELECT i AS household, hash(i, 1) % 1000 AS r FROM range(${Math.ceil(people / meanSize)}) t(i)) ORDER BY household`,
  );
  await duck.run('CREATE TABLE p AS SELECT household, unnest(range(size)) AS place FROM s ORDER BY household, place');
  await duck.run(
    `COPY (SELECT household, 'p' || (10 * household + place) AS person, place = 0 AS applicant, ${columns('person', '10 * household + place')} FROM p) TO '${files.people}' (FORMAT parquet)`,
  );
  await duck.run(
    `COPY (SELECT household, ${chosen(territories, die('household', territories.length))} AS territory, ${columns('household', 'household')} FROM s) TO '${files.households}' (FORMAT parquet)`,
  );
  close();
  return files;
}

function drawn(fact: Fact, die: (sides: number) => string): string {
  switch (fact.type) {
    case 'boolean':
      return `${die(2)} = 0`;
    case 'money':
      return `round((${die(1000)}::DOUBLE / 1000) ** 3 * ${fact.id.endsWith('12') ? 2_000_000 : 90_000})`;
    case 'number': {
      const min = fact.min ?? 0;
      return `(${min} + ${die(Math.floor(Math.min(fact.max ?? 60, 60) - min + 1))})::DOUBLE`;
    }
    case 'date':
      return `DATE '2026-03-01' - ${die(fact.id === 'birthDate' ? 30_000 : 400)}::INTEGER`;
    case 'choice':
      return chosen(
        fact.choices.map(({ value }) => value),
        die(fact.choices.length),
      );
    case 'choices':
      return `list_filter([${fact.choices.map(({ value }) => `CASE WHEN ${die(10)} < 2 THEN '${value}' END`).join(', ')}], lambda one: one IS NOT NULL)`;
    case 'text':
      return "''";
  }
}

function chosen(values: readonly string[], die: string): string {
  return `[${values.map((value) => `'${value}'`).join(', ')}][1 + ${die}]`;
}
