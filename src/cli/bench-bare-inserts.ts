import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { openDatabase } from '#database';
import { sql } from 'kysely';

/** Bare single-row inserts with commit: what the server can acknowledge at all. */
export type BareInserts = { readonly perSecond: number; readonly by: 'pgbench' | 'our own loop' };

const row = 'a bare row of about the size of a small event, so that both write alike';

/** With pgbench where it is installed; else the same statement from as many connections of our own. */
export async function bareInserts(url: string, clients: number, seconds: number): Promise<BareInserts> {
  const opened = await openDatabase({ url });
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  const { database } = opened;
  try {
    await sql`create schema if not exists bare`.execute(database.queries);
    await sql`create table if not exists bare.inserted (id bigserial primary key, body text not null)`.execute(
      database.queries,
    );
    const measured = await byPgbench(url, clients, seconds);
    if (measured !== undefined) return { perSecond: measured, by: 'pgbench' };
    const perSecond = await inParallel(clients, seconds, async () => {
      await sql`insert into bare.inserted (body) values (${row})`.execute(database.queries);
    });
    return { perSecond, by: 'our own loop' };
  } finally {
    await database.close();
  }
}

/** How often a second so many workers, each doing one thing after another, get it done. */
export async function inParallel(
  workers: number,
  seconds: number,
  work: (worker: number) => Promise<void>,
): Promise<number> {
  const from = performance.now();
  const until = from + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < until) {
        await work(worker);
        count += 1;
      }
    }),
  );
  return (count / (performance.now() - from)) * 1000;
}

async function byPgbench(url: string, clients: number, seconds: number): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'okno-bench-'));
  const script = join(folder, 'insert.sql');
  writeFileSync(script, `insert into bare.inserted (body) values ('${row}');\n`);
  try {
    const options = `-n -c ${clients} -j 2 -T ${seconds} -M prepared`.split(' ');
    const { stdout } = await promisify(execFile)('pgbench', [...options, '-f', script, url]);
    const [, tps] = /tps = ([\d.]+)/u.exec(stdout) ?? [];
    return tps === undefined ? undefined : Number(tps);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
