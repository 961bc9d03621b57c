// A result that came electronically goes out on paper: certified by an officer, checked by whoever is handed it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';

import type { SignedIn } from '#access';
import { readDirectory } from '#agencies';
import { keepKeys } from '#exchange';

import { openExchange } from '../src/exchanging.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { clickThrough, startBrowser } from './browser.ts';
import { realCatalogue, root, stories } from './catalogue.ts';
import { officerOf, steadyRandom } from './joint-case.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, residentCalled } from './signed-in-browser.ts';
import { openWebHouse, saidOn, signedInVisitor, visitor } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

const moment = '2026-03-02T05:00:00Z';
const operator = officerCalled('ivanova', 'mfc', ['operator'], 'Иванова Мария, специалист');
const anna = residentCalled('anna', 'Анна Ильина');

describe('a certified copy on paper', () => {
  let house: WebHouse;
  let agencies: InsideAgencies;
  let opened: ReturnType<typeof openExchange>;
  let asked = 0;

  /** Anna lets the Social Fund be asked for the centre; gives the number of its answer. */
  async function answerOf(facts: readonly string[]): Promise<string> {
    asked += 1;
    const { told } = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!;
    const { inquiries } = await opened.exchange.put({
      person: 'anna',
      purpose: { kind: 'situation', id: `situation ${asked}` },
      subject: 'anna',
      agency: 'sfr',
      asker: 'mfc',
      facts,
      told: { ...told, consents: [{ agency: 'sfr', given: '2026-03-02', isWritten: false, also: [] }] },
      reason: 'какая помощь положена',
      by: officerOf('mfc'),
      idempotencyKey: `ask ${asked}`,
    });
    await opened.exchange.settled();
    return inquiries[0]!.id;
  }

  const as = async (who: SignedIn) => await signedInVisitor(house, who);

  async function copyOf(inquiry: string): Promise<{ readonly number: string; readonly code: string }> {
    const visit = await as(operator);
    await visit.get(`/copies/make?inquiry=${inquiry}`);
    const { path, page } = await visit.send('/copies/make', []);
    const number = /^\/copies\/(\d{4}-\d{7})\?done=issued$/u.exec(path)?.[1];
    const code = /okno-copy__code">\s*([\w-]+)/u.exec(page)?.[1];
    assert.ok(number !== undefined && code !== undefined, `${path}\n${saidOn(page)}`);
    return { number, code };
  }

  before(async () => {
    const now = (): Date => new Date(moment);
    agencies = await agenciesInside(['sfr'], now);
    house = await openWebHouse(0, [], async (database, cases) => {
      const catalogue = await realCatalogue();
      const random = steadyRandom('exchange');
      opened = openExchange(database, { catalogue, cases, now, today: () => '2026-03-02', random });
      await opened.connectSamples(agencies.urls, `${root}/examples`);
      await opened.openConnections(`${agencies.folder}/keys`);
      return opened;
    });
    house.moveTo(moment);
  });
  after(async () => {
    await opened.close();
    await house.close();
    await agencies.stop();
  });

  test('an officer certifies it from the number Anna tells her; a double click makes one copy', async () => {
    const inquiry = await answerOf(['works', 'disability']);
    assert.match(saidOn((await (await as(anna)).get(`/my/inquiry/${inquiry}`)).page), new RegExp(inquiry, 'u'));
    const visit = await as(operator);
    const form = await visit.get(`/copies/make?inquiry=${inquiry}`);
    assert.equal(form.status, 200);
    assert.match(saidOn(form.page), /Ильина.*Социаль.*подпись проверена и верна.*Инвалидность/u);
    const key = /name="key" value="([\da-f]+)"/u.exec(form.page)![1]!;
    const fields = [
      ['inquiry', inquiry],
      ['key', key],
    ] as const;
    const first = await visit.send('/copies/make', fields);
    const second = await visit.send('/copies/make', fields);
    assert.equal(second.path, first.path);
    const said = saidOn(first.page);
    assert.match(said, /Иванова Мария/u);
    assert.match(first.page, /№ 250/u);
    assert.match(said, /[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}/u);
    // The paper needs no number by which she is found elsewhere.
    assert.doesNotMatch(said, /99000000153/u);
    const { rows } = await sql<{
      count: string;
    }>`select count(*) from certified_copy where inquiry_id = ${inquiry}`.execute(house.database.queries);
    assert.equal(Number(rows[0]?.count), 1);
  });

  test('whoever holds the paper sees what it says and nothing more, and Anna reads that it was checked', async () => {
    const { number, code } = await copyOf(await answerOf(['works']));
    const clerk = visitor(house.app);
    for (const typed of [code, code.toLowerCase().replaceAll('-', ' ')]) {
      const checked = await clerk.send('/copy', [['code', typed]]);
      assert.equal(checked.status, 200);
      assert.equal(checked.path, '/copy');
      const said = saidOn(checked.page);
      assert.match(said, new RegExp(`Такая копия выдана.*№ ${number}.*Ильина.*Иванова Мария`, 'u'));
      assert.doesNotMatch(said, /Инвалидность|99000000153|какая помощь положена/u);
    }
    const english = saidOn((await clerk.send('/en/copy', [['code', code]])).page);
    assert.match(english, /This copy was issued/u);
    const journal = saidOn((await (await as(anna)).get('/my/journal')).page);
    assert.match(journal, new RegExp(`копия № ${number}.*копию проверили по коду`, 'u'));
    assert.match(journal, /сделана заверенная копия на бумаге/u);
  });

  test('a wrong code says what to do, the same for one that cannot be', async () => {
    const { code } = await copyOf(await answerOf(['works']));
    const clerk = visitor(house.app);
    const forged = `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
    for (const typed of [forged, 'K7M2', '']) {
      const { status, page } = await clerk.send('/copy', [['code', typed]]);
      assert.equal(status, 422, typed);
      assert.match(saidOn(page), /не принимайте эту бумагу и спросите в ведомстве/u);
      assert.doesNotMatch(page, /Ильина/u);
    }
  });

  test('a revoked copy says so, with the reason and without what it said; nobody revokes it twice', async () => {
    const { number, code } = await copyOf(await answerOf(['works']));
    const visit = await as(operator);
    await visit.get(`/copies/${number}`);
    assert.equal((await visit.send(`/copies/${number}/revoke`, [])).status, 422);
    const revoked = await visit.send(`/copies/${number}/revoke`, [['because', 'record-changed']]);
    assert.equal(revoked.path, `/copies/${number}?done=revoked`);
    const said = saidOn((await visitor(house.app).send('/copy', [['code', code]])).page);
    assert.match(said, /отозвана.*в реестре теперь другие сведения.*Не полагайтесь/u);
    assert.doesNotMatch(said, /Ильина|Инвалидность/u);
    const again = await visit.send(`/copies/${number}/revoke`, [
      ['because', 'mistake'],
      ['key', 'f'.repeat(32)],
    ]);
    assert.equal(again.status, 409);
    assert.match(saidOn((await visit.get('/copies')).page), new RegExp(`${number}.*отозвана`, 'u'));
  });

  test('another agency neither makes nor sees nor revokes it, nor does a resident', async () => {
    const inquiry = await answerOf(['works']);
    const { number } = await copyOf(inquiry);
    const other = await as(officerCalled('petrov', 'social-protection', ['operator', 'lead', 'head']));
    assert.equal((await other.get(`/copies/make?inquiry=${inquiry}`)).status, 422);
    assert.equal((await other.send('/copies/make', [['inquiry', inquiry]])).status, 404);
    assert.equal((await other.get(`/copies/${number}`)).status, 404);
    assert.equal((await other.send(`/copies/${number}/revoke`, [['because', 'mistake']])).status, 404);
    assert.doesNotMatch((await other.get('/copies')).page, new RegExp(number, 'u'));
    assert.equal((await (await as(anna)).get(`/copies/${number}`)).status, 403);
    // A caseworker of the centre may not certify either.
    const caseworker = await as(officerCalled('sidorova', 'mfc', ['caseworker']));
    assert.equal((await caseworker.get(`/copies/make?inquiry=${inquiry}`)).status, 403);
  });

  test('what Anna says is wrong is not certified', async () => {
    const inquiry = await answerOf(['works']);
    await (await as(anna)).get(`/my/inquiry/${inquiry}`);
    const resident = await as(anna);
    await resident.get(`/my/inquiry/${inquiry}`);
    await resident.send(`/my/inquiry/${inquiry}`, [
      ['fact', 'works'],
      ['words', 'Я работаю с февраля'],
    ]);
    const refused = await (await as(operator)).get(`/copies/make?inquiry=${inquiry}`);
    assert.equal(refused.status, 409);
    assert.match(saidOn(refused.page), /возразил/u);
  });

  test('the paper says what the agency signed, whatever stands in our tables; a changed message is not certified', async () => {
    const inquiry = await answerOf(['works']);
    const { queries } = house.database;
    await sql`update inquiry_fact set value = 'true'::jsonb where inquiry_id = ${inquiry}`.execute(queries);
    const page = saidOn((await (await as(operator)).get(`/copies/make?inquiry=${inquiry}`)).page);
    assert.match(page, /Работает нет,/u);
    await sql`update inquiry_message set text = replace(text, 'false', 'true') where inquiry_id = ${inquiry}`.execute(
      queries,
    );
    const refused = await (await as(operator)).get(`/copies/make?inquiry=${inquiry}`);
    assert.equal(refused.status, 409);
    assert.match(saidOn(refused.page), /не проходит проверку/u);
  });

  test('in a browser: the officer prints it on one sheet, a clerk of a bank checks it', async () => {
    const inquiry = await answerOf(['works', 'disability', 'receivesPension']);
    const browser = await startBrowser();
    try {
      const desk = await openAs(house, browser, operator, { javaScript: false });
      await desk.goto(`${house.url}/copies`);
      await inspect(desk, 'copies');
      await desk.fill('#inquiry', inquiry);
      await clickThrough(desk, '.okno-main form button');
      await inspect(desk, 'copy-form');
      await clickThrough(desk, '.okno-main form button');
      await inspect(desk, 'copy-issued');
      const number = /копия № (\S+)|№ (\d{4}-\d{7})/u.exec((await desk.textContent('h1')) ?? '')?.[2] ?? '';
      const code = (await desk.textContent('.okno-copy__code'))?.trim() ?? '';
      const pdf = await desk.pdf({ preferCSSPageSize: true });
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length, 1, 'one sheet of A4');
      await desk.emulateMedia({ media: 'print' });
      await inspect(desk, 'copy-paper');

      const clerk = await browser.openPage({ width: 320, height: 640, javaScript: false });
      await clerk.goto(`${house.url}/copy`);
      await inspect(clerk, 'copy-check-phone');
      await clerk.fill('#code', code);
      await clickThrough(clerk, '.okno-main form button');
      await inspect(clerk, 'copy-checked-phone');
      assert.match((await clerk.textContent('main')) ?? '', new RegExp(`Такая копия выдана[\\s\\S]*${number}`, 'u'));
      assert.doesNotMatch(clerk.url(), new RegExp(code.slice(0, 4), 'u'));
      await clerk.goto(`${house.url}/copy`);
      await clerk.fill('#code', 'K7M2-P9QR-4T6V-08XC');
      await clickThrough(clerk, '.okno-main form button');
      await inspect(clerk, 'copy-forged-phone');

      // Held over the square, a telephone opens the page with the code in its field, and not in its address.
      const telephone = await browser.openPage({ width: 320, height: 640 });
      await telephone.goto(`${house.url}/copy#${code}`);
      assert.equal(await telephone.inputValue('#code'), code);
      assert.equal(telephone.url(), `${house.url}/copy`);
      await telephone.keyboard.press('Enter');
      await telephone.waitForSelector('.okno-copy');
      assert.match(
        (await telephone.textContent('main')) ?? '',
        new RegExp(`Такая копия выдана[\\s\\S]*${number}`, 'u'),
      );

      await desk.emulateMedia({ media: 'screen' });
      await desk.click('summary');
      await desk.check('input[value="misused"]');
      await clickThrough(desk, 'form button.govuk-button--warning');
      await clerk.fill('#code', code);
      await clickThrough(clerk, '.okno-main form button');
      await inspect(clerk, 'copy-revoked-phone');
      assert.match((await clerk.textContent('h1')) ?? '', /отозвана/u);
      for (const [path, name] of [
        ['/copies', 'copies-list'],
        [`/copies/${number}`, 'copy-page'],
        [`/copies/make?inquiry=${inquiry}`, 'copy-make'],
        ['/copy', 'copy-check'],
      ] as const)
        await inspectEverywhere(house, browser, operator, path, name);
    } finally {
      await browser.close();
    }
  });

  test('nobody finds a copy by trying: after thirty wrong codes of one address even a right one waits', async () => {
    const { code } = await copyOf(await answerOf(['works']));
    const clerk = visitor(house.app);
    for (let count = 0; count < 30; count += 1) await clerk.send('/copy', [['code', `0000-0000-0000-${1000 + count}`]]);
    assert.equal((await clerk.send('/copy', [['code', code]])).status, 429);
    house.moveTo('2026-03-02T06:00:00Z');
    assert.equal((await clerk.send('/copy', [['code', code]])).status, 200);
  });

  test('when the key of the agency turns out to have been lost before it signed, a check says so', async () => {
    const { code } = await copyOf(await answerOf(['works']));
    const keys = readDirectory(`${agencies.folder}/keys`).filter(({ member }) => member.includes('/sfr/'));
    await keepKeys(
      house.database,
      keys.map((key) => ({ ...key, revokedAt: '2026-03-01T00:00:00.000Z' })),
    );
    const { page, status } = await visitor(house.app).send('/copy', [['code', code]]);
    assert.equal(status, 200);
    assert.match(saidOn(page), /больше не подтверждается/u);
    assert.doesNotMatch(saidOn(page), /Такая копия выдана/u);
  });
});
