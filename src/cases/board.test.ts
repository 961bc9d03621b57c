import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { boardOf, loadOf } from './board.ts';
import type { Board, BoardPart } from './board.ts';
import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import type { Command } from './commands.ts';
import type { CaseRef, JointCase } from './model.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');

onEachEngine('the board of a lead', (database) => {
  let today = '2026-03-02';
  let keys = 0;
  let cases: Cases;
  const now = (): Date => new Date(`${today}T03:00:00Z`);
  const look = async (part: BoardPart = 'all'): Promise<Board> =>
    await boardOf(database(), { agency: 'social-protection', part, today, now: now() });
  const does = async (ref: CaseRef, command: Command): Promise<void> => {
    const worked = await cases.carryOut(ref, command, { by: lead, idempotencyKey: `key ${(keys += 1)}` });
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
  };
  let anna: JointCase;

  before(async () => {
    cases = createCases(database(), { catalogue, now, today: () => today, random: steadyRandom(database().engine) });
    for (const person of ['anna', 'vera']) {
      const given = { by: lead, idempotencyKey: `open ${person}` };
      const worked = await cases.open({ person, agreement: 'family-in-need', told }, given);
      assert.ok('kept' in worked);
      if (person === 'anna') anna = (await cases.read(worked.kept))!;
    }
  });

  test('shows who holds a case since when, and nothing late on the first day', async () => {
    const { lines, counts } = await look();
    assert.deepEqual(counts, { all: 2, late: 0, review: 0, meeting: 0, outcome: 0, closed: 0 });
    assert.ok(lines.every(({ stage }) => stage === 'new'));
    const line = lines[0]!;
    assert.ok(line.holders.some(({ holder }) => holder.kind === 'person'));
    assert.ok(line.holders.every(({ since, tasks }) => since.startsWith('2026-03-02') && tasks > 0));
    assert.equal(line.reviewDue, '2026-03-16');
  });

  test('puts on top the case in which somebody is late, and says who and by how many days', async () => {
    const task = anna.tasks.find(
      ({ state, kind, holder }) => state === 'ready' && kind === 'file' && holder.kind === 'agency',
    )!;
    await does(anna, { kind: 'finish-task', task: task.id, result: 'sent' });
    today = '2026-03-20';
    const { lines, counts } = await look('late');
    assert.equal(counts.late, 1);
    assert.equal(lines[0]?.joint.person, 'anna');
    assert.equal(lines[0]?.stage, 'under-way');
    const [late] = lines[0]?.late ?? [];
    assert.ok(late !== undefined && late.days > 0 && late.task.due! < today);
  });

  test('tells that a review is due, until a meeting is called', async () => {
    assert.equal((await look()).counts.review, 2);
    const meeting = { at: '2026-03-25T03:00:00.000Z', place: 'Мира, 1', agenda: ['план'], invited: ['zags'] };
    await does(anna, { kind: 'call-meeting', ...meeting });
    const { lines, counts } = await look('meeting');
    assert.equal(counts.review, 1);
    assert.equal(lines[0]?.meetingAt, meeting.at);
  });

  test('shows another agency nothing, and the head how much each officer has', async () => {
    const { lines } = await boardOf(database(), { agency: 'zags', part: 'all', today, now: now() });
    assert.deepEqual(lines, []);
    const loads = await loadOf(database(), 'social-protection', today);
    assert.ok(loads.length > 0 && loads.every(({ open }) => open > 0));
    assert.deepEqual(await loadOf(database(), 'no-such-agency', today), []);
  });
});
