import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';

import type { ToldSituation } from '#assessment';
import { entriesAbout } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { known, question, withoutRegisterFacts } from '#test/exchanging.ts';
import { steadyRandom } from '#test/joint-case.ts';

import { connections } from './connections.ts';
import type { Connector } from './connectors/connector.ts';
import { createExchange } from './exchange.ts';
import type { Exchange } from './exchange-shape.ts';
import type { Inquiry, SignedText } from './model.ts';
import { readInquiries } from './read-inquiries.ts';

const catalogue = await realCatalogue();
const whole = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const told = {
  ...withoutRegisterFacts(whole, ['works', 'disability', 'receivesPension', 'hasPolicy']),
  consents: ['sfr', 'insurer'].map((agency) => ({ agency, given: '2026-03-01', isWritten: false, also: [] })),
};
const start = new Date('2026-03-02T03:00:00Z');
const insurer = { agency: 'insurer', facts: ['hasPolicy'] };

onEachEngine('a question whose signing takes its time', (database) => {
  let clock = start;
  let exchange: Exchange;
  let signing: { readonly resolve: (message: SignedText) => void; readonly reject: (error: Error) => void }[] = [];
  const sent: string[] = [];

  const connector = (agency: string, write: Connector['write']): Connector => ({
    write,
    send: async (asked, message) => {
      sent.push(`${agency}: ${message.text}`);
      const facts = asked.facts.map((fact) => ({ fact, value: false }));
      return { kind: 'answered', facts, message: { text: 'answer', signature: '' } };
    },
  });
  const slowly = connector('insurer', () => {
    const { promise, ...rest } = Promise.withResolvers<SignedText>();
    signing.push(rest);
    return promise;
  });
  const atOnce = connector('sfr', () => ({ text: 'signed at once', signature: '' }));

  before(async () => {
    for (const agency of ['insurer', 'sfr'])
      await sql`insert into connection (agency, kind, address, settings, changed_at)
        values (${agency}, 'smev3', 'http://127.0.0.1', '{}', ${start})`.execute(database().queries);
    for (const person of ['anna', 'vera', 'kira', 'olga']) await known(database(), person, start);
  });
  beforeEach(() => {
    clock = start;
    signing = [];
    sent.length = 0;
    const now = (): Date => clock;
    exchange = createExchange(database(), {
      catalogue,
      now,
      today: () => '2026-03-02',
      random: steadyRandom('exchange'),
      cases: { carryOut: () => assert.fail('No case is told.') },
      connectorOf: (agency) => new Map([['insurer', slowly] as const, ['sfr', atOnce] as const]).get(agency as 'sfr'),
    });
  });
  after(async () => await exchange.settled());

  async function now(inquiry: Inquiry): Promise<Inquiry> {
    return (await readInquiries(database().queries, [inquiry]))[0]!;
  }

  test('is kept at once and holds up nobody; it goes out when it is signed', async () => {
    const { inquiries, refused } = await exchange.put(question('anna', told, insurer));
    assert.deepEqual([inquiries.map(({ state }) => state), refused], [['draft'], []]);
    const [inquiry] = inquiries;
    assert.ok(inquiry !== undefined);
    const other = await exchange.put(question('anna', told, { idempotencyKey: 'another' }));
    await exchange.heard(other.inquiries[0]!);
    assert.deepEqual(sent, ['sfr: signed at once']);
    assert.equal(await exchange.tryDue(), 0, 'it is under way');

    signing[0]!.resolve({ text: 'signed at last', signature: '' });
    await exchange.settled();
    assert.deepEqual(sent.slice(1), ['insurer: signed at last']);
    const after = await now(inquiry);
    assert.deepEqual([after.state, after.tries], ['answered', 1]);
    const entries = (await entriesAbout(database(), 'anna')).filter(({ object }) => object.id === inquiry.id);
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['received', 'sent'],
    );
  });

  test('asked twice at once is signed for nothing once, and goes out once', async () => {
    const both = await Promise.all([1, 2].map(async () => await exchange.put(question('vera', told, insurer))));
    assert.equal(both[0]?.inquiries[0]?.id, both[1]?.inquiries[0]?.id);
    for (const one of signing) one.resolve({ text: 'signed', signature: '' });
    await exchange.settled();
    assert.deepEqual(sent, ['insurer: signed']);
  });

  test('that is not signed waits, longer each time, and the connection rests', async () => {
    const { inquiries } = await exchange.put(question('kira', told, insurer));
    const pauses: number[] = [];
    for (let tries = 1; tries <= 5; tries += 1) {
      signing.pop()!.reject(new Error('no token'));
      await exchange.settled();
      const waiting = await now(inquiries[0]!);
      assert.deepEqual([waiting.state, waiting.lastFault, waiting.tries], ['draft', 'signing: no token', 0]);
      const due = new Date(waiting.tryAt ?? '');
      pauses.push(due.getTime() - clock.getTime());
      clock = due;
      assert.equal(await exchange.tryDue(), 1);
    }
    assert.deepEqual(sent, []);
    assert.ok(pauses.at(-1)! > 2 * pauses[0]!, pauses.join());
    const connection = (await connections(database())).find(({ agency }) => agency === 'insurer');
    assert.equal(connection?.lastFault, 'signing: no token');
    assert.equal(connection.state, 'down');

    signing.pop()!.resolve({ text: 'signed', signature: '' });
    await exchange.settled();
    assert.equal((await now(inquiries[0]!)).state, 'answered');
  });

  test('that another process has answered meanwhile does not go out again', async () => {
    const { inquiries } = await exchange.put(question('olga', told, insurer));
    await exchange.cancel(inquiries[0]!);
    signing[0]!.resolve({ text: 'signed', signature: '' });
    await exchange.settled();
    assert.deepEqual(sent, []);
    assert.equal((await now(inquiries[0]!)).state, 'cancelled');
  });
});
