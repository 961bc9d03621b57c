// What Okno was to do by its own clock and could not: seen and tried again by the operators.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';

import { entriesAbout } from '#journal';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, tabTo } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const head = officerCalled('smirnov', 'social-protection', ['head'], 'Олег Смирнов');
const other = officerCalled('orlova', 'rosreestr', ['head']);
const auditor = officerCalled('audit', 'rosreestr', ['auditor']);

let house: WebHouse;
let browser: TestBrowser;
let number = '';

before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const { told } = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!;
  const given = { by: { kind: 'person', person: 'anna' }, idempotencyKey: 'open' } as const;
  const worked = await house.cases.open({ person: 'anna', agreement: 'family-in-need', told }, given);
  assert.ok('kept' in worked);
  ({ number } = (await house.cases.read(worked.kept))!);
  house.moveTo('2026-04-20T12:00:00+07:00');
  // One of a case that was lost, and one that the case would not take some time ago.
  await sql`insert into case_timer (person, case_id, name, due) values ('nobody', 'lost', 'outcome-30', '2026-04-01')`.execute(
    house.database.queries,
  );
  while ((await house.cases.fireTimers()) > 0);
  await sql`insert into case_timer (person, case_id, name, due, tries, try_at, put_off_at, problem)
    select person, id, 'review', '2026-04-10', 3, '2026-04-21', '2026-04-10', 'no-such-agreement' from joint_case
    on conflict (person, case_id, name) do update set due = excluded.due, tries = excluded.tries, try_at = excluded.try_at,
      put_off_at = excluded.put_off_at, problem = excluded.problem`.execute(house.database.queries);
});
after(async () => {
  await browser.close();
  await house.close();
});

describe('the page of timers', () => {
  it('tells what does not work, since when, how often it was tried and why; whose it is only to whoever may see the case', async () => {
    const { page } = await (await signedInVisitor(house, head)).get('/timers');
    const said = saidOn(page);
    assert.match(said, /спросить, помогло ли .*Дела нет в базе/u);
    assert.match(said, new RegExp(`сказать, что пора собраться ${number}`, 'u'));
    assert.match(said, /Соглашения этого дела нет в пакетах/u);
    assert.doesNotMatch(page, /nobody|"anna"/u);
    const [entry] = await entriesAbout(house.database, 'anna');
    assert.deepEqual([entry?.purpose, entry?.object.id], ['timers', number]);
    for (const stranger of [other, auditor]) {
      const seen = (await (await signedInVisitor(house, stranger)).get('/timers')).page;
      assert.match(seen, /сказать, что пора собраться/u);
      assert.doesNotMatch(seen, new RegExp(number, 'u'));
    }
  });

  it('is for heads and auditors, and only a head tries again', async () => {
    const worker = await signedInVisitor(house, officerCalled('ivanov', 'social-protection', ['caseworker']));
    assert.equal((await worker.get('/timers')).status, 403);
    const seen = await signedInVisitor(house, auditor);
    assert.doesNotMatch((await seen.get('/timers')).page, /timers\/try/u);
    assert.equal((await seen.send('/timers/try', [['id', 'x']])).status, 403);
  });

  it('is told to whoever watches over Okno', async () => {
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    assert.match(metrics, /^okno_case_timers_due 0$/mu);
    assert.match(metrics, /^okno_case_timers_put_off 2$/mu);
    assert.match(metrics, /^okno_case_timer_put_off_oldest_seconds 882000$/mu);
    assert.deepEqual(await house.cases.timers.figures(), {
      due: 0,
      putOff: 2,
      oldest: new Date('2026-04-10'),
    });
  });

  it('is accessible and fits', async () => {
    await inspectEverywhere(house, browser, head, '/timers', 'timers');
    await inspectEverywhere(house, browser, auditor, '/timers?tried=put-off', 'timers-auditor');
  });

  it('lets a head try again by the keyboard', async () => {
    const page = await openAs(house, browser, head, { width: 1280, height: 900, javaScript: true });
    await page.goto(`${house.url}/timers`);
    await tabTo(page, 'button[aria-label^="Попробовать сейчас: сказать"]');
    await Promise.all([page.waitForURL('**/timers?tried=done'), page.keyboard.press('Enter')]);
    await inspect(page, 'timers-tried');
    assert.equal(await page.locator('button[aria-label^="Попробовать сейчас"]').count(), 1);
    await page.context().close();
    const entries = await entriesAbout(house.database, 'anna');
    assert.ok(entries.some(({ purpose }) => purpose === 'timer tried again'));
    const visitor = await signedInVisitor(house, head);
    await visitor.get('/timers');
    assert.match((await visitor.send('/timers/try', [])).page, /Снова не получилось/u);
  });
});
