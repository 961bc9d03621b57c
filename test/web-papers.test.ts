// A paper is shown once in a case: who has seen it is told to all who need it, and the applicant reads that she has shown it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { papersFor, papersOf } from '#cases';
import type { JointCase } from '#cases';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, residentCalled, tabTo } from './signed-in-browser.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const anna = residentCalled('anna', 'Анна Ильина');
const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');
const worker = officerCalled('ivanov', 'zags', ['caseworker'], 'Иван Иванов');

let house: WebHouse;
let browser: TestBrowser;
let joint: JointCase;
let paper = '';
let name = '';

before(async () => {
  const catalogue = await realCatalogue();
  [house, browser] = await Promise.all([openWebHouse(), startBrowser()]);
  const { told } = stories(catalogue).find(({ file }) => file.includes('/02-'))!;
  const given = { by: anna.actor, idempotencyKey: 'open' };
  const worked = await house.cases.open({ person: 'anna', agreement: 'family-in-need', told }, given);
  assert.ok('kept' in worked);
  joint = (await house.cases.read(worked.kept))!;
  const zags = new Set(papersFor(joint, worker.actor, catalogue));
  paper = papersOf(joint, catalogue).find(
    ({ evidence, from }) => from.kind === 'person' && zags.has(evidence),
  )!.evidence;
  name = catalogue.evidence.get(paper)!.name.ru;
});
after(async () => {
  await browser.close();
  await house.close();
});

describe('a paper of a case', () => {
  it('is marked by the keyboard, with whether a copy was made', async () => {
    const page = await openAs(house, browser, lead, { width: 1280, height: 900, javaScript: true });
    await page.goto(`${house.url}/case/${joint.number}`);
    await tabTo(page, `a[href*="/do/mark-paper?of=${paper}"]`);
    await Promise.all([page.waitForURL('**/do/mark-paper**'), page.keyboard.press('Enter')]);
    await inspect(page, 'mark-paper-computer');
    await tabTo(page, 'input[name="copy"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'main form button');
    await Promise.all([page.waitForURL('**done=mark-paper'), page.keyboard.press('Enter')]);
    await page.context().close();
    assert.deepEqual(
      (await house.cases.read(joint))?.shownPapers?.map((one) => [one.paper, one.hasCopy]),
      [[paper, true]],
    );
  });

  it('is not asked for again: another agency reads who has seen it, and Anna that she has shown it', async () => {
    const officer = saidOn((await (await signedInVisitor(house, worker)).get(`/case/${joint.number}`)).page);
    assert.match(officer, /Уже показаны: показывать снова не нужно/u);
    assert.match(officer, /2\s?марта\s?2026, подлинник видели: Социальная защита, копия снята/u);
    const own = saidOn((await (await signedInVisitor(house, anna)).get(`/case/${joint.number}`)).page);
    assert.match(own, /вы показали 2\s?марта\s?2026: Социальная защита/u);
    assert.match(own, new RegExp(`Документ показан: ${name}`, 'u'));
    const journal = (await (await signedInVisitor(house, anna)).get('/my/journal')).page;
    assert.match(journal, /документ показан/u);
  });

  it('is accessible and fits', async () => {
    await inspectEverywhere(house, browser, anna, `/case/${joint.number}`, 'papers-anna');
    await inspectEverywhere(house, browser, worker, `/case/${joint.number}`, 'papers-zags');
    await inspectEverywhere(house, browser, lead, `/case/${joint.number}/do/unmark-paper?of=${paper}`, 'unmark-paper');
  });

  it('is to be brought again after a slip was taken back, by whoever made it and with why', async () => {
    const path = `/case/${joint.number}/do/unmark-paper`;
    const other = await signedInVisitor(house, worker);
    assert.match((await other.get(`${path}?of=${paper}`)).path, /\/case\/[\d-]+$/u, 'it is not theirs to take back');
    const visitor = await signedInVisitor(house, lead);
    await visitor.get(`${path}?of=${paper}`);
    assert.equal((await visitor.send(path, [['reason', '']])).status, 422);
    const { path: at } = await visitor.send(path, [['reason', 'отметила не тот документ']]);
    assert.match(at, /done=unmark-paper/u);
    const own = saidOn((await (await signedInVisitor(house, anna)).get(`/case/${joint.number}`)).page);
    assert.doesNotMatch(own, /вы показали/u);
    assert.match(own, /отметила не тот документ/u);
    assert.match((await visitor.get(`/case/${joint.number}/do/mark-paper?of=${paper}`)).page, /name="copy"/u);
  });
});
