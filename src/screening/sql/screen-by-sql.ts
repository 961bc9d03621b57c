import { rulebookOf } from '#assessment';
import type { Catalogue } from '#catalogue';

import { askWindow } from './ask-window.ts';
import { compile } from './compile.ts';
import type { Engine } from './engine.ts';
import { profileOf } from './profile.ts';
import type { Sql } from './text.ts';

export type SqlScreening = {
  readonly asOf: string;
  /** The tables of the population. */
  readonly people: Sql;
  readonly households: Sql;
  /** The table that the answers are written to; it is made anew. */
  readonly into: string;
  /** Services; absent: all in force on the day. */
  readonly services?: ReadonlySet<string>;
  /** *Not known* is written too, not *yes* alone. */
  readonly withUnknown?: boolean;
  /** Which territories have the same law; absent: each its own. */
  readonly lawOf: (territory: string) => string;
  readonly onProgress?: (done: number, all: number, what: string) => void;
};

export type SqlScreened = {
  readonly answers: number;
  /** Answers that the evaluator was asked for, one by one, by service. */
  readonly asked: ReadonlyMap<string, number>;
  readonly notInSql: readonly { readonly service: string; readonly why: string }[];
  readonly statements: number;
};

/**
 * Screens a population by SQL in the database that holds it: tables of what is counted over the people of each household,
 * then one query for each group of services. What SQL cannot say the evaluator answers.
 */
export async function screenBySql(engine: Engine, catalogue: Catalogue, screening: SqlScreening): Promise<SqlScreened> {
  const { asOf, people, households, into, services, withUnknown = false, lawOf, onProgress } = screening;
  const { dialect } = engine;
  const territories = (
    await engine.rows(`select distinct cast(territory as text) as territory from ${households}`)
  ).map(({ territory }) => String(territory));
  const laws = [...Map.groupBy(territories, lawOf)];
  const [first = ['', []]] = laws;
  const profile = await profileOf(engine, rulebookOf(catalogue, asOf, first[0]), people, households);
  const prefix = `${into}_`;
  const compiled = laws.map(([territory, these]) =>
    compile(catalogue, {
      asOf,
      territory,
      ...(laws.length === 1 ? {} : { territories: these }),
      ...(services === undefined ? {} : { services }),
      dialect,
      profile,
      withUnknown,
      names: { people, households, prefix },
    }),
  );
  const all = compiled.reduce((sum, { tables, answers }) => sum + tables.length + answers.length, 0);
  let done = 0;
  const step = async (what: string, work: Promise<void>): Promise<void> => {
    onProgress?.(done, all, what);
    await work;
    done += 1;
  };
  await engine.make(
    into,
    `select household, person, cast('' as text) as service, cast('' as text) as answer, cast(null as ${dialect.amount}) as amount, cast(null as text) as criterion from ${people} where false`,
  );
  for (const { tables, answers } of compiled) {
    for (const { table, query } of tables) await step(table, engine.make(table, query));
    for (const { query, services: these } of answers)
      await step(these.join(', '), engine.run(`insert into ${into} ${query}`));
    for (const { table } of tables) await engine.run(`drop table ${table}`);
  }
  const notInSql = [...new Map(compiled.flatMap((one) => one.notInSql).map((one) => [one.service, one])).values()];
  const asked = await askWindow(engine, catalogue, {
    people,
    households,
    asOf,
    into,
    notInSql: notInSql.map(({ service }) => service),
    withUnknown,
  });
  onProgress?.(all, all, '');
  const [counted] = await engine.rows(`select count(*) as answers from ${into}`);
  return { answers: Number(counted?.answers ?? 0), asked, notInSql, statements: all };
}
