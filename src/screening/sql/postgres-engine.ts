import type { ClientBase } from 'pg';

import type { Engine, Row } from './engine.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { quoted } from './text.ts';

/**
 * Any PostgreSQL. On Citus the tables made lie beside the people and households they are made of, so that every statement
 * runs on the machines that hold them.
 */
export async function postgresEngine(client: ClientBase, people: string): Promise<Engine> {
  const run = async (sql: string): Promise<void> => {
    await client.query(sql);
  };
  const rows: Engine['rows'] = async (sql) => (await client.query<Row>(sql)).rows;
  // Digits that show a double exactly.
  await run('set extra_float_digits = 1');
  const isSpread = await isDistributed(rows, people);
  return {
    dialect: postgresDialect,
    run,
    rows,
    columns: async (table) => {
      const told = await rows(
        `select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
         where attrelid = ${quoted(table)}::regclass and attnum > 0 and not attisdropped`,
      );
      return new Map(told.map((row) => [String(row.name), String(row.type)]));
    },
    make: async (table, query) => {
      await run(`drop table if exists ${table}`);
      if (!isSpread) await run(`create unlogged table ${table} as ${query}`);
      else {
        await run(`create unlogged table ${table} as select * from (${query}) t with no data`);
        await run(`select create_distributed_table(${quoted(table)}, 'household', colocate_with => ${quoted(people)})`);
        await run(`insert into ${table} ${query}`);
      }
      await run(`analyze ${table} (household)`);
    },
  };
}

/** Spreads a table over the machines of Citus by household; elsewhere it stays as it is. */
export async function distribute(client: ClientBase, table: string, beside: string | undefined): Promise<void> {
  const { rows } = await client.query(`select 1 from pg_extension where extname = 'citus'`);
  if (rows.length === 0) return;
  const together = beside === undefined ? '' : `, colocate_with => ${quoted(beside)}`;
  await client.query(`select create_distributed_table(${quoted(table)}, 'household'${together})`);
}

async function isDistributed(rows: Engine['rows'], people: string): Promise<boolean> {
  const [citus] = await rows(`select 1 as there from pg_extension where extname = 'citus'`);
  if (citus === undefined) return false;
  const [spread] = await rows(
    `select 1 as there from pg_dist_partition where logicalrelid = ${quoted(people)}::regclass`,
  );
  return spread !== undefined;
}
