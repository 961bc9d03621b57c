import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { agencyKind } from '#agencies';
import { realCatalogue, root } from '#test/catalogue.ts';

import { exchangeFaults } from './bench-exchange-faults.ts';

test('with every fault at random, and Okno and agencies killed, no inquiry is lost or doubled and no fact leaks', async () => {
  const figures = await exchangeFaults(
    {
      agencies: ['sfr', 'bailiffs', 'health'].map((id) => agencyKind(id)!),
      inquiries: 120,
      kills: 1,
      share: 0.4,
      seed: 5,
      today: '2026-03-02',
      engine: 'pglite',
    },
    {
      catalogue: await realCatalogue(),
      root,
      entry: join(root, 'src', 'okno.ts'),
      now: () => new Date(),
      progress: () => undefined,
    },
  );
  const { inquiries, answered, lost, doubled, leaked, wrong, unproved, verified } = figures;
  assert.ok(inquiries >= 120);
  assert.equal(answered, inquiries);
  assert.deepEqual(
    { lost, doubled, leaked, wrong, unproved, verified },
    {
      lost: 0,
      doubled: 0,
      leaked: 0,
      wrong: 0,
      unproved: 0,
      verified: true,
    },
  );
  assert.ok(figures.refused > 0);
});
