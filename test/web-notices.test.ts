// A register tells of a change: the person is offered what the law gives before it is asked for, told what she may apply for,
// and warned of what may end.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';

import type { SignedIn } from '#access';
import { identify } from '#exchange';
import { createOffers } from '#offers';

import { openExchange } from '../src/exchanging.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { realCatalogue, root, stories } from './catalogue.ts';
import { officerOf, steadyRandom } from './joint-case.ts';
import { inspectEverywhere, officerCalled, residentCalled } from './signed-in-browser.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

const morning = '2026-03-02T05:00:00Z';
const denis = residentCalled('denis', 'Денис Орлов');
const anna = residentCalled('anna', 'Анна Ильина');
const numbers = { anna: '99000000153', denis: '99000000860' } as const;
type Someone = keyof typeof numbers;

describe('a register tells of a change', () => {
  let house: WebHouse;
  let agencies: InsideAgencies;
  let browser: TestBrowser;
  let opened: ReturnType<typeof openExchange>;
  let clock = morning;
  /** An agency that is switched off hands nothing over. */
  let isHeld = false;

  const moveTo = (moment: string): void => {
    clock = moment;
    house.moveTo(moment);
  };

  /** A clerk of the agency records a change; gives the id of its notice when Okno has taken it. */
  async function record(agency: string, someone: Someone, change: string, told: object = {}): Promise<string> {
    const url = agencies.urls.get(agency)!;
    const answer = await fetch(`${url}/admin/changes/${change}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ snils: numbers[someone], on: '2026-03-02', ...told }),
    });
    const { notice } = (await answer.json()) as { readonly notice: string };
    assert.equal(answer.status, 201);
    if (!isHeld) await handedOver(agency);
    return notice;
  }

  /** Whatever the agency has to tell is told, and what Okno then asked is answered. */
  async function handedOver(agency: string): Promise<void> {
    const url = agencies.urls.get(agency)!;
    for (let tries = 0; tries < 400; tries += 1) {
      const outgoing = (await (await fetch(`${url}/admin/outgoing`)).json()) as readonly {
        delivered_at: string | null;
      }[];
      await opened.exchange.settled();
      if (outgoing.every((one) => one.delivered_at !== null)) return;
      // What is tried again, or answered late, has its time: the clock goes on.
      moveTo(new Date(Date.parse(clock) + 1000).toISOString());
      await new Promise((wait) => setTimeout(wait, 25));
    }
    assert.fail('Okno did not take what it was told.');
  }

  async function switchOn(agency: string, on: readonly string[]): Promise<void> {
    const answer = await fetch(`${agencies.urls.get(agency)}/admin/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      // These and no other: a share would draw from all of them.
      body: JSON.stringify({ on, share: 0 }),
    });
    assert.equal(answer.status, 200);
  }

  type Written = { readonly kind: string; readonly try_at: Date | null; readonly body: { readonly ru: string } };
  async function letters(someone: Someone): Promise<readonly Written[]> {
    const { rows } = await sql<Written>`select kind, try_at, body from message
      where person = ${someone} and kind in ('rights-told', 'offer') order by at, sequence`.execute(
      house.database.queries,
    );
    return rows;
  }

  async function offersOf(
    someone: Someone,
  ): Promise<readonly { readonly service: string; readonly shown_from: Date }[]> {
    const { rows } = await sql<{ service: string; shown_from: Date }>`select service, shown_from from offer
      where person = ${someone} order by service`.execute(house.database.queries);
    return rows;
  }

  const page = async (who: SignedIn, path: string): Promise<string> =>
    saidOn((await (await signedInVisitor(house, who)).get(path)).page);

  before(async () => {
    const now = (): Date => new Date(clock);
    browser = await startBrowser();
    agencies = await agenciesInside(['sfr', 'zags'], now);
    const catalogue = await realCatalogue();
    house = await openWebHouse(0, [], async (database, cases) => {
      const random = steadyRandom('exchange');
      const offers = createOffers(database, { catalogue, now, random });
      opened = openExchange(database, { catalogue, cases, offers, now, today: () => clock.slice(0, 10), random });
      await opened.connectSamples(agencies.urls, `${root}/examples`);
      await opened.openConnections(`${agencies.folder}/keys`);
      return opened;
    });
    house.moveTo(morning);
    await agencies.tellTo(house.url);
    for (const [person, agreement, lead, file] of [
      ['denis', 'work-and-income', 'employment', '/04-'],
      ['anna', 'family-in-need', 'social-protection', '/01-'],
    ] as const) {
      const { told } = stories(catalogue).find((one) => one.file.includes(file))!;
      const work = await house.cases.open(
        { person, agreement, told },
        { by: officerOf(lead), idempotencyKey: `open ${person}` },
      );
      assert.ok('kept' in work, 'problem' in work ? work.problem.message.en : '');
    }
  });
  after(async () => {
    await browser?.close();
    await opened.close();
    await house.close();
    await agencies.stop();
  });

  test('of a job begun: he is warned once of the benefit that may end, why, and what he can do', async () => {
    await record('sfr', 'denis', 'job-started');
    const [letter, ...others] = await letters('denis');
    assert.deepEqual(others, []);
    assert.match(letter!.body.ru, /может прекратиться/u);
    // A letter may be read by others: it names no service and no fact.
    assert.doesNotMatch(letter!.body.ru, /безработ|работает/iu);
    const said = await page(denis, '/my/notices');
    assert.match(said, /Начата работа.*Эта помощь может прекратиться.*пособие по безработице.*1 апреля 2026/u);
    assert.match(said, /больше не выполнено: Не работает.*Если реестр ошибается/u);
    assert.match(await page(denis, '/en/my/notices'), /This help may end/u);
    assert.match(await page(denis, '/my/journal'), /извещение реестра — начата работа/u);
  });

  test('of the same change twice, and of one that has changed nothing: nothing more is written', async () => {
    await switchOn('sfr', ['duplicate']);
    const notice = await record('sfr', 'denis', 'job-started');
    await switchOn('sfr', []);
    const { rows } = await sql`select from change_notice where id = ${notice}`.execute(house.database.queries);
    assert.equal(rows.length, 1);
    // The answer to Okno's question was one to an earlier question: it is not taken, and asked for again.
    assert.match(await page(denis, '/my/notices'), /ещё не проверено/u);
    moveTo(new Date(Date.parse(clock) + 5000).toISOString());
    await opened.tick();
    await opened.exchange.settled();
    assert.equal((await letters('denis')).length, 1);
    assert.match(await page(denis, '/my/notices'), /ни на что не влияет|не влияет/u);
  });

  test('about somebody without a case: nobody asks a register without her, she is invited to let it be checked, once', async () => {
    const galina = residentCalled('galina', 'Галина Орлова');
    const { queries } = house.database;
    await identify(house.database, 'galina', 'self', { snils: numbers.denis }, new Date(clock));
    await record('sfr', 'denis', 'job-started');
    await record('sfr', 'denis', 'job-started');
    const { rows: asked } = await sql`select from inquiry where person = 'galina'`.execute(queries);
    assert.equal(asked.length, 0);
    const written = async () =>
      (
        await sql<Written & { readonly read_at: Date | null }>`select kind, try_at, body, read_at from message
          where person = 'galina'`.execute(queries)
      ).rows;
    const [letter, ...more] = await written();
    assert.deepEqual([letter?.kind, more.length], ['notice', 0]);
    assert.doesNotMatch(letter!.body.ru, /работ|СФР|Социальн/iu);
    const visitor = await signedInVisitor(house, galina);
    const shown = (await visitor.get('/my/notices')).page;
    assert.match(
      saidOn(shown),
      /Начата работа.*Можно проверить, что вам положено\?.*без согласия никого не спрашивают/u,
    );
    assert.ok((await written())[0]?.read_at !== null);
    await sql`delete from known_as where person = 'galina'`.execute(queries);
  });

  test('at night: the invitation waits for the morning; whom no letter reaches the centre calls', async () => {
    const vera = residentCalled('vera', 'Вера Орлова');
    const { queries } = house.database;
    const day = clock;
    moveTo('2026-03-02T16:30:00Z');
    await identify(house.database, 'vera', 'self', { snils: numbers.denis }, new Date(clock));
    await record('sfr', 'denis', 'job-started');
    await sql`delete from known_as where person = 'vera'`.execute(queries);
    const { rows } = await sql<Written>`select kind, try_at, body from message where person = 'vera'`.execute(queries);
    assert.deepEqual(
      rows.map(({ try_at: at }) => at?.toISOString()),
      ['2026-03-03T02:00:00.000Z'],
    );
    const centre = officerCalled('kim', 'mfc', ['operator'], 'Лариса Ким');
    const list = async (who = centre): Promise<string> =>
      saidOn((await (await signedInVisitor(house, who)).get('/calls')).page);
    moveTo('2026-03-06T05:00:00Z');
    assert.match(await list(), /Звонить некому/u, 'she has told no telephone');
    const visitor = await signedInVisitor(house, vera);
    await visitor.get('/my/contact');
    await visitor.send('/my/contact', [['telephone', '8 913 000 00 01']]);
    assert.match(await list(), /8 913 000 00 01 реестр сообщил об изменении — не отправлено/u);
    assert.doesNotMatch(await list(officerCalled('petrova', 'sfr', ['operator'])), /8 913/u);
    const recordCall = async (result: string): Promise<void> => {
      const operator = await signedInVisitor(house, centre);
      await operator.get('/calls');
      const sent = await operator.send('/calls', [
        ['person', 'vera'],
        ['result', result],
      ]);
      assert.equal(sent.status, 200, sent.page);
    };
    await inspectEverywhere(house, browser, centre, '/calls', 'calls-invited');
    await recordCall('not');
    assert.match(await list(), /Звонить некому/u);
    moveTo('2026-03-07T05:00:00Z');
    assert.match(await list(), /8 913/u);
    await recordCall('reached');
    moveTo('2026-03-09T05:00:00Z');
    assert.doesNotMatch(await list(), /8 913/u);
    assert.match(await page(vera, '/my/journal'), /показана строка в списке звонков/u);
    assert.match(await page(vera, '/my/journal'), /звонок заявителю/u);
    moveTo(day);
  });

  test('of two changes in the wrong order: what counts is what the register holds now', async () => {
    await switchOn('sfr', ['down']);
    isHeld = true;
    const queries = house.database.queries;
    const taken = async (): Promise<number> =>
      Number(
        (await sql<{ count: string }>`select count(*) from change_notice where person = 'denis'`.execute(queries))
          .rows[0]?.count,
      );
    const before = await taken();
    await record('sfr', 'denis', 'job-lost');
    await record('sfr', 'denis', 'job-started');
    isHeld = false;
    assert.equal(await taken(), before);
    await switchOn('sfr', ['out-of-order']);
    await handedOver('sfr');
    await switchOn('sfr', []);
    assert.equal(await taken(), before + 2);
    // He worked before and works after: nothing was lost or won.
    assert.equal((await letters('denis')).length, 1);
    const { rows } = await sql<{
      works: boolean;
    }>`select (state -> 'told' -> 'people' -> 0 -> 'facts' ->> 'works')::boolean as works
      from joint_case where person = 'denis'`.execute(queries);
    assert.equal(rows[0]?.works, true);
  });

  test('of a disability, at night: what the law gives is offered in the morning, the rest is told to be applied for', async () => {
    moveTo('2026-03-02T16:30:00Z');
    await record('sfr', 'anna', 'disability', { group: 'second' });
    const offered = await offersOf('anna');
    assert.deepEqual(
      offered.map(({ service }) => service),
      ['disability-pension', 'monthly-cash-payment'],
    );
    assert.deepEqual(
      offered.map(({ shown_from: from }) => from.toISOString()),
      ['2026-03-03T02:00:00.000Z', '2026-03-03T02:00:00.000Z'],
    );
    assert.match(await page(anna, '/my/offers'), /Сейчас предложений нет/u);
    await opened.tick();
    assert.deepEqual(await letters('anna'), [], 'nobody is written to at night');
    assert.match(
      await page(anna, '/my/notices'),
      /Теперь вам может быть положено.*Предложено без обращения.*юридическ.*надо обратиться/u,
    );
    moveTo('2026-03-03T05:00:00Z');
    for (let tick = 0; tick < 2; tick += 1) await opened.tick();
    assert.deepEqual(
      (await letters('anna')).map(({ kind, body }) => [kind, /за которой надо обратиться/u.test(body.ru)]),
      [['rights-told', true]],
    );
    assert.match(await page(anna, '/my/offers'), /пенсия по инвалидности/iu);
    assert.match(await page(anna, '/my/journal'), /Помощь предложена до обращения|помощь предложена до обращения/u);
  });

  test('and she can decline it; nobody else can for her', async () => {
    const stranger = await signedInVisitor(house, denis);
    const visit = await signedInVisitor(house, anna);
    const { page: shown } = await visit.get('/my/notices');
    const fields = [...shown.matchAll(/name="(source|id|subject)" value="([^"]*)"/gu)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    assert.equal(fields.length, 3);
    await stranger.send('/my/notices', fields);
    assert.doesNotMatch(await page(anna, '/my/notices'), /Вы отказались/u);
    await visit.send('/my/notices', fields);
    assert.match(await page(anna, '/my/notices'), /Вы отказались/u);
    assert.match(await page(anna, '/my/journal?own=yes'), /от помощи отказались/u);
  });

  test('its page fits a phone and every reader of screens, in both languages', async () => {
    await inspectEverywhere(house, browser, denis, '/my/notices', 'notices-lost');
    await inspectEverywhere(house, browser, anna, '/my/notices', 'notices-gained');
  });

  test('of a death: nothing more is written or offered, and what waited is held back', async () => {
    moveTo('2026-03-04T05:00:00Z');
    await record('sfr', 'denis', 'job-lost');
    const before = await letters('denis');
    assert.ok(before.some(({ try_at: at }) => at !== null));
    await record('zags', 'denis', 'death');
    await record('sfr', 'denis', 'job-started');
    await record('sfr', 'denis', 'disability', { group: 'first' });
    const after = await letters('denis');
    assert.equal(after.length, before.length);
    assert.ok(after.every(({ try_at: at }) => at === null));
    assert.deepEqual(await offersOf('denis'), []);
  });
});
