import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import type { Database } from '#database';
import { entriesAbout, sealJournal, verifyJournal } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { officerOf, steadyRandom } from '#test/joint-case.ts';

import { createCases } from './cases.ts';
import type { Cases } from './cases.ts';
import { rebuild } from './evolve.ts';
import type { CaseRef } from './model.ts';

const catalogue = await realCatalogue();
const told = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');
const officer = (number: number): ReturnType<typeof officerOf> => ({
  kind: 'officer',
  officer: `officer-${number}`,
  agency: 'social-protection',
});

onEachEngine('joint cases', (database) => {
  let today = '2026-03-02';
  let keys = 0;
  const key = (): string => `a key that nobody guesses ${(keys += 1)}`;
  let cases: Cases;

  before(() => {
    cases = casesOn(database(), () => today);
  });

  async function opened(person: string): Promise<CaseRef> {
    const worked = await cases.open({ person, agreement: 'family-in-need', told }, { by: lead, idempotencyKey: key() });
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
    return worked.kept;
  }

  test('are kept with their events, and the events add up to the case', async () => {
    const ref = await opened('anna');
    const joint = await cases.read(ref);
    assert.ok(joint !== undefined);
    assert.match(joint.number, /^2026-\d{6}$/);
    const task = joint.tasks.find(({ state, holder }) => state === 'ready' && holder.kind === 'agency')!;
    await cases.carryOut(ref, { kind: 'take-task', task: task.id }, { by: officer(1), idempotencyKey: key() });
    assert.deepEqual(rebuild(ref, await cases.eventsOf(ref)), await cases.read(ref));
  });

  test('are opened once, however often the same command is given', async () => {
    const idempotencyKey = key();
    const opening = { person: 'vera', agreement: 'family-in-need', told };
    const answers = await Promise.all([1, 2, 3].map(() => cases.open(opening, { by: lead, idempotencyKey })));
    const again = await cases.open(opening, { by: lead, idempotencyKey });
    assert.equal(new Set([...answers, again].map((one) => JSON.stringify(one))).size, 1);
    const { rows } = await sql<{
      count: string;
    }>`select count(*) as count from joint_case where person = 'vera'`.execute(database().queries);
    assert.equal(Number(rows[0]?.count), 1);
  });

  test('change nothing twice, and a refused command leaves nothing', async () => {
    const ref = await opened('boris');
    const joint = (await cases.read(ref))!;
    const task = joint.tasks.find(
      ({ state, kind, holder }) => state === 'ready' && kind === 'file' && holder.kind === 'agency',
    )!;
    const idempotencyKey = key();
    const finish = { kind: 'finish-task', task: task.id, result: 'sent' } as const;
    const first = await cases.carryOut(ref, finish, { by: lead, idempotencyKey });
    const second = await cases.carryOut(ref, finish, { by: lead, idempotencyKey });
    assert.deepEqual(first, second);
    const { length } = await cases.eventsOf(ref);
    const refused = await cases.carryOut(ref, finish, { by: lead, idempotencyKey: key() });
    assert.ok('problem' in refused && refused.problem.code === 'wrong-state');
    assert.equal((await cases.eventsOf(ref)).length, length);
  });

  test('are not taken for another command because it came with the same key', async () => {
    const ref = await opened('galina');
    const joint = (await cases.read(ref))!;
    const task = joint.tasks.find(({ state, kind }) => state === 'ready' && kind === 'file')!.id;
    const idempotencyKey = key();
    const finish = (result: string) => ({ kind: 'finish-task', task, result, seen: joint.version }) as const;
    const [first, other] = await Promise.all(
      ['sent', 'not sent'].map((result) => cases.carryOut(ref, finish(result), { by: lead, idempotencyKey })),
    );
    const later = await cases.carryOut(ref, finish('not sent'), { by: lead, idempotencyKey });
    for (const one of [other!, later]) assert.ok('problem' in one && one.problem.code === 'idempotency-key-reused');
    // Whoever repeats it has seen more of the case meanwhile.
    const repeated = { ...finish('sent'), seen: joint.version + 1 };
    assert.deepEqual(await cases.carryOut(ref, repeated, { by: lead, idempotencyKey }), first);
    const opening = { agreement: 'family-in-need', told: { ...told, asOf: '2026-03-01' } as ToldSituation };
    const given = { by: lead, idempotencyKey: key() };
    await cases.open({ person: 'galina', ...opening }, given);
    const another = await cases.open({ person: 'galina', ...opening, told }, given);
    assert.ok('problem' in another && another.problem.code === 'idempotency-key-reused');
  });

  test('let two people work at once: only one takes a task, and the other is told', async () => {
    const ref = await opened('kira');
    const joint = (await cases.read(ref))!;
    const task = joint.tasks.find(({ state, holder }) => state === 'ready' && holder.kind === 'agency')!;
    const seen = joint.version;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        cases.carryOut(ref, { kind: 'take-task', task: task.id, seen }, { by: officer(number), idempotencyKey: key() }),
      ),
    );
    assert.equal(answers.filter((one) => 'kept' in one).length, 1);
    assert.ok(answers.every((one) => 'kept' in one || one.problem.code === 'changed-meanwhile'));
  });

  test('of many people are worked on together', async () => {
    const refs = await Promise.all(Array.from({ length: 30 }, (_, number) => opened(`person-${number}`)));
    assert.equal(new Set(refs.map(({ id }) => id)).size, 30);
    const { rows } = await sql<{ count: string }>`select count(distinct number) as count from joint_case`.execute(
      database().queries,
    );
    const all = await sql<{ count: string }>`select count(*) as count from joint_case`.execute(database().queries);
    assert.equal(rows[0]?.count, all.rows[0]?.count);
  });

  test('may be worked on by several processes at once: nothing is lost, nothing is done twice', async () => {
    const refs = await Promise.all([opened('two-processes'), opened('three-processes')]);
    const processes = [cases, casesOn(database(), () => today), casesOn(database(), () => today)];
    const tasks = await Promise.all(refs.map(async (ref) => (await cases.read(ref))!.tasks[0]!.id));
    const reasons = Array.from({ length: 40 }, (_, number) => `reason ${number}`);
    const passOn = async (one: Cases, number: number): Promise<unknown> => {
      const to = { kind: 'agency', agency: 'social-protection' } as const;
      const command = { kind: 'pass-on-task', task: tasks[number % 2]!, to, reason: reasons[number]! } as const;
      return await one.carryOut(refs[number % 2]!, command, { by: lead, idempotencyKey: `several ${number}` });
    };
    // Each command is given to two of the processes, as when an answer was lost on its way; some again later.
    const first = await Promise.all(
      reasons.flatMap((_, number) => [0, 1].map((step) => passOn(processes[(number + step) % 3]!, number))),
    );
    const again = await Promise.all(reasons.map((_, number) => passOn(processes[number % 3]!, number)));
    assert.deepEqual(
      again,
      first.filter((_, index) => index % 2 === 0),
    );
    const events = (await Promise.all(refs.map((ref) => cases.eventsOf(ref)))).flat();
    const done = events.flatMap(({ happening }) => (happening.kind === 'task-passed-on' ? [happening.reason] : []));
    assert.deepEqual(done.toSorted(), reasons.toSorted());
    for (const ref of refs) assert.deepEqual(rebuild(ref, await cases.eventsOf(ref)), await cases.read(ref));
  });

  test('tell of lateness once when the day has come, whoever looks at the clock', async () => {
    const ref = await opened('late');
    const joint = (await cases.read(ref))!;
    const task = joint.tasks.find(
      ({ state, kind, holder }) => state === 'ready' && kind === 'file' && holder.kind === 'agency',
    )!;
    await cases.carryOut(
      ref,
      { kind: 'finish-task', task: task.id, result: 'sent' },
      { by: lead, idempotencyKey: key() },
    );
    const terms = (await cases.read(ref))!.tasks.flatMap(({ id, due: until }) =>
      until === undefined ? [] : [{ id, until }],
    );
    const first = terms.toSorted((a, b) => (a.until < b.until ? -1 : 1))[0]!;
    today = first.until;
    const other = casesOn(database(), () => today);
    await Promise.all([cases.fireTimers(), other.fireTimers()]);
    const onItsDay = (await cases.eventsOf(ref)).filter(
      ({ happening }) => happening.kind === 'task-escalated' && happening.task === first.id,
    );
    assert.equal(onItsDay.length, 0);
    today = '2026-03-20';
    for (let round = 0; round < 5; round += 1) await Promise.all([cases.fireTimers(), other.fireTimers()]);
    const told = (await cases.eventsOf(ref)).filter(({ happening }) => happening.kind === 'task-escalated');
    const names = told.map(({ happening }) => JSON.stringify(happening));
    assert.ok(names.length > 0);
    assert.equal(new Set(names).size, names.length);
    today = '2026-03-02';
  });

  describe('leave in the journal', () => {
    test('an entry for each event, which the person can read', async () => {
      const ref = await opened('reader');
      const entries = await entriesAbout(database(), 'reader');
      assert.equal(entries.length, (await cases.eventsOf(ref)).length);
      assert.ok(entries.every(({ ground }) => ground.basis.startsWith('family-in-need')));
    });

    test('a chain that verifies, and that shows what was changed behind its back', async () => {
      await opened('sealed');
      await sealJournal(database(), new Date('2026-03-02T05:00:00Z'));
      assert.deepEqual((await verifyJournal(database())).faults, []);
      const { queries } = database();
      const tell = async (): Promise<readonly string[]> =>
        [...new Set((await verifyJournal(database())).faults.map(({ code }) => code))].toSorted();
      await queries
        .updateTable('journal_entry')
        .set({ entry: '{}' })
        .where('person', '=', 'anna')
        .where('sequence', '=', '2')
        .execute();
      assert.deepEqual(await tell(), ['entry-changed', 'time-changed']);
      await queries.deleteFrom('journal_entry').where('person', '=', 'anna').where('sequence', '>=', '2').execute();
      assert.deepEqual(await tell(), ['chain-cut', 'head-differs']);
      await sql`update journal_head set sequence = e.sequence, hash = e.hash from journal_entry e
        where e.person = 'anna' and e.sequence = 1 and journal_head.person = 'anna'`.execute(queries);
      assert.deepEqual(await tell(), ['chain-cut'], 'the seal remembers how long the chain was');
    });
  });
});

function casesOn(database: Database, today: () => string): Cases {
  return createCases(database, {
    catalogue,
    now: () => new Date(`${today()}T03:00:00Z`),
    today,
    random: steadyRandom(`${database.engine} ${(seeds += 1)} `),
  });
}

let seeds = 0;
