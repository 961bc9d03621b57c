// The sheet of a complex request, as somebody on a phone opens it from the route, reads it and prints it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import { complexRequest } from '#planner';
import { complexRequestPage } from '#web/pages/complex-request.ts';

import { checkAccessibility, clickThrough, startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { openStory } from './open-route.ts';
import { openWebHouse, saidOn } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

/** Where pictures of the pages go, to be looked at; none are taken when it is not said. */
const shots = process.env['SHOTS'];

const catalogue = await realCatalogue();
let house: WebHouse;
let browser: TestBrowser;
before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
});
after(async () => {
  await Promise.all([browser.close(), house.close()]);
});

const languages = {
  ru: {
    base: '',
    rounds: [/^Параллельно/u, /^Последовательно, очередь 2/u, /^Последовательно, очередь 3/u],
    term: /С 2 марта 2026, самое позднее до 1 апреля 2026 \(30\sдней\)\. Обычно всё готово к 31 марта 2026\. требует проверки/u,
    endsWith: /до результата: Пособие по уходу/u,
    registration: /Заявление: 20 марта 2026, самое позднее 23 марта 2026\. требует проверки/u,
    none: /Комплексный запрос сейчас не нужен/u,
  },
  en: {
    base: '/en',
    rounds: [/^In parallel/u, /^In sequence, round 2/u, /^In sequence, round 3/u],
    term: /From 2 March 2026 until 1 April 2026 at the latest \(30\sdays\)\. Usually all is ready by 31 March 2026\. to be checked/u,
    endsWith: /until the result of: Care allowance/u,
    registration: /Filed: 20 March 2026, at the latest 23 March 2026\. to be checked/u,
    none: /You need no complex request now/u,
  },
} as const;

describe('a young mother who needs seven services of a one-stop centre', () => {
  for (const language of ['ru', 'en'] as const) {
    const { base, rounds, term, endsWith, registration, none } = languages[language];

    it(`goes from the route to the sheet on a phone without script, and it prints (${language})`, async () => {
      const page = await openAs('anna-young-mother', language, false);
      await page.goto(`${house.url}${base}/situation/route`);
      await clickThrough(page, `main a[href="${base}/situation/request"]`);
      const headings = await page.locator('main h2').allInnerTexts();
      for (const [index, round] of rounds.entries()) assert.match(headings[index + 1] ?? '', round);
      const text = await page.innerText('main');
      for (const told of [term, endsWith, registration]) assert.match(text, told);
      await inspect(page, `complex-request-${language}`);
      assert.equal(await page.locator('[data-print]').isVisible(), false);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('.okno-request').isVisible(), true);
      assert.equal(await page.locator('main a:visible, main button:visible').count(), 0);
      const paper = await page.pdf({
        preferCSSPageSize: true,
        ...(shots === undefined ? {} : { path: join(shots, `complex-request-${language}.pdf`) }),
      });
      assert.ok((paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 9) <= 2);
      await page.context().close();
    });

    it(`who needs none is told so and is not sent there (${language})`, async () => {
      const page = await openAs('vera-pensioner', language, true);
      await page.goto(`${house.url}${base}/situation/route`);
      assert.equal(await page.locator('main a[href$="/situation/request"]').count(), 0);
      await page.goto(`${house.url}${base}/situation/request`);
      assert.match(await page.innerText('main'), none);
      assert.equal(await page.locator('[data-print]').count(), 0);
      await inspect(page, `complex-request-none-${language}`);
      await page.context().close();
    });
  }
});

it('every story reads every service of its request on the sheet, in both languages', () => {
  let seen = 0;
  for (const { file } of stories(catalogue)) {
    const open = openStory(file, catalogue);
    const request = complexRequest(catalogue, open.assessment, open.route);
    for (const language of ['ru', 'en'] as const) {
      const screen = { language, path: '/situation/request', open: true, assets: { style: '', script: '', icon: '' } };
      const page = String(complexRequestPage(screen, open));
      assert.equal(page.match(/class="okno-card"/gu)?.length ?? 0, request?.services.length ?? 0, file);
      for (const { service } of [...(request?.services ?? []), ...(request?.outside ?? [])]) {
        const name = saidOn(catalogue.services.get(service)?.name[language] ?? '');
        assert.ok(saidOn(page.replaceAll('&#39;', "'").replaceAll('&quot;', '"')).includes(name), `${file}: ${name}`);
        seen += 1;
      }
      assert.doesNotMatch(page, /undefined|NaN|Invalid/u);
    }
  }
  assert.ok(seen > 0);
});

async function openAs(story: string, language: 'ru' | 'en', javaScript: boolean): Promise<Page> {
  const { stored } = openStory(story, catalogue);
  const opened = await house.situations.open({ ...stored, confirmed: true }, `${story}-${language}`);
  if ('problem' in opened) throw new Error(opened.problem.message.en);
  const page = await browser.openPage({ width: 360, height: 740, javaScript, locale: language });
  await page.context().addCookies([{ name: 'okno', value: opened.code, url: house.url }]);
  return page;
}

async function inspect(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${name} is ${over} px too wide`);
  assert.deepEqual(await checkAccessibility(page), [], name);
}
