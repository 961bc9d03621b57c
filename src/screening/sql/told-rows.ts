import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';

import type { Engine, Row } from './engine.ts';
import { noneColumn } from './leaves.ts';
import { named } from './text.ts';
import type { Sql } from './text.ts';

/** A household as its tables tell it, with its number there and the ids of its people there. */
export type ToldRow = { readonly household: string; readonly told: ToldSituation };

/** Reads households as they would be told at a window. */
export async function readTold(
  engine: Engine,
  catalogue: Catalogue,
  { people, households, asOf }: { readonly people: Sql; readonly households: Sql; readonly asOf: string },
  which: readonly string[],
): Promise<readonly ToldRow[]> {
  const chosen = `where household in (${which.join(', ')})`;
  const read = async (
    table: Sql,
    of: Fact['of'],
    keys: readonly Sql[],
  ): Promise<readonly [readonly Row[], readonly Fact[]]> => {
    const types = await engine.columns(table);
    const facts = [...catalogue.facts.values()].filter((fact) => fact.of === of && types.has(fact.id));
    const columns = facts.flatMap((fact) => [
      readable(fact, engine),
      ...(types.has(noneColumn(fact.id)) ? [named(noneColumn(fact.id))] : []),
    ]);
    return [await engine.rows(`select ${[...keys, ...columns].join(', ')} from ${table} ${chosen}`), facts];
  };
  const household = 'cast(household as text) as household';
  const [peopleRows, ofPeople] = await read(people, 'person', [household, 'person', 'applicant']);
  const [householdRows, ofHouseholds] = await read(households, 'household', [household, 'territory']);
  const byHousehold = Map.groupBy(peopleRows, (row) => String(row.household));
  return householdRows.map((row) => {
    const members = byHousehold.get(String(row.household)) ?? [];
    const applicant = members.find((one) => one.applicant === true) ?? members[0];
    return {
      household: String(row.household),
      told: {
        asOf,
        territory: String(row.territory),
        applicant: String(applicant?.person ?? ''),
        people: members.map((one) => ({ id: String(one.person), facts: factsOf(ofPeople, one) })),
        household: factsOf(ofHouseholds, row),
      },
    };
  });
}

function readable({ id, type }: Fact, { dialect }: Engine): Sql {
  const column = named(id);
  if (type === 'boolean' || type === 'choices') return column;
  const asType = type === 'number' || type === 'money' ? dialect.double : 'text';
  return `cast(${column} as ${asType}) as ${column}`;
}

function factsOf(facts: readonly Fact[], row: Row): Record<string, FactValue> {
  const told: Record<string, FactValue> = {};
  for (const { id } of facts) {
    const value = row[id];
    if (row[noneColumn(id)] === true) told[id] = null;
    else if (value !== null && value !== undefined) told[id] = value as FactValue;
  }
  return told;
}
