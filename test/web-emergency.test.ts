// An officer who takes no part looks because somebody is in danger: with a reason, for an hour, told to the person, reviewed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';

import type { JointCase } from '#cases';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, residentCalled } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, signedInVisitor } from './web-house.ts';

const anna = residentCalled('anna', 'Анна Ильина');
const outside = officerCalled('guseva', 'rosreestr', ['caseworker'], 'Вера Гусева');
const auditor = officerCalled('fomin', 'social-protection', ['auditor'], 'Пётр Фомин');
const reason = 'Соседи слышат крики ребёнка, дверь не открывают';

let house: WebHouse;
let browser: TestBrowser;
let joint: JointCase;

before(async () => {
  house = await openWebHouse();
  browser = await startBrowser();
  const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
  const given = { by: anna.actor, idempotencyKey: 'open' };
  const worked = await house.cases.open({ person: 'anna', agreement: 'family-in-need', told }, given);
  assert.ok('kept' in worked);
  joint = (await house.cases.read(worked.kept))!;
});
after(async () => {
  await browser?.close();
  await house.close();
});

describe('an officer who takes no part in the case', () => {
  it('is led from the closed door to the form, which is accessible and says who will read the reason', async () => {
    const denied = await (await signedInVisitor(house, outside)).get(`/case/${joint.number}`);
    assert.equal(denied.status, 403);
    assert.match(denied.page, new RegExp(`href="/case/${joint.number}/emergency"`, 'u'));
    await inspectEverywhere(house, browser, outside, `/case/${joint.number}/emergency`, 'emergency');
  });

  it('without a reason sees nothing and keeps what was typed', async () => {
    const visitor = await signedInVisitor(house, outside);
    const { status, page } = await visitor.send(`/case/${joint.number}/emergency`, [['reason', 'срочно']]);
    assert.equal(status, 422);
    assert.match(page, />срочно<\/textarea>/u);
    assert.equal((await visitor.get(`/case/${joint.number}`)).status, 403);
  });

  it('with a reason sees the case for an hour and changes nothing; the person is told', async () => {
    const visitor = await signedInVisitor(house, outside);
    const { status, page } = await visitor.send(`/case/${joint.number}/emergency`, [['reason', reason]]);
    assert.equal(status, 200);
    assert.match(page, /Экстренный просмотр до 2 марта 2026, 13:00/u);
    assert.doesNotMatch(page, /\/do\//u);
    await visitor.send(`/case/${joint.number}/emergency`, [['reason', reason]]);
    const { rows } = await sql<{ count: string }>`select count(*) as count from message
      where person = 'anna' and kind = 'emergency-looked'`.execute(house.database.queries);
    assert.equal(Number(rows[0]?.count), 1, 'a double click is one look');
    const resident = await signedInVisitor(house, anna);
    assert.match((await resident.get('/my/journal')).page, new RegExp(reason, 'u'));
    assert.match((await resident.get(`/case/${joint.number}`)).page, /Дело посмотрели в экстренном случае/u);
    const look = await openAs(house, browser, outside, { width: 320, height: 640 });
    await look.goto(`${house.url}/case/${joint.number}`);
    await inspect(look, 'emergency-case-ru-phone');
    await look.context().close();
    house.moveTo('2026-03-02T13:00:01+07:00');
    const later = await signedInVisitor(house, outside);
    assert.equal((await later.get(`/case/${joint.number}`)).status, 403, 'the hour is over');
  });

  it('is not let to the form of a case that is not there, nor is a resident, nor a participant', async () => {
    const visitor = await signedInVisitor(house, outside);
    assert.equal((await visitor.get('/case/2026-999999/emergency')).status, 403);
    for (const who of [anna, auditor, officerCalled('petrova', 'social-protection', ['lead'])]) {
      const { status } = await (await signedInVisitor(house, who)).get(`/case/${joint.number}/emergency`);
      assert.equal(status, 403, who.name);
    }
  });
});

describe('an auditor', () => {
  it('reads every look with its reason and gives a verdict, which stands and which the person reads', async () => {
    await inspectEverywhere(house, browser, auditor, '/review', 'review');
    const visitor = await signedInVisitor(house, auditor);
    assert.match((await visitor.get('/review')).page, new RegExp(reason, 'u'));
    const empty = await visitor.send('/review', []);
    assert.equal(empty.status, 422);
    const wordless = await visitor.send('/review', [['verdict-0', 'not-justified']]);
    assert.match(wordless.page, /почему просмотр не обоснован/u);
    const done = await visitor.send('/review', [
      ['verdict-0', 'not-justified'],
      ['words-0', 'Никто не звонил в полицию'],
    ]);
    assert.match(done.page, /Вывод записан/u);
    assert.match(done.page, /Все просмотры проверены/u);
    const resident = await signedInVisitor(house, anna);
    assert.match((await resident.get('/my/journal')).page, /экстренный просмотр признан необоснованным/u);
    await inspectEverywhere(house, browser, auditor, '/review', 'review-done');
  });

  it('alone sees the list', async () => {
    assert.equal((await (await signedInVisitor(house, outside)).get('/review')).status, 403);
  });
});
