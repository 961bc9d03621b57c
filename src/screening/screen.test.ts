import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { openDuck, quoted, rowsOf } from './duck.ts';
import { screenByPlanes } from './screen.ts';
import type { ScreenResult } from './screen.ts';

const catalogue = await realCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'okno-screen-test-'));
after(() => rmSync(folder, { recursive: true }));

const people = [
  'household,person,applicant,relation,birthDate,citizenship,livesInRussia,works,disability',
  '1,anna,true,,1999-05-02,russian,true,false,none',
  '1,petya,false,child,2026-01,russian,true,,none',
  '2,ivan,true,,1955,russian,true,false,second',
];
const households = ['household,territory,dwelling,seeks', '1,69701000,,|', '2,69632000,own,'];

let files = 0;

async function screened(
  lines: { readonly people?: readonly string[]; readonly households?: readonly string[] },
  services?: readonly string[],
): Promise<{ readonly result: ScreenResult; readonly out: string }> {
  files += 1;
  const name = (table: string): string => join(folder, `${table}-${files}.csv`);
  writeFileSync(name('people'), (lines.people ?? people).join('\n'));
  writeFileSync(name('households'), (lines.households ?? households).join('\n'));
  const out = join(folder, `pairs-${files}.parquet`);
  const result = await screenByPlanes({
    catalogue,
    files: { people: name('people'), households: name('households') },
    out,
    asOf: '2026-03-02',
    ...(services === undefined ? {} : { services }),
    withUnknown: true,
    threads: 2,
  });
  return { result, out };
}

async function pairsIn(out: string): Promise<readonly Record<string, unknown>[]> {
  const { duck, close } = await openDuck(1);
  const rows = await rowsOf(
    duck,
    `SELECT * REPLACE (household::INTEGER AS household) FROM ${quoted(out)} ORDER BY ALL`,
  );
  close();
  return rows;
}

/** The place and the remedy, as a terminal shows them. */
async function problemIn(lines: Parameters<typeof screened>[0]): Promise<string> {
  const { result } = await screened(lines);
  assert.ok('problems' in result, 'the files were answered');
  const [problem] = result.problems;
  return `${problem?.code}: ${problem?.message.en.replace(/^.*\.csv: /u, '')} ${problem?.remedy?.en}`;
}

