// What a doctor knows is used in a case only after the person has looked at it and allowed it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { ToldSituation } from '#assessment';
import { createContacts } from '#cases';
import type { JointCase, OutboxLine } from '#cases';
import { entriesAbout } from '#journal';

import { openExchange } from '../src/exchanging.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { clickThrough, startBrowser } from './browser.ts';
import { realCatalogue, root, stories } from './catalogue.ts';
import { withoutRegisterFacts } from './exchanging.ts';
import { officerOf, steadyRandom } from './joint-case.ts';
import { inspect, openAs, officerCalled, residentCalled } from './signed-in-browser.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

const moment = '2026-03-02T05:00:00Z';
const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Петрова Ирина');
const anna = residentCalled('anna', 'Анна Ильина');

/** Where in Okno a letter leads. */
const pathOf = (body: unknown): unknown => (body as { readonly path?: string } | undefined)?.path;

describe('an answer about health', () => {
  let house: WebHouse;
  let agencies: InsideAgencies;
  let opened: ReturnType<typeof openExchange>;
  let told: ToldSituation;
  let count = 0;

  before(async () => {
    const now = (): Date => new Date(moment);
    agencies = await agenciesInside(['health'], now);
    const catalogue = await realCatalogue();
    house = await openWebHouse(0, [], async (database, cases) => {
      const random = steadyRandom('exchange');
      opened = openExchange(database, { catalogue, cases, now, today: () => '2026-03-02', random });
      await opened.connectSamples(agencies.urls, `${root}/examples`);
      await opened.openConnections(`${agencies.folder}/keys`);
      return opened;
    });
    house.moveTo(moment);
    const story = stories(catalogue).find(({ file }) => file.includes('/02-'))!;
    told = {
      ...withoutRegisterFacts(story.told, ['pregnant', 'pregnancyWeeks', 'longIllness', 'dischargedFromHospital']),
      consents: [{ agency: 'health', given: '2026-03-02', isWritten: true, also: [] }],
    };
  });
  after(async () => {
    await opened.close();
    await house.close();
    await agencies.stop();
  });

  async function openCase(): Promise<JointCase> {
    count += 1;
    const worked = await house.cases.open(
      { person: 'anna', agreement: 'family-in-need', told },
      { by: officerOf('social-protection'), idempotencyKey: `open ${count}` },
    );
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
    return (await house.cases.read(worked.kept))!;
  }

  const pregnantIn = async (joint: JointCase): Promise<unknown> =>
    (await house.cases.read(joint))?.told.people.find(({ id }) => id === 'anna')?.facts['pregnant'];

  /** The lead asks the registers; gives the number of the answer that waits for Anna. */
  async function asked(joint: JointCase): Promise<string> {
    const officer = await signedInVisitor(house, lead);
    await officer.get(`/case/${joint.number}/answers`);
    const answers = await officer.send(`/case/${joint.number}/answers`, []);
    assert.equal(answers.path, `/case/${joint.number}/answers`);
    await opened.exchange.settled();
    const list = saidOn((await officer.get(`/case/${joint.number}/answers`)).page);
    assert.match(list, /Беременность.*человек ещё не посмотрел: пользоваться нельзя/u);
    const { page } = await (await signedInVisitor(house, anna)).get('/my');
    const found = /\/my\/inquiry\/([\w-]+)"\s*>[^<]*Беременность/u.exec(page)?.[1];
    assert.ok(found !== undefined, saidOn(page));
    const [looked] = (await entriesAbout(house.database, joint.person)).filter(
      ({ object }) => object.kind === 'answers',
    );
    assert.deepEqual(looked?.actor, anna.actor);
    assert.ok(looked.facts.includes('pregnant'), looked.facts.join());
    return found;
  }

  test('is not used until she has looked at it and allowed it', async () => {
    const joint = await openCase();
    const inquiry = await asked(joint);
    // However long it takes, and however often Okno goes on by its clock.
    await opened.tick();
    await opened.exchange.settled();
    assert.equal(await pregnantIn(joint), undefined);
    const visit = await signedInVisitor(house, anna);
    const shown = saidOn((await visit.get(`/my/inquiry/${inquiry}`)).page);
    assert.match(shown, /Беременность вы (?:нет|в реестре нет).*Посмотрите, прежде чем этим воспользуются/u);
    const allowed = await visit.send(`/my/inquiry/${inquiry}/preview`, [['use', 'yes']]);
    assert.match(saidOn(allowed.page), /Вы разрешили использовать этот ответ/u);
    assert.equal(await pregnantIn(joint), false);
    const officer = await signedInVisitor(house, lead);
    assert.match(saidOn((await officer.get(`/case/${joint.number}/answers`)).page), /человек посмотрел и разрешил/u);
    assert.doesNotMatch((await visit.get('/my')).page, new RegExp(inquiry, 'u'));
  });

  test('is told of by one letter for all that wait, which leads to them and says nothing of what they are', async () => {
    const joint = await openCase();
    const officer = await signedInVisitor(house, lead);
    await officer.get(`/case/${joint.number}/answers`);
    await officer.send(`/case/${joint.number}/answers`, []);
    await opened.exchange.settled();
    await opened.tick();
    const contacts = createContacts(house.database, () => new Date(moment));
    const ownPage = `/case/${joint.number}`;
    const letters = async (): Promise<readonly OutboxLine[]> =>
      (await contacts.everyMessage(1000)).filter(({ id, body }) => id === joint.id && pathOf(body) !== ownPage);
    const [letter, ...more] = await letters();
    assert.deepEqual([more.length, letter?.readAt], [0, null]);
    assert.equal(pathOf(letter?.body), '/my');
    assert.equal(letter!.subject.ru, `Окно, дело ${joint.number}: Нужно ваше решение`);
    assert.doesNotMatch(JSON.stringify(letter), /беремен|pregnan|здрав|больниц|health/iu);
    const visit = await signedInVisitor(house, anna);
    const waiting = [...(await visit.get('/my')).page.matchAll(/\/my\/inquiry\/([\w-]+)"/gu)].map(([, id]) => id);
    assert.ok(waiting.length > 1);
    assert.ok((await letters())[0]?.readAt !== null, 'nobody calls her about it');
    await visit.get(`/my/inquiry/${waiting[0]}`);
    await visit.send(`/my/inquiry/${waiting[0]}/preview`, [['use', 'yes']]);
    await opened.tick();
    assert.equal((await letters()).length, 1);
  });

  test('is not used when she says no, which the officer is told and nothing else; she cannot be asked to by others', async () => {
    const joint = await openCase();
    const inquiry = await asked(joint);
    const stranger = await signedInVisitor(house, residentCalled('denis'));
    assert.equal((await stranger.send(`/my/inquiry/${inquiry}/preview`, [['use', 'yes']])).status, 404);
    const officer = await signedInVisitor(house, lead);
    assert.equal((await officer.send(`/my/inquiry/${inquiry}/preview`, [['use', 'yes']])).status, 403);
    const visit = await signedInVisitor(house, anna);
    // Neither button is no answer.
    await visit.send(`/my/inquiry/${inquiry}/preview`, []);
    assert.match((await visit.get('/my')).page, new RegExp(inquiry, 'u'));
    await visit.send(`/my/inquiry/${inquiry}/preview`, [['use', 'no']]);
    // Said once: a second thought is told by herself.
    await visit.send(`/my/inquiry/${inquiry}/preview`, [['use', 'yes']]);
    await opened.tick();
    assert.equal(await pregnantIn(joint), undefined);
    const said = saidOn((await officer.get(`/case/${joint.number}/answers`)).page);
    assert.match(said, /человек не разрешил использовать/u);
    assert.equal((await officer.get(`/copies/make?inquiry=${inquiry}`)).status, 409);
    assert.doesNotMatch(saidOn((await officer.get(`/case/${joint.number}`)).page), /Беременность нет/u);
  });

  test('is looked at on a phone, without script', async () => {
    const joint = await openCase();
    const inquiry = await asked(joint);
    const browser = await startBrowser();
    try {
      const page = await openAs(house, browser, anna, { width: 320, height: 640, javaScript: false });
      await page.goto(`${house.url}/my`);
      await inspect(page, 'preview-my');
      await page.goto(`${house.url}/my/inquiry/${inquiry}`);
      await inspect(page, 'preview-ru-phone');
      await clickThrough(page, 'button[value="no"]');
      await inspect(page, 'preview-declined');
      const desk = await openAs(house, browser, lead, { locale: 'en-GB' });
      await desk.goto(`${house.url}/en/case/${joint.number}/answers`);
      await inspect(desk, 'preview-officer');
      assert.match((await desk.textContent('main')) ?? '', /did not allow it to be used/u);
    } finally {
      await browser.close();
    }
  });
});
