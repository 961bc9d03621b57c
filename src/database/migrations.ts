import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Problem } from '#language';

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
};

type Applied = { readonly number: number; readonly name: string; readonly checksum: string };

/** Any number, as long as every Okno takes the same one and nobody else does. */
const advisoryLock = 7_216_011_405;

/**
 * The migrations of a folder in order: `0001-what-it-brings.sql`, `0002-…`. Numbers are given out to people who work side by
 * side, so one may come before a smaller one: a database then goes through the smaller one later.
 */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file, index, files) => {
      const [, digits = '', name = ''] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
      if (name === '' || files[index - 1]?.startsWith(digits) === true)
        throw new Error(`${join(folder, file)} should be named 0123-what-it-brings.sql, with a number of its own`);
      // A checkout may have changed the line ends; what the database was told is the same.
      const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
      return { number: Number(digits), name, sql: text, checksum: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * Brings a database to the newest migration, all in one transaction or not at all.
 * Gives a problem when the database and these migrations do not belong together; then nothing is changed.
 */
export async function migrate(
  queries: Kysely<unknown>,
  migrations: readonly Migration[],
): Promise<Problem | undefined> {
  return await queries.transaction().execute(async (transaction) => {
    // Two processes that start at once would both find the same migration missing; the second waits here.
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(transaction);
    await sql`create table if not exists migration (
      number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
    )`.execute(transaction);
    const { rows } = await sql<Applied>`select number, name, checksum from migration order by number`.execute(
      transaction,
    );
    const problem = disagreement(rows, migrations);
    if (problem !== undefined) return problem;
    const applied = new Set(rows.map(({ number }) => number));
    for (const migration of migrations.filter(({ number }) => !applied.has(number))) {
      await sql.raw(migration.sql).execute(transaction);
      const { number, name, checksum } = migration;
      await sql`insert into migration (number, name, checksum) values (${number}, ${name}, ${checksum})`.execute(
        transaction,
      );
    }
    return undefined;
  });
}

function disagreement(applied: readonly Applied[], migrations: readonly Migration[]): Problem | undefined {
  const checksums = new Map(applied.map(({ number, checksum }) => [number, checksum]));
  const changed = migrations.find(({ number, checksum }) => (checksums.get(number) ?? checksum) !== checksum);
  if (changed !== undefined) {
    const file = `src/database/migrations/${String(changed.number).padStart(4, '0')}-${changed.name}.sql`;
    return {
      code: 'migration-changed',
      message: {
        ru: 'Изменение базы данных, которое уже применено, потом исправили в файле.',
        en: 'A migration that this database has already gone through was changed in its file afterwards.',
      },
      remedy: {
        ru: 'Верните файл к прежнему виду, а новое изменение запишите следующим файлом.',
        en: 'Put the file back as it was and write the change as the next migration.',
      },
      place: { file },
    };
  }
  const known = new Set(migrations.map(({ number }) => number));
  if (applied.some(({ number }) => !known.has(number))) {
    return {
      code: 'database-newer',
      message: {
        ru: `База данных новее программы: в базе ${applied.length} изменений, программа знает ${migrations.length}.`,
        en: `The database is newer than the program: it has ${applied.length} migrations, the program knows ${migrations.length}.`,
      },
      remedy: {
        ru: 'Обновите Окно до версии, которая уже работала с этой базой, или укажите другую базу.',
        en: 'Update Okno to the version that has worked with this database, or give another database.',
      },
    };
  }
  return undefined;
}
