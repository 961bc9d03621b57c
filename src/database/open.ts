import type { openDatabase as Open } from './open-database.ts';

/** As in `open-database.ts`, which loads the drivers: only whoever opens a database waits for them. */
export const openDatabase: typeof Open = async (where) => (await import('./open-database.ts')).openDatabase(where);
