// The case of a child: an officer who has seen the certificate writes down the mother, and she acts for the child.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { JointCase } from '#cases';

import type { TestBrowser } from './browser.ts';
import { clickThrough, startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, residentCalled, tabTo } from './signed-in-browser.ts';
import type { Visited, WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const olga = residentCalled('olga', 'Ольга Ильина');
const petya = residentCalled('petya', 'Петя Ильин');
const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');
const worker = officerCalled('ivanov', 'social-protection', ['caseworker']);

let house: WebHouse;
let browser: TestBrowser;
let joint: JointCase;
let ofAdult: JointCase;

before(async () => {
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const { told } = stories(await realCatalogue()).find(({ file }) => file.includes('/02-'))!;
  const people = told.people.map((one) => {
    if (one.id !== told.applicant) return one;
    const { ageYears: _, ...facts } = one.facts;
    return { ...one, name: 'Петя', facts: { ...facts, birthDate: '2010-05-06' } };
  });
  const open = async (person: string, situation: typeof told): Promise<JointCase> => {
    const given = { by: lead.actor, idempotencyKey: `open ${person}` };
    const worked = await house.cases.open({ person, agreement: 'family-in-need', told: situation }, given);
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
    return (await house.cases.read(worked.kept))!;
  };
  joint = await open('petya', { ...told, people });
  ofAdult = await open('anna', told);
});
after(async () => {
  await browser.close();
  await house.close();
});

const path = (): string => `/case/${joint.number}/representatives`;

async function write(fields: readonly (readonly [string, string])[] = []): Promise<Visited> {
  const visitor = await signedInVisitor(house, lead);
  await visitor.get(path());
  const typed = new Map([
    ['name', 'Ольга Ильина'],
    ['representative', 'olga'],
    ['kinship', 'parent'],
    ['certificate', 'свидетельство о рождении I-ОМ № 512345'],
    ['born-day', '6'],
    ['born-month', '5'],
    ['born-year', '2010'],
    ['seen', 'yes'],
    ...fields,
  ]);
  return await visitor.send(path(), [...typed]);
}

describe('an officer of a case about a child', () => {
  it('comes from the case to the page; of an adult there is none, and whoever only has a task does not come', async () => {
    const visitor = await signedInVisitor(house, lead);
    assert.match((await visitor.get(`/case/${joint.number}`)).page, new RegExp(path(), 'u'));
    assert.equal((await visitor.get(path())).status, 200);
    assert.doesNotMatch((await visitor.get(`/case/${ofAdult.number}`)).page, /representatives/u);
    const other = await signedInVisitor(house, worker);
    assert.equal((await other.get(path())).status, 403);
  });

  it('is told what is missing and that it is another child, and loses nothing', async () => {
    const nothing = await write([
      ['seen', ''],
      ['certificate', ''],
      ['representative', 'не номер'],
    ]);
    assert.equal(nothing.status, 422);
    for (const field of ['representative', 'certificate', 'seen'])
      assert.match(nothing.page, new RegExp(`href="#${field}"`, 'u'));
    assert.match(nothing.page, /value="6"/u);
    assert.match((await write([['born-year', '2012']])).page, /В деле у ребёнка другая дата рождения/u);
    assert.equal((await (await signedInVisitor(house, olga)).get(`/case/${joint.number}`)).status, 403);
  });

  it('writes down the mother', async () => {
    const { page, path: at } = await write();
    assert.match(at, /named=olga/u);
    assert.match(saidOn(page), /Теперь за ребёнка действует: Ольга Ильина/u);
    assert.match(saidOn(page), /до 18-летия, 6\s?мая\s?2028/u);
    assert.match(saidOn(page), /Документ видел\(а\): Мария Петрова|Документ видел\(а\): petrova/u);
  });
});

describe('the mother', () => {
  it('finds the child first, sees the case, and gives a consent for the child; everybody reads that it was she', async () => {
    const visitor = await signedInVisitor(house, olga);
    assert.match((await visitor.get('/my')).page, /Вы законный представитель: Петя/u);
    const { page } = await visitor.get(`/case/${joint.number}`);
    assert.match(page, /План: Петя/u);
    assert.match(page, /Вы действуете за другого человека: Петя/u);
    assert.match(page, /do\/consent/u);
    const by = { kind: 'person', person: 'olga', onBehalfOf: 'petya', as: 'representative' } as const;
    const consent = {
      kind: 'consent',
      facts: ['income'],
      to: ['zags'],
      purpose: { ru: 'x', en: 'x' },
      until: '2026-12-31',
    } as const;
    const worked = await house.cases.carryOut(joint, consent, { by, idempotencyKey: 'consent' });
    assert.ok('kept' in worked);
    const officer = await (await signedInVisitor(house, lead)).get(`/case/${joint.number}`);
    assert.match(officer.page, /законный представитель, olga/u);
    const own = await signedInVisitor(house, petya);
    assert.match((await own.get('/my/journal')).page, /Законный представитель Ольга Ильина/u);
  });

  it('sees nothing more after the officer has written down why it ends, or on the eighteenth birthday', async () => {
    const visitor = await signedInVisitor(house, lead);
    await visitor.get(path());
    assert.match(
      (await visitor.send(`${path()}/end`, [['representative', 'olga']])).page,
      /href="#because-olga"/u,
      'it needs a reason',
    );
    house.moveTo('2028-05-06T12:00:00+07:00');
    assert.equal((await (await signedInVisitor(house, olga)).get(`/case/${joint.number}`)).status, 403);
    house.moveTo('2026-03-02T12:00:00+07:00');
    assert.equal((await (await signedInVisitor(house, olga)).get(`/case/${joint.number}`)).status, 200);
    const ended = await visitor.send(`${path()}/end`, [
      ['representative', 'olga'],
      ['because-olga', 'решение суда № 2-17'],
    ]);
    assert.match(ended.page, /больше не действует за ребёнка/u);
    assert.equal((await (await signedInVisitor(house, olga)).get(`/case/${joint.number}`)).status, 403);
    assert.equal((await write()).status, 200);
  });
});

describe('the pages of representatives', () => {
  it('are accessible and fit', async () => {
    await inspectEverywhere(house, browser, lead, path(), 'representatives');
    await inspectEverywhere(house, browser, olga, '/my', 'representative-cases');
    const page = await openAs(house, browser, lead, { width: 360, height: 740, javaScript: false });
    await page.goto(`${house.url}${path()}`);
    await clickThrough(page, '#add ~ form button');
    await inspect(page, 'representatives-faults');
    await page.context().close();
  });

  it('are reached by the keyboard', async () => {
    const page = await openAs(house, browser, lead, { width: 1280, height: 900, javaScript: true });
    await page.goto(`${house.url}/case/${joint.number}`);
    await tabTo(page, `a[href="${path()}"]`);
    await Promise.all([page.waitForURL(`**${path()}`), page.keyboard.press('Enter')]);
    await page.context().close();
  });
});
