import { lawsOf } from '#screening/laws.ts';
import type { Screened, ScreenRequest } from '#screening/screen.ts';
import { wantedServices } from '#screening/wanted-services.ts';

import type { Engine } from './engine.ts';
import { screenBySql } from './screen-by-sql.ts';
import type { Sql } from './text.ts';

export type SqlTables = { readonly people: Sql; readonly households: Sql; readonly into: string };

/** Screens the tables of an engine as a request asks it, and tells how many were answered how. */
export async function screenTables(engine: Engine, request: ScreenRequest, tables: SqlTables): Promise<Screened> {
  const { catalogue, asOf, services, withUnknown, progress } = request;
  const [people, households] = [await countOf(engine, tables.people), await countOf(engine, tables.households)];
  const lawOf = lawsOf(catalogue, asOf);
  const screened = await screenBySql(engine, catalogue, {
    ...tables,
    asOf,
    withUnknown,
    ...(services === undefined ? {} : { services: new Set(services) }),
    lawOf,
    onProgress: (done, all) => progress?.(Math.round((people * done) / all), people),
  });
  const found = await engine.rows(
    `select service, answer, cast(count(*) as ${engine.dialect.double}) as count from ${tables.into} group by service, answer`,
  );
  const counts = wantedServices(catalogue, services).map((service) => {
    const of = (answer: string): number =>
      Number(found.find((row) => row.service === service && row.answer === answer)?.count ?? 0);
    const subjects = catalogue.services.get(service)?.subject.each === 'person' ? people : households;
    const [yes, unknown] = [of('yes'), of('unknown')];
    const asked = screened.asked.get(service) ?? 0;
    return { service, yes, ...(withUnknown ? { unknown, no: subjects - yes - unknown } : {}), asked };
  });
  return { people, households, pairs: screened.answers, resumed: 0, counts };
}

async function countOf(engine: Engine, table: Sql): Promise<number> {
  const [row] = await engine.rows(`select cast(count(*) as ${engine.dialect.double}) as rows from ${table}`);
  return Number(row?.rows ?? 0);
}

/** The columns of a table of pairs, as docs/screening.md tells them. */
export function pairsOf(engine: Engine, into: string): Sql {
  return `select household, person, service, answer, cast(amount as ${engine.dialect.double}) as amount, criterion from ${into}`;
}
