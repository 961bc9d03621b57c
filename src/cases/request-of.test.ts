import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { Told } from '#test/joint-case.ts';

import { requestOf } from './request-of.ts';
import { caseSeenBy } from './seen-case.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const { joint } = new Told(catalogue, agreement, situation);

describe('the complex request of a case', () => {
  const request = requestOf(joint, catalogue);

  it('holds what a one-stop centre takes: what waits for nothing at once, the rest when their inputs have come', () => {
    assert.ok(request.filter(({ round }) => round === 1).length >= 2, 'several beside each other');
    assert.ok(request.some(({ round }) => round > 1));
    for (const { round, after } of request) {
      assert.equal(after.length === 0, round === 1);
      const rounds = after.map((earlier) => request.find(({ task }) => task === earlier)!.round);
      assert.equal(round, 1 + Math.max(0, ...rounds));
    }
    assert.ok(request.every(({ task }) => task.kind === 'file' && task.urgency !== 'tonight'));
  });

  it('holds for an agency only what it sees, and is none of fewer than two', () => {
    const seen = caseSeenBy(joint, { agency: 'zags' }, '2026-03-02', catalogue);
    const ids = new Set(seen.tasks.map(({ id }) => id));
    assert.ok(requestOf(seen, catalogue).every(({ task }) => ids.has(task.id)));
    assert.deepEqual(requestOf({ ...joint, tasks: [request[0]!.task] }, catalogue), []);
  });
});
