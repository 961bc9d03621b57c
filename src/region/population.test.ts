import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { Answers, contradictionsIn, readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import { truths } from '#language';
import { realCatalogue } from '#test/catalogue.ts';
import { DuckDBInstance } from '@duckdb/node-api';

import { agesOf, marginsOf } from './margins.ts';
import type { MarginId, Margins } from './margins.ts';
import { makeFamilies, toldOf } from './make-families.ts';
import type { MadeFamily } from './make-families.ts';
import { cappedAt } from './rake.ts';
import { writePopulation } from './write-population.ts';

const catalogue = await realCatalogue();
const margins = marginsFor();
const region = [...makeFamilies(margins, { people: 60_000, seed: 7 })];
const people = region.flatMap((family) =>
  family.people.map(({ id, facts }) => ({ id, facts, family, age: ageOf(facts['birthDate']) })),
);

function marginsFor(): Margins {
  const read = marginsOf(catalogue);
  if ('problem' in read) assert.fail(read.problem.message.en);
  return read.margins;
}

function ageOf(birthDate: unknown): number {
  const [day, born] = [margins.day, String(birthDate)];
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (born.slice(5) > day.slice(5) ? 1 : 0);
}

function isNear(told: number, made: number, by: number, what: string): void {
  assert.ok(Math.abs(told - made) <= by, `${what}: published ${told.toFixed(4)}, made ${made.toFixed(4)}`);
}

/** Each group of a margin has the share of the made ones that it has in the margin. */
function sharesAreNear(id: MarginId, groupOf: readonly string[], by: number): void {
  const groups = margins.groups(id);
  const all = groups.reduce((sum, [, value]) => sum + value, 0);
  for (const [key, value] of groups)
    isNear(value / all, groupOf.filter((group) => group === key).length / groupOf.length, by, `${id} ${key}`);
}

function ageGroup(id: MarginId, age: number): string {
  return margins.groups(id).find(([key]) => agesOf(key).from <= age && age <= agesOf(key).to)?.[0] ?? '';
}

describe('a synthetic region has the published margins', () => {
  test('women and men by age', () => {
    for (const [id, sex] of [
      ['women', 'female'],
      ['men', 'male'],
    ] as const)
      sharesAreNear(
        id,
        people.filter(({ facts }) => facts['sex'] === sex).map(({ age }) => ageGroup(id, age)),
        0.006,
      );
    const women = people.filter(({ facts }) => facts['sex'] === 'female').length;
    isNear(0.535, women / people.length, 0.01, 'women');
  });

  test('municipalities', () =>
    sharesAreNear(
      'municipalities',
      people.map(({ family }) => family.territory),
      0.006,
    ));

  test('homes by size, and who lives alone', () => {
    const homes = Map.groupBy(people, ({ id }) => id.split('-')[1]);
    sharesAreNear(
      'homesBySize',
      [...homes.values()].map((home) => cappedAt(6, home.length)),
      0.01,
    );
    const alone = [...homes.values()].flatMap((home) =>
      home.length === 1 ? [home[0]!.age < 60 ? 'younger' : 'older'] : [],
    );
    sharesAreNear('alone', alone, 0.015);
  });

  test('families by number of children, and who brings them up', () => {
    const withChildren = region.filter((family) => minors(family) > 0);
    sharesAreNear(
      'familiesByChildren',
      withChildren.map((family) => cappedAt(5, minors(family))),
      0.015,
    );
    const bringingUp = withChildren.map(({ people: [applicant, ...others] }) => {
      if (others.some(({ facts }) => facts['relation'] === 'spouse' || facts['relation'] === 'partner'))
        return 'couple';
      return applicant?.facts['sex'] === 'female' ? 'mother' : 'father';
    });
    sharesAreNear('parents', bringingUp, 0.015);
  });

  test('work by age and sex, disability, wages', () => {
    const heads = people.filter(({ facts }) => facts['works'] !== undefined);
    for (const [id, sex] of [
      ['womenAtWork', 'female'],
      ['menAtWork', 'male'],
    ] as const)
      for (const [key, share] of margins.groups(id)) {
        const { from, to } = agesOf(key);
        const group = heads.filter(({ age, facts }) => facts['sex'] === sex && age >= from && age <= to);
        if (group.length < 300) continue;
        isNear(share, group.filter(({ facts }) => facts['works'] === true).length / group.length, 0.07, `${id} ${key}`);
      }
    for (const [key, share] of margins.groups('disabled')) {
      const { from, to } = agesOf(key);
      const group = people.filter(({ age }) => age >= from && age <= to);
      isNear(
        share,
        group.filter(({ facts }) => facts['disability'] !== 'none').length / group.length,
        0.02,
        `disabled ${key}`,
      );
    }
    const wages = people.flatMap(({ facts }) =>
      facts['averageEarnings24'] === undefined ? [] : [Number(facts['averageEarnings24'])],
    );
    const mean = wages.reduce((sum, one) => sum + one, 0) / wages.length / 0.88;
    isNear(1, mean / margins.at('wage', 'mean'), 0.07, 'mean wage');
  });
});

function minors({ people: all }: MadeFamily): number {
  return all.filter(
    ({ facts }) => ['child', 'ward'].includes(String(facts['relation'])) && ageOf(facts['birthDate']) < 18,
  ).length;
}

describe('every family could be one that tells its situation', () => {
  const some = region.slice(0, 3000).map((family) => toldOf(family, margins.day));

  test('each value is of the type its fact declares', () => {
    for (const told of some) {
      const read = readTold(catalogue, situationOf(told), { asOf: margins.day });
      assert.deepEqual('problems' in read ? read.problems : [], []);
    }
  });

  test('nothing contradicts anything', () => {
    for (const told of some) assert.deepEqual(contradictionsIn(catalogue, told), [], told.applicant);
  });

  test('what would be asked is known, or the pack says why it is not; what would not be asked is not told', () => {
    const leftOut = new Set(catalogue.population.unknown.flatMap(({ facts }) => facts));
    const answers = new Answers(catalogue, some[0]!);
    const wrong = new Set<string>();
    for (const told of some) {
      answers.tell(told);
      for (const { id, node: _, askWhen, isOfPerson } of answers.rulebook.facts)
        for (const [place, facts] of (isOfPerson
          ? told.people.map((person) => person.facts)
          : [told.household]
        ).entries()) {
          const asked = askWhen < 0 ? truths.yes : answers.truth(askWhen, place);
          const isKnown = facts[id] !== undefined;
          if (asked === truths.yes && !isKnown && !leftOut.has(id))
            wrong.add(`${id} would be asked of ${told.applicant}`);
          if ((asked === truths.no || leftOut.has(id)) && isKnown)
            wrong.add(`${id} would not be asked of ${told.applicant}`);
        }
    }
    assert.deepEqual([...wrong], []);
  });

  function situationOf(told: ToldSituation): unknown {
    const all = told.people.map(({ id, facts }) => ({ id, ...facts }));
    return { asOf: told.asOf, territory: told.territory, applicant: told.applicant, people: all, ...told.household };
  }
});

describe('the files', () => {
  const folders: string[] = [];
  after(async () => Promise.all(folders.map(async (folder) => rm(folder, { recursive: true }))));

  async function made(seed: number, unknown = 0): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'okno-population-'));
    folders.push(folder);
    await writePopulation(catalogue, margins, { people: 5000, seed, unknown }, folder, () => undefined);
    return folder;
  }

  async function hash(folder: string): Promise<string> {
    const all = createHash('sha256');
    for (const name of ['people.parquet', 'households.parquet', 'population.json'])
      all.update(await readFile(join(folder, name)));
    return all.digest('hex');
  }

  test('the same seed gives the same bytes, another seed others', async () => {
    const [one, again, other] = [await made(7), await made(7), await made(8)];
    assert.equal(await hash(one), await hash(again));
    assert.notEqual(await hash(one), await hash(other));
  });

  test('hold the families that were made, with a mark that nobody of them exists', async () => {
    const folder = await made(7, 0.05);
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = async (sql: string): Promise<readonly (readonly unknown[])[]> =>
      (await connection.runAndReadAll(sql.replaceAll('@', `${folder}/`))).getRows();
    assert.deepEqual(
      await rows(`select count(*), count(*) filter (applicant), count(distinct household) from '@people.parquet'`),
      [
        [
          5000n,
          BigInt((await rows(`from '@households.parquet'`)).length),
          BigInt((await rows(`from '@households.parquet'`)).length),
        ],
      ],
    );
    const first = [...makeFamilies(margins, { people: 5000, seed: 7, unknown: 0.05 })][0]!;
    const [written] = await rows(
      `select person, relation, sex, earnings12, "birthDate"::varchar from '@people.parquet' limit 1`,
    );
    const { id, facts } = first.people[0]!;
    assert.deepEqual(written, [
      id,
      facts['relation'],
      facts['sex'] ?? null,
      facts['earnings12'] ?? null,
      facts['birthDate'] ?? null,
    ]);
    assert.match(id, /^synthetic-/u);
    const marks = await rows(`select decode(key), decode(value) from parquet_kv_metadata('@people.parquet')`);
    assert.ok(marks.some(([key, value]) => key === 'synthetic' && String(value).includes('do not exist')));
    const [[forgotten]] = (await rows(`select avg((sex is null)::int) from '@people.parquet'`)) as [[number]];
    isNear(0.05, forgotten, 0.015, 'forgotten');
  });
});
