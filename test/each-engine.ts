import { after, before, describe } from 'node:test';
import { openDatabase, startServer } from '#database';
import type { Database, OwnServer } from '#database';

/** Runs the same tests on PGlite in memory and on a real PostgreSQL; `database()` gives the one that is open. */
export function onEachEngine(name: string, tests: (database: () => Database) => void): void {
  describe(`${name}, on PGlite`, () => {
    let database: Database | undefined;
    before(async () => void (database = await opened({})));
    after(async () => await database?.close());
    tests(() => there(database));
  });
  onPostgres(name, tests);
}

/** For what one connection cannot show: locks, and several at once. */
export function onPostgres(name: string, tests: (database: () => Database, url: () => string) => void): void {
  describe(`${name}, on PostgreSQL`, () => {
    let postgres: OwnServer | undefined;
    let database: Database | undefined;
    let url = '';
    before(async () => {
      postgres = await startServer();
      url = await postgres.newDatabase();
      database = await opened({ url });
    });
    after(async () => {
      await database?.close();
      await postgres?.stop();
    });
    tests(
      () => there(database),
      () => url,
    );
  });
}

/** The open database, or a failed test that says why not. */
export async function opened(where: { readonly url?: string; readonly folder?: string }): Promise<Database> {
  const result = await openDatabase(where);
  if ('problem' in result) throw new Error(result.problem.message.en);
  return result.database;
}

function there(database: Database | undefined): Database {
  if (database === undefined) throw new Error('The database is not open.');
  return database;
}
