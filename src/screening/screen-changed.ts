import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readDay } from '#language';

import { named, openDuck, quoted, rowsOf } from './duck.ts';
import { pairColumns } from './pair-table.ts';
import { populationProblem } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';
import { servicesTouched } from './same-rules.ts';
import type { Screened, ScreenEngine, ScreenRequest, ScreenResult } from './screen.ts';

export type ChangedRequest = ScreenRequest & {
  readonly since: string;
  /** The pairs as they were on that day; what cannot have changed is taken over from there. */
  readonly before?: string;
};

export type ScreenedChanged = Screened & {
  /** Services answered for everybody, because the law or the day may have changed them. */
  readonly forEverybody: readonly string[];
  /** Households of which something has changed; they alone are answered about every other service. */
  readonly changedHouseholds: number;
};

type ChangedResult = ScreenedChanged | { readonly problems: readonly PopulationProblem[] };

/** Column of both tables: the day on which a row was changed last. Where it is empty, something may have changed. */
const changedColumn = 'changed';

/** Answers only what a change of facts, of the law or the mere passing of days can have changed since a day. */
export async function screenChanged(engine: ScreenEngine, request: ChangedRequest): Promise<ChangedResult> {
  const { since, before, ...whole } = request;
  const { catalogue, files, asOf, out } = whole;
  if (readDay(since) === undefined || since > asOf)
    return { problems: [populationProblem('changed-since-later', files.people, undefined, undefined, since)] };
  const wanted = whole.services ?? [...catalogue.services.keys()];
  const touched = servicesTouched(catalogue, since, asOf);
  const [forEverybody, others] = [wanted.filter((id) => touched.has(id)), wanted.filter((id) => !touched.has(id))];
  const folder = mkdtempSync(join(tmpdir(), 'okno-changed-'));
  // Beside the pairs: when it is stopped, the same command goes on there.
  const ofEverybody = `${out}.everybody`;
  const { duck, close } = await openDuck(2);
  try {
    if (before !== undefined) {
      const unread = await columnsOf(duck, `read_parquet(${quoted(before)})`, before);
      if ('problems' in unread) return unread;
    }
    const changed = await changedIn(duck, files, since, folder);
    if ('problems' in changed) return changed;
    const parts: string[] = [];
    const screened: Screened[] = [];
    if (forEverybody.length > 0) {
      const result = await engine({ ...whole, services: forEverybody, out: ofEverybody });
      if ('problems' in result) return result;
      screened.push(result);
      parts.push(ofEverybody);
    }
    if (others.length > 0 && changed.count > 0) {
      const part = join(folder, 'pairs.parquet');
      const result = await engine({ ...whole, files: changed.files, services: others, out: part });
      // Told again from the whole tables, where a row has the number that somebody can find it by.
      if ('problems' in result) return await problemsOfWhole(engine, { ...whole, services: others, out: part }, result);
      screened.push(result);
      parts.push(part);
    }
    const kept =
      before === undefined
        ? []
        : [
            `SELECT * FROM read_parquet(${quoted(before)}) WHERE service IN (${others.map(quoted).join(', ') || 'NULL'})
              AND household IN (SELECT TRY_CAST(household AS BIGINT) FROM ${sourceOf(files.households)})
              AND household NOT IN (SELECT household FROM changed WHERE household IS NOT NULL)`,
          ];
    await writeTogether(duck, [...kept, ...parts.map((part) => `SELECT * FROM read_parquet(${quoted(part)})`)], out);
    const [written] = await rowsOf(duck, `SELECT count(*)::DOUBLE AS pairs FROM read_parquet(${quoted(out)})`);
    return {
      people: Math.max(0, ...screened.map(({ people }) => people)),
      households: Math.max(0, ...screened.map(({ households }) => households)),
      pairs: Number(written?.['pairs']),
      resumed: screened.reduce((sum, { resumed }) => sum + resumed, 0),
      counts: screened.flatMap(({ counts }) => counts),
      forEverybody,
      changedHouseholds: changed.count,
    };
  } finally {
    close();
    for (const path of [folder, ofEverybody]) rmSync(path, { recursive: true, force: true });
  }
}

