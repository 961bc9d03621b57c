// The worklist and the team's pool: several tasks at once, by the keyboard, with the filters and the place kept.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { caseByNumber } from '#cases';
import type { JointCase, Task } from '#cases';

import type { TestBrowser } from './browser.ts';
import { clickThrough, startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, tabTo } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, signedInVisitor } from './web-house.ts';

const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');
const colleague = officerCalled('sidorova', 'social-protection', ['caseworker'], 'Анна Сидорова');
const zags = officerCalled('orlova', 'zags', ['caseworker'], 'Ирина Орлова');
const outside = officerCalled('guseva', 'rosreestr', ['caseworker']);

let house: WebHouse;
let browser: TestBrowser;
let number = '';
let other = '';

before(async () => {
  house = await openWebHouse();
  browser = await startBrowser();
  const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
  for (const person of ['vera', 'anna']) {
    const given = { by: { kind: 'person', person }, idempotencyKey: 'open' } as const;
    const worked = await house.cases.open({ person, agreement: 'family-in-need', told }, given);
    assert.ok('kept' in worked);
    other = number;
    ({ number } = (await house.cases.read(worked.kept))!);
  }
});
after(async () => {
  await browser?.close();
  await house.close();
});

const caseOf = async (called: string): Promise<JointCase> => (await caseByNumber(house.database, called))!;
const joint = async (): Promise<JointCase> => await caseOf(number);
const markOf = ({ id, version }: Task, called = number): string => `${called} ${version} ${id}`;
async function readyTasks(agency: string, called = number): Promise<readonly Task[]> {
  return (await caseOf(called)).tasks.filter(
    ({ holder, state }) => holder.kind === 'agency' && holder.agency === agency && state === 'ready',
  );
}

describe('several tasks at once', () => {
  it('are taken after the page has asked once more; each is told by itself', async () => {
    const [first, second] = await readyTasks('social-protection');
    const marks = [markOf(first!), markOf(second!)];
    const visitor = await signedInVisitor(house, lead);
    const sent = new URLSearchParams([
      ['do', 'take'],
      ['back', '/work?late=yes'],
      ...marks.map((mark) => ['task', mark]),
    ]);
    const asked = await visitor.send('/work/several', [...sent.entries()] as [string, string][]);
    assert.equal(asked.status, 200);
    assert.equal((await joint()).tasks.filter(({ state }) => state === 'under-way').length, 0, 'nothing is done yet');
    // A colleague is quicker with the second one.
    const quicker = {
      by: { kind: 'officer', officer: 'belova', agency: 'social-protection' },
      idempotencyKey: 'q',
    } as const;
    await house.cases.carryOut(await joint(), { kind: 'take-task', task: second!.id }, quicker);
    const key = /name="key" value="([\da-f]+)"/u.exec(asked.page)![1]!;
    const sure = new URLSearchParams([
      ['key', key],
      ['do', 'take'],
      ['back', '/work?late=yes'],
      ...marks.map((mark) => ['task', mark]),
    ]);
    const done = await visitor.send('/work/several/done', [...sure.entries()] as [string, string][]);
    assert.match(done.page, /Взято: 1 из 2/u);
    assert.match(done.page, /изменил кто-то другой/u);
    assert.match(done.page, /href="\/work\?late=yes"/u);
    const holders = (await joint()).tasks.flatMap(({ holder }) =>
      holder.kind === 'agency' ? (holder.officer ?? []) : [],
    );
    assert.deepEqual(holders.toSorted(), ['belova', 'petrova']);
  });

  it('of the same name in two cases of one person are both taken', async () => {
    const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
    const marks: string[] = [];
    for (const idempotencyKey of ['open olga once', 'open olga again']) {
      const given = { by: { kind: 'person', person: 'olga' }, idempotencyKey } as const;
      const worked = await house.cases.open({ person: 'olga', agreement: 'family-in-need', told }, given);
      assert.ok('kept' in worked);
      const opened = (await house.cases.read(worked.kept))!.number;
      marks.push(markOf((await readyTasks('social-protection', opened))[0]!, opened));
    }
    const visitor = await signedInVisitor(house, lead);
    const fields = [['key', 'ab'.repeat(16)], ['do', 'take'], ...marks.map((mark) => ['task', mark])] as [
      string,
      string,
    ][];
    assert.match((await visitor.send('/work/several/done', fields)).page, /Взято: 2 из 2/u);
    for (const mark of marks) {
      const [called = '', , id] = mark.split(' ');
      assert.equal((await caseOf(called)).tasks.find((task) => task.id === id)?.state, 'under-way', called);
    }
  });

  it('are passed on to a colleague with a reason, and nothing typed is lost', async () => {
    const [task] = await readyTasks('social-protection');
    const visitor = await signedInVisitor(house, lead);
    const fields = [
      ['do', 'pass'],
      ['task', markOf(task!)],
    ] as const;
    await signedInVisitor(house, colleague);
    const asked = await visitor.send('/work/several', fields);
    assert.match(asked.page, /<option value="Анна Сидорова">/u, 'colleagues are offered by name');
    const missing = await visitor.send('/work/several/done', [
      ['officer', 'Анна Сидорова'],
      ['reason', ''],
    ]);
    assert.equal(missing.status, 422);
    assert.match(missing.page, /value="Анна Сидорова"/u);
    assert.match(missing.page, /href="#reason"/u);
    const mistyped = await visitor.send('/work/several/done', [
      ['officer', 'Анна Сидорава'],
      ['reason', 'отпуск'],
    ]);
    assert.equal(mistyped.status, 422);
    assert.match(mistyped.page, /«Анна Сидорава» в Окно ещё не входил/u);
    const done = await visitor.send('/work/several/done', [
      ['officer', 'анна сидорова'],
      ['reason', 'отпуск'],
    ]);
    assert.match(done.page, /Передано: 1 из 1/u);
    const { page } = await visitor.get('/work');
    assert.match(page, /Анна Сидорова/u, 'the list names whose it is now');
    assert.doesNotMatch(page, /sidorova/u);
  });

  it('when none is marked, say so and lead back', async () => {
    const { status, page } = await (await signedInVisitor(house, lead)).send('/work/several', [['do', 'take']]);
    assert.equal(status, 200);
    assert.match(page, /Вы ничего не отметили/u);
  });

  it('of a case one takes no part in are as if they were not there', async () => {
    const task = (await joint()).tasks.find(({ holder }) => holder.kind === 'agency')!;
    const { page } = await (
      await signedInVisitor(house, outside)
    ).send('/work/several', [
      ['do', 'take'],
      ['task', markOf(task)],
    ]);
    assert.match(page, /Вы ничего не отметили/u);
    assert.doesNotMatch(page, new RegExp(number, 'u'));
  });
});

