import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { assess } from '#assessment';
import type { ToldSituation } from '#assessment';
import { readChange } from '#catalogue';
import type { Catalogue, LawChange } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';

import { marginsOf } from './margins.ts';
import { makeFamilies, toldOf } from './make-families.ts';
import { groupPicture, namedEffects } from './report.ts';
import { screened } from './screened.ts';
import { seeing } from './seen.ts';
import { openPopulation } from './told-population.ts';
import { WhatIfCount } from './what-if.ts';
import type { WhatIf } from './what-if.ts';
import { writePopulation } from './write-population.ts';

const catalogue = await realCatalogue();
const day = '2026-06-01';
const read = marginsOf(catalogue);
if ('problem' in read) assert.fail(read.problem.message.en);
const { margins } = read;
// Two municipalities: the law of each is grown anew for every change.
const region = [...makeFamilies(read.margins, { people: 4000, seed: 7 })].map((family, index) => ({
  ...toldOf(family, day),
  territory: index % 3 === 0 ? '69608000' : '69701000',
}));

async function changeOf(text: string): Promise<LawChange> {
  const got = await readChange(catalogue, day, 'change.yaml', `name: { ru: Проба, en: A trial }\n${text}`);
  if ('problems' in got) assert.fail(got.problems.map(({ message }) => message.en).join('\n'));
  return got.change;
}

function count(change: LawChange): WhatIfCount {
  const gathered = new WhatIfCount(change, day);
  const see = seeing(change, day);
  for (const told of region) gathered.add(see(told));
  return gathered;
}

/** Money of a year by all services, by the evaluator of the window, asked anew. */
function perYear(law: Catalogue, told: ToldSituation): number {
  return assess(law, told).entitlements.reduce(
    (sum, { answer, amount }) =>
      sum + (answer === 'yes' && amount !== undefined ? amount.value * (amount.per === 'month' ? 12 : 1) : 0),
    0,
  );
}

describe('the minimum earnings raised from 4 to 8 minimum wages', async () => {
  const change = await changeOf('before: [{ parameter: minimumEarningsWages, value: 4 }]');
  const found = await count(change).result(true);

  test('nobody gains, and families whose parent earned between the two lose', () => {
    assert.equal(found.all.gain, 0);
    assert.ok(found.all.lose > 0);
    assert.equal(found.all.households, region.length);
    assert.equal(found.people, 4000);
  });

  test('every group adds up to the whole', () => {
    for (const group of ['territories', 'kinds', 'incomes'] as const) {
      const rows = namedEffects(catalogue, found, group, 'en');
      const sum = (part: 'households' | 'lose'): number => rows.reduce((all, row) => all + row[part], 0);
      assert.deepEqual([sum('households'), sum('lose')], [found.all.households, found.all.lose], group);
    }
    assert.equal(
      found.losses.reduce((all, { households }) => all + households, 0),
      found.all.lose,
    );
  });

  test('one loses by the count exactly when the window gives less than before', () => {
    const see = seeing(change, day);
    for (const told of region.filter(({ people }) => people.length > 1).slice(0, 40)) {
      const { stood } = see(told);
      const more = stood.reduce((sum, { before, after }) => sum + (after?.perYear ?? 0) - (before?.perYear ?? 0), 0);
      const atWindow = perYear(change.after, told) - perYear(change.before, told);
      assert.equal(Math.sign(Math.round(more)), Math.sign(Math.round(atWindow)), told.applicant);
    }
  });

  test('a family whose help changes is drawn before and after', () => {
    const { typical } = found;
    assert.ok(typical !== undefined);
    assert.notDeepEqual(typical.before.pieces, typical.after.pieces);
  });

  test('the picture stands alone and names each kind of household', () => {
    const picture = groupPicture(catalogue, found, 'kinds', 'en');
    assert.match(picture, /^<svg[^]*Two adults, 1 or 2 children[^]*<\/svg>$/u);
    assert.doesNotMatch(picture, /<script|style=/u);
  });
});

test('a criterion that is dropped lets families gain, and a change that touches nobody says so', async () => {
  const gained = await count(
    await changeOf('after: [{ service: single-allowance, criterion: adults-earned, when: true }]'),
  ).result(true);
  assert.ok(gained.all.gain > 0);
  assert.equal(gained.all.lose, 0);
  const same = await count(await changeOf('after: [{ parameter: minimumEarningsWages, value: 8 }]')).result(true);
  assert.deepEqual([same.all.gain, same.all.lose, same.services.length], [0, 0, 0]);
});

test('while a fact that decides is not known, nobody is counted as losing', async () => {
  const change = await changeOf('before: [{ parameter: minimumEarningsWages, value: 4 }]');
  const gathered = new WhatIfCount(change, day);
  const see = seeing(change, day);
  for (const told of region)
    gathered.add(
      see({
        ...told,
        people: told.people.map((person) => ({
          ...person,
          facts: Object.fromEntries(Object.entries(person.facts).filter(([fact]) => fact !== 'earnings12')),
        })),
      }),
    );
  assert.equal((await gathered.result(true)).all.lose, 0);
});

test('screening the tables finds what looking at households one by one finds', async () => {
  const change = await changeOf('before: [{ parameter: minimumEarningsWages, value: 0 }]');
  const folder = await mkdtemp(join(tmpdir(), 'okno-what-if-test-'));
  try {
    await writePopulation(catalogue, margins, { people: 2500, seed: 7, unknown: 0 }, folder, () => undefined);
    const opened = await openPopulation(catalogue, folder);
    if ('problem' in opened) assert.fail(opened.problem.message.en);
    const oneByOne = new WhatIfCount(change, day);
    const see = seeing(change, day);
    for await (const told of opened.told(day)) oneByOne.add(see(told));
    const together = new WhatIfCount(change, day);
    for await (const seen of screened(change, day, opened, { threads: 1 })) together.add(seen);
    const [found, same] = [await together.result(true), await oneByOne.result(true)];
    opened.close();
    assert.ok(found.all.lose > 0);
    assert.deepEqual({ ...found, services: sorted(found.services) }, { ...same, services: sorted(same.services) });
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Sums of kopecks in another order differ in the last digit. */
function sorted(services: WhatIf['services']): object {
  const rounded = (sum: { readonly perYear: number }): object => ({ ...sum, perYear: Math.round(sum.perYear) });
  return services
    .map(({ service, before, after }) => ({ service, before: rounded(before), after: rounded(after) }))
    .toSorted((a, b) => a.service.localeCompare(b.service));
}
