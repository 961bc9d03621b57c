import type { Rounding } from './exact.ts';
import type { Sql } from './text.ts';

/** How the row of a service is made of the columns of a wide table; `answer` is NULL for no. */
export type ServiceColumns = Readonly<Record<'service' | 'person' | 'answer' | 'isAny' | 'amount' | 'criterion', Sql>>;

/** What DuckDB and PostgreSQL write differently. */
export type Dialect = {
  readonly name: 'duckdb' | 'postgres';
  readonly double: Sql;
  readonly amount: Sql;
  /** Said at the end of a subquery: it is counted as it stands, not merged into the one around it. */
  readonly fence: Sql;
  /** Before the statements: functions of this connection. */
  readonly setUp: readonly Sql[];
  readonly date: (day: number) => Sql;
  /** The day so many months, then days after (before: negative). */
  readonly shifted: (day: Sql, months: number, days: number) => Sql;
  readonly listHas: (list: Sql, item: string) => Sql;
  /** A row for each service and person of a wide table who has an answer. */
  readonly rows: (table: string, services: readonly ServiceColumns[]) => Sql;
  /** Arithmetic on the digits that show a number, as FEEL has it; the result is the nearest double. */
  readonly add: (a: Sql, b: Sql) => Sql;
  readonly multiply: (a: Sql, b: Sql) => Sql;
  readonly divide: (a: Sql, b: Sql) => Sql;
  readonly round: (value: Sql, scale: number, rounding: Rounding) => Sql;
};
