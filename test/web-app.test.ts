import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';

import type { Visited, Visitor } from './web-house.ts';
import { labelsOn, openWebHouse, saidOn, visitor } from './web-house.ts';

const house = await openWebHouse();
const { app } = house;
after(() => house.close());

const words = 'Мне 19 лет, я с больным ребёнком, ночевать негде, денег нет, паспорт потеряла';
const wordsInEnglish = 'I am 19, my child is sick, we have nowhere to sleep, no money, and I lost my passport';

async function told(language: 'ru' | 'en' = 'ru'): Promise<Visitor> {
  const anna = visitor(app);
  const base = language === 'ru' ? '' : '/en';
  await anna.get(base === '' ? '/' : base);
  const confirm = await anna.send(`${base}/situations`, [['words', language === 'ru' ? words : wordsInEnglish]]);
  assert.equal(confirm.path, `${base}/situation/confirm`);
  await anna.send(`${base}/situation/confirm`, [...kept(confirm), ['territory', '69701000'], ['do', 'next']]);
  return anna;
}

/** The boxes of the page that stand marked. */
function kept({ page }: Visited): readonly (readonly [string, string])[] {
  return [...page.matchAll(/<input[^>]*name="(keep|need)"[^>]*value="([^"]*)"[^>]*checked/gu)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
}

const everyPage = [
  '/',
  '/places',
  '/situation/confirm',
  '/situation/person?id=applicant',
  '/situation/person?id=person-3',
  '/situation/question',
  '/situation/result',
  '/situation/route',
  '/situation/answers',
  '/situation/save',
  '/situation/forget',
  '/nowhere',
];

describe('every page speaks one language', () => {
  /** Names of the other language's switch, of a key, and what has no Russian spelling. */
  const latinAllowed = /English|Shift|BPMN 2\.0|\b[IVX]+\b/gu;

  it('in Russian nothing is left of the components’ English', async () => {
    const anna = await told();
    const code = anna.cookie() ?? '';
    for (const path of everyPage) {
      const { page } = await anna.get(path);
      const said = [saidOn(page), ...labelsOn(page)].join(' ').replaceAll(code.match(/.{4}/gu)?.join(' ') ?? code, '');
      assert.deepEqual(said.replaceAll(latinAllowed, '').match(/[A-Za-z]{2,}[^.]{0,30}/gu) ?? [], [], path);
      assert.match(page, /<html lang="ru"/u, path);
    }
  });

  it('in English no Russian is left, and every link stays in English', async () => {
    const anna = await told('en');
    for (const path of everyPage.map((one) => (one === '/' ? '/en' : `/en${one}`))) {
      const { page } = await anna.get(path);
      const said = [saidOn(page), ...labelsOn(page)].join(' ').replaceAll(/Русский|Работа России/gu, '');
      assert.deepEqual(said.match(/[А-Яа-яЁё]{2,}.{0,30}/gu) ?? [], [], path);
      assert.match(page, /<html lang="en"/u, path);
      const links = [...page.matchAll(/<a\b[^>]*>/gu)].map(([tag]) => tag).filter((tag) => !tag.includes('lang="ru"'));
      const lost = links.filter((tag) => /href="\/(?!en(?:[/?"#]))/u.test(tag) && !tag.includes('href="/leave"'));
      assert.deepEqual(lost, [], path);
    }
  });
});

describe('telling', () => {
  it('nothing written is asked for again in plain words', async () => {
    const anna = visitor(app);
    await anna.get('/');
    const again = await anna.send('/situations', [['words', '  ']]);
    assert.equal(again.status, 422);
    assert.match(saidOn(again.page), /Напишите несколько слов о том, что случилось/u);
  });

  it('a double click opens one situation', async () => {
    const anna = visitor(app);
    const { page } = await anna.get('/');
    const key = /name="key" value="([^"]*)"/u.exec(page)?.[1] ?? '';
    await anna.send('/situations', [
      ['words', words],
      ['key', key],
    ]);
    const first = anna.cookie();
    await anna.send('/situations', [
      ['words', words],
      ['key', key],
    ]);
    assert.equal(anna.cookie(), first);
    // Gone back to, and told otherwise.
    const other = await anna.send('/situations', [
      ['words', 'Мне 70 лет, пенсии не хватает'],
      ['key', key],
    ]);
    assert.notEqual(anna.cookie(), first);
    assert.match(saidOn(other.page), /70/u);
  });

  it('what is struck out is not counted, and comes back when it is marked again', async () => {
    const anna = visitor(app);
    await anna.get('/');
    const confirm = await anna.send('/situations', [['words', words]]);
    const marks = kept(confirm);
    assert.ok(marks.some(([, mark]) => mark === 'hasPassport@applicant'));
    const without = marks.filter(([, mark]) => mark !== 'hasPassport@applicant');
    await anna.send('/situation/confirm', [...without, ['territory', '69701000'], ['do', 'next']]);
    assert.doesNotMatch(saidOn((await anna.get('/situation/answers')).page), /Паспорт на руках/u);
    await anna.get('/situation/confirm');
    await anna.send('/situation/confirm', [...marks, ['territory', '69701000'], ['do', 'next']]);
    assert.match(saidOn((await anna.get('/situation/answers')).page), /Паспорт на руках/u);
  });

  it('the place is asked for, and the result waits for it', async () => {
    const anna = visitor(app);
    await anna.get('/');
    const confirm = await anna.send('/situations', [['words', words]]);
    const again = await anna.send('/situation/confirm', [...kept(confirm), ['do', 'next']]);
    assert.equal(again.status, 422);
    assert.match(saidOn(again.page), /Выберите, где вы сейчас/u);
    assert.equal((await anna.get('/situation/result')).path, '/situation/confirm');
  });

  it('a person is added, told wrong, mended and removed', async () => {
    const anna = await told();
    await anna.get('/situation/person?id=person-3');
    const wrong = await anna.send('/situation/person', [
      ['name', 'Лев'],
      ['age', 'сто'],
      ['do', 'save'],
    ]);
    assert.equal(wrong.status, 422);
    assert.match(wrong.page, /value="Лев"/u);
    const right = await anna.send('/situation/person', [
      ['name', 'Лев'],
      ['relation', 'child'],
      ['age', '3'],
      ['do', 'save'],
    ]);
    assert.match(saidOn(right.page), /Лев , 3 года/u);
    await anna.get('/situation/person?id=person-3');
    const sure = await anna.send('/situation/person', [['do', 'remove']]);
    assert.match(saidOn(sure.page), /Убрать из списка: Лев\?/u);
    assert.doesNotMatch(saidOn((await anna.send('/situation/person', [['do', 'remove-yes']])).page), /Лев/u);
  });
});

