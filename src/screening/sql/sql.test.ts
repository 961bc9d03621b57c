import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { Client } from 'pg';

import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';
import { onPostgres } from '#test/each-engine.ts';
import { situations } from '#test/random-situations.ts';
import { smallPack } from '#test/small-pack.ts';
import type { SmallRule } from '#test/small-pack.ts';

import { compareWithWindow } from './compare-with-window.ts';
import { duckDbEngine } from './duckdb-engine.ts';
import type { Engine } from './engine.ts';
import { postgresEngine } from './postgres-engine.ts';
import { screenBySql } from './screen-by-sql.ts';
import type { SqlScreened } from './screen-by-sql.ts';
import { writeTold } from './told-tables.ts';

const sums = [0, 1, 0.07, 999.99, 1000.1, 33_333.33, 123_456_789.01];
/** Numbers nobody counts money in, which SQL must not sum. */
const fineSums = [...sums, 0.005, 1 / 3, 1e-7, 12_345.678_9, 2.675];

const tables = { people: 'people', households: 'households', into: 'answers' };

/** Screens told households and holds every answer to what the window says. */
async function screenAndCompare(
  engine: Engine,
  catalogue: Catalogue,
  all: readonly ToldSituation[],
): Promise<SqlScreened> {
  for (const table of Object.values(tables)) await engine.run(`drop table if exists ${table}`);
  await writeTold(engine, catalogue, all, tables);
  const { asOf } = all[0]!;
  const screened = await screenBySql(engine, catalogue, { ...tables, asOf, withUnknown: true, lawOf: (one) => one });
  const { answers, differences } = await compareWithWindow(engine, catalogue, { ...tables, asOf });
  assert.deepEqual(differences, [], engine.dialect.name);
  assert.ok(answers >= all.length);
  assert.ok(screened.answers > 0);
  return screened;
}

const [packs, digits] = await Promise.all([realCatalogue(), smallPack(lastDigits(), {})]);

describe('DuckDB answers a region', () => {
  answeredAsAtWindow(async (work) => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await work(await duckDbEngine(connection));
    connection.closeSync();
  });
});

// Two regions have two laws.
onPostgres('PostgreSQL answers a region', (_database, url) => {
  answeredAsAtWindow(
    async (work) => {
      const client = new Client({ connectionString: url() });
      await client.connect();
      try {
        await work(await postgresEngine(client, tables.people));
      } finally {
        await client.end();
      }
    },
    ['69701000', '45000000'],
  );
});

/** With an engine that is closed after the work. */
type WithEngine = (work: (engine: Engine) => Promise<void>) => Promise<void>;

function answeredAsAtWindow(withEngine: WithEngine, territories = ['69701000']): void {
  for (const [what, shares] of [
    ['with every fact known', [0]],
    ['with 10 and 30 % of the facts not known', [1, 3]],
  ] as const) {
    it(`as each of its people would be at a window, ${what}`, async () => {
      const told = fc.oneof(...shares.map((share) => situations(packs, share)));
      const compared = fc.asyncProperty(fc.array(told, { minLength: 40, maxLength: 40 }), async (drawn) => {
        const all = drawn.map((one, at) => ({
          ...one,
          asOf: drawn[0]!.asOf,
          territory: territories[at % territories.length]!,
        }));
        await withEngine(async (engine) => {
          const { notInSql } = await screenAndCompare(engine, packs, all);
          assert.deepEqual(notInSql, []);
        });
      });
      await fc.assert(compared, { numRuns: 1, endOnFailure: true });
    });
  }

  for (const [what, values, notInSql] of [
    ['kopecks', sums, []],
    ['numbers of any digits', fineSums, ['sum']],
  ] as const) {
    it(`to the last digit, of ${what}`, async () => {
      const value = fc.option(fc.constantFrom(...values), { nil: undefined, freq: 8 });
      const person = fc.record({ ageYears: fc.integer({ min: 0, max: 40 }), earnings12: value, pensions12: value });
      const family = fc.record({
        rent: value,
        familyHadIncome: fc.boolean(),
        people: fc.array(person, { minLength: 1, maxLength: 3 }),
      });
      const compared = fc.asyncProperty(fc.array(family, { minLength: 200, maxLength: 200 }), async (drawn) => {
        const all = drawn.map(({ people, ...rest }) => ({
          asOf: '2026-03-02',
          territory: '69701000',
          applicant: 'p0',
          people: people.map((facts, at) => ({ id: `p${at}`, facts: known(facts) })),
          household: known(rest),
        }));
        await withEngine(async (engine) => {
          const screened = await screenAndCompare(engine, digits, all);
          assert.deepEqual(
            screened.notInSql.map(({ service }) => service),
            notInSql,
          );
        });
      });
      await fc.assert(compared, { numRuns: 1, endOnFailure: true });
    });
  }
}

/** Rules that turn on the last digit of a number. */
function lastDigits(): Readonly<Record<string, SmallRule>> {
  return {
    back: { when: 'applicant.earnings12 / applicant.pensions12 * applicant.pensions12 = applicant.earnings12' },
    together: { when: 'applicant.earnings12 / 7 + rent / 7 = (applicant.earnings12 + rent) / 7' },
    shares: { when: '0.1 * rent + 0.2 * rent = 0.3 * rent' },
    product: {
      when: 'applicant.earnings12 * rent / rent = applicant.earnings12',
      amount: 'applicant.earnings12 * rent',
    },
    difference: { when: 'rent - applicant.pensions12 / 3 < 2 * rent', amount: 'rent - applicant.pensions12 / 3' },
    up: { amount: 'round up(rent / 3, 1)' },
    down: { amount: 'round down(0 - rent / 3, 1)' },
    halfUp: { amount: 'round half up(rent * 0.005, 2)' },
    halfDown: { amount: 'round half down(rent * 0.005, 2)' },
    halfEven: { amount: 'decimal(rent * 0.005, 2)' },
    least: { amount: 'floor(min(rent, applicant.earnings12 / 6))' },
    most: { amount: 'ceiling(max(rent, applicant.earnings12 / 6))' },
    poorest: { when: 'min(members.earnings12) < 100', amount: 'max(members.earnings12)' },
    sum: { each: 'person', when: 'sum(members[ageYears < 18].earnings12) >= earnings12', amount: 'perHead' },
  };
}

function known(facts: Readonly<Record<string, FactValue | undefined>>): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, FactValue] => entry[1] !== undefined),
  );
}
