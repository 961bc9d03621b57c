// Cases whose participants should meet again, in the work of their lead.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { caseByNumber } from '#cases';
import { entriesAbout } from '#journal';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspectEverywhere, officerCalled, openAs, tabTo } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');
const worker = officerCalled('ivanov', 'social-protection', ['caseworker']);

let house: WebHouse;
let browser: TestBrowser;
const numbers: string[] = [];

before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
  for (let place = 0; place < 6; place += 1) {
    const person = `anna-${place}`;
    const given = { by: { kind: 'person', person }, idempotencyKey: `open ${person}` } as const;
    const worked = await house.cases.open({ person, agreement: 'family-in-need', told }, given);
    assert.ok('kept' in worked);
    numbers.push((await house.cases.read(worked.kept))!.number);
  }
  const first = (await caseByNumber(house.database, numbers[0]!))!;
  const by = { by: lead.actor, idempotencyKey: 'name lead' };
  await house.cases.carryOut(first, { kind: 'name-lead', officer: 'petrova' }, by);
  house.moveTo('2026-04-20T12:00:00+07:00');
  while ((await house.cases.fireTimers()) > 0);
});
after(async () => {
  await browser.close();
  await house.close();
});

describe('the worklist of a lead', () => {
  it('says above the tasks in which cases the participants should meet again and since when; the look is in the journal', async () => {
    const { page } = await (await signedInVisitor(house, lead)).get('/work');
    const said = saidOn(page);
    assert.match(said, /Участникам пора собраться снова/u);
    assert.match(said, /с 16\s?марта/u);
    assert.match(said, /Показать все/u, 'five of six stand here');
    assert.ok(page.indexOf('id="reviews"') < page.indexOf('okno-work'));
    assert.equal(page.match(/do\/call-meeting/gu)?.length, 5);
    const [entry] = await entriesAbout(house.database, 'anna-0');
    assert.deepEqual([entry?.purpose, entry?.facts], ['worklist', []]);
  });

  it('keeps in its address what is shown and whose', async () => {
    const visitor = await signedInVisitor(house, lead);
    const all = await visitor.get('/work?show=reviews');
    for (const number of numbers) assert.match(all.page, new RegExp(number, 'u'));
    assert.doesNotMatch(all.page, /okno-work/u);
    const mine = await visitor.get('/work?show=reviews&whose=mine');
    assert.deepEqual(
      numbers.filter((number) => mine.page.includes(number)),
      [numbers[0]],
    );
    assert.match(mine.page, /<option value="reviews" selected/u);
    assert.doesNotMatch((await visitor.get('/work?show=tasks')).page, /id="reviews"/u);
    assert.doesNotMatch((await visitor.get('/work?state=ready')).page, /id="reviews"/u);
    assert.match(saidOn((await visitor.get('/en/work')).page), /The participants should meet again .* since 16 March/u);
    const none = await visitor.get('/work?show=reviews&whose=nobody&after=nonsense');
    assert.doesNotMatch(none.page, new RegExp(numbers[0]!, 'u'));
  });

  it('shows a caseworker who leads nothing no meetings and no way to ask for them', async () => {
    const { page } = await (await signedInVisitor(house, worker)).get('/work?show=reviews');
    assert.doesNotMatch(page, /id="reviews"|name="show"/u);
    assert.match(page, /okno-work/u);
  });

  it('leads to calling a meeting by the keyboard', async () => {
    const page = await openAs(house, browser, lead, { width: 1280, height: 900, javaScript: true });
    await page.goto(`${house.url}/work?show=reviews&whose=mine`);
    await tabTo(page, 'a[href$="/do/call-meeting"]');
    await Promise.all([page.waitForURL(`**/case/${numbers[0]}/do/call-meeting`), page.keyboard.press('Enter')]);
    await page.context().close();
  });

  it('is accessible and fits', async () => {
    for (const [query, name] of [
      ['', 'beside'],
      ['?show=reviews', 'alone'],
      ['?show=reviews&whose=mine&after=x', 'mine'],
    ] as const)
      await inspectEverywhere(house, browser, lead, `/work${query}`, `work-reviews-${name}`);
  });
});
