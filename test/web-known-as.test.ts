// A resident signs in, and whoever lets her in says by what registers know her: registers are asked about her, whatever her own
// telling calls her, and about nobody else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';

import { createOffers } from '#offers';

import { openExchange } from '../src/exchanging.ts';
import { samplePeople } from '../src/sample-people.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { clickThrough, startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { realCatalogue, root } from './catalogue.ts';
import { steadyRandom } from './joint-case.ts';
import { openWebHouse } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

const clock = '2026-03-02T05:00:00Z';
const hers = '99000000153';

describe('registers are asked about whoever has signed in', () => {
  let house: WebHouse;
  let agencies: InsideAgencies;
  let browser: TestBrowser;
  let opened: ReturnType<typeof openExchange>;

  before(async () => {
    const now = (): Date => new Date(clock);
    browser = await startBrowser();
    agencies = await agenciesInside(['sfr', 'zags'], now);
    const catalogue = await realCatalogue();
    const people = [...samplePeople(catalogue, `${root}/examples`), { sub: 'nameless', name: 'Без сведений' }];
    house = await openWebHouse(0, people, async (database, cases) => {
      const random = steadyRandom('known-as');
      const offers = createOffers(database, { catalogue, now, random });
      opened = openExchange(database, { catalogue, cases, offers, now, today: () => clock.slice(0, 10), random });
      // No examples: nobody is known but by signing in.
      await opened.connectSamples(agencies.urls);
      await opened.openConnections(`${agencies.folder}/keys`);
      return opened;
    });
    await agencies.tellTo(house.url);
  });
  after(async () => {
    await browser?.close();
    await opened?.close();
    await house?.close();
    await agencies?.stop();
  });

  /** Signs in, tells, and comes to the page on which agencies may be let asked. */
  async function tell(name: string, words: string): Promise<Page> {
    const page = await browser.openPage({ width: 390, javaScript: false });
    await page.goto(`${house.url}/sign-in/residents`);
    await page.getByRole('link', { name }).click();
    await page.waitForURL(`${house.url}/**`);
    await page.goto(house.url);
    await page.fill('textarea', words);
    await clickThrough(page, 'form:has(textarea) button');
    await page.selectOption('select', '69701000');
    await clickThrough(page, 'main button:has-text("Всё верно")');
    await page.goto(`${house.url}/situation/consents?then=result`);
    return page;
  }

  /** What became of it when these agencies may be asked. */
  async function agree(page: Page, agencies = ['sfr']): Promise<string> {
    for (const agency of agencies) await page.check(`input[name=agency][value=${agency}]`);
    await clickThrough(page, 'main button[value=save]');
    return await page.innerText('main');
  }
  const asked = async (person: string): Promise<number> =>
    (await sql`select 1 from inquiry where person = ${person}`.execute(house.database.queries)).rows.length;

  test('in her own words: she sees as whom, agrees, and what the fund knows is not asked of her', async () => {
    const page = await tell('Анна Ильина', 'Мне 19 лет, ночевать негде, денег нет');
    const said = await page.innerText('main');
    assert.match(said, /Ильина Анна Алексеевна, дата рождения — 15 июля 2006, СНИЛС оканчивается на 53/u);
    assert.doesNotMatch(said, new RegExp(hers, 'u'));
    assert.match(await agree(page), /Из реестров пришло[^]*Социальный фонд[^]*Номер СНИЛС присвоен — да/u);
    assert.ok((await asked('anna')) > 0);
  });

  test('of a change she is told once, however many of her situations call her something else', async () => {
    const page = await tell('Анна Ильина', 'Мне 19 лет, нет денег на еду');
    // All at one press, for who is tired.
    await clickThrough(page, 'main button[value=all]');
    assert.match(await page.innerText('main'), /Номер СНИЛС присвоен — да/u);
    const answer = await fetch(`${agencies.urls.get('sfr')}/admin/changes/job-lost`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ snils: hers, on: '2026-03-02' }),
    });
    assert.ok(answer.ok, await answer.text());
    const kept = async (): Promise<readonly unknown[]> =>
      (
        await sql<{ subject: string }>`select subject from change_notice where person = 'anna'`.execute(
          house.database.queries,
        )
      ).rows;
    for (let tries = 0; tries < 400 && (await kept()).length === 0; tries += 1)
      await new Promise((wait) => setTimeout(wait, 25));
    assert.deepEqual(await kept(), [{ subject: 'anna' }]);
  });

  test('her child too, once the civil registry has said that it is hers; a child that is not hers stays unknown', async () => {
    const page = await tell('Оксана Белова', 'Мне 31 год, сыну три года, ночевать негде, денег нет');
    const said = await agree(page, ['sfr', 'zags']);
    assert.match(said, /Дети по записям о рождении — Белова, Лиза Михайловна \(14\.06\.2019\); Белов, Егор/u);
    assert.match(said, /Ребёнок: рождение зарегистрировано — да/u);
    const known = async (): Promise<unknown> =>
      (
        await sql`select identity from known_as where person = 'oksana' and subject like 'child1 %'`.execute(
          house.database.queries,
        )
      ).rows;
    const named = [
      { identity: { surname: 'Белов', givenName: 'Егор', patronymic: 'Михайлович', birthDate: '2023-02-01' } },
    ];
    assert.deepEqual(await known(), named);
    await page.goto(`${house.url}/my/registers`);
    const holdings = await page.innerText('main');
    assert.match(holdings, /Рождение зарегистрировано\s+Ребёнок 1/u);
    assert.doesNotMatch(holdings, /child1|applicant/u);
    // Called by the same name in another telling, but of another age than any child of hers.
    const other = await tell('Оксана Белова', 'Мне 31 год, сыну девять лет, ночевать негде, денег нет');
    assert.doesNotMatch(await agree(other, ['sfr', 'zags']), /Ребёнок: рождение зарегистрировано/u);
    assert.deepEqual(await known(), named);
  });

  test('when somebody of another age is told about, she is told why nobody is asked, and nobody is', async () => {
    const before = await asked('anna');
    const page = await tell('Анна Ильина', 'Мне 55 лет, живу одна, денег нет');
    assert.match(await page.innerText('main'), /рассказано о человеке другого возраста/u);
    assert.doesNotMatch(await agree(page), /Из реестров пришло/u);
    assert.equal(await asked('anna'), before);
  });

  test('where it was not said by what registers know her, she is told so', async () => {
    const page = await tell('Без сведений', 'Мне 30 лет, денег нет');
    assert.match(await page.innerText('main'), /не передала СНИЛС и дату рождения/u);
    assert.doesNotMatch(await agree(page), /Из реестров пришло/u);
    assert.equal(await asked('nameless'), 0);
  });
});
