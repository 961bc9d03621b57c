import type { Catalogue, EntityKind } from '#catalogue';

import { factColumns, noneSuffix } from './contract.ts';
import { named, openDuck, quoted, rowsOf } from './duck.ts';
import { checkColumns, firstFaults, populationProblem } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';

/** One of the two files of a population, as Parquet. */
export type PopulationFile = {
  /** As it was given, for problems. */
  readonly name: string;
  readonly path: string;
  /** Columns with their DuckDB types. */
  readonly columns: Readonly<Record<string, string>>;
};

/** Households from `from` to before `to` by their numbers, and how many people stand before them in the file. */
export type BlockRange = { readonly from: number; readonly to: number; readonly firstRow: number };

/** A population that can be read block by block, by several threads. Plain values only: it is sent to them. */
export type Population = {
  readonly people: PopulationFile;
  readonly households: PopulationFile;
  readonly rows: number;
  readonly blocks: readonly BlockRange[];
};

/** People of a block: as many as DuckDB puts into a row group, so that no group is read twice. */
export const blockRows = 122_880;

/**
 * Opens the two files of a population and finds its blocks. CSV is turned into Parquet first, in `folder`. Gives the
 * problems when a file cannot be read or a column is not what `docs/screening.md` says.
 */
export async function openPopulation(
  catalogue: Catalogue,
  files: { readonly people: string; readonly households: string },
  folder: string,
): Promise<Population | { readonly problems: readonly PopulationProblem[] }> {
  const { duck, close } = await openDuck(2);
  try {
    const found: PopulationFile[] = [];
    for (const kind of ['person', 'household'] as const) {
      const name = kind === 'person' ? files.people : files.households;
      const file = await openFile(duck, catalogue, kind, name, folder);
      if (Array.isArray(file)) return { problems: file };
      found.push(file);
    }
    const [people, households] = found as [PopulationFile, PopulationFile];
    const source = `read_parquet(${quoted(people.path)}, file_row_number = true)`;
    const [counts] = await rowsOf(
      duck,
      `SELECT count(*)::DOUBLE AS rows, count(household)::DOUBLE AS numbered FROM ${source}`,
    );
    const rows = Number(counts?.rows);
    if (rows === 0) return { problems: [populationProblem('population-empty', people.name)] };
    if (rows !== Number(counts?.numbered)) {
      const [row] = await rowsOf(
        duck,
        `SELECT min(file_row_number)::DOUBLE AS row FROM ${source} WHERE household IS NULL`,
      );
      return {
        problems: [populationProblem('population-household-missing', people.name, 'household', Number(row?.row) + 1)],
      };
    }
    const starts = await rowsOf(
      duck,
      `SELECT household::DOUBLE AS household, file_row_number::DOUBLE AS row FROM ${source} WHERE file_row_number % ${blockRows} = 0 ORDER BY row`,
    );
    const blocks = starts.map(({ household, row }, index): BlockRange => {
      const next = starts[index + 1];
      return {
        from: index === 0 ? -Infinity : Number(household),
        to: next === undefined ? Infinity : Number(next.household),
        firstRow: Number(row),
      };
    });
    return { people, households, rows, blocks };
  } finally {
    close();
  }
}

type Duck = Parameters<typeof rowsOf>[0];

async function openFile(
  duck: Duck,
  catalogue: Catalogue,
  of: EntityKind,
  name: string,
  folder: string,
): Promise<PopulationFile | PopulationProblem[]> {
  const isCsv = /\.csv(?:\.gz)?$/iu.test(name);
  const source = isCsv
    ? `read_csv(${quoted(name)}, all_varchar = true, header = true)`
    : `read_parquet(${quoted(name)})`;
  let columns: Record<string, string>;
  try {
    columns = await columnsIn(duck, source);
  } catch (error) {
    return [populationProblem('population-unreadable', name, undefined, undefined, String(error).split('\n')[0])];
  }
  if (!isCsv) {
    const problems = checkColumns(catalogue, of, name, columns);
    return problems.length > 0 ? problems : { name, path: name, columns };
  }
  const path = `${folder}/${of}.parquet`;
  const wanted = csvColumns(catalogue, of, columns);
  const bad = await firstFaults(duck, catalogue, of, name, source, columns);
  if (bad.length > 0) return bad;
  const list = wanted.map(([column, type]) => `${csvValue(column, type)} AS ${named(column)}`);
  const problems = checkColumns(catalogue, of, name, Object.fromEntries(wanted));
  if (problems.length > 0) return problems;
  await duck.run(`COPY (SELECT ${list.join(', ')} FROM ${source}) TO ${quoted(path)} (FORMAT parquet)`);
  return { name, path, columns: Object.fromEntries(wanted) };
}

async function columnsIn(duck: Duck, source: string): Promise<Record<string, string>> {
  const rows = await rowsOf(duck, `DESCRIBE SELECT * FROM ${source}`);
  return Object.fromEntries(rows.map((row) => [String(row.column_name), String(row.column_type)]));
}

/** The columns of a CSV that the contract knows, with the types they get. */
function csvColumns(
  catalogue: Catalogue,
  of: EntityKind,
  columns: Readonly<Record<string, string>>,
): (readonly [string, string])[] {
  const own: (readonly [string, string])[] =
    of === 'person'
      ? [
          ['household', 'BIGINT'],
          ['person', 'VARCHAR'],
          ['applicant', 'BOOLEAN'],
        ]
      : [
          ['household', 'BIGINT'],
          ['territory', 'VARCHAR'],
        ];
  const ofFacts = factColumns(catalogue, of).flatMap(({ fact }): (readonly [string, string])[] => {
    const none = [`${fact.id}${noneSuffix}`, 'BOOLEAN'] as const;
    return fact.mayBeAbsent === undefined ? [[fact.id, csvTypes[fact.type]]] : [[fact.id, csvTypes[fact.type]], none];
  });
  return [...own, ...ofFacts].filter(([name]) => name in columns);
}

export const csvTypes = {
  boolean: 'BOOLEAN',
  number: 'DOUBLE',
  money: 'DOUBLE',
  date: 'VARCHAR',
  choice: 'VARCHAR',
  choices: 'VARCHAR[]',
  text: 'VARCHAR',
} as const;

function csvValue(column: string, type: string): string {
  if (type === 'VARCHAR') return named(column);
  if (type === 'VARCHAR[]') return `list_filter(string_split(${named(column)}, '|'), lambda one: one <> '')`;
  return `TRY_CAST(${named(column)} AS ${type})`;
}
