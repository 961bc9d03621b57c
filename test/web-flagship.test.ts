// The flagship in a real browser: a young mother with a sick child, from the first page to the printed route.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import type { Look, TestBrowser } from './browser.ts';
import { checkAccessibility, clickThrough, startBrowser } from './browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse } from './web-house.ts';

/** Pictures of every page for whoever wants to look; SHOTS names a folder to keep them in. */
/** Where pictures of the pages go, to be looked at; none are taken when it is not said. */
const shots = process.env['SHOTS'];

let house: WebHouse;
let browser: TestBrowser;
before(async () => {
  if (shots !== undefined) mkdirSync(shots, { recursive: true });
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
});
after(async () => {
  await browser.close();
  await house.close();
});

/** What Anna answers when she is asked; all else she does not know. */
const answers: Readonly<Record<string, string>> = {
  birthDate: '28.4.2025',
  hasFoodToday: 'no',
  citizenship: 'russian',
  livesInRussia: 'yes',
  dangerFromPerson: 'no',
  dwelling: 'none',
  familyHadIncome: 'no',
  registration: 'none',
  birthRegistered: 'no',
  works: 'no',
  studiesFullTime: 'no',
  receivesPension: 'no',
};

const walks: readonly (Partial<Look> & { readonly title: string; readonly base: '' | '/en' })[] = [
  { title: 'on a phone, in Russian, without script', base: '', width: 360, height: 740, javaScript: false },
  { title: 'on a computer, in Russian, with script', base: '', width: 1280, height: 900, javaScript: true },
  { title: 'on the narrowest phone, in English, with script', base: '/en', width: 320, height: 640, javaScript: true },
  { title: 'on a computer, in English, without script', base: '/en', width: 1280, height: 900, javaScript: false },
];

describe('Anna goes from the first page to the printed route', () => {
  for (const [index, { title, base, ...look }] of walks.entries()) {
    it(title, async () => {
      const page = await browser.openPage({ ...look, locale: base === '' ? 'ru-RU' : 'en-GB' });
      const faults = watch(page);
      const check = (name: string): Promise<void> => inspect(page, `${index + 1}-${name}`);
      await page.goto(`${house.url}${base === '' ? '/' : base}`);
      await check('start');
      await page.locator('.okno-examples a').first().click();
      await page.locator('main form button').first().click();
      await page.waitForURL('**/situation/confirm');
      await check('confirm');
      await page.locator('#territory').selectOption('69701000');
      await clickThrough(page, 'button[value=next]');
      await answerQuestions(page, 14, check);
      await page.goto(`${house.url}${base}/situation/result`);
      await check('result');
      for (const summary of await page.locator('main details:not([open]) > summary').all()) {
        if (await summary.isVisible()) await summary.click();
      }
      await check('result-open');
      await page.locator('.okno-next a').first().click();
      await page.waitForURL('**/situation/route');
      await check('route');
      assert.equal(await page.locator('[data-print]').isVisible(), look.javaScript, 'the print button needs script');
      assert.equal(await pagesOnPaper(page), 1, 'the route sheet is one page');
      for (const name of ['answers', 'save', 'forget']) {
        await page.goto(`${house.url}${base}/situation/${name}`);
        await check(name);
      }
      await clickThrough(page, 'button[value=leave]');
      await check('left');
      assert.deepEqual(faults, []);
      await page.context().close();
    });
  }

  it('by the keyboard alone', async () => {
    const page = await browser.openPage({ width: 1280, height: 900 });
    await page.goto(`${house.url}/?example=1`);
    await tabTo(page, 'main form button');
    await enter(page);
    await page.waitForURL('**/situation/confirm');
    await tabTo(page, '#territory');
    for (let presses = 0; presses < 60 && (await page.inputValue('#territory')) !== '69701000'; presses += 1) {
      await page.keyboard.press('ArrowDown');
    }
    assert.equal(await page.inputValue('#territory'), '69701000');
    await tabTo(page, 'button[value=next]');
    await enter(page);
    await page.waitForURL('**/situation/question');
    await tabTo(page, 'button[value=unknown]');
    await enter(page);
    await tabTo(page, '.okno-progress a');
    await enter(page);
    await page.waitForURL('**/situation/result');
    await tabTo(page, '.okno-next a');
    await enter(page);
    await page.waitForURL('**/situation/route');
    await page.context().close();
  });

  it('and an empty answer brings the eye and the focus to what is to be mended', async () => {
    const page = await browser.openPage({ width: 360, height: 740 });
    await page.goto(`${house.url}/`);
    await page.locator('main form button').first().click();
    await inspect(page, '0-error');
    assert.equal(await page.evaluate(() => document.activeElement?.className.includes('govuk-error-summary')), true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'words');
    await page.context().close();
  });
});

async function answerQuestions(page: Page, most: number, check: (name: string) => Promise<void>): Promise<void> {
  for (let asked = 0; asked < most && /question|consents/u.test(page.url()); asked += 1) {
    if (asked < 3) await check(`question-${asked + 1}`);
    if (page.url().includes('/consents')) {
      await check('consents');
      await clickThrough(page, 'button[value=none]');
      continue;
    }
    const group = await page
      .locator('input[name=asked]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    if (group.length > 0) {
      await check(`questions-${await page.inputValue('input[name=group]')}`);
      for (const fact of group) await answerField(page, `answer-${fact}`, answers[fact ?? '']);
      await clickThrough(page, 'button[value=unknown]');
      continue;
    }
    const fact = await page.inputValue('input[name=fact]');
    const answer = answers[fact];
    await answerField(page, 'answer', answer);
    await clickThrough(page, `button[value=${answer === undefined ? 'unknown' : 'answer'}]`);
  }
}

/** A day, or a choice; nothing when there is no answer. */
async function answerField(page: Page, name: string, answer: string | undefined): Promise<void> {
  if (answer === undefined) return;
  const [day, month, year] = answer.split('.');
  if (year === undefined) await page.check(`input[type=radio][name="${name}"][value="${answer}"]`);
  else {
    await page.fill(`#${name}-day`, day ?? '');
    await page.fill(`#${name}-month`, month ?? '');
    await page.fill(`#${name}-year`, year);
  }
}

/** Nothing is wider than the screen, nothing breaks the rules of accessibility; and a picture of it, if wanted. */
async function inspect(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${name} is ${over} px too wide`);
  assert.deepEqual(await checkAccessibility(page), [], name);
}

/** Scripts that fail and rules of our own policy that are broken. */
function watch(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // The checker of accessibility reads the style sheets anew, which the policy and a browser without script refuse.
    if (message.type() === 'error' && !/Failed to load resource|preload assets/u.test(message.text()))
      faults.push(message.text());
  });
  return faults;
}

async function pagesOnPaper(page: Page): Promise<number> {
  await page.emulateMedia({ media: 'print' });
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: null });
  return paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 0;
}

/** Presses Enter and waits for the page that follows: a key is pressed sooner than a page is left. */
async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
  await page.waitForLoadState('load');
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}
