import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';

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
  const columns = (sql: string): AsyncGenerator<readonly (readonly unknown[])[]> => columnsOf(connection, sql);
  const people = async (file: string | undefined): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    if (file === undefined) return found;
    for await (const [persons = []] of columns(`select person from ${quoted(file)}`))
      for (const person of persons) found.add(String(person));
    return found;
  };
  try {
    const pairs = files.pairs ?? join(folder, 'pairs.parquet');
    const wanted = services.map(quoted).join(', ');
    const candidates: Entitled[] = [];
    const entitled = columns(`select
        case when s.relation in ('child', 'ward') or p.person is null then a.person else p.person end as person,
        p.service, coalesce(p.person, a.person) as subject, p.amount::double, p.criterion
      from ${quoted(pairs)} p
      join (select household, person from ${quoted(join(folder, 'people.parquet'))} where applicant) a on a.household = p.household
      left join ${quoted(join(folder, 'people.parquet'))} s on s.household = p.household and s.person = p.person
      where p.answer = 'yes' and p.service in (${wanted})
      order by p.household, subject, p.service`);
    for await (const [persons = [], of = [], subjects = [], amounts = [], criteria = []] of entitled)
      for (const [row, person] of persons.entries()) {
        const [amount, criterion] = [amounts[row], criteria[row]];
        candidates.push({
          person: String(person),
          service: String(of[row]),
          subject: String(subjects[row]),
          ...(typeof amount === 'number' ? { amount } : {}),
          ...(typeof criterion === 'string' ? { criterion } : {}),
        });
      }
    const got = new Set<string>();
    if (received !== undefined)
      for await (const [persons = [], of = []] of columns(`select person, service from ${quoted(received)}
            where "from"::date <= ${quoted(day)}::date and ("to" is null or "to"::date >= ${quoted(day)}::date)`))
        for (const [row, person] of persons.entries()) got.add(`${String(person)} ${String(of[row])}`);
    return { candidates, received: got, died: await people(died), consented: await people(consents) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What a query finds, by column and a chunk at a time: others are served between. */
async function* columnsOf(connection: DuckDBConnection, sql: string): AsyncGenerator<readonly (readonly unknown[])[]> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk: DuckDBDataChunk | null = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getColumns();
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
