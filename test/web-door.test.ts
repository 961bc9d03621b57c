// What comes to the door and is not what our pages send: torn forms, strange signs, guessed codes, machines.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';

import type { SignedIn } from '#access';

import type { Visited, Visitor, WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor, visitor } from './web-house.ts';

const house = await openWebHouse();
const { app } = house;
after(() => house.close());

const origin = 'http://okno.test';

async function told(words = 'ночевать негде'): Promise<Visitor> {
  const anna = visitor(app);
  await anna.get('/');
  await anna.send('/situations', [['words', words]]);
  await anna.send('/situation/confirm', [
    ['territory', '69701000'],
    ['do', 'next'],
  ]);
  return anna;
}

describe('forms', () => {
  it('a sign no database keeps is left out, and the telling goes on', async () => {
    const anna = await told('ночевать\u0000 негде, денег нет \ud83d');
    const confirm = await anna.get('/situation/confirm');
    assert.equal(confirm.status, 200);
    assert.match(saidOn(confirm.page), /ночевать негде, денег нет/u);
  });

  it('a name is cut between signs and not through one', async () => {
    const anna = await told();
    await anna.get('/situation/person?id=person-2');
    const kept = await anna.send('/situation/person', [
      ['name', `${'ы'.repeat(59)}😀😀`],
      ['relation', 'child'],
      ['age', '3'],
      ['do', 'save'],
    ]);
    assert.equal(kept.status, 200);
    assert.match(kept.page, /ы{59}😀</iu);
  });

  it('a version nobody could have is an old one', async () => {
    const anna = await told();
    for (const version of ['2147483647', '9007199254740991', '-5', 'x', '1e400']) {
      await anna.get('/situation/question?fact=debts&subject=household');
      const late = await anna.send('/situation/question', [
        ['answer', '100'],
        ['do', 'answer'],
        ['version', version],
      ]);
      assert.equal(late.status, 409, version);
    }
  });

  it('a torn form is said to be unreadable', async () => {
    const torn = await app.request(`${origin}/situations`, {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nночевать',
      headers: { origin, host: 'okno.test', 'content-type': 'multipart/form-data; boundary=x' },
    });
    assert.equal(torn.status, 400);
    assert.match(saidOn(await torn.text()), /Не получилось прочитать ответ/u);
  });
});

describe('addresses', () => {
  const officer: SignedIn = {
    actor: { kind: 'officer', officer: 'petrova', agency: 'mfc' },
    name: 'Петрова',
    roles: ['operator', 'auditor'],
    actsFor: [],
  };
  const anna: SignedIn = { actor: { kind: 'person', person: 'anna' }, name: 'Анна', roles: [], actsFor: [] };

  it('with a sign no database can look for lead nowhere', async () => {
    const [inside, atDesk] = [await signedInVisitor(house, anna), await signedInVisitor(house, officer)];
    assert.equal((await inside.get('/my/inquiry/a%00b')).status, 404);
    for (const path of ['/copies?before=%00', '/copies/make?inquiry=%00', '/en/copies/%00'])
      assert.equal((await atDesk.get(path)).status, 404, path);
  });

  it('and hidden fields written by hand do nothing', async () => {
    const atDesk = await signedInVisitor(house, officer);
    for (const look of [['a\u0000', 'b', 'c', '2026-03-02T00:00:00Z'], ['a', 'b', 'c', '0000-01-01T00:00:00Z'], 7]) {
      const packed = Buffer.from(JSON.stringify(look)).toString('base64url');
      const said = [
        ['look', packed],
        ['index', '0'],
        ['verdict-0', 'justified'],
      ] as const;
      assert.equal((await atDesk.send('/review', said)).status, 200);
    }
  });
});

describe('a flood', () => {
  it('of situations from one address is held back, and nothing that was typed is lost', async () => {
    const flooded = await openWebHouse();
    const anna = visitor(flooded.app);
    const words = 'Ночевать негде,\nденег нет';
    try {
      await anna.get('/');
      let last = await anna.send('/situations', [['words', words]]);
      for (let sent = 1; sent <= 120; sent += 1) last = await anna.send('/situations', [['words', words]]);
      assert.equal(last.status, 429);
      assert.match(saidOn(last.page), /Подождите немного.*через 15 мин\. нажмите «Отправить ещё раз»/u);
      const raw = await flooded.app.request(`${origin}/en/situations`, {
        method: 'POST',
        headers: { host: 'okno.test', origin },
        body: new URLSearchParams({ words: '"<b>' }),
      });
      assert.deepEqual([raw.status, raw.headers.get('retry-after')], [429, '900']);
      assert.match(await raw.text(), /name="words" value="&quot;&lt;b&gt;"/u);
      assert.equal(await situationsIn(flooded), 120);
      flooded.moveTo('2026-03-02T12:16:00+07:00');
      // With nothing but what stands on the page.
      const again = await anna.send('/situations', []);
      assert.equal(again.path, '/situation/confirm');
      assert.match(again.page, /«Ночевать негде,\n\s*денег нет»/u);
    } finally {
      await flooded.close();
    }
  });
});

