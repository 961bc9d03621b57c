import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

/** Somebody entitled by screening: who would be told of it, and whom the service is about. */
export type Entitled = {
  readonly person: string;
  readonly service: string;
  readonly subject: string;
  readonly amount?: number;
  readonly criterion?: string;
};

export type CandidateFiles = {
  /** With `people.parquet`; what is not named beside it is looked for there too. */
  readonly folder: string;
  readonly pairs?: string;
  readonly received?: string;
  /** Columns `person`: who has died, who has agreed to be offered services. */
  readonly died?: string;
  readonly consents?: string;
};

export type Candidates = {
  readonly candidates: readonly Entitled[];
  /** `person service`, received on the day. */
  readonly received: ReadonlySet<string>;
  readonly died: ReadonlySet<string>;
  readonly consented: ReadonlySet<string>;
};

/** Of what screening found for some services: of a child its applicant is told, of a household too, of anybody else herself. */
export async function candidatesIn(
  files: CandidateFiles,
  services: readonly string[],
  day: string,
): Promise<Candidates> {
  const { folder, died, consents, received } = files;
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '512MB' });
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS();
  const people = async (file: string | undefined): Promise<ReadonlySet<string>> =>
    new Set(
      file === undefined ? [] : (await rows(`select person from ${quoted(file)}`)).map(({ person }) => String(person)),
    );
  try {
    const pairs = files.pairs ?? join(folder, 'pairs.parquet');
    const wanted = services.map(quoted).join(', ');
    const found = await rows(`select
        case when s.relation in ('child', 'ward') or p.person is null then a.person else p.person end as person,
        p.service, coalesce(p.person, a.person) as subject, p.amount, p.criterion
      from ${quoted(pairs)} p
      join (select household, person from ${quoted(join(folder, 'people.parquet'))} where applicant) a on a.household = p.household
      left join ${quoted(join(folder, 'people.parquet'))} s on s.household = p.household and s.person = p.person
      where p.answer = 'yes' and p.service in (${wanted})
      order by p.household, subject, p.service`);
    const got =
      received === undefined
        ? []
        : await rows(`select person, service from ${quoted(received)}
            where "from"::date <= ${quoted(day)}::date and ("to" is null or "to"::date >= ${quoted(day)}::date)`);
    return {
      candidates: found.map(({ person, service, subject, amount, criterion }) => ({
        person: String(person),
        service: String(service),
        subject: String(subject),
        ...(amount === null ? {} : { amount: Number(amount) }),
        ...(typeof criterion === 'string' ? { criterion } : {}),
      })),
      received: new Set(got.map(({ person, service }) => `${String(person)} ${String(service)}`)),
      died: await people(died),
      consented: await people(consents),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
