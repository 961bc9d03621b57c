import type { openDatabase as Open } from './open-database.ts';
import type { startOwnServer as Start } from './own-server.ts';

/** As in `open-database.ts`, which loads the drivers: only whoever opens a database waits for them. */
export const openDatabase: typeof Open = async (where) => (await import('./open-database.ts')).openDatabase(where);

/** Starts a PostgreSQL of our own, for tests and measurements: needs the packages for development. */
export const startServer: typeof Start = async () => (await import('./own-server.ts')).startOwnServer();