async function situationsIn({ database }: WebHouse): Promise<number> {
  return (await database.queries.selectFrom('told_situation').select('code_hash').execute()).length;
}

describe('codes', () => {
  const codeOf = (number: number): string => `WRNG ${1000 + number} C0DE`;
  const guess = async (stranger: Visitor, code: string): Promise<Visited> => stranger.send('/resume', [['code', code]]);
  const asksWith = (cookie: string): Promise<Response> =>
    Promise.resolve(
      app.request(`${origin}/situation/result`, { headers: { host: 'okno.test', cookie: `okno=${cookie}` } }),
    );

  it('what cannot be a code is no try, however often', async () => {
    const stranger = visitor(app);
    await stranger.get('/');
    for (let time = 0; time < 40; time += 1) {
      const typed = await guess(stranger, `кот ${time}`);
      assert.equal(typed.status, 422);
      assert.match(saidOn(typed.page), /в нём двенадцать букв и цифр/u);
    }
  });

  it('guessing is stopped by form and by cookie alike, while who is inside stays inside', async () => {
    const anna = await told();
    const stranger = visitor(app);
    await stranger.get('/');
    for (let time = 0; time < 15; time += 1) {
      assert.equal((await guess(stranger, codeOf(time))).status, 422);
      assert.equal((await asksWith(codeOf(100 + time).replaceAll(' ', ''))).status, 404);
    }
    const last = await guess(stranger, codeOf(99));
    assert.equal(last.status, 429);
    assert.match(saidOn(last.page), /тридцать неверных кодов.*Подождите 15 минут/u);
    const byCookie = await asksWith('WRNG9999C0DE');
    assert.equal(byCookie.status, 429);
    assert.match(saidOn(await byCookie.text()), /Подождите 15 минут/u);
    assert.equal((await anna.get('/situation/result')).status, 200);
    assert.equal((await (await told()).get('/situation/result')).status, 200);
  });
});

describe('machines', () => {
  const ask = (path: string, init: RequestInit): Promise<Response> => Promise.resolve(app.request(path, init));
  const problemOf = async (response: Response): Promise<{ status: number; detail: string }> => {
    assert.match(response.headers.get('content-type') ?? '', /application\/problem\+json/u);
    return (await response.json()) as { status: number; detail: string };
  };

  it('are told in JSON what to send', async () => {
    const bodies: readonly RequestInit[] = [
      { body: '{}', headers: { 'content-type': 'text/plain' } },
      { body: new URLSearchParams({ words: 'помогите' }) },
      { body: new TextEncoder().encode('{}') },
      { body: '{}', headers: { 'content-type': 'application/json-seq' } },
      {},
    ];
    for (const path of ['/api/solve?lang=en', '/api/hear?lang=en']) {
      for (const init of bodies) {
        const problem = await problemOf(await ask(path, { method: 'POST', ...init }));
        assert.equal(problem.status, 415);
        assert.match(problem.detail, /application\/json/u);
      }
    }
    const headers = { 'content-type': 'Application/JSON; charset=utf-8', origin: 'https://elsewhere.test' };
    assert.equal((await ask('/api/hear', { method: 'POST', body: '{"words":"помогите"}', headers })).status, 200);
  });

  it('are told by which method a place is asked', async () => {
    for (const [method, path, allow] of [
      ['GET', '/api/solve', 'POST'],
      ['DELETE', '/api/hear', 'POST'],
      ['POST', '/health', 'GET, HEAD'],
      ['PUT', '/schemas/situation.schema.json', 'GET, HEAD'],
    ] as const) {
      const response = await ask(path, { method });
      assert.equal(response.status, 405, path);
      assert.equal(response.headers.get('allow'), allow);
      await problemOf(response);
    }
    assert.equal((await ask('/health', { method: 'HEAD' })).status, 200);
  });

  it('may nest lists as deep as they like, and nothing breaks', async () => {
    const body = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const headers = { 'content-type': 'application/json' };
    for (const json of [body, `{"territory":${body}}`, `{"applicant":"a","people":[{"id":"a","ageYears":${body}}]}`]) {
      for (const path of ['/api/solve', '/api/hear']) {
        const problem = await problemOf(await ask(path, { method: 'POST', body: json, headers }));
        assert.ok(problem.status === 400 || problem.status === 422, `${path} ${problem.status}`);
      }
    }
  });
});
