import type { DuckDBConnection } from '@duckdb/node-api';

/** All rows of a small result. */
export async function rowsOf(duck: DuckDBConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  return (await duck.runAndReadAll(sql)).getRowObjectsJS();
}
