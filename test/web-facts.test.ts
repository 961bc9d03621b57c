import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { checkAccessibility, startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { openWebHouse } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

/** Where pictures of the pages go, to be looked at; none are taken when it is not said. */
const shots = process.env['SHOTS'];

let house: WebHouse;
let browser: TestBrowser;
before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
});
after(async () => {
  await Promise.all([browser.close(), house.close()]);
});

const phone = { width: 360, height: 740, javaScript: false } as const;

describe('facts as people know them, on a phone without script', () => {
  for (const language of ['ru', 'en'] as const) {
    it(`a child born in some year, and an age that does not agree with it (${language})`, async () => {
      const page = await browser.openPage({ ...phone, locale: language });
      const base = language === 'ru' ? '' : '/en';
      await page.goto(`${house.url}${base === '' ? '/' : base}`);
      await page.fill('[name=words]', language === 'ru' ? 'Мне 20 лет, родился сын' : 'I am 20, my son was born');
      await page.locator('form:has([name=words]) button').first().click();
      await page.locator('button[value^="edit:child"]').first().click();
      await page.fill('[name=age]', '');
      await page.fill('[name=birth-year]', '1990');
      await page.locator('button[value=save]').click();
      const text = await page.innerText('main');
      assert.match(text, language === 'ru' ? /рождение: 1990 год/u : /born in 1990/u);
      assert.match(text, language === 'ru' ? /Ребёнок не младше заявителя/u : /not younger than the applicant/u);
      assert.deepEqual(await checkAccessibility(page), []);
      if (shots !== undefined)
        await page.screenshot({ path: join(shots, `facts-contradiction-${language}.png`), fullPage: true });
      await page.locator('#people button[value^="edit:child"], .govuk-notification-banner a').first().click();
      assert.equal(await page.inputValue('[name=birth-year]'), '1990');
      await page.fill('[name=birth-year]', '2024');
      await page.locator('button[value=save]').click();
      assert.doesNotMatch(await page.innerText('main'), /не сходятся|do not agree/u);
    });

    it(`who told of wages is not offered that there was no income, and can say that the wages were wrong (${language})`, async () => {
      const page = await browser.openPage({ ...phone, locale: language });
      const base = language === 'ru' ? '' : '/en';
      const ask = (fact: string, subject: string): string =>
        `${house.url}${base}/situation/question?fact=${fact}&subject=${subject}&then=answers`;
      await page.goto(`${house.url}${base === '' ? '/' : base}`);
      await page.fill('[name=words]', language === 'ru' ? 'Мне 30 лет, нет денег' : 'I am 30, no money');
      await page.locator('form:has([name=words]) button').first().click();
      await page.selectOption('[name=territory]', '69701000');
      await page.locator('button[value=next]').click();
      await page.goto(ask('earnings12', 'applicant'));
      await page.fill('[name=answer]', '5000');
      await page.locator('button[value=answer]').click();
      await page.goto(ask('familyHadIncome', 'household'));
      assert.deepEqual(
        await page.locator('[name=answer]').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
        ['yes'],
      );
      const text = await page.innerText('main');
      assert.match(text, language === 'ru' ? /Не предлагаем ответ «нет»/u : /We do not offer the answer "no"/u);
      assert.deepEqual(await checkAccessibility(page), []);
      if (shots !== undefined)
        await page.screenshot({ path: join(shots, `facts-ruled-out-${language}.png`), fullPage: true });
      await page.locator('main a[href*="fact=earnings12"]').click();
      assert.match(await page.inputValue('[name=answer]'), /^5\s?000$/u);
      await page.locator('button[value=erase]').click();
      await page.goto(ask('familyHadIncome', 'household'));
      assert.equal(await page.locator('[name=answer]').count(), 2);
    });

    it(`no writ is an answer of its own (${language})`, async () => {
      const page = await browser.openPage({ ...phone, locale: language });
      const base = language === 'ru' ? '' : '/en';
      await page.goto(`${house.url}${base === '' ? '/' : base}`);
      await page.fill('[name=words]', language === 'ru' ? 'долги по кредитам' : 'I have loan debts');
      await page.locator('form:has([name=words]) button').first().click();
      await page.selectOption('[name=territory]', '69701000');
      await page.locator('button[value=next]').click();
      await page.goto(`${house.url}${base}/situation/question?fact=writYears&subject=applicant&then=answers`);
      assert.deepEqual(await checkAccessibility(page), []);
      if (shots !== undefined)
        await page.screenshot({ path: join(shots, `facts-absent-${language}.png`), fullPage: true });
      await page.check('[name=answer-absent]');
      await page.locator('button[value=answer]').click();
      const told = await page.innerText('main');
      assert.match(told, language === 'ru' ? /исполнительного листа у приставов нет/u : /the bailiffs have no writ/u);
    });
  }
});
