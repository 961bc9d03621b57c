// The flagship all the way: from the route to a case of many agencies, a refusal, the outcomes, and thirty days later.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { verifyJournal } from '#journal';

import type { TestBrowser } from './browser.ts';
import { checkAccessibility, startBrowser } from './browser.ts';
import { walkJointCase, walkPeople } from './joint-case-walk.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse } from './web-house.ts';

let house: WebHouse;
let browser: TestBrowser;
before(async () => ([house, browser] = await Promise.all([openWebHouse(0, walkPeople), startBrowser()])));
after(async () => {
  await browser.close();
  await house.close();
});

it('seven agencies carry a young mother from her route to an outcome, each under its own sign-in', async () => {
  const walk = await walkJointCase(house, browser, {
    see: async (page, name) => assert.deepEqual(await checkAccessibility(page), [], name),
  });
  const joint = await walk.joint();
  const decided = new Set(joint.decisions.flatMap(({ by }) => (by.kind === 'officer' ? [by.agency] : [])));
  for (const agency of ['health', 'social-provider', 'mvd', 'zags', 'sfr', 'legal-aid', 'education'])
    assert.ok(decided.has(agency), agency);
  const ofPassport = joint.decisions.filter(({ service }) => service === 'passport');
  assert.deepEqual(
    ofPassport.map(({ outcome }) => outcome),
    ['refused', 'granted'],
  );
  assert.equal(ofPassport[1]?.revises, ofPassport[0]?.id);
  assert.ok(joint.needs.every(({ need }) => joint.outcomes.some((one) => one.need === need && one.asked === 0)));
  const journal = await walk.annaReadsJournal();
  assert.match(journal, /Социальная защита, Мария Петрова/u);
  assert.deepEqual((await verifyJournal(house.database)).faults, []);
});
