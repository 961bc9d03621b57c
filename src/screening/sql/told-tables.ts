import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, EntityKind, Fact } from '#catalogue';

import type { Engine } from './engine.ts';
import { noneColumn } from './leaves.ts';
import { named, quoted } from './text.ts';
import type { Sql } from './text.ts';

const rowsInStatement = 500;

/** Writes told households as the tables of a population; dates stand as texts, as some may be known in part. */
export async function writeTold(
  engine: Engine,
  catalogue: Catalogue,
  all: readonly ToldSituation[],
  { people, households }: { readonly people: string; readonly households: string },
): Promise<void> {
  const ofPeople = factsOf(catalogue, 'person');
  const ofHouseholds = factsOf(catalogue, 'household');
  const text = engine.dialect.name === 'duckdb' ? 'varchar' : 'text';
  const types = { boolean: 'boolean', number: 'double precision', money: 'double precision', choices: `${text}[]` };
  const columns = (facts: readonly Fact[]): Sql[] =>
    facts.flatMap((fact) => [
      `${named(fact.id)} ${fact.type in types ? types[fact.type as keyof typeof types] : text}`,
      ...(fact.mayBeAbsent === undefined ? [] : [`${named(noneColumn(fact.id))} boolean`]),
    ]);
  await engine.run(
    `create table ${people} (${['household bigint', `person ${text}`, 'applicant boolean', ...columns(ofPeople)].join(', ')})`,
  );
  await engine.run(
    `create table ${households} (${['household bigint', `territory ${text}`, ...columns(ofHouseholds)].join(', ')})`,
  );
  const peopleRows = all.flatMap((told, household) =>
    told.people.map((person) => [
      String(household),
      quoted(`${household} ${person.id}`),
      String(person.id === told.applicant),
      ...ofPeople.flatMap((fact) => cells(fact, person.facts[fact.id], text)),
    ]),
  );
  const householdRows = all.map((told, household) => [
    String(household),
    quoted(told.territory),
    ...ofHouseholds.flatMap((fact) => cells(fact, told.household[fact.id], text)),
  ]);
  await insert(engine, people, peopleRows);
  await insert(engine, households, householdRows);
}

function factsOf(catalogue: Catalogue, of: EntityKind): readonly Fact[] {
  return [...catalogue.facts.values()].filter((fact) => fact.of === of);
}

function cells(fact: Fact, value: FactValue | undefined, text: string): Sql[] {
  const own = cell(value, text);
  return fact.mayBeAbsent === undefined ? [own] : [own, String(value === null)];
}

function cell(value: FactValue | undefined, text: string): Sql {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  const items = value.map(quoted).join(', ');
  return text === 'varchar' ? `[${items}]::varchar[]` : `array[${items}]::text[]`;
}

async function insert(engine: Engine, table: string, rows: readonly (readonly Sql[])[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsInStatement) {
    const part = rows.slice(from, from + rowsInStatement).map((row) => `(${row.join(', ')})`);
    await engine.run(`insert into ${table} values ${part.join(', ')}`);
  }
}
