// The interview on pages: questions that belong together, each left without an answer if one likes, and registers that
// may be asked instead.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { TestBrowser } from './browser.ts';
import { checkAccessibility, clickThrough, startBrowser } from './browser.ts';
import type { Visited, Visitor, WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, visitor } from './web-house.ts';

const shots = process.env['SHOTS'];
let house: WebHouse;
before(async () => {
  house = await openWebHouse();
});
after(() => house.close());

/** Anna and her son, as they were understood, in Tomsk. */
async function told(base = ''): Promise<Visitor> {
  const anna = visitor(house.app);
  await anna.get(base === '' ? '/' : base);
  const words =
    base === ''
      ? 'мне 19 лет, ребёнку годик, живём у подруги, денег мало'
      : 'I am 19, my child is one year old, little money';
  await anna.send(`${base}/situations`, [['words', words]]);
  await anna.send(`${base}/situation/confirm`, [
    ['territory', '69701000'],
    ['do', 'next'],
  ]);
  return anna;
}

const home = '/situation/questions?group=home&subject=household';
const income = '/situation/questions?group=income&subject=applicant';

/** Anna, who has said that the family has had some income: now it is asked how much. */
async function toldOfIncome(): Promise<Visitor> {
  const anna = await told();
  await anna.get('/situation/question?fact=familyHadIncome&subject=household');
  await anna.send('/situation/question', [
    ['answer', 'yes'],
    ['do', 'answer'],
  ]);
  return anna;
}

/** Fields of a page of several questions, as a browser without script sends them. */
const send = (
  anna: Visitor,
  page: string,
  fields: readonly (readonly [string, string])[],
  wish = 'answer',
): Promise<Visited> =>
  anna.send('/situation/questions', [
    ...[...page.matchAll(/name="asked" value="(\w+)"/gu)].map(([, fact]) => ['asked', fact ?? ''] as const),
    ...fields,
    ['do', wish],
  ]);

describe('a page of several questions', () => {
  it('shows what is worth asking now, each with its reason, and nothing that does not concern the family', async () => {
    const anna = await told();
    const { page } = await anna.get(home);
    assert.match(saidOn(page), /О вашем жилье/u);
    assert.match(page, /name="asked" value="dwelling"/u);
    assert.doesNotMatch(page, /name="asked" value="rent"/u, 'nobody knows yet that they rent');
    assert.equal(page.match(/От ответа зависит/gu)?.length, page.match(/name="asked"/gu)?.length);
  });

  it('names each field that is to be mended, and loses nothing that was typed', async () => {
    const anna = await toldOfIncome();
    const { page } = await anna.get(income);
    const again = await send(anna, page, [
      ['answer-earnings12', 'тысяч пять'],
      ['answer-pensions12', '1200'],
      ['skip-otherIncome12', '~unknown'],
    ]);
    assert.equal(again.status, 422);
    assert.match(again.page, /href="#answer-earnings12"/u);
    assert.doesNotMatch(again.page, /href="#answer-pensions12"/u);
    assert.match(again.page, /value="тысяч пять"/u);
    assert.match(again.page, /value="1200"/u);
    assert.match(again.page, /value="~unknown" checked/u);
    assert.match(again.page, /<title>Ошибка/u);
    const empty = await send(anna, page, []);
    assert.match(saidOn(empty.page), /Ответьте или отметьте «Не знаю»/u);
  });

  it('keeps "I don’t know" apart from "I’d rather not say", and asks neither again', async () => {
    const anna = await toldOfIncome();
    const { page } = await anna.get(income);
    await send(anna, page, [['skip-earnings12', '~declined']], 'unknown');
    const said = saidOn((await anna.get('/situation/answers')).page);
    const declined = said.indexOf('Вы не захотели отвечать');
    const unknown = said.indexOf('Вы ответили «Не знаю»');
    assert.ok(unknown >= 0 && declined > unknown);
    assert.ok(said.indexOf('Заработок за расчётный год') > declined);
    assert.ok(said.indexOf('Другие доходы') < declined);
    const again = await anna.get(income);
    assert.match(again.page, /name="skip-earnings12"[^>]*value="~declined" checked/u);
  });

  it('takes no answer together with a mark that there is none', async () => {
    const anna = await toldOfIncome();
    const { page } = await anna.get(income);
    const both = [
      ['answer-earnings12', '9000'],
      ['skip-earnings12', '~unknown'],
    ] as const;
    const again = await send(anna, page, both, 'unknown');
    assert.equal(again.status, 422);
    assert.match(again.page, /value="9000"/u);
    assert.match(saidOn(again.page), /Оставьте одно/u);
  });

  it('"Back" leads to the page before, with what was answered there', async () => {
    const anna = await told();
    const next = await send(anna, (await anna.get(home)).page, [['answer-dwelling', 'own']], 'unknown');
    const [, to = ''] = /href="(\/situation\/questions\?group=home[^"]*)"/u.exec(next.page) ?? [];
    const before = await anna.get(to.replaceAll('&amp;', '&'));
    assert.match(before.page, /value="own" checked/u);
  });

  it('shows what was typed when another window changed something meanwhile', async () => {
    const anna = await told();
    const { page } = await anna.get(home);
    await send(anna, page, [['answer-dwelling', 'own']], 'unknown');
    const late = await anna.send('/situation/questions', [
      ['group', 'home'],
      ['subject', 'household'],
      ['asked', 'dwelling'],
      ['answer-dwelling', 'rented'],
      ['do', 'answer'],
      ['version', '1'],
    ]);
    assert.equal(late.status, 409);
    assert.match(late.page, /value="rented" checked/u);
    assert.match(saidOn(late.page), /изменились в другом окне/u);
  });

  it('asks nothing of a group that is none, or of nobody', async () => {
    const anna = await told();
    for (const query of ['group=shoes&subject=household', 'group=home&subject=applicant', 'group=papers&subject=x'])
      assert.equal((await anna.get(`/situation/questions?${query}`)).status, 404, query);
    const bad = await anna.send('/situation/questions', [
      ['group', 'home'],
      ['subject', 'household'],
      ['asked', 'works'],
      ['do', 'answer'],
    ]);
    assert.equal(bad.status, 400);
  });
});

