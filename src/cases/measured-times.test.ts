import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import { createMeasuredTimes } from './measured-times.ts';
import type { JointCase } from './model.ts';

const catalogue = await realCatalogue();
const isReady = ({ tasks }: JointCase, task: string): boolean =>
  tasks.some(({ id, kind, state }) => id === task && kind === 'file' && state === 'ready');
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;

onEachEngine('how long an agency takes', (database) => {
  test('is measured over the cases of a year, from the day it could begin, and told only of ten and more', async () => {
    let today = '2026-03-02';
    let keys = 0;
    const timeZone = 'Asia/Tomsk';
    // Shortly after midnight in Tomsk it is still yesterday in London.
    const now = (): Date => new Date(`${today}T00:30:00+07:00`);
    const cases = createCases(database(), { catalogue, now, today: () => today, random: steadyRandom('times') });
    const times = createMeasuredTimes(database(), { today: () => today, timeZone });
    const given = (agency: string): { by: ReturnType<typeof officerOf>; idempotencyKey: string } => ({
      by: officerOf(agency),
      idempotencyKey: `a key that nobody guesses ${(keys += 1)}`,
    });
    let [agency, service] = ['', ''];
    const answer = async (person: string, on: string): Promise<void> => {
      today = '2026-03-02';
      const worked = await cases.open({ person, agreement: 'family-in-need', told }, given('social-protection'));
      assert.ok('kept' in worked);
      const joint = (await cases.read(worked.kept))!;
      const task = joint.tasks.find(({ kind, after }) => kind === 'decide' && after.every((id) => isReady(joint, id)))!;
      const filed = joint.tasks.find(({ id }) => task.after.includes(id))!;
      const by =
        filed.holder.kind === 'person' ? ({ kind: 'person', person } as const) : officerOf(filed.holder.agency);
      await cases.carryOut(worked.kept, { kind: 'finish-task', task: filed.id, result: 'sent' }, { ...given(''), by });
      assert.ok(task.holder.kind === 'agency');
      [agency, service] = [task.holder.agency, task.service!];
      today = on;
      const decision = { kind: 'decide', task: task.id, outcome: 'granted', reason: 'As it is asked.' } as const;
      const decided = await cases.carryOut(worked.kept, decision, given(agency));
      assert.ok('kept' in decided, 'problem' in decided ? decided.problem.message.en : '');
    };
    // Answered after 0, 1, 2 … 8 days: nine cases.
    for (let days = 0; days < 9; days += 1)
      await answer(`person-${days}`, `2026-03-${String(2 + days).padStart(2, '0')}`);
    await times.measure();
    assert.equal((await times.read([agency]))(agency, service), undefined);
    await answer('person-9', '2026-03-21');
    today = '2026-03-22';
    await Promise.all([times.measure(), times.measure()]);
    const found = await times.read([agency, 'nobody']);
    assert.deepEqual(found(agency, service), { cases: 10, halfDays: 4, mostDays: 8, on: '2026-03-22' });
    assert.equal(found(agency, undefined), undefined);
    assert.equal(found('nobody', service), undefined);
    today = '2027-03-23';
    await times.measure();
    assert.equal((await times.read([agency]))(agency, service), undefined, 'what is older than a year is not told');
  });
});
