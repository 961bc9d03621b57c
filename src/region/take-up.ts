import { access } from 'node:fs/promises';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { versionOn } from '#catalogue';
import type { Problem } from '#language';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

/** People of a service who are entitled to it on the day, and whom it reaches. */
export type TakenUp = {
  readonly entitled: number;
  readonly reached: number;
  /** Roubles of a year that do not arrive; of those whose amount is known. */
  readonly missedPerYear: number;
};

export type TakeUp = {
  readonly day: string;
  readonly isSynthetic: boolean;
  /** Nobody has told who receives what: it was drawn by assumed shares. */
  readonly isDrawn: boolean;
  readonly services: readonly (TakenUp & { readonly service: string; readonly withoutRight: number })[];
  /** Each service in each municipality, the largest gap first. */
  readonly places: readonly (TakenUp & { readonly service: string; readonly territory: string })[];
  /** Services of which the table of what is received says nothing at all. */
  readonly notRecorded: readonly string[];
};

export type TakeUpFiles = {
  /** With `people.parquet` and `households.parquet`. */
  readonly folder: string;
  /** What `okno screen` has written; `pairs.parquet` of the folder when left out. */
  readonly pairs?: string;
  /** Columns `person`, `service`, `from`, `to`; `received.parquet` of the folder when left out. */
  readonly received?: string;
};

/**
 * Entitled by screening against actually received: where help does not arrive. A household's service is received by its
 * applicant. Of a synthetic region, where nobody receives anything, who receives is drawn by assumed shares with `seed`.
 */
