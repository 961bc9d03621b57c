// Pages of whoever is signed in, in a real browser: opened, looked at, checked.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import type { Role, SignedIn } from '#access';

import type { Look, TestBrowser } from './browser.ts';
import { checkAccessibility } from './browser.ts';
import type { WebHouse } from './web-house.ts';

/** Where pictures of the pages go, to be looked at; none are taken when it is not said. */
const shots = process.env['SHOTS'];

export function residentCalled(person: string, name = person): SignedIn {
  return { actor: { kind: 'person', person }, name, roles: [], actsFor: [] };
}

export function officerCalled(officer: string, agency: string, roles: readonly Role[], name = officer): SignedIn {
  return { actor: { kind: 'officer', officer, agency }, name, roles, actsFor: [] };
}

/** A page of somebody who has signed in already. */
export async function openAs(
  house: WebHouse,
  browser: TestBrowser,
  who: SignedIn,
  look: Partial<Look> = {},
): Promise<Page> {
  const page = await browser.openPage(look);
  const { token } = await house.sessions.begin(who);
  await page.context().addCookies([{ name: 'okno-session', value: token, url: house.url }]);
  return page;
}

/** Nothing of the page sticks out, nothing on it is out of reach; and a picture of it, if wanted. */
export async function inspect(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  }
  assert.deepEqual(await checkAccessibility(page), [], name);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${name} is ${over} pixels too wide`);
}

/** Looks at a page on the narrowest phone in Russian without script, and on a computer in English with it. */
export async function inspectEverywhere(
  house: WebHouse,
  browser: TestBrowser,
  who: SignedIn,
  path: string,
  name: string,
): Promise<void> {
  const looks = [
    { base: '', width: 320, height: 640, javaScript: false, locale: 'ru-RU' },
    { base: '/en', width: 1280, height: 900, javaScript: true, locale: 'en-GB' },
  ] as const;
  for (const { base, ...look } of looks) {
    const page = await openAs(house, browser, who, look);
    const answer = await page.goto(`${house.url}${base}${path}`);
    assert.equal(answer?.status(), 200, `${name}: ${answer?.status()}`);
    await inspect(page, `${name}-${base === '' ? 'ru-phone' : 'en-computer'}`);
    await page.context().close();
  }
}

export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
    if (isThere) return;
  }
  assert.fail(`The keyboard does not reach ${selector}.`);
}
