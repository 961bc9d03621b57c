import type { Catalogue, EntityKind, Fact } from '#catalogue';

/** A column of a population that holds a fact, and the types DuckDB may have it in. */
export type FactColumn = { readonly fact: Fact; readonly types: RegExp };

const types: Readonly<Record<Fact['type'], RegExp>> = {
  boolean: /^BOOLEAN$/u,
  number: /^(?:U?(?:TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/u,
  money: /^(?:U?(?:TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/u,
  date: /^(?:DATE|VARCHAR)$/u,
  choice: /^(?:VARCHAR|ENUM\(.*\))$/u,
  choices: /^(?:VARCHAR|ENUM\(.*\))(?:\[\])?$/u,
  text: /^VARCHAR$/u,
};

/** How the contract (`docs/screening.md`) calls the type of a fact's column. */
export const typeNames: Readonly<Record<Fact['type'], string>> = {
  boolean: 'BOOLEAN',
  number: 'INTEGER, DECIMAL, DOUBLE',
  money: 'INTEGER, DECIMAL, DOUBLE',
  date: 'DATE, VARCHAR',
  choice: 'VARCHAR',
  choices: 'VARCHAR[]',
  text: 'VARCHAR',
};

export const noneSuffix = '_none';

/** The facts a population may have columns of: those of people, or those of households. */
export function factColumns(catalogue: Catalogue, of: EntityKind): readonly FactColumn[] {
  return [...catalogue.facts.values()]
    .filter((fact) => fact.of === of)
    .map((fact) => ({ fact, types: types[fact.type] }));
}

/** A number is told wrong when it lies outside the limits of its fact; without limits, outside what money can be. */
export function limitsOf({ min, max }: Fact): { readonly min: number; readonly max: number } {
  return { min: min ?? -1e12, max: max ?? 1e12 };
}
