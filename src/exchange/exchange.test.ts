import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import { entriesAbout, verifyJournal } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { known, question, startExchanging, withoutRegisterFacts } from '#test/exchanging.ts';
import type { Exchanging } from '#test/exchanging.ts';
import { officerOf } from '#test/joint-case.ts';

import type { Inquiry } from './model.ts';
import { inquiriesFor, messagesOf, readInquiries, receivedFacts } from './read-inquiries.ts';

const catalogue = await realCatalogue();
const whole = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const told = withoutRegisterFacts(whole, ['works', 'disability', 'receivesPension']);

const people = ['anna', 'vera', 'kira', 'olga', 'dina', 'rita', 'zoya', 'lida', 'nina', 'mila', 'yana'];

onEachEngine('an inquiry', (database) => {
  let house: Exchanging;
  const start = new Date('2026-03-02T03:00:00Z');

  before(async () => {
    house = await startExchanging(database(), catalogue);
    await sql`insert into connection (agency, kind, address, settings, changed_at)
      values ('sfr', 'x-road', ${house.register.address}, '{}', ${start})`.execute(database().queries);
    for (const person of people) await known(database(), person, start);
  });
  after(async () => await house.stop());

  /** Asks, waits for what comes, and gives the inquiry as it is kept then. */
  async function asked(person: string, more: Parameters<typeof question>[2] = {}): Promise<Inquiry> {
    const put = await house.exchange.put(question(person, told, more));
    await house.exchange.settled();
    assert.deepEqual(put.refused, []);
    return await now(put.inquiries[0]!);
  }

  async function now(inquiry: Inquiry): Promise<Inquiry> {
    return (await readInquiries(database().queries, [inquiry]))[0]!;
  }

  async function later(milliseconds: number): Promise<void> {
    house.now = new Date(house.now.getTime() + milliseconds);
    await house.exchange.tryDue();
    await house.exchange.settled();
  }

  test('brings facts, each with where it comes from, and both messages are kept as they were sent', async () => {
    const inquiry = await asked('anna');
    assert.equal(inquiry.state, 'answered');
    const facts = await receivedFacts(database().queries, [inquiry]);
    assert.deepEqual(
      facts.map(({ answer, agency, standing }) => [answer, agency, standing]),
      [
        [{ fact: 'disability', value: 'none' }, 'sfr', 'usable'],
        [{ fact: 'works', value: false, heldSince: '2026-01-15', quality: 'register' }, 'sfr', 'usable'],
      ],
    );
    const messages = await messagesOf(database().queries, inquiry);
    assert.deepEqual(
      messages.map(({ kind }) => kind),
      ['question', 'answer'],
    );
    assert.ok(messages[0]?.text.includes('x-road-client:OKNO-TEST/GOV/mfc/okno'));
    const journal = await entriesAbout(database(), 'anna');
    assert.deepEqual(
      journal.map(({ action, facts: kinds, ground }) => [action, kinds.length, ground.kind]),
      [
        ['received', 2, 'consent'],
        ['sent', 2, 'consent'],
      ],
    );
  });

  test('asked again with the same key is the same inquiry, and goes out once', async () => {
    const before = house.register.asked.length;
    const both = await Promise.all([asked('vera'), asked('vera')]);
    assert.equal(both[0].id, both[1].id);
    assert.equal(house.register.asked.length, before + 1);
  });

  test('about what has no ground does not go out, and the journal says so', async () => {
    const before = house.register.asked.length;
    const put = await house.exchange.put(question('kira', { ...told, consents: [] }));
    assert.deepEqual(put.inquiries, []);
    assert.deepEqual(
      put.refused.map(({ because }) => because),
      ['no-ground', 'no-ground'],
    );
    assert.equal(house.register.asked.length, before);
    assert.equal((await entriesAbout(database(), 'kira'))[0]?.action, 'refused');
  });

  test('waits for a register that is away, longer each time, and is answered when it is back', async () => {
    house.register.behaviour = 'hangs up';
    const waiting = await asked('olga');
    assert.equal(waiting.state, 'sent');
    assert.match(waiting.lastFault ?? '', /network/);
    await later(5000);
    assert.equal((await now(waiting)).tries, 2);
    house.register.behaviour = 'answers';
    await later(600_000);
    assert.equal((await now(waiting)).state, 'answered');
    const journal = await entriesAbout(database(), 'olga');
    assert.deepEqual(
      journal.map(({ action }) => action),
      ['received', 'sent'],
      'trying again looks at nothing new',
    );
  });

  test('does not believe an answer that was changed on its way', async () => {
    house.register.behaviour = 'forges';
    const waiting = await asked('dina', { facts: ['hasSnils'] });
    assert.match(waiting.lastFault ?? '', /wrong-signature/);
    assert.deepEqual(await receivedFacts(database().queries, [waiting]), []);
    house.register.behaviour = 'answers';
    await later(600_000);
    assert.equal((await now(waiting)).state, 'answered');
  });

  test('reads nothing that was not asked', async () => {
    house.register.behaviour = 'tells too much';
    const inquiry = await asked('rita', { facts: ['works'] });
    const facts = await receivedFacts(database().queries, [inquiry]);
    assert.deepEqual(
      facts.map(({ answer }) => answer.fact),
      ['works'],
    );
    house.register.behaviour = 'answers';
  });

  test('that is answered with a day no calendar has and a sign no database keeps is answered all the same', async () => {
    const kept = new Map(house.register.known);
    house.register.known.set('works', {
      fact: 'works',
      value: false,
      heldSince: '2026-02-30',
      validUntil: '2027-01-01',
    });
    house.register.known.set('disability', { fact: 'disability', value: 'none', heldSince: '0000-01-01' });
    const inquiry = await asked('yana');
    for (const [fact, answer] of kept) house.register.known.set(fact, answer);
    assert.equal(inquiry.state, 'answered');
    assert.deepEqual(
      (await receivedFacts(database().queries, [inquiry])).map(({ answer, standing }) => [answer, standing]),
      [
        [{ fact: 'disability', value: 'none' }, 'usable'],
        [{ fact: 'works', value: false, validUntil: '2027-01-01' }, 'usable'],
      ],
    );
  });

  test('that the register queues is asked after until the answer is there', async () => {
    house.register.behaviour = 'queues';
    const queued = await asked('zoya');
    assert.equal(queued.state, 'queued');
    await later(10_000);
    assert.equal((await now(queued)).state, 'queued', 'it is not time yet');
    await later(30_000);
    assert.equal((await now(queued)).state, 'answered');
    house.register.behaviour = 'answers';
  });

  test('that the register refuses has its words, and is not asked again', async () => {
    house.register.behaviour = 'refuses';
    const refused = await asked('lida');
    assert.equal(refused.state, 'refused');
    assert.match(refused.refusal ?? '', /the ground is not enough/);
    house.register.behaviour = 'answers';
    const before = house.register.asked.length;
    await later(86_400_000);
    assert.equal(house.register.asked.length, before);
  });

  test('is late after five working days, may still be answered, and expires in the end', async () => {
    house.register.behaviour = 'hangs up';
    const late = await asked('nina');
    const expiring = await asked('mila');
    const until = async (day: string): Promise<void> => {
      house.now = new Date(`${day}T03:00:00Z`);
      await house.exchange.takeTime();
    };
    await until(late.due);
    assert.equal((await now(late)).state, 'sent');
    await until(late.ends);
    assert.equal((await now(late)).state, 'late');
    house.register.behaviour = 'answers';
    await sql`update inquiry set try_at = null where person = 'mila'`.execute(database().queries);
    await later(600_000);
    assert.equal((await now(late)).state, 'answered');
    await until('2026-12-01');
    assert.equal((await now(expiring)).state, 'expired');
    house.now = start;
  });

  test('waits its turn when many come at once, and waiting is no failure', async () => {
    const { register } = house;
    register.behaviour = 'holds';
    const put = await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        house.exchange.put(question(people[number % people.length]!, told, { idempotencyKey: `burst ${number}` })),
      ),
    );
    while (register.held.length < 32) await setTimeout(5);
    assert.equal(await house.exchange.tryDue(), 0);
    assert.equal(register.held.length, 32, 'the others are in line');
    register.behaviour = 'answers';
    for (const answer of register.held) answer();
    await house.exchange.settled();
    const burst = await readInquiries(
      database().queries,
      put.flatMap(({ inquiries }) => inquiries),
    );
    assert.equal(burst.length, 50);
    assert.ok(burst.every(({ state, tries }) => state === 'answered' && tries === 1));
  });

  test('told to a case becomes its fact once, with the inquiry behind it, and the plan follows', async () => {
    const opened = await house.cases.open(
      { person: 'anna', agreement: 'family-in-need', told },
      { by: officerOf('social-protection'), idempotencyKey: 'open' },
    );
    assert.ok('kept' in opened);
    const joint = (await house.cases.read(opened.kept))!;
    const purpose = { kind: 'case', id: joint.id, number: joint.number } as const;
    const inquiry = await asked('anna', { purpose, joint, asker: 'social-protection', idempotencyKey: 'for the case' });
    assert.equal(inquiry.state, 'answered');
    const known = (await house.cases.read(opened.kept))!.told.people.find(({ id }) => id === 'anna')!.facts;
    assert.equal(known['works'], false);
    assert.equal(known['disability'], 'none');
    const telling = (await house.cases.eventsOf(opened.kept)).filter(
      ({ happening }) => happening.kind === 'facts-told',
    );
    assert.equal(telling.length, 1);
    assert.ok(telling[0]?.happening.kind === 'facts-told' && telling[0].happening.from?.inquiry === inquiry.id);
    assert.equal(await house.exchange.tellCases(), 0);
    assert.equal((await inquiriesFor(database().queries, 'anna', purpose)).length, 1);
  });

  test('leaves a journal that is whole', async () => {
    assert.deepEqual((await verifyJournal(database())).faults, []);
  });
});
