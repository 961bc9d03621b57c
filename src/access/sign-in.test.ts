import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomPKCECodeVerifier,
} from 'openid-client';

import { onEachEngine } from '#test/each-engine.ts';

import { startSampleProvider } from './sample-provider.ts';
import type { SampleProvider } from './sample-provider.ts';
import { createSessions } from './sessions.ts';
import { createSignIn, readVouched } from './sign-in.ts';
import type { Realm, SignIn } from './sign-in.ts';

const home = 'http://127.0.0.1:9/signed-in';
const client = { clientId: 'okno', clientSecret: 'a secret of the test', redirectUris: [home] };
const people = [
  { sub: 'anna', name: 'Анна <Ильина>' },
  { sub: 'petrova', name: 'Мария Петрова', agency: 'zags', roles: ['caseworker'] as const },
];

describe('sign-in through a real provider', () => {
  let provider: SampleProvider;
  let signIn: SignIn;

  before(async () => {
    provider = await startSampleProvider(people, client, { secret: 'a key of the test' });
    signIn = createSignIn(
      (['residents', 'officers'] as const).map((realm) => ({ realm, issuer: provider.issuer, ...client })),
    );
  });
  after(async () => await provider.close());

  test('lets a resident in under her own name', async () => {
    const result = await signedIn(signIn, 'residents', 'anna');
    assert.ok('who' in result, 'problem' in result ? result.problem.code : '');
    assert.deepEqual(result.who, {
      actor: { kind: 'person', person: 'anna' },
      name: 'Анна <Ильина>',
      roles: [],
      actsFor: [],
    });
  });

  test('lets an officer in with agency and roles', async () => {
    const result = await signedIn(signIn, 'officers', 'petrova');
    assert.ok('who' in result);
    assert.deepEqual(result.who.actor, { kind: 'officer', officer: 'petrova', agency: 'zags' });
    assert.deepEqual(result.who.roles, ['caseworker']);
  });

  test('asks again who an officer is, also when her access token has run out, and not with what is worth nothing', async () => {
    const result = await signedIn(signIn, 'officers', 'petrova');
    assert.ok('who' in result && result.vouching?.refresh !== undefined);
    const { who, vouching } = result;
    for (const access of [vouching.access, 'run out']) {
      const again = await signIn.again({ ...vouching, access });
      assert.deepEqual('who' in again && again.who, who);
    }
    for (const worthless of [{ access: 'run out', refresh: 'nonsense' }, { issuer: 'https://another.test' }]) {
      const refused = await signIn.again({ ...vouching, ...worthless });
      assert.ok('problem' in refused && refused.problem.code === 'token-refused');
    }
  });

  test('does not let a resident in as an officer', async () => {
    const result = await signedIn(signIn, 'officers', 'anna');
    assert.ok('problem' in result && result.problem.code === 'claims-missing');
  });

  test('refuses an answer that was not asked for, and one used twice', async () => {
    const begun = await signIn.begin('residents', home);
    assert.ok('begun' in begun);
    const back = await comeBack(begun.address, 'anna');
    const foreign = await signIn.finish(back, { ...begun.begun, state: 'another state' });
    assert.ok('problem' in foreign && foreign.problem.code === 'sign-in-refused');
    assert.ok('who' in (await signIn.finish(back, begun.begun)));
    const again = await signIn.finish(back, begun.begun);
    assert.ok('problem' in again && again.problem.code === 'sign-in-refused');
  });

  test('knows whose access token a program shows, when the person let it into Okno', async () => {
    const token = await accessToken(provider, 'openid profile okno', 'petrova');
    const result = await signIn.bearer(token);
    assert.ok('who' in result, 'problem' in result ? result.problem.code : '');
    assert.deepEqual(result.who.actor, { kind: 'officer', officer: 'petrova', agency: 'zags' });
    const anna = await signIn.bearer(await accessToken(provider, 'openid profile okno', 'anna'));
    assert.ok('who' in anna && anna.who.actor.kind === 'person');
    for (const worthless of ['nonsense', await accessToken(provider, 'openid profile', 'petrova')]) {
      const refused = await signIn.bearer(worthless);
      assert.ok('problem' in refused && refused.problem.code === 'token-refused');
    }
  });

  test('takes nobody for an officer at the word of a provider of residents', async () => {
    const alone = createSignIn([{ realm: 'residents', issuer: provider.issuer, ...client }]);
    const result = await alone.bearer(await accessToken(provider, 'openid profile okno', 'petrova'));
    assert.ok('who' in result && result.who.actor.kind === 'person');
    assert.deepEqual(result.who.roles, []);
  });

  test('tells that a provider is down, and works when it is up again', async () => {
    const nowhere = createSignIn([{ realm: 'residents', issuer: 'http://127.0.0.1:9', ...client }]);
    const begun = await nowhere.begin('residents', home);
    assert.ok('problem' in begun && begun.problem.code === 'provider-unreachable');
  });
});