describe('a region is screened from files', () => {
  it('tells who has a right to what, who may have, and which criterion decides', async () => {
    const { result, out } = await screened({}, ['technical-aids', 'birth-registration']);
    assert.ok(!('problems' in result), JSON.stringify(result));
    assert.equal(result.people, 3);
    assert.equal(result.households, 2);
    const rows = await pairsIn(out);
    assert.equal(rows.length, result.pairs);
    assert.deepEqual(
      rows.map(({ household, person, service, answer }) => [household, person, service, answer]),
      [
        [1, 'petya', 'birth-registration', 'unknown'],
        [2, 'ivan', 'technical-aids', 'unknown'],
      ],
    );
    assert.ok(rows.every(({ criterion }) => typeof criterion === 'string'));
  });

  it('gives back ids of any length and alphabet', async () => {
    // More than are read at once; ids of twelve bytes and fewer lie elsewhere in memory than longer ones.
    const ids = Array.from(
      { length: 2500 },
      (_, row) => `${row}-${['', 'анна', 'x'.repeat(row % 15), 'я'.repeat(40)][row % 4]}`,
    );
    const { out } = await screened(
      {
        people: [people[0]!, ...ids.map((id, row) => `${row + 1},${id},true,,1955,russian,true,false,second`)],
        households: [households[0]!, ...ids.map((_, row) => `${row + 1},69632000,own,`)],
      },
      ['technical-aids'],
    );
    const told = (await pairsIn(out)).map(({ household, person }) => [household, person]);
    assert.deepEqual(
      told,
      ids.map((id, row) => [row + 1, id]),
    );
  });

  it('tells what is wrong with a table: where, and what to do', async () => {
    const swap = (at: number, line: string): string[] => people.with(at, line);
    assert.equal(
      await problemIn({ people: swap(2, '1,petya,false,chield,2026-01,russian,true,,none') }),
      'population-value: row 2, column "relation": "chield" does not fit. Did you mean "child"? Choices: self, spouse, partner, child, ward, parent, grandparent, sibling, other. Not known: leave it empty.',
    );
    assert.match(
      await problemIn({ people: swap(3, '2,ivan,false,,1955,russian,true,false,second') }),
      /^population-applicant: row 3, household 2/u,
    );
    assert.match(
      await problemIn({ people: [people[0]!, people[3]!, people[1]!, people[2]!] }),
      /^population-order: row/u,
    );
    assert.match(
      await problemIn({ households: households.slice(0, 2) }),
      /^population-households-differ: household 2/u,
    );
    assert.match(
      await problemIn({ households: [...households, '3,69701000,,'] }),
      /^population-households-differ: household 3/u,
    );
    assert.match(
      await problemIn({ households: households.with(1, '1,12345678,,|') }),
      /^population-territory: row 1: the territory "12345678"/u,
    );
    assert.match(
      await problemIn({ people: people.map((line) => line.replace(/^(\w+),(\w+),\w+/u, '$1,$2')) }),
      /^population-column-missing: there is no column "applicant"/u,
    );
    assert.match(
      await problemIn({ people: swap(1, '1,anna,true,,1999-05-32,russian,true,false,none') }),
      /^population-value: row 1, column "birthDate"/u,
    );
    assert.match(
      await problemIn({ people: swap(1, 'x,anna,true,,1999-05-02,russian,true,false,none') }),
      /^population-value: row 1, column "household"/u,
    );
  });

  it('goes on where it was stopped, and no pair stands twice', async () => {
    const { duck, close } = await openDuck(1);
    const [from, to] = [join(folder, 'many-people.parquet'), join(folder, 'many-households.parquet')];
    const many = 300_000;
    await duck.run(
      `COPY (SELECT i AS household, 'p' || i AS person, TRUE AS applicant, i % 3 = 0 AS hasIndividualProgramme, TRUE AS livesInRussia FROM range(${many}) t(i)) TO ${quoted(from)}`,
    );
    await duck.run(`COPY (SELECT i AS household, '69701000' AS territory FROM range(${many}) t(i)) TO ${quoted(to)}`);
    const out = join(folder, 'many.parquet');
    const request = {
      catalogue,
      files: { people: from, households: to },
      out,
      asOf: '2026-03-02',
      services: ['technical-aids'],
      withUnknown: true,
      threads: 1,
    };
    const isStopped = new Error('stopped');
    await assert.rejects(
      screenByPlanes({
        ...request,
        progress: (done) => {
          if (done > 0) throw isStopped;
        },
      }),
      isStopped,
    );
    // A block that was half written when the power went.
    writeFileSync(`${out}.partial`, 'torn', { flag: 'a' });
    writeFileSync(`${out}.progress`, '{"block":1,"peo', { flag: 'a' });
    const result = await screenByPlanes({ ...request, threads: 2 });
    assert.ok(!('problems' in result), JSON.stringify(result));
    assert.ok(result.resumed > 0 && result.resumed < many);
    const [found] = await rowsOf(
      duck,
      `SELECT count(*)::INTEGER AS pairs, count(DISTINCT person)::INTEGER AS persons FROM ${quoted(out)}`,
    );
    close();
    assert.equal(found?.pairs, result.pairs);
    assert.equal(found?.persons, result.pairs);
    const { yes, unknown = Number.NaN, no = Number.NaN } = result.counts[0]!;
    assert.equal(yes + unknown + no, many);
    assert.throws(() => readFileSync(`${out}.progress`));
  });
});
