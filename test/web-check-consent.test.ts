// A register tells of a change that a rule of proactive service bears on, and the rule needs consent: the person is asked once
// whether it may be checked, nobody is asked before she agrees, and only what the page named is asked then.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';

import { identify } from '#exchange';
import { createOffers } from '#offers';

import { openExchange } from '../src/exchanging.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { realCatalogue, root } from './catalogue.ts';
import { steadyRandom } from './joint-case.ts';
import { inspectEverywhere, residentCalled } from './signed-in-browser.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';
import type { Visitor, WebHouse } from './web-house.ts';

const galina = residentCalled('galina', 'Галина Орлова');
const numberOfHers = '99000000153';

describe('a change under a rule that needs consent', () => {
  let house: WebHouse;
  let agencies: InsideAgencies;
  let browser: TestBrowser;
  let opened: ReturnType<typeof openExchange>;
  let clock = '2026-03-02T05:00:00Z';

  const moveTo = (moment: string): void => {
    clock = moment;
    house.moveTo(moment);
  };

  async function askOf(path: string, method: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${agencies.urls.get('sfr')}${path}`, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, await answer.text());
  }

  /** The fund records it and has told Okno. */
  async function record(change: string, told: object = {}): Promise<void> {
    await askOf(`/admin/changes/${change}`, 'POST', { snils: numberOfHers, on: '2026-03-02', ...told });
    for (let tries = 0; tries < 400; tries += 1) {
      const outgoing = await (await fetch(`${agencies.urls.get('sfr')}/admin/outgoing`)).json();
      if ((outgoing as { delivered_at: string | null }[]).every((one) => one.delivered_at !== null)) return;
      await new Promise((wait) => setTimeout(wait, 25));
    }
    assert.fail('Okno did not take what it was told.');
  }

  async function rowsOf<Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> {
    return (await query.execute(house.database.queries)).rows;
  }
  const inquiries = () =>
    rowsOf(
      sql<{ agency: string; facts: string[]; state: string; ground: { kind: string; basis: string } }>`
        select agency, facts, state, inquiry -> 'ground' as ground from inquiry where person = 'galina' order by asked_at, state`,
    );
  const letters = () =>
    rowsOf(sql<{ ru: string }>`select body ->> 'ru' as ru from message where person = 'galina' and kind = 'notice'`);

  async function visit(): Promise<{ readonly visitor: Visitor; readonly said: string }> {
    const visitor = await signedInVisitor(house, galina);
    return { visitor, said: saidOn((await visitor.get('/my/notices')).page) };
  }
  const answer = async (visitor: Visitor, word: string): Promise<string> =>
    saidOn((await visitor.send('/my/notices', [['answer', word]])).page);
  const journal = async (): Promise<string> =>
    saidOn((await (await signedInVisitor(house, galina)).get('/my/journal?own=yes')).page);
  const forget = (): Promise<unknown> => rowsOf(sql`delete from change_notice where person = 'galina'`);

  before(async () => {
    const now = (): Date => new Date(clock);
    browser = await startBrowser();
    agencies = await agenciesInside(['sfr'], now);
    const packs = await realCatalogue();
    const disabled = packs.proactive.get('disabled')!;
    const catalogue = { ...packs, proactive: new Map([['disabled', { ...disabled, consent: 'needed' as const }]]) };
    const exchangeOn: Parameters<typeof openWebHouse>[2] = async (database, cases) => {
      const random = steadyRandom('consent');
      const offers = createOffers(database, { catalogue, now, random });
      opened = openExchange(database, { catalogue, cases, offers, now, today: () => clock.slice(0, 10), random });
      await opened.connectSamples(agencies.urls, `${root}/examples`);
      await opened.openConnections(`${agencies.folder}/keys`);
      return opened;
    };
    house = await openWebHouse(0, [], exchangeOn, catalogue);
    moveTo(clock);
    await agencies.tellTo(house.url);
    await identify(house.database, 'galina', 'galina', { snils: numberOfHers, birthDate: '2006-07-15' }, now());
  });
  after(async () => {
    await browser?.close();
    await opened.close();
    await house.close();
    await agencies.stop();
  });

  test('that has nothing to do with the rule: she is invited to tell her situation, and asked for no consent', async () => {
    await record('job-lost');
    assert.deepEqual(
      (await letters()).map(({ ru }) => /нужно ваше согласие/u.test(ru)),
      [false],
    );
    assert.doesNotMatch((await visit()).said, /Согласие даю/u);
    await forget();
    await rowsOf(sql`delete from message where person = 'galina'`);
  });

  test('is told in one letter, which names neither the fact nor the register; nobody is asked yet', async () => {
    await record('disability', { group: 'second' });
    await record('disability', { group: 'first' });
    await opened.tick();
    const [letter, ...more] = await letters();
    assert.deepEqual(more, []);
    assert.match(letter!.ru, /нужно ваше согласие: без него никого не спрашивают/u);
    assert.doesNotMatch(letter!.ru, /инвалид|СФР|Социальн/iu);
    assert.deepEqual(await inquiries(), []);
    const { said } = await visit();
    assert.equal(said.match(/Согласие даю/gu)?.length, 1, 'told of twice, she is asked once');
    assert.match(said, /Об этом реестр сообщил ещё раз/u);
    assert.match(said, /Потому что это изменилось.*Меры для инвалидов.*только об этом: Социальный фонд: .*инвалид/u);
    await inspectEverywhere(house, browser, galina, '/my/notices', 'notices-request');
  });

  test('when she declines, nobody is asked, and it stands in her journal', async () => {
    await forget();
    await record('disability', { group: 'second' });
    const { visitor } = await visit();
    assert.match(await answer(visitor, 'decline'), /Вы отказались/u);
    await opened.tick();
    assert.deepEqual(await inquiries(), []);
    assert.match(await journal(), /от помощи отказались/u);
    // Nor when she agrees afterwards to what she has declined: it is over.
    await answer(visitor, 'agree');
    assert.deepEqual(await inquiries(), []);
  });

  test('when she agrees, what the page named is asked on her consent, and what is within reach is offered', async () => {
    await forget();
    await record('disability', { group: 'second' });
    const { visitor } = await visit();
    const said = await answer(visitor, 'agree');
    assert.match(said, /Теперь вам может быть положено.*Предложено без обращения/u);
    const [asked, ...more] = await inquiries();
    assert.deepEqual(more, []);
    assert.deepEqual([asked?.agency, asked?.state, asked?.ground.kind], ['sfr', 'answered', 'consent']);
    assert.deepEqual(asked?.facts, ['disability', 'receivesPension']);
    const offered = await rowsOf(
      sql<{ service: string }>`select service from offer where person = 'galina' order by 1`,
    );
    assert.deepEqual(
      offered.map(({ service }) => service),
      ['disability-pension', 'monthly-cash-payment'],
    );
    assert.match(await journal(), /дано согласие на проверку/u);
    assert.match(saidOn((await visitor.get('/my/offers')).page), /пенсия по инвалидности/iu);
    // Agreed twice, or looked after again: nothing more is asked or offered.
    await answer(visitor, 'agree');
    await opened.tick();
    assert.equal((await inquiries()).length, 1);
  });

  test('she sees which register holds which kind of fact about her, and none of the facts', async () => {
    const visitor = await signedInVisitor(house, galina);
    const said = saidOn((await visitor.get('/my/registers')).page);
    assert.match(said, /Социальный фонд.*инвалидност.* вы есть, запись реестра с .*2 марта 2026/iu);
    assert.doesNotMatch(said, /вторая|II группа/iu);
    await inspectEverywhere(house, browser, galina, '/my/registers', 'registers');
    assert.match(await journal(), /список реестров/u);
  });

  test('while the register is down: the page says so, she can take it back, and nothing more is asked', async () => {
    await forget();
    await record('disability', { group: 'third' });
    await askOf('/admin/faults', 'PUT', { on: ['down'], share: 0 });
    const { visitor } = await visit();
    assert.match(await answer(visitor, 'agree'), /Вы согласились на проверку.*Отозвать согласие/u);
    await inspectEverywhere(house, browser, galina, '/my/notices', 'notices-agreed');
    assert.match(await answer(visitor, 'decline'), /Вы отказались/u);
    await askOf('/admin/faults', 'PUT', { on: [], share: 0 });
    moveTo('2026-03-02T06:00:00Z');
    await opened.tick();
    await opened.exchange.settled();
    assert.deepEqual(
      (await inquiries()).map(({ state }) => state),
      ['answered', 'cancelled'],
    );
  });

  test('when the answer comes late, it is weighed then, by the clock', async () => {
    await forget();
    await rowsOf(sql`delete from offer where person = 'galina'`);
    await record('disability', { group: 'third' });
    await askOf('/admin/faults', 'PUT', { on: ['down'], share: 0 });
    await answer((await visit()).visitor, 'agree');
    await askOf('/admin/faults', 'PUT', { on: [], share: 0 });
    for (const moment of ['2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z']) {
      moveTo(moment);
      await opened.tick();
      await opened.exchange.settled();
    }
    assert.match((await visit()).said, /Теперь вам может быть положено/u);
    assert.equal((await rowsOf(sql`select from offer where person = 'galina'`)).length, 2);
  });

  test('about somebody of her family: each adult agrees for herself, so she is only invited', async () => {
    await forget();
    await rowsOf(sql`delete from message where person = 'galina'`);
    await rowsOf(sql`update known_as set subject = 'sister' where person = 'galina'`);
    await identify(house.database, 'galina', 'galina', { birthDate: '1990-05-01' }, new Date(clock));
    await record('disability', { group: 'first' });
    assert.doesNotMatch((await visit()).said, /Согласие даю/u);
    assert.doesNotMatch((await letters())[0]!.ru, /нужно ваше согласие/u);
  });
});
