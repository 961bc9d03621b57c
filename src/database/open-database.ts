import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Problem } from '#language';
import { lockFolder } from './folder-lock.ts';
import { openInMemory } from './in-memory.ts';
import { migrate, readMigrations } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { PreparingConnection } from './preparing-connection.ts';
import { PgliteStream } from './pglite-stream.ts';
import type { Tables } from './tables.ts';

export type Database = {
  readonly engine: 'postgresql' | 'pglite';
  readonly queries: Kysely<Tables>;
  readonly close: () => Promise<void>;
};

export type OpenedDatabase = { readonly database: Database } | { readonly problem: Problem };

const migrationsFolder = join(import.meta.dirname, 'migrations');

/**
 * Opens a database and brings it to the newest migration.
 *
 *     await openDatabase({ url: 'postgres://okno@localhost/okno' }); // PostgreSQL
 *     await openDatabase({ folder: '.okno/data' });                  // PGlite, kept in a folder
 *     await openDatabase({});                                        // PGlite, gone when the process ends
 *
 * Problems: `database-unreachable`, `database-folder-busy`, `database-folder-unusable`, `migration-changed`,
 * `database-newer`.
 */
export async function openDatabase(where: {
  readonly url?: string;
  readonly folder?: string;
}): Promise<OpenedDatabase> {
  const migrations = readMigrations(migrationsFolder);
  const opened = await reach(where, migrations);
  if ('problem' in opened) return opened;
  const { database } = opened;
  try {
    const problem = await migrate(database.queries as unknown as Kysely<unknown>, migrations);
    if (problem === undefined) return opened;
    await database.close();
    return { problem };
  } catch (error) {
    await database.close();
    if (where.url !== undefined && isUnreachable(error)) return { problem: unreachable(where.url, error) };
    throw error;
  }
}

async function reach(
  where: { readonly url?: string; readonly folder?: string },
  migrations: readonly Migration[],
): Promise<OpenedDatabase> {
  if (where.url !== undefined) return { database: onPostgresql(where.url) };
  if (where.folder !== undefined) return await inFolder(where.folder);
  const name = migrations.map(({ checksum }) => checksum).join();
  const prepare = async (pglite: PGlite): Promise<void> => {
    const queries = queriesOn<unknown>(pglite);
    const problem = await migrate(queries, migrations);
    await queries.destroy();
    if (problem !== undefined) throw new Error(problem.message.en);
  };
  return { database: onPglite(await openInMemory(name, prepare), () => undefined) };
}

function onPostgresql(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    Client: PreparingConnection,
  });
  // A server that goes away ends idle connections too, and nobody is waiting for those: the next query tells.
  pool.on('error', () => undefined);
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgresql', queries, close: () => queries.destroy() };
}

async function inFolder(folder: string): Promise<OpenedDatabase> {
  try {
    const lock = lockFolder(folder);
    if ('heldBy' in lock) return { problem: busy(folder, lock.heldBy) };
    try {
      mkdirSync(join(folder, 'pglite'), { recursive: true });
      return { database: onPglite(await PGlite.create(join(folder, 'pglite')), lock.release) };
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    return { problem: unusable(folder, error) };
  }
}

function onPglite(pglite: PGlite, release: () => void): Database {
  const queries = queriesOn<Tables>(pglite);
  const close = async (): Promise<void> => {
    await queries.destroy();
    await pglite.close();
    release();
  };
  return { engine: 'pglite', queries, close };
}

/** PGlite is one connection, for which everybody waits as long as it takes. */
function queriesOn<Kept>(pglite: PGlite): Kysely<Kept> {
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    ssl: false,
    Client: PreparingConnection,
    stream: () => new PgliteStream(pglite),
  });
  return new Kysely<Kept>({ dialect: new PostgresDialect({ pool }) });
}

/** A refusal of the network, of the password or of the database's name: for the operator to mend, not a defect. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return (
    /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|28|3D000|57P|53300|08)/.test(code) || /timeout/i.test(error.message)
  );
}

function unreachable(url: string, error: unknown): Problem {
  const where = URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : '…';
  return {
    code: 'database-unreachable',
    message: {
      ru: `База данных ${where} не отвечает: ${reason(error)}.`,
      en: `The database ${where} cannot be reached: ${reason(error)}.`,
    },
    remedy: {
      ru: 'Проверьте, что сервер PostgreSQL запущен, а адрес, имя и пароль верны.',
      en: 'Check that the PostgreSQL server runs and that address, name and password are right.',
    },
  };
}

function busy(folder: string, pid: number): Problem {
  return {
    code: 'database-folder-busy',
    message: {
      ru: `Папку с данными ${folder} держит другой процесс Окна (номер ${pid}).`,
      en: `The data folder ${folder} is held by another process of Okno (number ${pid}).`,
    },
    remedy: {
      ru: 'Остановите тот процесс или укажите другую папку. Несколько процессов сразу могут работать с PostgreSQL.',
      en: 'Stop that process or give another folder. Several processes at once can work with PostgreSQL.',
    },
  };
}

function unusable(folder: string, error: unknown): Problem {
  return {
    code: 'database-folder-unusable',
    message: {
      ru: `Папка с данными ${folder} не открывается: ${reason(error)}.`,
      en: `The data folder ${folder} cannot be opened: ${reason(error)}.`,
    },
    remedy: {
      ru: 'Проверьте права на папку и свободное место; если данные повреждены, верните их из резервной копии.',
      en: 'Check the rights to the folder and the free space; if the data are damaged, restore them from a backup.',
    },
  };
}

function reason(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String((error as NodeJS.ErrnoException).code);
}
