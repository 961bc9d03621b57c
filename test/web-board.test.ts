// What the lead and the head of an agency see of all its cases at once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { caseByNumber } from '#cases';
import { entriesAbout } from '#journal';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspectEverywhere, officerCalled } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, signedInVisitor } from './web-house.ts';

const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');
const head = officerCalled('smirnov', 'social-protection', ['head'], 'Олег Смирнов');

let house: WebHouse;
let browser: TestBrowser;
let number = '';

before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
  const given = { by: { kind: 'person', person: 'anna' }, idempotencyKey: 'open' } as const;
  const worked = await house.cases.open({ person: 'anna', agreement: 'family-in-need', told }, given);
  assert.ok('kept' in worked);
  const joint = (await house.cases.read(worked.kept))!;
  ({ number } = joint);
  const by = { by: lead.actor, idempotencyKey: 'finish' };
  for (const { id, kind, state, holder } of joint.tasks) {
    if (state !== 'ready' || kind !== 'file' || holder.kind === 'person') continue;
    await house.cases.carryOut(joint, { kind: 'take-task', task: id }, { ...by, idempotencyKey: `take ${id}` });
    await house.cases.carryOut(joint, { kind: 'finish-task', task: id, result: '' }, { ...by, idempotencyKey: id });
  }
  house.moveTo('2026-04-20T12:00:00+07:00');
});
after(async () => {
  await browser.close();
  await house.close();
});

describe('the board', () => {
  it('shows the lead where each case lies, what is late and that a review is due; the look is in the journal', async () => {
    const page = await (await signedInVisitor(house, lead)).get('/board');
    assert.equal(page.status, 200);
    assert.match(page.page, new RegExp(number, 'u'));
    assert.match(page.page, /пора собраться: 16\u00a0?\s?марта/u);
    assert.match(page.page, /<strong>[^<]+, \d+\u00a0д(?:ень|ня|ней)<\/strong>/u);
    const { person } = (await caseByNumber(house.database, number))!;
    const [entry] = await entriesAbout(house.database, person);
    assert.equal(entry?.purpose, 'board');
    assert.deepEqual(entry?.facts, []);
  });

  it('keeps in its address which cases are shown', async () => {
    const visitor = await signedInVisitor(house, lead);
    assert.match((await visitor.get('/board?part=late')).page, new RegExp(number, 'u'));
    assert.doesNotMatch((await visitor.get('/board?part=closed')).page, /okno-stack/u);
    assert.match((await visitor.get('/board?part=nonsense&skip=x')).page, new RegExp(number, 'u'));
    assert.doesNotMatch((await visitor.get('/board?skip=50')).page, /okno-stack/u);
  });

  it('shows the head besides how much each officer has', async () => {
    const visitor = await signedInVisitor(house, head);
    assert.match((await visitor.get('/en/board')).page, /Who has taken how much/u);
    assert.doesNotMatch((await (await signedInVisitor(house, lead)).get('/en/board')).page, /Who has taken how much/u);
  });

  it('is for a lead and a head only', async () => {
    const worker = await signedInVisitor(house, officerCalled('ivanov', 'social-protection', ['caseworker']));
    assert.equal((await worker.get('/board')).status, 403);
  });

  for (const [role, who] of [
    ['lead', lead],
    ['head', head],
  ] as const) {
    it(`is accessible and fits, for the ${role}`, async () => {
      for (const part of ['', '?part=closed'])
        await inspectEverywhere(house, browser, who, `/board${part}`, `board-${role}${part === '' ? '' : '-empty'}`);
    });
  }
});
