// Letters that were not read and questions that were not answered: whom to call, what to say, and what came of it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Actor } from '#journal';
import type { Command, JointCase } from '#cases';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { officerOf } from './joint-case.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, residentCalled } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, signedInVisitor } from './web-house.ts';

const anna = residentCalled('anna', 'Анна Ильина');
const operator = officerCalled('kim', 'social-protection', ['operator'], 'Лариса Ким');

let house: WebHouse;
let browser: TestBrowser;
let joint: JointCase;
let keys = 0;

before(async () => {
  // With a fictional person in the house it is one for development, which has the page of all letters.
  house = await openWebHouse(0, [{ sub: 'anna', name: 'Анна Ильина' }]);
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

async function does(by: Actor, command: Command): Promise<void> {
  const worked = await house.cases.carryOut(joint, command, { by, idempotencyKey: `key ${(keys += 1)}` });
  assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
}

const callList = async (): Promise<string> => (await (await signedInVisitor(house, operator)).get('/calls')).page;

/** Everything is done and granted, every need met; the lead closes the case. */
async function comesToItsEnd(): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    const { tasks } = (await house.cases.read(joint))!;
    const next = tasks.find(({ state }) => state === 'ready' || state === 'under-way');
    if (next === undefined) break;
    const by = next.holder.kind === 'person' ? anna.actor : officerOf(next.holder.agency);
    await does(
      by,
      next.kind === 'decide'
        ? { kind: 'decide', task: next.id, outcome: 'granted', reason: 'да' }
        : { kind: 'finish-task', task: next.id, result: '' },
    );
  }
  for (const { need } of joint.needs) await does(anna.actor, { kind: 'tell-outcome', need, asked: 0, answer: 'met' });
  await does(officerOf('social-protection'), { kind: 'close' });
}

describe('a resident', () => {
  it('tells where she may be written to and called, or mends what is wrong; it is in her journal', async () => {
    const visitor = await signedInVisitor(house, anna);
    await inspectEverywhere(house, browser, anna, '/my/contact', 'contact');
    const wrong = await visitor.send('/my/contact', [
      ['address', 'не почта'],
      ['telephone', '8 913 000 00 00'],
    ]);
    assert.equal(wrong.status, 422);
    assert.match(wrong.page, /value="не почта"/u);
    const saved = await visitor.send('/my/contact', [
      ['address', 'anna@example.org'],
      ['telephone', '8 913 000 00 00'],
      ['language', 'ru'],
    ]);
    assert.match(saved.page, /Сохранено/u);
    assert.match((await visitor.get('/my/journal?own=yes')).page, /изменены почта или телефон/u);
    const { page } = await visitor.get('/my/contact');
    assert.match(page, /value="anna@example\.org"/u);
    assert.match(page, /value="8 913 000 00 00"/u);
  });
});

describe('the call list', () => {
  it('is empty while letters are new, and names her after three days without reading', async () => {
    assert.match(await callList(), /Звонить некому/u);
    await inspectEverywhere(house, browser, operator, '/calls', 'calls-empty');
    house.moveTo('2026-03-06T12:00:00+07:00');
    const page = await callList();
    assert.match(page, /Дело открыто/u);
    assert.match(page, /href="tel:89130000000"/u);
    await inspectEverywhere(house, browser, operator, '/calls', 'calls');
  });

  it('tries again the next day when she was not reached, and is done when she was', async () => {
    const visitor = await signedInVisitor(house, operator);
    const form = `/case/${joint.number}/do/record-call`;
    await visitor.get(form);
    assert.equal((await visitor.send(form, [['result', 'not']])).status, 200);
    assert.match(await callList(), /Звонить некому/u);
    house.moveTo('2026-03-07T12:00:00+07:00');
    assert.match(await callList(), /Дело открыто/u);
    const again = await signedInVisitor(house, operator);
    await again.get(form);
    const reached = await again.send(form, [
      ['result', 'reached'],
      ['words', 'Прочтёт вечером'],
    ]);
    assert.match(reached.page, /Звонок заявителю/u);
    house.moveTo('2026-03-12T12:00:00+07:00');
    assert.match(await callList(), /Звонить некому/u);
  });

  it('is left when she reads her plan herself', async () => {
    await does(anna.actor, {
      kind: 'call-meeting',
      at: '2026-03-20T05:00:00.000Z',
      place: 'центр',
      agenda: ['план'],
      invited: [],
    });
    house.moveTo('2026-03-16T12:00:00+07:00');
    assert.match(await callList(), /Вас приглашают на встречу/u);
    await (await signedInVisitor(house, anna)).get(`/case/${joint.number}`);
    assert.match(await callList(), /Звонить некому/u);
  });

  it('asks on when she has not answered whether it helped, and takes her answers by telephone', async () => {
    await comesToItsEnd();
    house.moveTo('2026-04-16T12:00:00+07:00');
    await house.cases.fireTimers();
    await (await signedInVisitor(house, anna)).get(`/case/${joint.number}`);
    house.moveTo('2026-04-20T12:00:00+07:00');
    assert.match(await callList(), /Спросить, помогло ли: прошло 30\u00a0дней/u);
    const look = await openAs(house, browser, operator, { width: 320, height: 640, javaScript: false });
    await look.goto(`${house.url}/case/${joint.number}/do/record-call`);
    await inspect(look, 'record-call-ru-phone');
    await look.context().close();
    const visitor = await signedInVisitor(house, operator);
    const form = `/case/${joint.number}/do/record-call`;
    await visitor.get(form);
    const answers = joint.needs.map(({ need }) => [`need-${need}`, 'met'] as const);
    assert.equal((await visitor.send(form, [['result', 'reached'], ...answers])).status, 200);
    const { outcomes, asked } = (await house.cases.read(joint))!;
    assert.deepEqual(asked, [30]);
    assert.equal(outcomes.filter((one) => one.asked === 30 && one.by.kind === 'officer').length, joint.needs.length);
    assert.match(await callList(), /Звонить некому/u);
  });

  it('is for those who lead and for operators', async () => {
    const worker = await signedInVisitor(house, officerCalled('ivanov', 'social-protection', ['caseworker']));
    assert.equal((await worker.get('/calls')).status, 403);
    const other = await signedInVisitor(house, officerCalled('guseva', 'rosreestr', ['operator']));
    assert.match((await other.get('/calls')).page, /Звонить некому/u);
  });
});

describe('the page of all letters', () => {
  it('shows each with its state, in development', async () => {
    const page = await openAs(house, browser, operator, { width: 1280, height: 900 });
    await page.goto(`${house.url}/outbox`);
    await inspect(page, 'outbox-ru-computer');
    assert.match(await page.content(), /anna@example\.org/u);
    assert.match(await page.content(), /прочитано/u);
    await page.context().close();
  });

  it('is not there anywhere else', async () => {
    const real = await openWebHouse();
    const visitor = await signedInVisitor(real, operator);
    assert.equal((await visitor.get('/outbox')).status, 404);
    await real.close();
  });
});
