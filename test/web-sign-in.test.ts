// The way in and out, through a real OpenID Connect provider.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { areSamplesAllowed, providersIn } from '#access';
import type { SamplePerson } from '#access';

import type { WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor, visitor } from './web-house.ts';

const people: SamplePerson[] = [
  { sub: 'anna', name: 'Анна Ильина' },
  { sub: 'zags-officer', name: 'Мария Петрова', agency: 'zags', roles: ['caseworker'] },
];
let house: WebHouse;
before(async () => (house = await openWebHouse(0, people)));
after(async () => await house.close());

describe('a resident', () => {
  it('signs in, sees her name and her cases, and signs out', async () => {
    const anna = browser();
    const cases = await anna.walk(`${house.url}/sign-in/residents`, 'anna');
    assert.equal(cases.status, 200);
    assert.equal(new URL(cases.url).pathname, '/my');
    assert.match(cases.page, /Анна Ильина/u);
    const cookie = anna.cookies.get('okno-session')!;
    assert.match(cookie.line, /HttpOnly/u);
    assert.match(cookie.line, /SameSite=Lax/u);
    assert.doesNotMatch(cookie.line, /Secure/u, 'this is plain http');
    await anna.send(`${house.url}/sign-out`, house.url);
    assert.match((await anna.walk(`${house.url}/my`, 'nobody-chosen')).url, /\/sign-in/u);
  });

  it('comes back to the English page she wanted to see', async () => {
    const anna = browser();
    const page = await anna.walk(`${house.url}/en/sign-in/residents?to=%2Fen%2Fmy`, 'anna');
    assert.equal(new URL(page.url).pathname, '/en/my');
  });

  it('is not sent to another site after signing in', async () => {
    for (const to of ['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)', '/a b']) {
      const anna = browser();
      const page = await anna.walk(`${house.url}/sign-in/residents?to=${encodeURIComponent(to)}`, 'anna');
      assert.equal(new URL(page.url).origin, house.url, to);
      assert.equal(new URL(page.url).pathname, '/my', to);
    }
  });

  it('is told what to do when the sign-in was begun in another window', async () => {
    const page = await visitor(house.app).get('/signed-in?code=x&state=y');
    assert.equal(page.status, 400);
    assert.match(saidOn(page.page), /десяти минут/u);
  });

  it('loses the session with the quick way out', async () => {
    const anna = await signedInVisitor(house, {
      actor: { kind: 'person', person: 'anna' },
      name: 'Анна',
      roles: [],
      actsFor: [],
    });
    assert.equal((await anna.get('/my')).status, 200);
    await anna.get('/leave');
    assert.match((await anna.get('/my')).path, /^\/sign-in/u);
  });
});

describe('an officer', () => {
  it('comes to the tasks of her agency', async () => {
    const page = await browser().walk(`${house.url}/sign-in/officers`, 'zags-officer');
    assert.equal(new URL(page.url).pathname, '/work');
    assert.match(page.page, /Мария Петрова/u);
  });
});

describe('an officer whom her directory no longer knows as she was', () => {
  const officer = (agency: string, roles: SamplePerson['roles'] = ['caseworker']): void => {
    people.splice(2, 1, { sub: 'moving', name: 'Ольга Сомова', agency, roles });
  };

  it('works for her new agency a few minutes after she moved, and no more for the old one', async () => {
    officer('zags');
    const olga = browser();
    await olga.walk(`${house.url}/sign-in/officers`, 'moving');
    const token = olga.cookies.get('okno-session')!.value;
    const before = await house.sessions.read(token);
    officer('social-protection', ['caseworker', 'lead']);
    house.moveTo('2026-03-02T12:06:00+07:00');
    const both = await Promise.all([house.sessions.read(token), house.sessions.read(token)]);
    const after = await house.sessions.read(token);
    assert.deepEqual(before?.actor, { kind: 'officer', officer: 'moving', agency: 'zags' });
    const agencies = both.map((one) => one?.actor.kind === 'officer' && one.actor.agency);
    assert.ok(agencies.includes('social-protection'));
    assert.deepEqual(after?.actor, { kind: 'officer', officer: 'moving', agency: 'social-protection' });
    assert.deepEqual(after.roles, ['caseworker', 'lead']);
  });

  it('is signed out when she was struck off', async () => {
    officer('zags');
    const olga = browser();
    await olga.walk(`${house.url}/sign-in/officers`, 'moving');
    people.splice(2, 1);
    house.moveTo('2026-03-02T12:12:00+07:00');
    const walked = await olga.walk(`${house.url}/work`, '');
    assert.equal(new URL(walked.url).pathname, '/sign-in');
    assert.equal(await house.sessions.read(olga.cookies.get('okno-session')!.value), undefined);
  });
});

describe('signing out', () => {
  it('is not done by a form of another site', async () => {
    const anna = browser();
    await anna.walk(`${house.url}/sign-in/residents`, 'anna');
    assert.equal((await anna.send(`${house.url}/sign-out`, 'https://evil.test')).status, 403);
    assert.equal((await anna.walk(`${house.url}/my`, '')).status, 200);
  });
});

describe('the development provider', () => {
  it('is never there in production and never without samples', () => {
    assert.equal(areSamplesAllowed({}, people), true);
    assert.equal(areSamplesAllowed({ NODE_ENV: 'production' }, people), false);
    assert.equal(areSamplesAllowed({}, []), false);
    const real = { OKNO_OFFICERS_ISSUER: 'x', OKNO_OFFICERS_CLIENT_ID: 'x', OKNO_OFFICERS_CLIENT_SECRET: 'x' };
    assert.equal(areSamplesAllowed(real, people), false, 'where real people sign in there are no fictional ones');
  });

  it('gives way to providers that the environment names', () => {
    const named = {
      OKNO_RESIDENTS_ISSUER: 'https://id.test',
      OKNO_RESIDENTS_CLIENT_ID: 'okno',
      OKNO_RESIDENTS_CLIENT_SECRET: 'secret',
      OKNO_OFFICERS_ISSUER: 'https://half.test',
    };
    assert.deepEqual(
      providersIn(named).map(({ realm }) => realm),
      ['residents'],
    );
  });
});

type Walked = { readonly status: number; readonly url: string; readonly page: string };

/** A browser without script that keeps the cookies of each site and chooses a person at the provider. */
function browser(): {
  readonly cookies: Map<string, { readonly value: string; readonly line: string }>;
  readonly walk: (address: string, as: string) => Promise<Walked>;
  readonly send: (address: string, origin: string) => Promise<Response>;
} {
  const cookies = new Map<string, { readonly value: string; readonly line: string }>();
  const ask = async (
    address: URL,
    init: { readonly method?: string; readonly body?: URLSearchParams; readonly headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    const cookie = [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, { value, line });
    }
    return response;
  };
  return {
    cookies,
    walk: async (address, as) => {
      for (let at = new URL(address), step = 0; step < 15; step += 1) {
        if (at.pathname.startsWith('/who/')) at.searchParams.set('as', as);
        const response = await ask(at);
        const location = response.headers.get('location');
        if (location === null) return { status: response.status, url: at.href, page: await response.text() };
        at = new URL(location, at);
      }
      throw new Error('Sent round and round.');
    },
    send: async (address, origin) =>
      await ask(new URL(address), {
        method: 'POST',
        body: new URLSearchParams(),
        headers: { origin },
      }),
  };
}