onEachEngine('a session', (database) => {
  test('of an officer goes on for half an hour while nobody can be asked who she is, and not longer', async () => {
    let clock = Date.parse('2026-03-02T09:00:00+07:00');
    const issuer = 'http://127.0.0.1:9';
    const nowhere = createSignIn([{ realm: 'officers', issuer, ...client }]);
    const now = (): Date => new Date(clock);
    const sessions = createSessions(database(), { now, random: randomBytes, vouchAgain: nowhere.again });
    const actor = { kind: 'officer', officer: 'petrova', agency: 'zags' } as const;
    const who = { actor, name: 'Мария Петрова', roles: ['caseworker'], actsFor: [] } as const;
    const { token } = await sessions.begin(who, { issuer, subject: 'petrova', access: 'a', refresh: 'b' });
    const seen: boolean[] = [];
    for (let minutes = 0; minutes <= 35; minutes += 7, clock += 7 * 60_000)
      seen.push((await sessions.read(token)) !== undefined);
    assert.deepEqual(seen, [true, true, true, true, true, false]);
  });
});

describe('claims', () => {
  test('without an agency or with a role that does not exist let nobody in', () => {
    assert.ok('problem' in readVouched('officers', { sub: 'x', name: 'X', roles: ['caseworker'] }));
    assert.ok('problem' in readVouched('officers', { sub: 'x', name: 'X', agency: 'zags', roles: ['president'] }));
    assert.ok('problem' in readVouched('residents', undefined));
  });

  test('say by what registers know a resident, as the standard or as ЕСИА writes it; what is of no such form is left out', () => {
    const names = (claims: object): unknown => {
      const read = readVouched('residents', { sub: 'anna', name: 'Анна', ...claims });
      assert.ok('who' in read);
      return read.names;
    };
    const whole = { snils: '99000000153', surname: 'Ильина', givenName: 'Анна', birthDate: '2006-07-15' };
    const told = { family_name: 'Ильина', given_name: 'Анна' };
    assert.deepEqual(names({ ...told, snils: '990-000-001 53', birthdate: '15.07.2006' }), whole);
    assert.deepEqual(names({ ...told, snils: '99000000153', birthdate: '2006-07-15', middle_name: '' }), whole);
    assert.deepEqual(names({ snils: '12', birthdate: '2006', family_name: 7 }), undefined);
    assert.deepEqual(names({}), undefined);
  });
});

/** As a program of an agency gets one: the officer lets it in, and it changes the code for a token. */
async function accessToken({ issuer }: SampleProvider, scope: string, as: string): Promise<string> {
  const found = await discovery(new URL(issuer), client.clientId, client.clientSecret, undefined, {
    execute: [allowInsecureRequests],
  });
  const verifier = randomPKCECodeVerifier();
  const address = buildAuthorizationUrl(found, {
    redirect_uri: home,
    scope,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const tokens = await authorizationCodeGrant(found, await comeBack(address.href, as), { pkceCodeVerifier: verifier });
  return tokens.access_token;
}

async function signedIn(signIn: SignIn, realm: Realm, as: string): ReturnType<SignIn['finish']> {
  const begun = await signIn.begin(realm, home);
  if ('problem' in begun) return begun;
  return await signIn.finish(await comeBack(begun.address, as), begun.begun);
}

/** Walks as a browser does: follows where it is sent, keeps cookies, chooses the person. */
async function comeBack(address: string, as: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let at = new URL(address), step = 0; step < 10; step += 1) {
    if (at.pathname.startsWith('/who/')) at.searchParams.set('as', as);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${at.pathname}: ${response.status} ${await response.text()}`);
    at = new URL(location, at);
    if (at.href.startsWith(home)) return at;
  }
  throw new Error('The provider sends the browser round and round.');
}