describe('a register that may be asked', () => {
  it('is offered once, at the first question it would save', async () => {
    const anna = await told();
    let offers = 0;
    let visited = await anna.get('/situation/question');
    for (let pages = 0; pages < 60 && /question|consents/u.test(visited.path); pages += 1) {
      if (visited.path.includes('/consents')) {
        offers += 1;
        assert.match(saidOn(visited.page), /Социальный фонд: на \d+ вопрос\S* меньше/u);
        visited = await anna.send('/situation/consents', [['do', 'none']]);
      } else if (visited.page.includes('name="asked"')) visited = await send(anna, visited.page, [], 'unknown');
      else visited = await anna.send('/situation/question', [['do', 'unknown']]);
    }
    assert.equal(offers, 1);
    assert.equal(visited.path, '/situation/result');
  });

  it('is not asked about any more once she agrees; the result says what waits for it; withdrawing asks again', async () => {
    const anna = await told();
    await anna.get('/situation/consents?then=result');
    const agreed = await anna.send('/situation/consents', [
      ['agency', 'sfr'],
      ['agency', 'fns'],
      ['do', 'save'],
    ]);
    const said = saidOn(agreed.page);
    assert.match(said, /Что спросят у ведомств/u);
    assert.match(said, /Социального фонда|пенсионного и социального страхования/u);
    assert.match(said, /До ответа не известно/u);
    assert.match(
      saidOn((await anna.get('/situation/answers')).page),
      /Вы разрешили спросить: Социальный фонд, Налоговая/u,
    );
    await anna.get('/situation/consents?then=result');
    const withdrawn = await anna.send('/situation/consents', [['do', 'save']]);
    assert.doesNotMatch(saidOn(withdrawn.page), /Что спросят у ведомств/u);
  });

  it('is told in English too, with the law in Russian', async () => {
    const anna = await told('/en');
    const { page } = await anna.get('/en/situation/consents');
    assert.match(page, /Ask agencies instead of you/u);
    assert.doesNotMatch(saidOn(page).replace('Русский', ''), /[а-яё]{3}/iu);
  });

  it('takes no agency without a register, and nobody who is not there', async () => {
    const anna = await told();
    await anna.get('/situation/consents?then=answers');
    const sent = await anna.send('/situation/consents', [
      ['agency', 'kgb'],
      ['also', 'somebody'],
      ['do', 'save'],
    ]);
    assert.match(saidOn(sent.page), /Никого: вы отвечаете сами/u);
  });
});

describe('on a narrow phone', () => {
  let browser: TestBrowser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const [language, javaScript] of [
    ['ru', false],
    ['en', true],
  ] as const)
    it(`a page of questions, its errors and the consents fit and can be used, ${language}, ${javaScript ? 'with' : 'without'} script`, async () => {
      const base = language === 'ru' ? '' : '/en';
      const page = await browser.openPage({ width: 320, height: 640, javaScript, locale: language });
      const look = async (name: string): Promise<void> => {
        if (shots !== undefined)
          await page.screenshot({ path: join(shots, `interview-${language}-${name}.png`), fullPage: true });
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(over <= 0, `${name} is ${over} px too wide`);
        assert.deepEqual(await checkAccessibility(page), [], name);
      };
      await page.goto(`${house.url}${base === '' ? '/' : base}`);
      await clickThrough(page, '.okno-examples a');
      await clickThrough(page, 'main form button');
      await page.locator('#territory').selectOption('69701000');
      await clickThrough(page, 'button[value=next]');
      await page.goto(`${house.url}${base}/situation/question?fact=familyHadIncome&subject=household`);
      await page.check('input[name=answer][value=yes]');
      await clickThrough(page, 'button[value=answer]');
      await page.goto(`${house.url}${base}/situation/questions?group=income&subject=applicant`);
      await look('group');
      await page.fill('#answer-earnings12', 'много');
      await clickThrough(page, 'button[value=answer]');
      await look('group-errors');
      await page.locator('.govuk-error-summary a').first().click();
      assert.match(await page.evaluate(() => document.activeElement?.id ?? location.hash), /answer-/u);
      await page.goto(`${house.url}${base}/situation/consents`);
      await look('consents');
      await page.locator('input[value=sfr]').focus();
      await page.keyboard.press('Space');
      await page.locator('button[value=save]').press('Enter');
      await page.waitForURL('**/situation/question');
      await page.goto(`${house.url}${base}/situation/result`);
      await look('result');
      await page.context().close();
    });
});
