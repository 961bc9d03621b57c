import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { checkAccessibility, startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';
import { openWebHouse } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

describe('a methodologist reads the packs', () => {
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

  it('finds a service by a word, a code or an agency, and nothing by nonsense', async () => {
    const found = async (find: string): Promise<string> =>
      (await house.app.request(`/packs?find=${encodeURIComponent(find)}`)).text();
    assert.match(await found('единое пособие'), /\/packs\/single-allowance/u);
    assert.match(await found('s16'), /\/packs\/passport/u);
    assert.doesNotMatch(await found('ЗАГС'), /\/packs\/single-allowance/u);
    assert.match(await found('zzz'), /Ничего не нашлось/u);
    assert.doesNotMatch(await found('"><script>alert(1)</script>'), /<script>alert/u);
  });

  it('sees every criterion with its rule and article, and the examples as they hold now', async () => {
    const page = await (await house.app.request('/en/packs/single-allowance')).text();
    assert.match(page, /perCapitaIncome|belowSubsistenceMinimum/u);
    assert.match(page, /2330/u);
    assert.match(page, /holds/u);
    assert.doesNotMatch(page, /does not hold/u);
  });

  it('takes the rules of a service to a DMN editor', async () => {
    assert.match(await (await house.app.request('/packs/passport')).text(), /href="\/packs\/passport\.dmn"/u);
    const file = await house.app.request('/packs/passport.dmn');
    assert.deepEqual(
      [file.status, file.headers.get('content-disposition')],
      [200, 'attachment; filename="passport.dmn"'],
    );
    assert.match(await file.text(), /<decision id="decision_passport"/u);
    assert.equal((await house.app.request('/packs/nothing-of-the-kind.dmn')).status, 404);
  });

  it('sees where more earnings bring less, drawn and as tables that say the same', async () => {
    const page = await (await house.app.request('/en/packs/cliffs?service=single-allowance')).text();
    assert.match(page, /<svg [^>]*role="img"/u);
    assert.match(page, /<circle /u);
    const rows = page.match(/<tr class="govuk-table__row">/gu) ?? [];
    assert.ok(rows.length > 4, `${rows.length} rows`);
    const dots = (page.match(/<circle /gu) ?? []).length;
    const table = /aria-label="Cliffs">([\s\S]*?)<\/table>/u.exec(page)?.[1] ?? '';
    assert.equal((table.match(/<tr/gu) ?? []).length, dots + 1);
  });

  it('chooses another example, and is told when nothing can be drawn', async () => {
    const page = async (query: string): Promise<string> => (await house.app.request(`/packs/cliffs?${query}`)).text();
    assert.match(await page('service=single-allowance&example=1'), /aria-current="true"/u);
    assert.match(await page('service=maternity-capital'), /<svg |не сказано, сколько семья зарабатывает/u);
    for (const odd of [
      '',
      'service=none',
      'service=single-allowance&example=999',
      'service=%22%3E%3Cscript%3E&example=-1',
    ])
      assert.doesNotMatch(await page(odd), /<script>alert|"><script>/u);
  });

  it('is told when there is no such service', async () => {
    assert.equal((await house.app.request('/packs/nothing-of-the-kind')).status, 404);
  });

  for (const path of [
    '/packs',
    '/packs/single-allowance',
    '/en/packs',
    '/en/packs/passport',
    '/packs/cliffs?service=single-allowance',
  ]) {
    it(`${path} can be used by everybody, on a phone too`, async () => {
      const page = await browser.openPage({ width: 360, height: 800 });
      await page.goto(house.url + path);
      assert.deepEqual(await checkAccessibility(page), []);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `${path} is ${overflow} px too wide`);
      if (process.env['SHOTS'] !== undefined)
        await page.screenshot({
          path: `${process.env['SHOTS']}/packs${path.replaceAll(/[/?=]/gu, '-')}.png`,
          fullPage: true,
        });
      await page.context().close();
    });
  }
});
