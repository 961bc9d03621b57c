// The pages of a joint case in a real browser: accessible, on a phone, without script, by the keyboard, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { SignedIn } from '#access';
import { caseByNumber } from '#cases';

import type { Look, TestBrowser } from './browser.ts';
import { clickThrough, startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, officerCalled, openAs, residentCalled, tabTo } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse } from './web-house.ts';

const anna = residentCalled('anna', 'Анна Ильина');
const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');

let house: WebHouse;
let browser: TestBrowser;
let number = '';

before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
  const by = { by: anna.actor, idempotencyKey: 'open' };
  const worked = await house.cases.open({ person: 'anna', agreement: 'family-in-need', told }, by);
  assert.ok('kept' in worked);
  ({ number } = (await house.cases.read(worked.kept))!);
});
after(async () => {
  await browser.close();
  await house.close();
});

const looks: readonly (Partial<Look> & { readonly title: string; readonly base: '' | '/en' })[] = [
  { title: 'on a phone, in Russian, without script', base: '', width: 360, height: 740, javaScript: false },
  { title: 'on a computer, in English, with script', base: '/en', width: 1280, height: 900, javaScript: true },
];

describe('every page of a joint case is accessible and fits', () => {
  for (const { title, base, ...look } of looks) {
    for (const [role, who] of [
      ['applicant', anna],
      ['lead', lead],
    ] as const) {
      it(`for the ${role}, ${title}`, async () => {
        const page = await openAs(house, browser, who, { ...look, locale: base === '' ? 'ru-RU' : 'en-GB' });
        for (const [name, path] of await pathsOf(who)) {
          await page.goto(`${house.url}${base}${path}`);
          await inspect(page, `${base === '' ? 'ru' : 'en'}-${role}-${name}`);
        }
        await page.context().close();
      });
    }
  }

  it('and the way in', async () => {
    const page = await browser.openPage({ width: 360, height: 740 });
    await page.goto(`${house.url}/sign-in`);
    await inspect(page, 'ru-sign-in');
    await page.context().close();
  });
});

describe('an officer', () => {
  it('comes from the worklist to a decision and back by the keyboard alone', async () => {
    const page = await openAs(house, browser, lead, { width: 1280, height: 900, javaScript: true });
    await page.goto(`${house.url}/work`);
    await tabTo(page, '.okno-work th a');
    await Promise.all([page.waitForURL('**/case/**'), page.keyboard.press('Enter')]);
    await tabTo(page, 'a[href*="/do/take-task"]');
    await Promise.all([page.waitForURL('**/do/take-task**'), page.keyboard.press('Enter')]);
    await tabTo(page, 'main form button');
    await Promise.all([page.waitForURL('**done=take-task'), page.keyboard.press('Enter')]);
    assert.equal(await page.locator('.govuk-notification-banner--success').count(), 1);
    const joint = (await caseByNumber(house.database, number))!;
    assert.ok(joint.tasks.some(({ holder }) => holder.kind === 'agency' && holder.officer === 'petrova'));
    await page.context().close();
  });

  it('prints the plan without the buttons of the screen', async () => {
    const page = await openAs(house, browser, lead, { width: 1280, height: 900 });
    await page.goto(`${house.url}/case/${number}`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.okno-account').isVisible(), false);
    assert.equal(await page.locator('#plan').isVisible(), true);
    await page.context().close();
  });
});

describe('a form', () => {
  it('names what is missing and leads to it', async () => {
    const page = await openAs(house, browser, lead, { width: 360, height: 740, javaScript: false });
    await page.goto(`${house.url}/case/${number}/do/call-meeting`);
    await clickThrough(page, 'main form button');
    await inspect(page, 'ru-lead-form-faults');
    assert.match(await page.title(), /^Ошибка/u);
    const links = await page
      .locator('.govuk-error-summary a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.ok(links.length > 2);
    for (const link of links) assert.equal(await page.locator(link ?? 'none').count(), 1, String(link));
    await page.context().close();
  });
});

async function pathsOf(who: SignedIn): Promise<readonly (readonly [string, string])[]> {
  const { tasks, needs, told } = (await caseByNumber(house.database, number))!;
  const form = (kind: string, of = ''): string => `/case/${number}/do/${kind}?of=${encodeURIComponent(of)}`;
  const ready = tasks.find(({ state, holder }) => state === 'ready' && (holder.kind === 'person') === (who === anna))!;
  const common = [
    ['case', `/case/${number}`],
    ['finish', form('finish-task', ready.id)],
    ['outcome', form('tell-outcome', needs[0]!.need)],
    ['meeting', form('call-meeting')],
    ['invite', form('invite')],
    ['held', `/case/${number}/held`],
    ['facts', `/case/${number}/facts`],
    ['tell', form('tell-facts', `hasPassport:${told.applicant}`)],
    ['agreement', '/agreements/family-in-need'],
    ['denied', '/case/2026-999999'],
  ] as const;
  return who === anna
    ? [...common, ['cases', '/my'], ['journal', '/my/journal?own=yes'], ['consent', form('consent')]]
    : [
        ...common,
        ['work', '/work'],
        ['empty', '/work?whose=mine&late=yes'],
        ['mode', form('choose-mode')],
        ['close', form('close')],
      ];
}
