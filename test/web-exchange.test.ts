// The pages of the exchange: operators see it from above and mend it; a person sees each look and says what is wrong.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';

import type { SignedIn } from '#access';
import { ask, readDirectory, readSigners } from '#agencies';
import { createChecker, es256, keyDirectory, oknoOf, serviceCodes, serviceOf } from '#protocol';

import { openExchange } from '../src/exchanging.ts';
import { startBrowser } from './browser.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { realCatalogue, root, stories } from './catalogue.ts';
import { officerOf, steadyRandom } from './joint-case.ts';
import { inspectEverywhere } from './signed-in-browser.ts';
import { openWebHouse, signedInVisitor, visitor } from './web-house.ts';
import type { Visitor, WebHouse } from './web-house.ts';

const day = '2026-03-02';
const moment = `${day}T05:00:00Z`;
const head: SignedIn = {
  actor: { kind: 'officer', officer: 'head', agency: 'social-protection' },
  name: 'Руководитель',
  roles: ['head'],
  actsFor: [],
};
const anna: SignedIn = { actor: { kind: 'person', person: 'anna' }, name: 'Анна Ильина', roles: [], actsFor: [] };

describe('the pages of the exchange', () => {
  let house: WebHouse;
  let agencies: InsideAgencies;
  let opened: ReturnType<typeof openExchange>;
  let inquiry = '';

  before(async () => {
    const now = (): Date => new Date(moment);
    agencies = await agenciesInside(['sfr'], now);
    house = await openWebHouse(0, [], async (database, cases) => {
      opened = openExchange(database, {
        catalogue: await realCatalogue(),
        cases,
        now,
        today: () => day,
        random: steadyRandom('exchange'),
      });
      await opened.connectSamples(agencies.urls, `${root}/examples`);
      await opened.openConnections(`${agencies.folder}/keys`);
      return opened;
    });
    house.moveTo(moment);
    const { told } = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!;
    const put = await opened.exchange.put({
      person: 'anna',
      purpose: { kind: 'situation', id: 'the situation of Anna' },
      subject: 'anna',
      agency: 'sfr',
      asker: 'mfc',
      facts: ['works', 'disability'],
      told: { ...told, consents: [{ agency: 'sfr', given: day, isWritten: false, also: [] }] },
      reason: 'какая помощь положена',
      by: officerOf('mfc'),
      idempotencyKey: 'ask',
    });
    inquiry = put.inquiries[0]!.id;
    await opened.exchange.settled();
  });
  after(async () => {
    await opened.close();
    await house.close();
    await agencies.stop();
  });

  const as = async (who: SignedIn): Promise<Visitor> => await signedInVisitor(house, who);

  test('a head sees every connection with measured times and of how many, and nobody by name', async () => {
    const page = await (await as(head)).get('/exchange');
    assert.equal(page.status, 200);
    assert.match(page.page, /Социальный фонд/u);
    assert.match(page.page, /работает/u);
    assert.match(page.page, /отвечен/u);
    assert.doesNotMatch(page.page, /anna|Анна|99000000153/u);
    const english = await (await as(head)).get('/en/exchange');
    assert.match(english.page, /Half of the answers in/u);
    assert.doesNotMatch(english.page.replaceAll(/lang="ru"[^<]*<|Русский|Руководитель/gu, ''), /[а-яё]{4}/iu);
  });

  test('a caseworker and a resident do not', async () => {
    const caseworker = { ...head, roles: ['caseworker'] } as const;
    assert.equal((await (await as(caseworker)).get('/exchange')).status, 403);
    assert.equal((await (await as(anna)).get('/exchange')).status, 403);
    assert.match((await visitor(house.app).get('/exchange')).path, /^\/sign-in/u);
  });

  test('what lies with the operators is tried again by one press', async () => {
    await sql`update inquiry set state = 'sent', dead_at = ${new Date(moment)}, last_fault = 'network: away', answered_at = null
      where id = ${inquiry}`.execute(house.database.queries);
    const operator = await as(head);
    const page = await operator.get('/exchange');
    assert.match(page.page, /network: away/u);
    const mended = await operator.send('/exchange/mend', [['id', inquiry]]);
    assert.equal(mended.path, '/exchange?done=mended');
    await opened.tick();
    await opened.exchange.settled();
    assert.doesNotMatch((await operator.get('/exchange')).page, /network: away/u);
  });

  test('Anna sees who asked which register, what it answered, and says that it is wrong', async () => {
    const visit = await as(anna);
    const journal = await visit.get('/my/journal');
    assert.match(journal.page, /МФЦ → Социальный фонд/u);
    assert.match(journal.page, new RegExp(`/my/inquiry/${inquiry}`, 'u'));
    const page = await visit.get(`/my/inquiry/${inquiry}`);
    assert.match(page.page, /какая помощь положена/u);
    assert.match(page.page, /Инвалидность/u);
    const empty = await visit.send(`/my/inquiry/${inquiry}`, []);
    assert.equal(empty.status, 422);
    const told = await visit.send(`/my/inquiry/${inquiry}`, [
      ['fact', 'works'],
      ['words', 'Я работаю с февраля'],
    ]);
    assert.equal(told.path, `/my/inquiry/${inquiry}?done=yes`);
    assert.match((await visit.get(`/my/inquiry/${inquiry}`)).page, /вы возразили/u);
    await opened.tick();
    const heard = await (await fetch(`${agencies.urls.get('sfr')}/admin/disputes`)).text();
    assert.match(heard, /Я работаю с февраля/u);
  });

  test('Anna lets the Social Fund be asked, and the page tells what came from it instead of asking her', async () => {
    const { input } = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!;
    const { people, asOf: _asOf, ...rest } = input as { readonly people: readonly object[]; readonly asOf: string };
    const held = new Set(['works', 'receivesPension', 'disability', 'hasSnils']);
    const own = people.map((one) => Object.fromEntries(Object.entries(one).filter(([fact]) => !held.has(fact))));
    const told = { input: { ...rest, people: own }, confirmed: true };
    const kept = await house.situations.open(told, 'without what the fund knows');
    assert.ok('code' in kept);
    const visit = await as(anna);
    visit.hold('okno', kept.code);
    assert.match((await visit.get('/situation/consents?then=result')).page, /Социальный фонд/u);
    const result = await visit.send('/situation/consents', [
      ['agency', 'sfr'],
      ['do', 'save'],
    ]);
    assert.equal(result.path, '/situation/result');
    // A page does not wait for long: what has come since is there when she looks again.
    await opened.exchange.settled();
    const again = /Что сказали реестры/u.test(result.page) ? result : await visit.send('/situation/registers', []);
    assert.match(again.page, /Что сказали реестры/u);
    assert.match(again.page, /Номер СНИЛС присвоен — да/u);
  });

  /** A connection that is down, an inquiry that goes no further and a letter of nothing, each with the longest words there are. */
  async function withTrouble(look: () => Promise<void>): Promise<void> {
    const { queries } = house.database;
    const fault = `network: connect ECONNREFUSED smev3-n0.test.example.org:7500${'/long'.repeat(20)}`;
    const at = new Date(moment);
    await sql`insert into connection (agency, kind, address, settings, state, failures, down_until, changed_at, last_fault)
      values ('tomsk-semya', 'smev3', 'https://smev3.example.org', '{}', 'down', 5, ${at}, ${at}, ${fault})`.execute(
      queries,
    );
    await sql`insert into dead_letter (id, at, source, reason, text)
      values ('letter', ${at}, 'education', 'no inquiry 5f1d43e6-0000-1000-8000-0123456789ab', ${`<Envelope>${'content'.repeat(40)}`})`.execute(
      queries,
    );
    await sql`update inquiry set dead_at = ${at}, last_fault = ${fault} where id = ${inquiry}`.execute(queries);
    await look();
    await sql`update inquiry set dead_at = null, last_fault = null where id = ${inquiry}`.execute(queries);
    await sql`delete from dead_letter where id = 'letter'`.execute(queries);
    await sql`delete from connection where agency = 'tomsk-semya'`.execute(queries);
  }

  test('its pages fit a phone and paper, in both languages, and every reader of screens', async () => {
    const browser = await startBrowser();
    try {
      await inspectEverywhere(house, browser, head, '/exchange', 'exchange');
      await withTrouble(async () => inspectEverywhere(house, browser, head, '/exchange', 'exchange-trouble'));
      await inspectEverywhere(house, browser, anna, `/my/inquiry/${inquiry}`, 'inquiry');
    } finally {
      await browser.close();
    }
  });

  test("another resident does not see Anna's answers", async () => {
    const denis = { ...anna, actor: { kind: 'person', person: 'denis' } } as const;
    assert.equal((await (await as(denis)).get(`/my/inquiry/${inquiry}`)).status, 404);
  });

  test('a portal gets by findUsage who used the data of the one who is signed in there, and of nobody else', async () => {
    const keys = `${agencies.folder}/keys`;
    const client = { ...oknoOf('mfc'), subsystem: 'portal' };
    const usageOf = async (userCode: string, userId: string): Promise<{ status: number; body: string }> => {
      const checked = await ask(
        {
          url: house.url,
          signer: readSigners(keys, client).signer,
          check: createChecker([es256], keyDirectory(readDirectory(keys))),
          now: () => new Date(moment),
        },
        {
          service: serviceOf(oknoOf('mfc'), serviceCodes.usage),
          rest: `/v2/findUsage?userCode=${userCode}`,
          headers: { client, id: randomUUID(), userId },
        },
      );
      assert.ok('answer' in checked, JSON.stringify(checked));
      return checked.answer.message;
    };
    const { status, body } = await usageOf('RU99000000153', 'RU99000000153');
    assert.equal(status, 200);
    const { totalUsages, usages } = JSON.parse(body) as {
      readonly totalUsages: number;
      readonly usages: readonly { readonly receiverCode: string; readonly action: string }[];
    };
    assert.ok(totalUsages >= 2);
    assert.ok(usages.some(({ receiverCode }) => receiverCode === 'mfc'));
    assert.equal((await usageOf('RU99000000153', 'RU99000000860')).status, 403);
  });

  test('Prometheus reads figures of the exchange, and none of a person', async () => {
    const asked = await fetch(`${house.url}/metrics`);
    assert.equal(asked.status, 200);
    const metrics = await asked.text();
    assert.match(metrics, /^okno_connection_up\{agency="sfr"\} 1$/mu);
    assert.match(metrics, /^okno_agency_answer_seconds\{agency="sfr",quantile="0.5"\}/mu);
    assert.match(metrics, /^okno_once_only_facts\{from="register"\} \d+$/mu);
    assert.doesNotMatch(metrics, /anna/u);
    for (const path of ['/health', '/health/live', '/health/ready'])
      assert.equal((await visitor(house.app).get(path)).status, 200);
  });
});