describe('the pool of a joint team', () => {
  it('shows an officer what she may take of other agencies, and never their decisions', async () => {
    const { page } = await (await signedInVisitor(house, zags)).get('/pool');
    const shown = [...page.matchAll(/name="task" id="[^"]*" value="([^"]*)"/gu)].map(([, mark]) => mark!.split(' ')[2]);
    const { tasks } = await joint();
    const others = shown
      .map((id) => tasks.find((one) => one.id === id)!)
      .filter(({ holder }) => holder.kind === 'agency' && holder.agency !== 'zags');
    assert.ok(others.length > 0);
    assert.ok(others.every(({ kind, meets }) => kind !== 'decide' && !meets.includes('safety')));
    assert.match(page, /belova/u, 'and who has taken what');
  });

  it('lets her take one, and is empty for whoever is in no team', async () => {
    const [task] = await readyTasks('social-protection', other);
    const visitor = await signedInVisitor(house, zags);
    await visitor.send('/work/several', [
      ['do', 'take'],
      ['back', '/pool'],
      ['task', markOf(task!, other)],
    ]);
    assert.match((await visitor.send('/work/several/done', [])).page, /Взято: 1 из 1/u);
    assert.match((await (await signedInVisitor(house, outside)).get('/pool')).page, /Здесь пусто/u);
  });
});

describe('an officer at her list', () => {
  it('walks it by the arrows, marks with the space bar, and comes back from a case to the list as she left it', async () => {
    const page = await openAs(house, browser, lead, { width: 1280, height: 900, javaScript: true });
    await page.goto(`${house.url}/pool?whose=all&state=ready`);
    await tabTo(page, '.okno-work th a');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    assert.equal(await page.locator('.okno-work :checked').count(), 1);
    const second = await page.locator('.okno-work th a').nth(1).getAttribute('href');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), second);
    await Promise.all([page.waitForURL('**/case/**'), page.keyboard.press('Enter')]);
    await clickThrough(page, '.govuk-back-link');
    assert.equal(new URL(page.url()).search, '?state=ready');
    await page.context().close();
  });

  it('takes several without script, on a phone', async () => {
    const page = await openAs(house, browser, lead, { width: 320, height: 640, javaScript: false });
    await page.goto(`${house.url}/pool`);
    await inspect(page, 'pool-ru-phone');
    await page.locator('.okno-work input[type=checkbox]').last().check();
    await clickThrough(page, 'button[value=take]');
    await inspect(page, 'several-ru-phone');
    await clickThrough(page, 'main form button');
    await inspect(page, 'several-done-ru-phone');
    await page.context().close();
  });

  it('finds the lists accessible and fitting', async () => {
    await inspectEverywhere(house, browser, lead, '/work', 'work');
    await inspectEverywhere(house, browser, zags, '/pool', 'pool');
    await inspectEverywhere(house, browser, outside, '/pool', 'pool-empty');
  });
});
