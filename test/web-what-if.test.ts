import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Role, SignedIn } from '#access';

import { checkAccessibility, startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { openWebHouse, saidOn, seenWhenDone, signedInVisitor, visitor } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

const officer = (role: Role): SignedIn => ({
  actor: { kind: 'officer', officer: role, agency: 'social-protection' },
  name: role,
  roles: [role],
  actsFor: [],
});

const path = '/packs/what-if';
const back = `${path}?parameter=minimumEarningsWages&value=0`;

describe('a methodologist tries a change of the law on a region', () => {
  let house: WebHouse;
  let browser: TestBrowser;
  before(async () => {
    house = await openWebHouse();
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await house.close();
  });

  it('and nobody else does', async () => {
    assert.match((await visitor(house.app).get(path)).path, /^\/sign-in/u);
    for (const role of ['caseworker', 'head', 'auditor'] as const)
      assert.equal((await (await signedInVisitor(house, officer(role))).get(path)).status, 403, role);
  });

  it('sees who gains, with the picture and the table beside it, in both languages', async () => {
    const at = await signedInVisitor(house, officer('methodologist'));
    for (const [address, name, who] of [
      [back, 'Единое пособие на ребёнка', 'этих людей не существует'],
      [`/en${back}`, 'Single monthly allowance for a child', 'these people do not exist'],
    ] as const) {
      const { status, page } = await seenWhenDone(at, address);
      assert.equal(status, 200);
      const said = saidOn(page);
      assert.ok(said.includes(name) && said.includes(who), said.slice(0, 600));
      assert.ok((page.match(/<svg [^>]*role="img"/gu) ?? []).length >= 3);
      assert.match(said, /8 → 0/u);
    }
  });

  it('is told what to mend, at its field, and loses nothing that was typed', async () => {
    const at = await signedInVisitor(house, officer('methodologist'));
    const asks = async (query: string): Promise<string> => {
      const { status, page } = await at.get(`/en${path}?${query}`);
      assert.equal(status, 400);
      return page;
    };
    assert.match(await asks('parameter=minimumEarningsWages&value=many'), /has to be a number[^]*value="many"/u);
    assert.match(
      await asks('criterion=single-allowance/adults-earned&when=adultEarned'),
      /adultsEarned[^]*adultEarned<\/textarea>/u,
    );
    assert.match(await asks('value=5'), /Choose what to change/u);
    assert.match(await asks('parameter=none&value=5'), /none/u);
    assert.match(await asks('parameter=minimumEarningsWages&value=5&from=soon'), /from/u);
    assert.doesNotMatch(await asks('parameter=%3Cscript%3Ealert(1)%3C/script%3E&value=5'), /<script>alert/u);
  });

  it('asks where help does not arrive, on people who do not exist, and takes the table away', async () => {
    const at = await signedInVisitor(house, officer('methodologist'));
    const { status, page } = await seenWhenDone(at, '/en/packs/take-up');
    assert.equal(status, 200);
    assert.match(saidOn(page), /these people do not exist[^]*drawn by assumed shares[^]*Single monthly allowance/u);
    const table = await at.get('/packs/take-up.csv');
    assert.equal(table.status, 200);
    assert.match(table.page, /single-allowance;Единое пособие на ребёнка;69\d{6};/u);
  });

  for (const width of [1280, 320])
    it(`the page can be used by everybody, ${width} px wide`, async () => {
      const page = await browser.openPage({ width, height: 800 });
      const { token } = await house.sessions.begin(officer('methodologist'));
      await page.context().addCookies([{ name: 'okno-session', value: token, url: house.url }]);
      await page.goto(house.url + back);
      assert.deepEqual(await checkAccessibility(page), []);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      if (process.env['SHOTS'] !== undefined)
        await page.screenshot({ path: `${process.env['SHOTS']}/what-if-${width}.png`, fullPage: true });
      await page.context().close();
    });
});
