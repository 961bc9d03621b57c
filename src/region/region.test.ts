import assert from 'node:assert/strict';
import { access, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { readTold } from '#assessment';
import { realCatalogue } from '#test/catalogue.ts';

import { regionIn, sampleRegion } from './region.ts';
import { candidatesOf, takeUpIn } from './screen-region.ts';

const catalogue = await realCatalogue();
const read = readTold(
  catalogue,
  {
    applicant: 'vera',
    territory: '69701000',
    people: [
      {
        id: 'vera',
        relation: 'self',
        birthDate: '1947-05-01',
        sex: 'female',
        disability: 'second',
        livesInRussia: true,
      },
    ],
  },
  { asOf: '2026-06-01' },
);

test('a sample region is made once, its residents may be offered what they have a right to, and it leaves nothing behind', async () => {
  assert.ok('told' in read, JSON.stringify(read));
  const region = sampleRegion(catalogue, 300, () => Promise.resolve([read.told]));
  const [one, same] = await Promise.all([region.open(), region.open()]);
  assert.equal(one, same);
  assert.ok(!('problem' in one));
  assert.deepEqual([one.people, one.isSynthetic, one.day], [301, true, await region.day('2020-01-01')]);
  const asked = { catalogue, population: one, day: await region.day(''), threads: 1 };
  const found = await candidatesOf(asked, ['monthly-cash-payment']);
  assert.ok('candidates' in found);
  assert.ok(found.candidates.some(({ person }) => person === 'vera'));
  assert.ok(found.consented.has('vera') && found.consented.size < 301);
  const takeUp = await takeUpIn(asked);
  assert.ok('services' in takeUp && takeUp.isDrawn && takeUp.services.length > 0);
  await region.close();
  await assert.rejects(access(one.folder));
});

test('a folder without tables says so, and is opened once they are there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'okno-region-test-'));
  const region = regionIn(catalogue, folder);
  const none = await region.open();
  assert.ok('problem' in none && none.problem.code === 'no-population');
  const sample = sampleRegion(catalogue, 100);
  const made = await sample.open();
  assert.ok(!('problem' in made));
  await cp(made.folder, folder, { recursive: true });
  const opened = await region.open();
  assert.ok(!('problem' in opened) && opened.people === 100);
  await region.close();
  await sample.close();
  await rm(folder, { recursive: true });
});
