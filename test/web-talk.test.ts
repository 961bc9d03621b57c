// Letters within a case, which only those read whom they are written to; the papers it needs; the plan on paper.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';

import type { SignedIn } from '#access';
import type { JointCase } from '#cases';

import type { TestBrowser } from './browser.ts';
import { startBrowser } from './browser.ts';
import { realCatalogue, stories } from './catalogue.ts';
import { inspect, inspectEverywhere, officerCalled, openAs, residentCalled } from './signed-in-browser.ts';
import type { Visited, WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const anna = residentCalled('anna', 'Анна Ильина');
const lead = officerCalled('petrova', 'social-protection', ['lead', 'caseworker'], 'Мария Петрова');
const mvd = officerCalled('volkov', 'mvd', ['caseworker']);
const zags = officerCalled('orlova', 'zags', ['caseworker']);

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

async function writes(who: SignedIn, to: readonly string[], words: string): Promise<Visited> {
  const visitor = await signedInVisitor(house, who);
  await visitor.get(`/case/${joint.number}/do/say`);
  return await visitor.send(`/case/${joint.number}/do/say`, [
    ['words', words],
    ...to.map((one) => ['to', one] as const),
  ]);
}

const pageOf = async (who: SignedIn): Promise<string> =>
  (await (await signedInVisitor(house, who)).get(`/case/${joint.number}`)).page;

describe('a letter within the case', () => {
  it('is read by the agency it is written to, and by no other', async () => {
    assert.equal((await writes(anna, ['mvd'], 'Паспорт украл муж')).status, 200);
    assert.match(await pageOf(mvd), /Паспорт украл муж/u);
    assert.match(await pageOf(anna), /Паспорт украл муж/u);
    for (const other of [lead, zags]) assert.doesNotMatch(await pageOf(other), /Паспорт украл муж/u, other.name);
  });

  it('to the applicant reaches her by message too, without a word of what it says', async () => {
    await writes(mvd, ['person'], 'Приходите с двумя фотографиями');
    assert.match(await pageOf(anna), /Приходите с двумя фотографиями/u);
    assert.doesNotMatch(await pageOf(lead), /двумя фотографиями/u);
    const { rows } = await sql<{ text: string }>`select subject::text || body::text as text from message
      where person = 'anna' and kind = 'said'`.execute(house.database.queries);
    assert.equal(rows.length, 1);
    assert.doesNotMatch(rows[0]!.text, /фотографи/u);
  });

  it('without words or without a reader is not taken, and nothing typed is lost', async () => {
    const nobody = await writes(lead, [], 'Кому-нибудь');
    assert.equal(nobody.status, 422);
    assert.match(nobody.page, />Кому-нибудь<\/textarea>/u);
    assert.equal((await writes(lead, ['rosreestr'], 'Чужим')).status, 422);
  });
});

describe('the papers of the case', () => {
  it('tell her what to bring, and what nobody has to bring and why', async () => {
    const said = saidOn(await pageOf(anna));
    assert.match(said, /Документы .*Принести/u);
    assert.match(said, /Появятся по ходу дела: приносить не нужно/u);
    assert.match(said, /даёт: /u);
  });
});

describe('the plan', () => {
  it('prints as a sheet with what to do, who does it and whom to call, and nothing of the screen', async () => {
    const page = await openAs(house, browser, anna, { width: 360, height: 740 });
    await page.goto(`${house.url}/case/${joint.number}`);
    assert.equal(await page.locator('.okno-sheet').isVisible(), false);
    assert.equal(await page.locator('[data-print]').first().isVisible(), true);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.okno-sheet').isVisible(), true);
    assert.equal(await page.locator('.okno-screen').isVisible(), false);
    await inspect(page, 'plan-on-paper');
    await page.context().close();
  });
});

describe('the pages are accessible and fit', () => {
  for (const [role, who] of [
    ['applicant', anna],
    ['lead', lead],
  ] as const) {
    it(`for the ${role}`, async () => {
      await inspectEverywhere(house, browser, who, `/case/${joint.number}`, `talk-${role}`);
      await inspectEverywhere(house, browser, who, `/case/${joint.number}/do/say`, `say-${role}`);
    });
  }
});