describe('questions', () => {
  it('an answer that does not fit is kept in its field', async () => {
    const anna = await told();
    await anna.get('/situation/question?fact=debts&subject=household');
    const again = await anna.send('/situation/question', [
      ['answer', 'не знаю сколько'],
      ['do', 'answer'],
    ]);
    assert.equal(again.status, 422);
    assert.match(again.page, /value="не знаю сколько"/u);
    assert.match(saidOn(again.page), /Напишите сумму цифрами/u);
  });

  it('an answer typed while another window changed something is not lost', async () => {
    const anna = await told();
    await anna.get('/situation/question?fact=debts&subject=household');
    const other = await anna.send('/situation/question', [
      ['answer', '100'],
      ['do', 'answer'],
    ]);
    assert.equal(other.status, 200);
    const late = await anna.send('/situation/question', [
      ['fact', 'debts'],
      ['subject', 'household'],
      ['answer', '77777'],
      ['do', 'answer'],
      ['version', '1'],
    ]);
    assert.equal(late.status, 409);
    assert.match(late.page, /value="77777"/u);
    assert.match(saidOn(late.page), /изменились в другом окне/u);
    const again = await anna.send('/situation/question', [
      ['answer', '77777'],
      ['do', 'answer'],
    ]);
    assert.equal(again.status, 200);
    assert.match(saidOn((await anna.get('/situation/answers')).page).replaceAll(/\u00a0/gu, ' '), /77 777/u);
  });

  it('"I don’t know" goes on to another question, and "Back" leads to the one before', async () => {
    const anna = await told();
    const fact = 'needsDoctorNow';
    await anna.get(`/situation/question?fact=${fact}&subject=applicant`);
    const second = await anna.send('/situation/question', [['do', 'unknown']]);
    assert.notEqual(/name="fact" value="(\w+)"/u.exec(second.page)?.[1], fact);
    assert.match(second.page, new RegExp(`govuk-back-link"[^>]*|fact=${fact}`, 'u'));
    assert.match(second.page, new RegExp(`href="/situation/question\\?fact=${fact}&amp;`, 'u'));
  });

  it('a fact nobody declared, or of nobody, is not asked', async () => {
    const anna = await told();
    assert.equal((await anna.get('/situation/question?fact=shoeSize&subject=household')).status, 404);
    assert.equal((await anna.get('/situation/question?fact=hasSnils&subject=somebody')).status, 404);
  });
});

