// The clock of the server goes back by an hour or a day (daylight saving, NTP, a wrong battery): nothing is lost or done twice.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import { entriesAbout, sealJournal, verifyJournal } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import type { Command } from './commands.ts';
import { rebuild } from './evolve.ts';
import type { CaseRef } from './model.ts';
import { timersOf } from './timers.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');

onEachEngine('a clock that goes back', (database) => {
  let now = new Date('2026-03-02T06:00:00Z');
  /** What the day is taken to be, where it is read after the clock was set. */
  let readsDay: (() => string) | undefined;
  let cases: Cases;
  let keys = 0;

  before(() => {
    cases = createCases(database(), {
      catalogue,
      now: () => now,
      today: () => readsDay?.() ?? now.toISOString().slice(0, 10),
      random: steadyRandom(`clock ${database().engine}`),
    });
  });

  async function opened(person: string): Promise<CaseRef> {
    const worked = await cases.open(
      { person, agreement: 'family-in-need', told },
      { by: lead, idempotencyKey: person },
    );
    assert.ok('kept' in worked);
    return worked.kept;
  }
  async function does(ref: CaseRef, command: Command): Promise<void> {
    const worked = await cases.carryOut(ref, command, { by: lead, idempotencyKey: `key ${(keys += 1)}` });
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
  }
  const toldTimes = async (ref: CaseRef, kind: string): Promise<number> =>
    (await cases.eventsOf(ref)).filter(({ happening }) => happening.kind === kind).length;
  const timersKept = async ({ person }: CaseRef): Promise<readonly string[]> =>
    (
      await sql<{ timer: string }>`select name || ' ' || due::date as timer from case_timer where person = ${person}
        order by 1`.execute(database().queries)
    ).rows.map(({ timer }) => timer);

  for (const [person, back] of [
    ['hour', 3_600_000],
    ['day', 86_400_000],
  ] as const) {
    test(`by a ${person} between two commands keeps their order, the case and the journal`, async () => {
      now = new Date('2026-03-10T06:00:00Z');
      const ref = await opened(person);
      const { tasks } = (await cases.read(ref))!;
      const [first, second] = tasks.filter(
        ({ state, kind, holder }) => state === 'ready' && kind === 'file' && holder.kind === 'agency',
      );
      await does(ref, { kind: 'finish-task', task: first!.id, result: 'sent' });
      await sealJournal(database(), now);
      now = new Date(now.getTime() - back);
      await does(ref, { kind: 'finish-task', task: second!.id, result: 'sent too' });
      await sealJournal(database(), now);
      const events = await cases.eventsOf(ref);
      const done = events.flatMap(({ happening }) => (happening.kind === 'task-done' ? [happening.result] : []));
      assert.deepEqual(done, ['sent', 'sent too']);
      assert.ok(events.at(-1)!.at < events[0]!.at, 'the clock has gone back');
      assert.deepEqual(rebuild(ref, events), await cases.read(ref));
      const entries = await entriesAbout(database(), person);
      assert.equal(entries.length, events.length);
      assert.deepEqual((await verifyJournal(database())).faults, []);
    });
  }

  test('fires no timer twice: the lead is told of a review, the person is reminded, lateness is told once', async () => {
    now = new Date('2026-03-02T06:00:00Z');
    const ref = await opened('twice');
    const kinds = ['review-came-due', 'tasks-reminded', 'task-escalated'] as const;
    for (const moment of [
      '2026-03-16T06:00:00Z',
      '2026-03-15T06:00:00Z',
      '2026-03-16T05:00:00Z',
      '2026-03-16T06:30:00Z',
    ]) {
      now = new Date(moment);
      while ((await cases.fireTimers()) > 0);
    }
    const events = await cases.eventsOf(ref);
    for (const kind of kinds) {
      const same = events
        .filter(({ happening }) => happening.kind === kind)
        .map(({ happening }) => JSON.stringify(happening));
      assert.equal(new Set(same).size, same.length, kind);
    }
    assert.equal(await toldTimes(ref, 'review-came-due'), 1);
    assert.ok((await toldTimes(ref, 'task-escalated')) > 0);
    const joint = (await cases.read(ref))!;
    assert.deepEqual(
      await timersKept(ref),
      timersOf(joint)
        .map(({ name, due }) => `${name} ${due.slice(0, 10)}`)
        .toSorted(),
    );
  });

  test('in the moment in which a timer is carried out loses none: it is carried out when its day comes again', async () => {
    now = new Date('2026-03-02T06:00:00Z');
    const ref = await opened('lost');
    now = new Date('2026-03-16T00:00:30Z');
    // Found as due, and the clock is set back before it is carried out.
    readsDay = () => '2026-03-15';
    await cases.fireTimers();
    assert.equal(await toldTimes(ref, 'review-came-due'), 0);
    readsDay = undefined;
    now = new Date('2026-03-16T00:10:00Z');
    while ((await cases.fireTimers()) > 0);
    assert.equal(await toldTimes(ref, 'review-came-due'), 1);
  });

  test('does not bring a consent back that was withdrawn, nor a task that was done', async () => {
    now = new Date('2026-03-10T06:00:00Z');
    const ref = await opened('taken-back');
    const by = { kind: 'person', person: 'taken-back' } as const;
    const given = (command: Command) => cases.carryOut(ref, command, { by, idempotencyKey: `key ${(keys += 1)}` });
    await given({
      kind: 'consent',
      facts: ['income'],
      to: ['zags'],
      purpose: { ru: 'x', en: 'x' },
      until: '2026-03-31',
    });
    const { id } = (await cases.read(ref))!.consents[0]!;
    now = new Date('2026-03-09T06:00:00Z');
    await given({ kind: 'withdraw-consent', consent: id });
    const [consent] = (await cases.read(ref))!.consents;
    assert.ok(consent?.withdrawnAt !== undefined);
    assert.deepEqual(rebuild(ref, await cases.eventsOf(ref)), await cases.read(ref));
  });
});