type Duck = Parameters<typeof rowsOf>[0];

/** The rows of the households of which a row has changed, as tables of their own; their numbers are in the table `changed`. */
async function changedIn(
  duck: Duck,
  files: ScreenRequest['files'],
  since: string,
  folder: string,
): Promise<
  | { readonly count: number; readonly files: ScreenRequest['files'] }
  | { readonly problems: readonly PopulationProblem[] }
> {
  const tables = [files.people, files.households] as const;
  for (const name of tables) {
    if (!/\.(?:parquet|csv|csv\.gz)$/iu.test(name))
      return { problems: [populationProblem('changed-needs-files', name)] };
    const read = await columnsOf(duck, sourceOf(name), name);
    if ('problems' in read) return read;
    const lacks = (wanted: string): boolean => !read.columns.includes(wanted);
    if (lacks('household')) return { problems: [populationProblem('population-column-missing', name, 'household')] };
    if (lacks(changedColumn)) return { problems: [populationProblem('changed-column-missing', name, changedColumn)] };
  }
  const ofTable = (name: string): string =>
    `SELECT TRY_CAST(household AS BIGINT) AS household FROM ${sourceOf(name)}
      WHERE coalesce(TRY_CAST(${named(changedColumn)} AS DATE) >= DATE ${quoted(since)}, TRUE)`;
  await duck.run(`CREATE TABLE changed AS ${tables.map(ofTable).join(' UNION ')}`);
  const [counted] = await rowsOf(duck, 'SELECT count(*)::DOUBLE AS count FROM changed');
  const [people, households] = await Promise.all(
    tables.map(async (name, index) => {
      const isCsv = !name.toLowerCase().endsWith('.parquet');
      const path = join(folder, `${index === 0 ? 'people' : 'households'}.${isCsv ? 'csv' : 'parquet'}`);
      // A row whose household is no number goes along: screening tells what is wrong with it.
      await duck.run(`COPY (SELECT * FROM ${sourceOf(name)} WHERE TRY_CAST(household AS BIGINT) IN (SELECT household FROM changed)
          OR TRY_CAST(household AS BIGINT) IS NULL)
        TO ${quoted(path)} (${isCsv ? 'FORMAT csv, HEADER' : 'FORMAT parquet'})`);
      return path;
    }),
  );
  return { count: Number(counted?.['count']), files: { people: people!, households: households! } };
}

async function columnsOf(
  duck: Duck,
  source: string,
  name: string,
): Promise<{ readonly columns: readonly unknown[] } | { readonly problems: readonly PopulationProblem[] }> {
  try {
    const rows = await rowsOf(duck, `DESCRIBE SELECT * FROM ${source}`);
    return { columns: rows.map(({ column_name: column }) => column) };
  } catch (error) {
    const [line] = String(error).split('\n');
    return { problems: [populationProblem('population-unreadable', name, undefined, undefined, line)] };
  }
}

/** A table of a population as DuckDB reads it; of CSV nothing is understood yet. */
function sourceOf(name: string): string {
  return name.toLowerCase().endsWith('.parquet')
    ? `read_parquet(${quoted(name)})`
    : `read_csv(${quoted(name)}, all_varchar = true, header = true)`;
}

async function problemsOfWhole(
  engine: ScreenEngine,
  request: ScreenRequest,
  told: { readonly problems: readonly PopulationProblem[] },
): Promise<{ readonly problems: readonly PopulationProblem[] }> {
  const result: ScreenResult = await engine(request);
  return 'problems' in result ? result : told;
}

async function writeTogether(duck: Duck, parts: readonly string[], out: string): Promise<void> {
  const types = { numbers: 'BIGINT', texts: 'VARCHAR', doubles: 'DOUBLE' } as const;
  const none = `SELECT ${pairColumns.map(({ name, kind }) => `NULL::${types[kind]} AS ${name}`).join(', ')} WHERE FALSE`;
  await duck.run(
    `COPY (${(parts.length === 0 ? [none] : parts).join(' UNION ALL BY NAME ')}) TO ${quoted(out)} (FORMAT parquet)`,
  );
}
