import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import type { ToldSituation } from '#assessment';
import { factsShownTo } from '#cases';
import type { JointCase } from '#cases';
import { entriesAbout, verifyJournal } from '#journal';
import {
  askQuestion,
  checkAnswer,
  headersToSend,
  oknoOf,
  registryOf,
  requestHash,
  readMessageText,
  serviceOf,
} from '#protocol';
import type { FactAnswer, ResponseMessage } from '#protocol';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { onEachEngine } from '#test/each-engine.ts';
import { known, question, startExchanging, withoutRegisterFacts } from '#test/exchanging.ts';
import type { Exchanging } from '#test/exchanging.ts';
import { officerOf } from '#test/joint-case.ts';

import { deadLetters } from './dead-letters.ts';
import { createGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { noticesOf } from './notices.ts';
import { messagesOf, readInquiries, receivedFacts } from './read-inquiries.ts';

const catalogue = await realCatalogue();
const told = withoutRegisterFacts(stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation, [
  'works',
  'disability',
]);
const at = new Date('2026-03-02T03:00:00Z');
const okno = oknoOf('mfc');

onEachEngine('Okno, asked by other agencies,', (database) => {
  let house: Exchanging;
  let gateway: Gateway;
  let joint: JointCase;

  before(async () => {
    house = await startExchanging(database(), catalogue);
    const { exchange, cases, keys } = house;
    const around = { catalogue, exchange, cases, self: okno, signer: keys.centreSigns, check: keys.check };
    gateway = createGateway(database(), { ...around, now: () => at, today: () => '2026-03-02', newId: randomUUID });
    await known(database(), 'anna', at);
    const opened = await cases.open(
      { person: 'anna', agreement: 'family-in-need', told },
      { by: officerOf('social-protection'), idempotencyKey: 'open' },
    );
    assert.ok('kept' in opened);
    joint = (await cases.read(opened.kept))!;
  });
  after(async () => await house.stop());

  /** What an agency gets for a signed message; checked as it would check it. */
  async function answered(
    agency: string,
    code: string,
    body: unknown,
    more: { readonly id?: string; readonly issue?: string; readonly rest?: string; readonly represents?: string } = {},
  ): Promise<ResponseMessage> {
    const service = serviceOf(okno, code);
    const { id = randomUUID(), issue, rest, represents } = more;
    const representedParty = { memberClass: 'GOV', member: represents ?? '' };
    const asked = askQuestion(
      {
        service,
        headers: {
          client: registryOf(agency),
          id,
          ...(issue === undefined ? {} : { issue }),
          ...(represents === undefined ? {} : { representedParty }),
        },
        ...(rest === undefined ? { body } : { rest }),
      },
      house.keys.signs(agency),
      at,
    );
    const { method, path, body: text } = asked.message;
    const reply = await gateway.answer({ method, path, body: text, headers: headersToSend(asked) });
    const checked = await checkAnswer(asked, service, reply, house.keys.check, at);
    assert.ok('answer' in checked, reply.body);
    return checked.answer.message;
  }

  const facts = (list: readonly string[]): object => ({
    subject: { snils: '00100100100' },
    facts: list,
    purpose: 'to decide on the service',
    ground: { kind: 'agreement', basis: '4.1' },
  });

  test('shows of a case what a clause shows to that agency, and the person sees who looked', async () => {
    const shown = factsShownTo(joint, 'zags', '2026-03-02').map(({ fact }) => fact);
    assert.ok(shown.length > 0);
    const { status, body } = await answered('zags', 'facts', facts(shown), { issue: joint.number });
    assert.equal(status, 200, body);
    const answers = (JSON.parse(body) as { facts: FactAnswer[] }).facts;
    assert.deepEqual(
      answers.map(({ fact }) => fact),
      shown,
    );
    const [entry] = await entriesAbout(database(), 'anna');
    assert.deepEqual(entry?.actor, { kind: 'officer', officer: 'zags', agency: 'zags' });
    assert.deepEqual([entry?.action, entry?.facts], ['sent', shown]);
  });

  test('shows nothing else: no other fact, no other agency, no other case, nobody it does not know', async () => {
    const shown = factsShownTo(joint, 'zags', '2026-03-02').map(({ fact }) => fact);
    const hidden = [...catalogue.facts.keys()].find((fact) => !shown.includes(fact))!;
    const shownToSfr = new Set(factsShownTo(joint, 'sfr', '2026-03-02').map(({ fact }) => fact));
    const onlyZags = shown.filter((fact) => !shownToSfr.has(fact));
    assert.ok(onlyZags.length > 0);
    const { number: issue } = joint;
    for (const message of [
      await answered('zags', 'facts', facts([...shown, hidden]), { issue }),
      await answered('sfr', 'facts', facts([hidden]), { issue }),
      // Whatever agency it says to ask for.
      await answered('sfr', 'facts', facts(onlyZags), { issue, represents: 'zags' }),
      await answered('zags', 'facts', facts(shown)),
      await answered('zags', 'facts', facts(shown), { issue: '2026-999999' }),
      await answered('zags', 'facts', { ...facts(shown), subject: { snils: '00200200200' } }, { issue }),
    ]) {
      assert.equal(message.status, 403);
      assert.ok(!message.body.includes('"value"'), message.body);
    }
  });

  test('gives the same question the same answer, whatever has changed since', async () => {
    const shown = factsShownTo(joint, 'zags', '2026-03-02').map(({ fact }) => fact);
    const id = 'asked-twice';
    const first = await answered('zags', 'facts', facts(shown), { id, issue: joint.number });
    const { length } = await entriesAbout(database(), 'anna');
    assert.deepEqual(await answered('zags', 'facts', facts(shown), { id, issue: joint.number }), first);
    assert.equal((await entriesAbout(database(), 'anna')).length, length);
  });

  test('takes an answer that took its time, once, and puts aside what belongs to no question', async () => {
    house.register.behaviour = 'queues';
    const put = await house.exchange.put(question('anna', told));
    await house.exchange.settled();
    house.register.behaviour = 'answers';
    const [inquiry] = put.inquiries;
    assert.ok(inquiry !== undefined);
    const [sent] = await messagesOf(database().queries, inquiry);
    const message = readMessageText(sent!.text);
    assert.ok(message?.kind === 'request');
    const late = {
      inReplyTo: inquiry.id,
      requestHash: requestHash(message),
      answer: { facts: [{ fact: 'works', value: true }] },
    };
    const wrong = await answered('sfr', 'answers', { ...late, requestHash: 'of another question' });
    assert.deepEqual(JSON.parse(wrong.body), { taken: false });
    const other = await answered('zags', 'answers', late);
    assert.deepEqual(JSON.parse(other.body), { taken: false });
    assert.deepEqual(JSON.parse((await answered('sfr', 'answers', late)).body), { taken: true });
    assert.deepEqual(JSON.parse((await answered('sfr', 'answers', late)).body), { taken: false });
    assert.equal((await readInquiries(database().queries, [inquiry]))[0]?.state, 'answered');
    assert.deepEqual(
      (await receivedFacts(database().queries, [inquiry])).map(({ answer }) => 'value' in answer),
      [false, true],
    );
    assert.equal((await deadLetters(database())).length, 2);
  });

  test('is told of a change: the person learns of it, and the case asks the register again, once', async () => {
    house.register.known.set('disability', { fact: 'disability', value: 'second' });
    const notice = {
      specversion: '1.0',
      id: 'notice-1',
      source: 'OKNO-TEST/GOV/sfr/registry',
      type: 'disability',
      time: '2026-03-02T02:00:00Z',
      data: { on: '2026-03-01', about: [{ snils: '00100100100' }], facts: ['disability'] },
    };
    assert.equal((await answered('zags', 'notices', notice)).status, 403, 'an agency tells of its own register only');
    assert.equal((await answered('sfr', 'notices', notice)).status, 202);
    assert.equal((await answered('sfr', 'notices', notice)).status, 202);
    await house.exchange.settled();
    const [kept, ...others] = await noticesOf(database().queries, 'anna');
    assert.deepEqual(others, []);
    assert.deepEqual([kept?.type, kept?.on, kept?.facts], ['disability', '2026-03-01', ['disability']]);
    assert.ok((kept?.gained.length ?? 0) > 0, 'a disability of the second group gives rights');
    const now = (await house.cases.read(joint))!.told.people.find(({ id }) => id === 'anna')!.facts;
    assert.equal(now['disability'], 'second');
  });

  test('tells what it can be asked: methods, their description, members', async () => {
    const methods = JSON.parse((await answered('zags', 'listMethods', undefined, { rest: '' })).body) as {
      service: { service_code: string }[];
    };
    assert.deepEqual(
      methods.service.map((one) => one.service_code),
      ['facts', 'answers', 'notices', 'usage'],
    );
    const described = await answered('zags', 'getOpenAPI', undefined, { rest: '?serviceCode=facts' });
    assert.equal((JSON.parse(described.body) as { openapi: string }).openapi, '3.1.0');
    const unknown = await gateway.answer({ method: 'GET', path: '/r1/A/B/C/D/E', headers: [], body: '' });
    assert.equal(unknown.status, 400);
  });

  test('leaves a journal that is whole', async () => {
    assert.deepEqual((await verifyJournal(database())).faults, []);
  });
});
