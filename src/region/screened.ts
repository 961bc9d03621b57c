import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Catalogue, LawChange } from '#catalogue';
import { versionOn } from '#catalogue';
import type { Problem } from '#language';
import { screenByPlanes } from '#screening';
import { DuckDBInstance } from '@duckdb/node-api';

import type { Seen, Stood } from './seen.ts';
import { incomeId, kindIdOf, toldApart } from './told-apart.ts';
import { rowsOf } from './told-population.ts';
import type { PopulationFolder } from './told-population.ts';
import { touchedBy } from './touched.ts';

type Change = { readonly household: number; readonly stood: Seen['stood'][number] };

/**
 * Every household of a population under the law before and after a change, by screening the whole of it twice: the same as
 * looking at them one by one, and hundreds of times as fast.
 */
export async function* screened(
  change: LawChange,
  day: string,
  population: PopulationFolder,
  options: { readonly threads: number; readonly progress?: (done: number, all: number) => void },
): AsyncGenerator<Seen, { readonly problems: readonly Problem[] } | undefined> {
  const { people, households } = population.files;
  const services = [...touchedBy(change, day)];
  const laws = { before: toldApart(change.before, day), after: toldApart(change.after, day) };
  const apart = [...laws.before.services.keys()].filter((id) => id === incomeId || kindIdOf(id) !== undefined);
  const folder = await mkdtemp(join(tmpdir(), 'okno-what-if-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '1GB' });
  try {
    for (const [index, side] of (['before', 'after'] as const).entries()) {
      const result = await screenByPlanes({
        catalogue: laws[side],
        files: { people, households },
        out: join(folder, `${side}.parquet`),
        asOf: day,
        services: side === 'before' ? [...services, ...apart] : services,
        withUnknown: true,
        threads: options.threads,
        progress: (done, all) => options.progress?.(index * all + done, 2 * all),
      });
      if ('problems' in result) return { problems: result.problems };
    }
    const changes = changesIn(instance, folder, laws.before, services, day);
    let next = await changes.next();
    for await (const row of householdsIn(instance, folder, { people, households }, laws.before)) {
      const household = Number(row['household']);
      const stood: Seen['stood'][number][] = [];
      while (next.done !== true && next.value.household === household) {
        stood.push(next.value.stood);
        next = await changes.next();
      }
      const income = row['income'];
      yield {
        territory: String(row['territory']),
        people: Number(row['people']),
        kind: typeof row['kind'] === 'string' ? row['kind'] : '',
        income: income === null ? undefined : Number(income),
        stood,
        told: () => population.toldOf(household, day),
      };
    }
    return undefined;
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Households in their order, with their kind and income a head. */
async function* householdsIn(
  instance: DuckDBInstance,
  folder: string,
  files: { readonly people: string; readonly households: string },
  law: Catalogue,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const kinds = law.population.kinds.map(({ id }, order) => `when service = ${quoted(`kind-${id}`)} then ${order}`);
  const order = kinds.length === 0 ? 'null' : `case ${kinds.join(' ')} end`;
  const names = law.population.kinds.map(({ id }) => quoted(id)).join(', ');
  const before = quoted(join(folder, 'before.parquet'));
  yield* rowsOf(
    await instance.connect(),
    `select h.household, h.territory, n.people, ([${names}])[k.kind + 1] as kind, i.income
     from ${quoted(files.households)} h
     join (select household, count(*)::integer as people from ${quoted(files.people)} group by household) n using (household)
     left join (select household, min(${order})::integer as kind from ${before} where answer = 'yes' and service like 'kind-%' group by household) k using (household)
     left join (select household, any_value(amount) as income from ${before} where service = ${quoted(incomeId)} group by household) i using (household)
     order by h.household`,
  );
}

/** How each service stands for each subject under both laws, in the order of households; a *no* under both is not there. */
async function* changesIn(
  instance: DuckDBInstance,
  folder: string,
  law: Catalogue,
  services: readonly string[],
  day: string,
): AsyncGenerator<Change> {
  if (services.length === 0) return;
  const months = new Map(
    services.map((id) => {
      const service = law.services.get(id);
      return [id, service !== undefined && versionOn(service, day)?.version.amount?.per === 'month' ? 12 : 1] as const;
    }),
  );
  const wanted = services.map(quoted).join(', ');
  const side = (name: string): string =>
    `(select household, coalesce(person, '') as person, service, answer, coalesce(amount, 0) as amount from ${quoted(join(folder, `${name}.parquet`))} where service in (${wanted}))`;
  const rows = rowsOf(
    await instance.connect(),
    `select household, service, b.answer as was, b.amount as before, a.answer as now, a.amount as after
     from ${side('before')} b full join ${side('after')} a using (household, person, service)
     order by household, service, person`,
  );
  for await (const row of rows) {
    const service = String(row['service']);
    const stands = (answer: unknown, amount: unknown): Stood | undefined =>
      answer === null
        ? undefined
        : { answer: answer === 'yes' ? 'yes' : 'unknown', perYear: Number(amount) * (months.get(service) ?? 1) };
    const [before, after] = [stands(row['was'], row['before']), stands(row['now'], row['after'])];
    yield {
      household: Number(row['household']),
      stood: { service, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
    };
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
