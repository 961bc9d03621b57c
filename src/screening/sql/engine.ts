import type { Dialect } from './dialect.ts';
import type { Sql } from './text.ts';

export type Cell = string | number | bigint | boolean | null | undefined;
export type Row = Readonly<Record<string, Cell>>;

/** A database that counts: what this room needs of DuckDB and of PostgreSQL. */
export type Engine = {
  readonly dialect: Dialect;
  readonly run: (sql: Sql) => Promise<void>;
  readonly rows: (sql: Sql) => Promise<readonly Row[]>;
  /** Columns of a table with their types, in small letters. */
  readonly columns: (table: Sql) => Promise<ReadonlyMap<string, string>>;
  /** Makes a table of a query; it is kept by household where tables are spread over machines. */
  readonly make: (table: string, query: Sql) => Promise<void>;
};
