// A resident names somebody who helps her; whoever helps always comes to her, and every page says for whom they act.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { JointCase } from '#cases';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspectEverywhere, officerCalled, residentCalled } from './signed-in-browser.ts';
import type { Visited, WebHouse } from './web-house.ts';
import { openWebHouse, signedInVisitor } from './web-house.ts';

const anna = residentCalled('anna', 'Анна Ильина');
const masha = residentCalled('masha', 'Мария Кузнецова');
const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker']);

let house: WebHouse;
let browser: TestBrowser;
let joint: JointCase;

before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const told = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!.told;
  const given = { by: anna.actor, idempotencyKey: 'open' };
  const worked = await house.cases.open({ person: 'anna', agreement: 'family-in-need', told }, given);
  assert.ok('kept' in worked);
  joint = (await house.cases.read(worked.kept))!;
});
after(async () => {
  await browser.close();
  await house.close();
});

async function name(helper: string, fields: readonly (readonly [string, string])[] = []): Promise<Visited> {
  const visitor = await signedInVisitor(house, anna);
  await visitor.get('/my/helpers');
  const day = [
    ['until-day', '1'],
    ['until-month', '6'],
    ['until-year', '2026'],
  ] as const;
  return await visitor.send('/my/helpers', [['name', 'тётя Маша'], ['helper', helper], ...day, ...fields]);
}

describe('Anna', () => {
  it('is told what is missing, and loses nothing she typed', async () => {
    const { status, page } = await name('не номер!');
    assert.equal(status, 422);
    assert.match(page, /value="тётя Маша"/u);
    assert.match(page, /href="#helper"/u);
    assert.match((await name('anna')).page, /За себя вы действуете и так/u);
    assert.match((await name('masha', [['until-year', '2031']])).page, /Дольше чем на год/u);
  });

  it('names a helper until a day, reads it in her journal, and ends it', async () => {
    const { status, page } = await name('masha');
    assert.equal(status, 200);
    assert.match(page, /Теперь за вас может действовать: тётя Маша/u);
    const visitor = await signedInVisitor(house, anna);
    assert.match((await visitor.get('/my/journal?own=yes')).page, /назван помощник/u);
    await visitor.get('/my/helpers');
    const ended = await visitor.send('/my/helpers/end', [['helper', 'masha']]);
    assert.match(ended.page, /Сейчас за вас никто не действует/u);
    assert.equal((await (await signedInVisitor(house, masha)).get(`/case/${joint.number}`)).status, 403);
  });
});

describe('a helper', () => {
  before(async () => void (await name('masha')));

  it('comes first to whom she helps, and each page of the case says for whom she acts', async () => {
    const visitor = await signedInVisitor(house, masha);
    const first = await visitor.get('/my');
    assert.ok(first.page.indexOf('Вы помогаете: Анна Ильина') < first.page.indexOf('Мои собственные дела'));
    for (const path of [`/case/${joint.number}`, `/case/${joint.number}/do/call-meeting`]) {
      const { status, page } = await visitor.get(path);
      assert.equal(status, 200, path);
      assert.match(page, /Вы действуете за другого человека: Анна/u, path);
    }
  });

  it('does a task for her: the case, the officer and her journal tell that it was the helper', async () => {
    const visitor = await signedInVisitor(house, masha);
    const task = joint.tasks.find(({ holder, state }) => holder.kind === 'person' && state === 'ready')!;
    const form = `/case/${joint.number}/do/finish-task`;
    await visitor.get(`${form}?of=${task.id}`);
    const { status, path, page } = await visitor.send(form, [['result', 'Сходили вместе']]);
    assert.equal(status, 200);
    assert.match(path, new RegExp(`/case/${joint.number}\\?done=finish-task`, 'u'), 'she lands on the case of Anna');
    assert.match(page, /План: Анна/u);
    const events = await house.cases.eventsOf(joint);
    assert.deepEqual(events.find(({ happening }) => happening.kind === 'task-done')?.by, {
      kind: 'person',
      person: 'masha',
      onBehalfOf: 'anna',
    });
    assert.match((await (await signedInVisitor(house, anna)).get('/my/journal')).page, /Ваш помощник тётя Маша/u);
    const officer = await (await signedInVisitor(house, lead)).get(`/case/${joint.number}`);
    assert.match(officer.page, /помощник заявителя, masha/u);
  });

  it('is offered no consents and no objections, which are hers alone', async () => {
    const visitor = await signedInVisitor(house, masha);
    const { page } = await visitor.get(`/case/${joint.number}`);
    assert.doesNotMatch(page, /do\/(?:consent|object|leave)/u);
    const { actor } = masha;
    const by = { ...actor, onBehalfOf: 'anna' } as const;
    const consent = {
      kind: 'consent',
      facts: ['income'],
      to: ['zags'],
      purpose: { ru: 'x', en: 'x' },
      until: '2026-12-31',
    } as const;
    const worked = await house.cases.carryOut(joint, consent, { by, idempotencyKey: 'consent' });
    assert.ok('problem' in worked && worked.problem.code === 'not-yours');
  });

  it('has nothing of hers after she has ended it, even with a page that is still open', async () => {
    const visitor = await signedInVisitor(house, masha);
    await visitor.get(`/case/${joint.number}/do/call-meeting`);
    await house.onBehalf.end(anna, 'masha');
    assert.equal((await visitor.send(`/case/${joint.number}/do/call-meeting`, [])).status, 403);
    assert.doesNotMatch((await visitor.get('/my')).page, /Анна Ильина/u);
    await house.onBehalf.name(anna, { helper: 'masha', name: 'тётя Маша', until: '2026-06-01' });
  });
});

describe('the pages of helpers are accessible and fit', () => {
  it('on a phone and on a computer', async () => {
    await inspectEverywhere(house, browser, anna, '/my/helpers', 'helpers');
    await inspectEverywhere(house, browser, masha, '/my', 'helper-cases');
    await inspectEverywhere(house, browser, masha, `/case/${joint.number}`, 'helper-case');
  });
});
