import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Role, SignedIn } from '#access';
import { createOffers } from '#offers';

import { startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { realCatalogue } from './catalogue.ts';
import { inspectEverywhere } from './signed-in-browser.ts';
import { openWebHouse, saidOn, seenWhenDone, signedInVisitor, visitor } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

const officer = (role: Role): SignedIn => ({
  actor: { kind: 'officer', officer: role, agency: 'social-protection' },
  name: role,
  roles: [role],
  actsFor: [],
});
const resident = (person: string): SignedIn => ({
  actor: { kind: 'person', person },
  name: person,
  roles: [],
  actsFor: [],
});

describe('an offer goes from a batch to the person', () => {
  let house: WebHouse;
  let batch = '';
  let browser: TestBrowser;
  before(async () => {
    house = await openWebHouse();
    const catalogue = await realCatalogue();
    const offers = createOffers(house.database, {
      catalogue,
      now: () => new Date('2026-03-02T12:00:00+07:00'),
      random: (bytes) => new Uint8Array(bytes).fill(7),
    });
    const made = await offers.make({
      rule: 'families-with-children',
      day: '2026-03-02',
      candidates: [
        {
          person: 'anna',
          service: 'single-allowance',
          subject: 'anna-child',
          amount: 18_003,
          criterion: 'income-below-minimum',
        },
      ],
      known: { died: new Set(), received: new Set(), consented: new Set(['anna']) },
    });
    assert.ok('batch' in made);
    batch = made.batch.id;
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await house.close();
  });

  it('nobody but a methodologist sees the batch, and the person sees nothing of it yet', async () => {
    assert.match((await visitor(house.app).get('/offers')).path, /^\/sign-in/u);
    for (const role of ['caseworker', 'lead', 'head', 'operator', 'auditor'] as const) {
      const at = await signedInVisitor(house, officer(role));
      for (const path of ['/offers', `/offers/${batch}`])
        assert.equal((await at.get(path)).status, 403, `${role} ${path}`);
      assert.equal((await at.send(`/offers/${batch}/release`, [['key', 'x'.repeat(20)]])).status, 403, role);
    }
    assert.match(
      saidOn((await (await signedInVisitor(house, resident('anna'))).get('/en/my/offers')).page),
      /There are no offers now/u,
    );
  });

  it('the methodologist looks at some of it, which is in the journal of those people, and releases it once', async () => {
    const at = await signedInVisitor(house, officer('methodologist'));
    assert.match((await at.get('/offers')).page, new RegExp(batch, 'u'));
    const { page } = await at.get(`/en/offers/${batch}`);
    assert.match(saidOn(page), /anna[^]*Release 1/u);
    const released = await at.send(`/en/offers/${batch}/release`, []);
    assert.match(saidOn(released.page), /Released to 1 people/u);
    assert.doesNotMatch(released.page, /<form method="post" action="\/en\/offers/u);
    const her = saidOn((await (await signedInVisitor(house, resident('anna'))).get('/en/my/journal')).page);
    assert.match(her, /an offer of help — help was offered before it was asked for/u);
    assert.match(her, /an offer of help — a batch was looked through before it was released/u);
  });

  it('the person sees what, how much and because of what, and accepts; nobody else sees it', async () => {
    const anna = await signedInVisitor(house, resident('anna'));
    const { page } = await anna.get('/en/my/offers');
    assert.match(
      saidOn(page),
      /Single monthly allowance for a child[^]*18,003[^]*Because[^]*income[^]*Other conditions[^]*The child is under 17/u,
    );
    assert.match((await anna.get('/en/my')).page, /href="\/en\/my\/offers"/u);
    await anna.get('/en/my/offers');
    const answered = await anna.send('/en/my/offers', [['answer', 'accepted']]);
    assert.match(saidOn(answered.page), /You accepted/u);
    // One thing leads to the next: the application begins with the service and the child already told.
    const begun = await anna.send('/en/my/offers/begin', []);
    assert.match(begun.path, /\/en\/situation\/confirm$/u);
    assert.match(saidOn(begun.page), /Money[^]*Single monthly allowance for a child[^]*child/u);
    // At a device that others use too, another's situation is left as it is.
    const others = await house.situations.open(
      { input: { applicant: 'applicant', people: [{ id: 'applicant' }] } },
      'd'.repeat(32),
    );
    assert.ok('code' in others);
    anna.hold('okno', others.code);
    assert.match(saidOn((await anna.get('/en/my/offers')).page), /it is mine[^]*stays, and its code leads back to it/u);
    await anna.send('/en/my/offers/begin', []);
    assert.notEqual(anna.cookie(), others.code);
    assert.equal(((await house.situations.read(others.code)) as { version: number }).version, 1);
    anna.hold('okno', others.code);
    await anna.get('/en/my/offers');
    await anna.send('/en/my/offers/begin', [['into', 'open']]);
    assert.equal(anna.cookie(), others.code);
    assert.equal(((await house.situations.read(others.code)) as { version: number }).version, 2);
    const denis = await signedInVisitor(house, resident('denis'));
    assert.match(saidOn((await denis.get('/en/my/offers')).page), /There are no offers now/u);
  });

  it('a methodologist has the population screened under a rule, and looks at what was found', async () => {
    const at = await signedInVisitor(house, officer('methodologist'));
    const { page } = await at.get('/en/offers');
    assert.match(saidOn(page), /Payments to families with children[^]*Single monthly allowance/u);
    const keys = [...page.matchAll(/name="key" value="([0-9a-f]+)"/gu)].map(([, key]) => key ?? '');
    assert.ok(keys.length > 1);
    const send = { rule: 'families-with-children', key: keys[0]! };
    const twice = await Promise.all([1, 2].map(() => at.send('/en/offers/make', Object.entries(send))));
    assert.ok(twice.every(({ status }) => status === 200));
    const made = await seenWhenDone(at, `/en/offers/making/${send.rule}/${send.key}`);
    assert.match(made.path, /^\/en\/offers\/[0-9a-f]{12}$/u);
    assert.match(saidOn(made.page), /Release [\d,]+ offers/u);
    const batches = [...(await at.get('/en/offers')).page.matchAll(/href="\/en\/offers\/([0-9a-f]{12})"/gu)];
    assert.equal(batches.length, 2, 'pressed twice, made once');
    const odd = await at.send('/en/offers/make', [
      ['rule', 'no-such-rule'],
      ['key', keys[1]!],
    ]);
    assert.equal(odd.status, 409);
    assert.match(saidOn(odd.page), /no such rule any more\. Choose a rule of the list/u);
    assert.match((await at.get('/en/offers/making/disabled/never')).path, /\/en\/offers$/u);
  });

  it('each page can be used by everybody', async () => {
    await inspectEverywhere(house, browser, resident('anna'), '/my/offers', 'offers-own');
    await inspectEverywhere(house, browser, officer('methodologist'), '/offers', 'offers');
    await inspectEverywhere(house, browser, officer('methodologist'), `/offers/${batch}`, 'offers-batch');
  });
});