export async function takeUpOf(
  catalogue: Catalogue,
  day: string,
  files: TakeUpFiles,
  seed: number,
): Promise<TakeUp | { readonly problem: Problem }> {
  const { folder } = files;
  const people = join(folder, 'people.parquet');
  const households = join(folder, 'households.parquet');
  const pairs = files.pairs ?? join(folder, 'pairs.parquet');
  const received = files.received ?? join(folder, 'received.parquet');
  for (const file of [people, households, pairs]) if (!(await isThere(file))) return { problem: noFile(file, folder) };
  if (files.received !== undefined && !(await isThere(received))) return { problem: noFile(received, folder) };
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await instance.connect();
  try {
    const counting = new Counting(connection);
    const isSynthetic = await counting.isSynthetic(people);
    const isTold = await isThere(received);
    if (!isTold && !isSynthetic) return { problem: noFile(received, folder) };
    await counting.entitled(catalogue, day, { people, households, pairs });
    if (isTold) await counting.received(received, day);
    else await counting.drawn(catalogue, seed);
    return { day, isSynthetic, isDrawn: !isTold, ...(await counting.result()) };
  } catch (error) {
    if (error instanceof Error && /^(?:Binder|Invalid Input|IO|Conversion) Error/u.test(error.message))
      return { problem: unreadable(error.message) };
    throw error;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

class Counting {
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async #rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjectsJS();
  }

  async isSynthetic(people: string): Promise<boolean> {
    const marks = await this.#rows(
      `select 1 from parquet_kv_metadata(${quoted(people)}) where decode(key) = 'synthetic'`,
    );
    return marks.length > 0;
  }

  async entitled(
    catalogue: Catalogue,
    day: string,
    { people, households, pairs }: { readonly people: string; readonly households: string; readonly pairs: string },
  ): Promise<void> {
    const monthly = [...catalogue.services.values()].filter(
      (service) => versionOn(service, day)?.version.amount?.per === 'month',
    );
    const months =
      monthly.length === 0
        ? '1'
        : `case when p.service in (${monthly.map(({ id }) => quoted(id)).join(', ')}) then 12 else 1 end`;
    await this.#connection.run(`create temp table entitled as
      select coalesce(p.person, a.person) as person, p.service, h.territory, max(p.amount * ${months}) as per_year
      from ${quoted(pairs)} p
      join ${quoted(households)} h on h.household = p.household
      join (select household, person from ${quoted(people)} where applicant) a on a.household = p.household
      where p.answer = 'yes'
      group by all`);
  }

  async received(file: string, day: string): Promise<void> {
    await this.#connection.run(`create temp table received as
      select distinct person, service from ${quoted(file)}
      where "from"::date <= ${quoted(day)}::date and ("to" is null or "to"::date >= ${quoted(day)}::date)`);
  }

  async drawn(catalogue: Catalogue, seed: number): Promise<void> {
    const shares = catalogue.population.margins.get('takeUp')?.values ?? {};
    const cases = Object.entries(shares).flatMap(([service, share]) =>
      catalogue.services.has(service) ? [`when service = ${quoted(service)} then ${share}`] : [],
    );
    // Of services without an assumed share nothing is drawn: they stand among those that nothing is told of.
    const share = cases.length === 0 ? '0' : `case ${cases.join(' ')} else 0 end`;
    const far = shares['outsideTown'] ?? 1;
    await this.#connection.run(`create temp table received as
      select person, service from entitled
      where (md5_number_lower(person || ' ' || service || ' ${seed}') % 1000000) / 1e6
        < ${share} * case when substr(territory, 3, 1) = '6' then ${far} else 1 end`);
  }

  async result(): Promise<Pick<TakeUp, 'services' | 'places' | 'notRecorded'>> {
    const sums = `count(*)::double as entitled, count(r.person)::double as reached,
      coalesce(sum(e.per_year) filter (r.person is null), 0) as "missedPerYear"`;
    const joined = 'entitled e left join received r on r.person = e.person and r.service = e.service';
    const services = await this.#rows(`select e.service, ${sums} from ${joined} group by e.service order by e.service`);
    const places = await this.#rows(
      `select e.service, e.territory, ${sums} from ${joined} group by e.service, e.territory
       order by entitled - reached desc, e.service, e.territory`,
    );
    const without = await this.#rows(`select r.service, count(*)::double as people from received r
      left join entitled e on e.person = r.person and e.service = r.service where e.person is null group by r.service`);
    const recorded = new Set((await this.#rows('select distinct service from received')).map(({ service }) => service));
    const isRecorded = ({ service }: Readonly<Record<string, unknown>>): boolean => recorded.has(service);
    return {
      services: services.filter(isRecorded).map((row) => ({
        service: String(row['service']),
        ...takenUp(row),
        withoutRight: Number(without.find(({ service }) => service === row['service'])?.['people'] ?? 0),
      })),
      places: places
        .filter(isRecorded)
        .map((row) => ({ service: String(row['service']), territory: String(row['territory']), ...takenUp(row) })),
      notRecorded: services.filter((row) => !isRecorded(row)).map(({ service }) => String(service)),
    };
  }
}

function takenUp(row: Readonly<Record<string, unknown>>): TakenUp {
  return {
    entitled: Number(row['entitled']),
    reached: Number(row['reached']),
    missedPerYear: Math.round(Number(row['missedPerYear'])),
  };
}

/** Each service in each municipality, as a table for a spreadsheet: `;` between the columns, as Russian ones expect. */
export function takeUpCsv(catalogue: Catalogue, { places }: TakeUp, language: 'ru' | 'en'): string {
  const cell = (text: string): string => (/[;"\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = places.map(({ service, territory, entitled, reached, missedPerYear }) =>
    [
      service,
      catalogue.services.get(service)?.name[language] ?? service,
      territory,
      catalogue.territories.get(territory)?.name[language] ?? territory,
      String(entitled),
      String(reached),
      String(entitled - reached),
      String(missedPerYear),
    ]
      .map(cell)
      .join(';'),
  );
  return ['service;name;territory;place;entitled;reached;missed;missed_roubles_a_year', ...rows, ''].join('\r\n');
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function noFile(file: string, folder: string): Problem {
  return {
    code: 'no-file',
    message: { ru: `файла нет: ${file}.`, en: `there is no file: ${file}.` },
    remedy: {
      ru: `Население делает «okno population --out ${folder}», пары — «okno screen», полученное даёт ведомство: person, service, from, to.`,
      en: `A population is made by "okno population --out ${folder}", the pairs by "okno screen", what is received comes from the agency: person, service, from, to.`,
    },
  };
}

function unreadable(message: string): Problem {
  const reason = message.split('\n')[0] ?? message;
  return {
    code: 'unreadable-table',
    message: { ru: `таблица не читается: ${reason}`, en: `a table cannot be read: ${reason}` },
    remedy: { ru: 'Столбцы таблиц описаны в docs/population.md.', en: 'docs/population.md describes the columns.' },
  };
}
