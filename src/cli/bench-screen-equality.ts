import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { startServer } from '#database';
import {
  compareWithWindow,
  duckDbEngine,
  openDuck,
  openPopulation,
  screenByDuckDb,
  screenByPlanes,
  screenByPostgres,
} from '#screening';
import type { Engine, ScreenEngine } from '#screening';

import type { Options } from './arguments.ts';
import { asOf } from './bench-assess-households.ts';
import { unknownShareOf } from './bench-measure.ts';
import { writeCrowd } from './bench-screen-crowd.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const seed = 20_260_302;
const shares = [0, 0.05, 0.3];

type Row = {
  readonly unknownShare: number;
  readonly people: number;
  readonly households: number;
  /** Answers at the window, every service for everybody it can be about. */
  readonly answers: number;
  readonly pairs: number;
  /** Pairs that one engine gives and another does not. */
  readonly differences: Readonly<Record<string, number>>;
  readonly examples: readonly string[];
};

/**
 * `okno bench screen-equality`: drawn people of whom nothing, 5 % and 30 % is not known, all services of the packs: the planes,
 * DuckDB, PostgreSQL and the interactive evaluator have to agree on every answer, amount and open criterion. `--unknown`
 * takes one share alone. It tells how it stands after every 25,000 people.
 */
export async function benchScreenEquality(catalogue: Catalogue, options: Options): Promise<Outcome> {
  const people = Number(options.people ?? 200_000);
  const server = options.database === undefined ? await startServer() : undefined;
  try {
    const url = options.database ?? (await server?.newDatabase()) ?? '';
    const rows: Row[] = [];
    const tell = (row: Row): void => void process.stderr.write(`${rowText(row)}\n`);
    for (const unknownShare of options.unknown === undefined ? shares : [unknownShareOf(options.unknown)])
      rows.push(await inSlices(people, tell, (count, slice) => compareAt(catalogue, count, unknownShare, url, slice)));
    const equal = rows.every(({ differences }) => Object.values(differences).every((count) => count === 0));
    const result = { services: catalogue.services.size, asOf, seed, equal, rows };
    return done(options.json ? asJson(result) : rows.map(rowText).join('\n'));
  } finally {
    await server?.stop();
  }
}

/** People who are drawn and compared at once; each slice has others. */
const slicePeople = 25_000;

/** Tells after each slice how it stands. */
async function inSlices(
  people: number,
  tell: (soFar: Row) => void,
  compare: (people: number, slice: number) => Promise<Row>,
): Promise<Row> {
  let sum: Row | undefined;
  for (let slice = 0, done = 0; done < people; slice += 1, done = sum.people) {
    const row = await compare(Math.min(slicePeople, people - done), slice);
    sum = sum === undefined ? row : together(sum, row);
    tell(sum);
  }
  return sum!;
}

function together(a: Row, b: Row): Row {
  return {
    unknownShare: a.unknownShare,
    people: a.people + b.people,
    households: a.households + b.households,
    answers: a.answers + b.answers,
    pairs: a.pairs + b.pairs,
    differences: Object.fromEntries(
      Object.entries(a.differences).map(([of, count]) => [of, count + (b.differences[of] ?? 0)]),
    ),
    examples: [...a.examples, ...b.examples].slice(0, 20),
  };
}

async function compareAt(
  catalogue: Catalogue,
  people: number,
  unknownShare: number,
  url: string,
  slice: number,
): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'okno-equality-'));
  const threads = availableParallelism();
  const { duck, close } = await openDuck(threads);
  try {
    const crowd = writeCrowd(catalogue, folder, { people, unknownShare, seed: seed + slice });
    const population = await openPopulation(catalogue, crowd.files, folder);
    if ('problems' in population) throw new Error(population.problems.map(({ message }) => message.en).join('\n'));
    const files = { people: population.people.path, households: population.households.path };
    const engine = await duckDbEngine(duck);
    const screened = async (name: string, screen: ScreenEngine): Promise<void> => {
      const out = join(folder, `${name}.parquet`);
      const result = await screen({ catalogue, files, out, asOf, withUnknown: true, threads });
      if ('problems' in result) throw new Error(result.problems.map(({ message }) => message.en).join('\n'));
      // By which criterion a yes is told, SQL does not say.
      await engine.run(
        `create table ${name} as select * replace (case answer when 'unknown' then criterion end as criterion) from '${out}'`,
      );
    };
    await screened('duckdb', screenByDuckDb);
    await screened('planes', screenByPlanes);
    await screened('postgres', screenByPostgres(url));
    for (const table of ['people', 'households'] as const)
      await engine.run(`create table ${table} as from '${files[table]}'`);
    const window = await compareWithWindow(engine, catalogue, { ...tables, asOf, into: 'duckdb' });
    const [pairs] = await engine.rows('select cast(count(*) as double) as count from duckdb');
    return {
      unknownShare,
      people: crowd.people,
      households: crowd.households,
      answers: window.answers,
      pairs: Number(pairs?.count),
      differences: {
        window: window.different,
        planes: await differing(engine, 'planes'),
        postgres: await differing(engine, 'postgres'),
      },
      examples: window.differences,
    };
  } finally {
    close();
    rmSync(folder, { recursive: true });
  }
}

const tables = { people: 'people', households: 'households' } as const;

/** Pairs that stand in the table of one engine and not in that of DuckDB, or the other way round. */
async function differing(engine: Engine, other: string): Promise<number> {
  const [row] = await engine.rows(
    `select cast(count(*) as double) as count from (
       (from duckdb except all from ${other}) union all (from ${other} except all from duckdb))`,
  );
  return Number(row?.count);
}

function rowText({ unknownShare, people, answers, pairs, differences, examples }: Row): string {
  const told = Object.entries(differences).map(([of, count]) => `${of} ${count}`);
  return [
    `${unknownShare * 100} % not known: ${people} people, ${answers} answers, ${pairs} of them not no; different from DuckDB: ${told.join(', ')}`,
    ...examples,
  ].join('\n');
}