describe('the result and the route', () => {
  it('what cannot wait stands first and needs no papers', async () => {
    const anna = await told();
    const said = saidOn((await anna.get('/situation/result')).page);
    assert.ok(said.indexOf('Прямо сейчас') < said.indexOf('Вам положено'));
    for (const help of ['Экстренная медицинская помощь', 'Срочный ночлег', '103', 'Документы не нужны']) {
      assert.ok(said.includes(help), help);
    }
  });

  it('the calendar tells days and doors, and nothing of a shelter', async () => {
    const anna = await told();
    const calendar = await anna.get('/situation/route.ics');
    assert.match(calendar.headers.get('content-type') ?? '', /text\/calendar/u);
    assert.match(calendar.page, /BEGIN:VEVENT/u);
    assert.match(calendar.page, /LOCATION:/u);
    assert.doesNotMatch(calendar.page, /LOCATION:[^\n]*Маленькая мама/u);
  });

  it('the sheet carries the code and the day, and the picture is one picture', async () => {
    const anna = await told();
    const { page } = await anna.get('/situation/route');
    assert.ok(page.includes((anna.cookie() ?? '').match(/.{4}/gu)?.join(' ') ?? '?'));
    assert.match(page, /2 марта 2026/u);
    assert.equal(page.match(/role="img"/gu)?.length, 1);
    assert.match(page, /<svg[^>]*viewBox/u);
    assert.doesNotMatch(page, / style="/u);
  });
});

describe('keeping and leaving', () => {
  it('a code opens the situation on another device, however it is typed', async () => {
    const anna = await told();
    const code = anna.cookie() ?? '';
    const other = visitor(app);
    await other.get('/');
    const opened = await other.send('/resume', [['code', ` ${code.toLowerCase().match(/.{4}/gu)?.join('-') ?? ''} `]]);
    assert.equal(opened.path, '/situation/result');
  });

  it('erasing erases at once and everywhere', async () => {
    const anna = await told();
    const code = anna.cookie() ?? '';
    await anna.get('/situation/forget');
    assert.match(saidOn((await anna.send('/situation/forget', [['do', 'erase']])).page), /Всё стёрто/u);
    assert.equal(anna.cookie(), undefined);
    await anna.get('/');
    assert.match(saidOn((await anna.send('/resume', [['code', code]])).page), /Такого кода нет/u);
  });

  it('the quick way out works without script and leaves nothing behind', async () => {
    const anna = await told();
    const left = await anna.get('/leave');
    assert.equal(left.status, 303);
    assert.doesNotMatch(left.headers.get('location') ?? '', /okno/u);
    assert.equal(anna.cookie(), undefined);
    assert.equal((await anna.get('/situation/result')).status, 404);
  });
});

describe('the guard of the house', () => {
  it('takes no form from another site', async () => {
    const anna = await told();
    const taken = await anna.send('/situation/forget', [['do', 'erase']], { origin: 'https://elsewhere.test' });
    assert.equal(taken.status, 403);
    assert.match(saidOn(taken.page), /с другого сайта/u);
    assert.equal((await anna.get('/situation/result')).status, 200);
  });

  it('runs no script and no style but its own, and keeps personal pages out of caches', async () => {
    const anna = await told();
    const { headers, page } = await anna.get('/situation/result');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*script-src 'self'/u);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.doesNotMatch(page, /<script(?![^>]*src=)|<style|\son\w+=/u);
    const style = /href="(\/assets\/[^"]*okno\.css)"/u.exec(page)?.[1] ?? '';
    const sheet = await anna.get(style);
    assert.match(sheet.headers.get('cache-control') ?? '', /immutable/u);
    assert.doesNotMatch(sheet.page, /GDS Transport/u);
    assert.equal((await anna.get('/assets/x/..%2f..%2fpackage.json')).status, 404);
  });

  it('escapes what people write', async () => {
    const anna = visitor(app);
    await anna.get('/');
    const { page } = await anna.send('/situations', [['words', '<script>alert(1)</script> ночевать негде']]);
    assert.doesNotMatch(page, /<script>alert/u);
  });

  it('refuses what is too large with a page that says what to do', async () => {
    const anna = visitor(app);
    await anna.get('/');
    const large = await anna.send('/situations', [['words', 'а'.repeat(200_000)]]);
    assert.equal(large.status, 413);
    assert.match(saidOn(large.page), /оставьте главное/u);
  });
});

describe('the API', () => {
  const post = (path: string, body: string): Promise<Response> =>
    Promise.resolve(app.request(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } }));

  it('solves a situation', async () => {
    const response = await post(
      '/api/solve?lang=en',
      JSON.stringify({
        territory: '69701000',
        applicant: 'a',
        people: [{ id: 'a', ageYears: 19 }],
        nightPlace: 'none',
      }),
    );
    assert.equal(response.status, 200);
    const solution = (await response.json()) as { needs: { need: string }[]; asOf: string };
    assert.equal(solution.asOf, '2026-03-02');
    assert.ok(solution.needs.some(({ need }) => need === 'shelter'));
  });

  it('names the place and the remedy of what is wrong', async () => {
    const response = await post(
      '/api/solve',
      JSON.stringify({ territory: '69701000', applicant: 'a', people: [{ id: 'a', shoeSize: 38 }] }),
    );
    assert.equal(response.status, 422);
    assert.match(response.headers.get('content-type') ?? '', /application\/problem\+json/u);
    const problem = (await response.json()) as { problems: { place: { path: string } }[] };
    assert.match(problem.problems[0]?.place.path ?? '', /shoeSize/u);
    assert.equal((await post('/api/solve', '{')).status, 400);
  });

  it('hears words, tells its health and publishes its schemas', async () => {
    const heard = (await (await post('/api/hear', JSON.stringify({ words }))).json()) as { needs: { need: string }[] };
    assert.ok(heard.needs.some(({ need }) => need === 'shelter'));
    assert.equal((await post('/api/hear', '{}')).status, 422);
    assert.equal((await app.request('/health')).status, 200);
    assert.equal((await app.request('/schemas/situation.schema.json')).status, 200);
    assert.equal((await app.request('/schemas/..%2fpackage.json')).status, 404);
    assert.equal((await app.request('/api/nothing')).status, 404);
  });
});
