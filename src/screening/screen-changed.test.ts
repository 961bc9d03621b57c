import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { openDuck, quoted, rowsOf } from './duck.ts';
import { servicesTouched } from './same-rules.ts';
import { screenByPlanes } from './screen.ts';
import type { ScreenRequest } from './screen.ts';
import { screenChanged } from './screen-changed.ts';

const catalogue = await realCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'okno-changed-test-'));
after(() => rmSync(folder, { recursive: true }));

const head = 'household,person,applicant,relation,birthDate,citizenship,livesInRussia,works,disability,changed';
const people = [
  head,
  '1,anna,true,,1999-05-02,russian,true,false,none,2025-06-01',
  '1,petya,false,child,2025-01-15,russian,true,,none,2025-06-01',
  '2,ivan,true,,1955,russian,true,false,second,2025-06-01',
  '3,olga,true,,1980-02-03,russian,true,true,none,2025-06-01',
  '4,pavel,true,,1990-02-03,russian,true,true,none,2025-06-01',
];
const homes = [
  'household,territory,dwelling,seeks,changed',
  '1,69701000,,|,2025-06-01',
  '2,69632000,own,,2025-06-01',
  '3,69701000,own,,2025-06-01',
  '4,69701000,own,,2025-06-01',
];

function written(name: string, lines: readonly string[]): string {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const [since, asOf] = ['2025-12-01', '2026-03-02'];
const request = (files: ScreenRequest['files'], out: string, day: string): ScreenRequest => ({
  catalogue,
  files,
  out: join(folder, out),
  asOf: day,
  withUnknown: true,
  threads: 1,
});

/** All pairs; which criterion explains a yes best depends on who else is screened. */
async function pairsIn(out: string): Promise<readonly unknown[]> {
  const { duck, close } = await openDuck(1);
  const rows = await rowsOf(
    duck,
    `SELECT household::INTEGER AS household, person, service, answer, amount, CASE answer WHEN 'yes' THEN '' ELSE criterion END AS criterion
      FROM ${quoted(join(folder, out))} ORDER BY ALL`,
  );
  close();
  return rows;
}

describe('a region is screened for what has changed', () => {
  it('a service is touched by a new sum, by the passing of days, and by nothing else', () => {
    // Who keeps the law of an earlier day is looked at each time.
    assert.deepEqual([...servicesTouched(catalogue, asOf, asOf)], ['single-allowance']);
    const touched = servicesTouched(catalogue, since, asOf);
    assert.ok(touched.has('single-allowance'), 'the minimum of subsistence rose in January');
    const left = [...catalogue.services.keys()].filter((id) => !touched.has(id));
    assert.ok(left.includes('technical-aids'), 'its rules name neither a day nor a sum');
    assert.ok(left.length < catalogue.services.size);
  });

  it('what is brought up to date is what everybody screened anew gives', async () => {
    const old = { people: written('people-old', people), households: written('homes-old', homes) };
    await screenByPlanes(request(old, 'old.parquet', since));
    // Olga has become disabled, Pavel has moved away, Denis has come; Ivan's row does not say when it was changed.
    const files = {
      people: written('people-new', [
        ...people.slice(0, 3),
        '2,ivan,true,,1955,russian,true,false,first,',
        '3,olga,true,,1980-02-03,russian,true,false,third,2026-01-20',
        '5,denis,true,,2001-02-03,russian,true,,none,2026-02-01',
      ]),
      households: written('homes-new', [...homes.slice(0, 4), '5,69701000,,,2026-02-01']),
    };
    await screenByPlanes(request(files, 'whole.parquet', asOf));
    const before = join(folder, 'old.parquet');
    const result = await screenChanged(screenByPlanes, {
      ...request(files, 'changed.parquet', asOf),
      since,
      before,
    });
    assert.ok(!('problems' in result), JSON.stringify(result));
    assert.equal(result.changedHouseholds, 3);
    const whole = await pairsIn('whole.parquet');
    assert.deepEqual(await pairsIn('changed.parquet'), whole);
    assert.notDeepEqual(await pairsIn('old.parquet'), whole);
    assert.equal(result.pairs, whole.length);
    // The earlier pairs may be brought up to date where they stand, and nothing is left beside them.
    await screenChanged(screenByPlanes, { ...request(files, 'old.parquet', asOf), since, before });
    assert.deepEqual(await pairsIn('old.parquet'), whole);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('old.parquet')),
      ['old.parquet'],
    );
  });

  it('a row whose household is no number is told of, and takes nobody else away', async () => {
    const old = { people: written('people-old', people), households: written('homes-old', homes) };
    await screenByPlanes(request(old, 'old.parquet', since));
    const before = join(folder, 'old.parquet');
    for (const household of ['', 'x', '1.5e30']) {
      const torn = [...people, `${household},gleb,true,,1980-02-03,russian,true,true,none,2026-01-20`];
      const files = { people: written('people-torn', torn), households: old.households };
      // Alone, a service that no day touches is answered for those alone of whom something has changed.
      const services = ['technical-aids'];
      const asked = { ...request(files, 'torn.parquet', asOf), services, since, before };
      const result = await screenChanged(screenByPlanes, asked);
      assert.ok('problems' in result, household);
      assert.match(String(result.problems[0]?.message.en), /people-torn\.csv/u);
    }
  });

  it('without a column that tells when a row was changed, it says what to add', async () => {
    const files = {
      people: written(
        'people-bare',
        people.map((line) => line.replace(/,[^,]*$/u, '')),
      ),
      households: written('homes-bare', homes),
    };
    const result = await screenChanged(screenByPlanes, { ...request(files, 'bare.parquet', asOf), since });
    assert.ok('problems' in result);
    assert.match(String(result.problems[0]?.message.en), /people-bare\.csv: there is no column "changed"/u);
    const homeless = {
      people: written('people-old', people),
      households: written('homes-alone', ['territory,changed', '69701000,2026-01-01']),
    };
    const nowhere = await screenChanged(screenByPlanes, { ...request(homeless, 'bare.parquet', asOf), since });
    assert.ok('problems' in nowhere && nowhere.problems[0]?.code === 'population-column-missing');
    const late = await screenChanged(screenByPlanes, { ...request(files, 'bare.parquet', since), since: asOf });
    assert.ok('problems' in late && late.problems[0]?.code === 'changed-since-later');
    const never = await screenChanged(screenByPlanes, { ...request(files, 'bare.parquet', asOf), since: '2026-02-30' });
    assert.ok('problems' in never && never.problems[0]?.code === 'changed-since-later');
    const before = join(folder, 'nothing.parquet');
    const lost = await screenChanged(screenByPlanes, { ...request(files, 'bare.parquet', asOf), since, before });
    assert.ok('problems' in lost && lost.problems[0]?.code === 'population-unreadable');
  });
});
