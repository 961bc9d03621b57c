import type { PGlite } from '@electric-sql/pglite';
import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

/**
 * Kysely on one PGlite. Kysely's own dialect hands the one connection to everybody at once, so that a query of one
 * request runs inside the transaction of another; here whoever needs the connection waits for it.
 */
export function pgliteDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => pgliteDriver(pglite),
    createIntrospector: (queries) => new PostgresIntrospector(queries),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function pgliteDriver(pglite: PGlite): Driver {
  const connection = pgliteConnection(pglite);
  const say = async (words: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(words));
  };
  let lastInLine: Promise<void> = Promise.resolve();
  let letNextGo: () => void = () => undefined;
  return {
    init: () => pglite.waitReady,
    acquireConnection: async () => {
      const before = lastInLine;
      const { promise, resolve } = Promise.withResolvers<void>();
      lastInLine = promise;
      await before;
      letNextGo = resolve;
      return connection;
    },
    releaseConnection: async () => letNextGo(),
    beginTransaction: (_connection, { isolationLevel }) =>
      say(isolationLevel === undefined ? 'begin' : `begin isolation level ${isolationLevel}`),
    commitTransaction: () => say('commit'),
    rollbackTransaction: () => say('rollback'),
    destroy: async () => {
      await lastInLine;
      if (!pglite.closed) await pglite.close();
    },
  };
}

function pgliteConnection(pglite: PGlite): DatabaseConnection {
  return {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
      // Like PostgreSQL's own driver: without parameters the text may hold several statements, as migrations do.
      const result = parameters.length > 0 ? await pglite.query(sql, [...parameters]) : (await pglite.exec(sql)).at(-1);
      return { rows: (result?.rows ?? []) as Row[], numAffectedRows: BigInt(result?.affectedRows ?? 0) };
    },
    // eslint-disable-next-line require-yield -- Kysely wants a generator, and PGlite has no cursor to give.
    async *streamQuery() {
      throw new Error('PGlite gives no rows one by one.');
    },
  };
}
