// Two people do the same at once, each by a server of their own: one of them does it, the other is told, nothing is done twice.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import type { ToldSituation } from '#assessment';
import { entriesAbout, verifyJournal } from '#journal';
import type { Actor } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import type { Command } from './commands.ts';
import { rebuild } from './evolve.ts';
import type { CaseRef, JointCase } from './model.ts';
import { papersFor } from './papers.ts';
import { factsShownTo } from './shown-facts.ts';
import type { Worked } from './store.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');
const [petrova, sidorova] = ['petrova', 'sidorova'].map((officer): Actor => ({
  kind: 'officer',
  officer,
  agency: 'social-protection',
})) as [Actor, Actor];

onEachEngine('two at once', (database) => {
  const today = '2026-03-02';
  let keys = 0;
  let servers: readonly [Cases, Cases];

  before(() => {
    const open = (): Cases =>
      createCases(database(), {
        catalogue,
        now: () => new Date(`${today}T03:00:00Z`),
        today: () => today,
        random: steadyRandom(`${database().engine} ${(keys += 1)}`),
      });
    servers = [open(), open()];
  });

  async function opened(person: string): Promise<CaseRef> {
    const worked = await servers[0].open(
      { person, agreement: 'family-in-need', told },
      { by: lead, idempotencyKey: person },
    );
    assert.ok('kept' in worked);
    return worked.kept;
  }
  const does = async (ref: CaseRef, by: Actor, command: Command, server = servers[0]): Promise<Worked> =>
    await server.carryOut(ref, command, { by, idempotencyKey: `key ${(keys += 1)}` });
  const both = async (ref: CaseRef, one: Actor, other: Actor, command: Command): Promise<readonly [Worked, Worked]> =>
    await Promise.all([does(ref, one, command), does(ref, other, command, servers[1])]);
  const codes = (some: readonly Worked[]): readonly string[] =>
    some.map((one) => ('kept' in one ? 'kept' : one.problem.code)).toSorted();
  const happened = async (ref: CaseRef, kind: string): Promise<number> =>
    (await servers[0].eventsOf(ref)).filter(({ happening }) => happening.kind === kind).length;

  /** Whatever the servers remember, the case is the sum of its events, every event is in the journal, and it verifies. */
  async function assertWhole(ref: CaseRef): Promise<JointCase> {
    const events = await servers[0].eventsOf(ref);
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1),
    );
    const joint = (await servers[1].read(ref))!;
    assert.deepEqual(rebuild(ref, events), joint);
    const entries = await entriesAbout(database(), ref.person, { most: 1000 });
    assert.equal(entries.length, events.length);
    assert.deepEqual((await verifyJournal(database())).faults, []);
    return joint;
  }

  /** Everything is done and granted and every need met: what is left is to close it. */
  async function atItsEnd(person: string): Promise<CaseRef> {
    const ref = await opened(person);
    for (let round = 0; round < 200; round += 1) {
      const { tasks } = (await servers[0].read(ref))!;
      const next = tasks.find(({ state }) => state === 'ready' || state === 'under-way');
      if (next === undefined) break;
      const by = next.holder.kind === 'person' ? lead : officerOf(next.holder.agency);
      const command: Command =
        next.kind === 'decide'
          ? { kind: 'decide', task: next.id, outcome: 'granted', reason: 'да' }
          : { kind: 'finish-task', task: next.id, result: '' };
      assert.deepEqual(codes([await does(ref, by, command)]), ['kept']);
    }
    for (const { need } of (await servers[0].read(ref))!.needs)
      await does(ref, lead, { kind: 'tell-outcome', need, asked: 0, answer: 'met' });
    return ref;
  }

  test('take the same task: whoever has seen it free and comes second is told', async () => {
    const ref = await opened('anna');
    const { tasks, version: seen } = (await servers[0].read(ref))!;
    const task = tasks.find(({ state, holder }) => state === 'ready' && holder.kind === 'agency')!.id;
    const answers = await both(ref, petrova, sidorova, { kind: 'take-task', task, seen });
    assert.deepEqual(codes(answers), ['changed-meanwhile', 'kept']);
    assert.equal(await happened(ref, 'task-taken'), 1);
    const joint = await assertWhole(ref);
    const holder = joint.tasks.find(({ id }) => id === task)!.holder;
    const winner = 'kept' in answers[0] ? 'petrova' : 'sidorova';
    assert.deepEqual(holder, { kind: 'agency', agency: 'social-protection', officer: winner });
  });

  test('finish the same task: it is done once', async () => {
    const ref = await opened('boris');
    const task = (await servers[0].read(ref))!.tasks.find(
      ({ state, kind, holder }) => state === 'ready' && kind === 'file' && holder.kind === 'agency',
    )!.id;
    const answers = await both(ref, petrova, sidorova, { kind: 'finish-task', task, result: 'sent' });
    assert.deepEqual(codes(answers), ['kept', 'wrong-state']);
    assert.equal(await happened(ref, 'task-done'), 1);
    await assertWhole(ref);
  });

  test('give the same consent, a child and her mother: it is one, so that one withdrawal takes it back', async () => {
    const ref = await opened('vera');
    const vera: Actor = { kind: 'person', person: 'vera' };
    const mother: Actor = { kind: 'person', person: 'olga', onBehalfOf: 'vera', as: 'representative' };
    const consent = {
      kind: 'consent',
      facts: ['averageEarnings24', 'workYears'],
      to: ['zags', 'mvd'],
      purpose: { ru: 'чтобы посчитать', en: 'to count' },
      until: '2026-12-31',
    } as const;
    assert.deepEqual(codes(await both(ref, vera, mother, consent)), ['kept', 'kept']);
    await does(ref, vera, { ...consent, facts: consent.facts.toReversed(), to: consent.to.toReversed() });
    const { consents } = await assertWhole(ref);
    assert.equal(consents.length, 1);
    const withdrawal = { kind: 'withdraw-consent', consent: consents[0]!.id } as const;
    assert.deepEqual(codes(await both(ref, vera, mother, withdrawal)), ['kept', 'kept']);
    assert.equal(await happened(ref, 'consent-withdrawn'), 1);
    const shown = factsShownTo(await assertWhole(ref), 'zags', today).map(({ ground }) => ground);
    assert.ok(!shown.includes('consent'));
    // What was taken back can be given again.
    await does(ref, vera, consent);
    assert.equal((await assertWhole(ref)).consents.length, 2);
  });

  test('give a consent and take it back at once: whatever came first, the later word holds', async () => {
    const ref = await opened('galina');
    const galina: Actor = { kind: 'person', person: 'galina' };
    const consent = {
      kind: 'consent',
      facts: ['income'],
      to: ['zags'],
      purpose: { ru: 'x', en: 'x' },
      until: '2026-12-31',
    } as const;
    await does(ref, galina, consent);
    const id = (await servers[0].read(ref))!.consents[0]!.id;
    await Promise.all([
      does(ref, galina, { kind: 'withdraw-consent', consent: id }),
      does(ref, galina, consent, servers[1]),
    ]);
    const { consents } = await assertWhole(ref);
    const last = (await servers[0].eventsOf(ref)).findLast(({ happening }) => happening.kind.startsWith('consent-'))!;
    const isLive = consents.some(({ withdrawnAt }) => withdrawnAt === undefined);
    assert.equal(isLive, last.happening.kind === 'consent-given');
  });

  test('mark the same paper as shown: it was shown once', async () => {
    const ref = await opened('dina');
    const paper = papersFor((await servers[0].read(ref))!, petrova, catalogue)[0]!;
    assert.deepEqual(codes(await both(ref, petrova, sidorova, { kind: 'mark-paper', paper, hasCopy: true })), [
      'kept',
      'kept',
    ]);
    assert.equal(await happened(ref, 'paper-shown'), 1);
    await assertWhole(ref);
  });

  test('close the same case: it is closed once, and asked about once', async () => {
    const ref = await atItsEnd('elena');
    assert.deepEqual(codes(await both(ref, petrova, sidorova, { kind: 'close' })), ['case-closed', 'kept']);
    assert.equal(await happened(ref, 'case-closed'), 1);
    assert.equal((await assertWhole(ref)).status, 'closed');
  });

  test('close a case and add a task to it at a meeting: a closed case has no open task', async () => {
    const ref = await atItsEnd('zoya');
    const meeting = { at: '2026-03-02T05:00:00Z', place: 'room 1', agenda: ['plan'], invited: [] };
    await does(ref, lead, { kind: 'call-meeting', ...meeting });
    const called = (await servers[0].read(ref))!.meetings[0]!.id;
    const action = {
      title: 'позвонить',
      holder: { kind: 'agency', agency: 'social-protection' },
      due: '2026-03-20',
    } as const;
    await Promise.all([
      does(ref, petrova, { kind: 'close' }),
      does(ref, sidorova, { kind: 'hold-meeting', meeting: called, minutes: 'ещё раз', actions: [action] }, servers[1]),
    ]);
    const { status, tasks } = await assertWhole(ref);
    const isOpen = tasks.some(({ state }) => state === 'ready' || state === 'waiting');
    assert.equal(status === 'closed', !isOpen);
  });
});
