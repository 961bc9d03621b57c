import type { DuckDBConnection } from '@duckdb/node-api';

import { duckDbDialect } from './duckdb-dialect.ts';
import type { Engine, Row } from './engine.ts';

/** DuckDB in this process; the tables made live as long as the connection. */
export async function duckDbEngine(connection: DuckDBConnection): Promise<Engine> {
  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  const rows: Engine['rows'] = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[];
  for (const made of duckDbDialect.setUp) await run(made);
  return {
    dialect: duckDbDialect,
    run,
    rows,
    columns: async (table) => {
      const told = await rows(`describe select * from ${table}`);
      return new Map(told.map((row) => [String(row.column_name), String(row.column_type).toLowerCase()]));
    },
    make: (table, query) => run(`create or replace temp table ${table} as ${query}`),
  };
}
