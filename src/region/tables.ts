import type { FactValue } from '#assessment';
import type { Catalogue, EntityKind, Fact } from '#catalogue';
import { dayNumber } from '#language';
import { BOOLEAN, DATE, DOUBLE, DuckDBDateValue, ENUM8, INTEGER, listValue, LIST, VARCHAR } from '@duckdb/node-api';
import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';

/** A column of the tables of a population: `kept` is how it stands while it is made, `written` its type in the file. */
export type Column = {
  readonly name: string;
  readonly kept: DuckDBType;
  readonly written: string;
  readonly value: (row: Row) => DuckDBValue;
};

/** What a row is made of. */
export type Row = {
  readonly household: number;
  readonly territory: string;
  readonly person?: string;
  readonly isApplicant: boolean;
  readonly facts: Readonly<Record<string, FactValue | undefined>>;
};

/** The columns of `people` or `households`: the fixed ones, then one a fact of the packs, in their order. */
export function columnsOf(catalogue: Catalogue, of: EntityKind): readonly Column[] {
  const household: Column = { name: 'household', kept: INTEGER, written: 'INTEGER', value: (row) => row.household };
  const codes = [...catalogue.territories.keys()];
  const fixed: readonly Column[] =
    of === 'person'
      ? [
          household,
          { name: 'person', kept: VARCHAR, written: 'VARCHAR', value: (row) => row.person ?? null },
          { name: 'applicant', kept: BOOLEAN, written: 'BOOLEAN', value: (row) => row.isApplicant },
        ]
      : [household, { name: 'territory', kept: ENUM8(codes), written: 'VARCHAR', value: (row) => row.territory }];
  return [...fixed, ...[...catalogue.facts.values()].filter((fact) => fact.of === of).map(factColumn)];
}

function factColumn(fact: Fact): Column {
  const { id } = fact;
  const plain = (kept: DuckDBType, written: string): Column => ({
    name: id,
    kept,
    written,
    value: ({ facts }) => (facts[id] ?? null) as DuckDBValue,
  });
  switch (fact.type) {
    case 'boolean':
      return plain(BOOLEAN, 'BOOLEAN');
    case 'number':
    case 'money':
      return plain(DOUBLE, 'DOUBLE');
    case 'choice':
      return plain(ENUM8(fact.choices.map(({ value }) => value)), 'VARCHAR');
    case 'choices':
      return {
        ...plain(LIST(VARCHAR), 'VARCHAR[]'),
        value: ({ facts }) => (Array.isArray(facts[id]) ? listValue(facts[id] as readonly string[]) : null),
      };
    case 'date':
      return { ...plain(DATE, 'DATE'), value: ({ facts }) => dateOf(facts[id]) };
    case 'text':
      return plain(VARCHAR, 'VARCHAR');
  }
}

function dateOf(value: FactValue | undefined): DuckDBDateValue | null {
  const day = typeof value === 'string' ? dayNumber(value) : undefined;
  return day === undefined ? null : new DuckDBDateValue(day);
}
