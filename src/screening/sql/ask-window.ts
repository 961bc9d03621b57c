import type { Catalogue } from '#catalogue';

import { AtWindow } from './at-window.ts';
import type { WindowAnswer } from './at-window.ts';
import type { Engine } from './engine.ts';
import { quoted } from './text.ts';
import type { Sql } from './text.ts';
import { readTold } from './told-rows.ts';

const householdsAtOnce = 1000;

export type Asking = {
  readonly people: Sql;
  readonly households: Sql;
  readonly asOf: string;
  /** The table with the answers, some of which are `ask`. */
  readonly into: string;
  /** Services that SQL does not answer at all. */
  readonly notInSql: readonly string[];
  readonly withUnknown: boolean;
};

/**
 * Answers one by one what SQL could not, as at a window: services it has no words for, and people who may be kept under an
 * earlier law. Gives how many answers that were, by service.
 */
export async function askWindow(
  engine: Engine,
  catalogue: Catalogue,
  asking: Asking,
): Promise<ReadonlyMap<string, number>> {
  const { into, notInSql, households, withUnknown } = asking;
  const isOfAll = notInSql.length > 0;
  const which = await engine.rows(
    `select distinct cast(household as text) as household from ${isOfAll ? households : `${into} where answer = 'ask'`}`,
  );
  const window = new AtWindow(catalogue);
  const counts = new Map<string, number>();
  for (const part of parts(which.map(({ household }) => String(household)))) {
    const open = await engine.rows(
      `select cast(household as text) as household, person, service from ${into}
       where answer = 'ask' and household in (${part.join(', ')})`,
    );
    const byHousehold = Map.groupBy(open, ({ household }) => String(household));
    const answers = (await readTold(engine, catalogue, asking, part)).flatMap((row) => [
      ...(byHousehold.get(row.household) ?? []).flatMap(({ service, person }) =>
        window.one(row, String(service), person === null ? undefined : String(person)),
      ),
      ...(isOfAll ? window.all(row, notInSql) : []),
    ]);
    for (const { service } of answers) counts.set(service, (counts.get(service) ?? 0) + 1);
    await write(
      engine,
      into,
      answers.filter(({ answer }) => answer === 'yes' || (withUnknown && answer === 'unknown')),
    );
  }
  if (counts.size > 0) await engine.run(`delete from ${into} where answer = 'ask'`);
  return counts;
}

export function* parts(all: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < all.length; from += householdsAtOnce) yield all.slice(from, from + householdsAtOnce);
}

async function write(engine: Engine, into: string, answers: readonly WindowAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map(({ household, person, service, answer, amount, criterion }) => {
    const text = (value: string | undefined): Sql => (value === undefined ? 'null' : quoted(value));
    return `(${[household, text(person), quoted(service), quoted(answer), amount ?? 'null', text(criterion)].join(', ')})`;
  });
  await engine.run(
    `insert into ${into} (household, person, service, answer, amount, criterion) values ${rows.join(', ')}`,
  );
}
