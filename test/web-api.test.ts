// Joint cases for programs: the same rights, looks and commands as the pages, described by /openapi.json.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';

import type { SignedIn } from '#access';
import { caseByNumber } from '#cases';
import { readSamples } from '#desk';
import { entriesAbout } from '#journal';
import {
  caseListShape,
  caseShape,
  eventsShape,
  journalShape,
  agreementListShape,
  workShape,
} from '#web/api/case-shape.ts';
import { problemShape } from '#web/api/openapi.ts';
import { apiOperations } from '#web/api/serve-operations.ts';

import { root } from './catalogue.ts';
import type { WebHouse } from './web-house.ts';
import { openWebHouse } from './web-house.ts';

const anna: SignedIn = { actor: { kind: 'person', person: 'anna' }, name: 'Анна', roles: [], actsFor: [] };
const officer = (agency: string, roles: SignedIn['roles'] = ['caseworker', 'lead']): SignedIn => ({
  actor: { kind: 'officer', officer: `${agency}-1`, agency },
  name: agency,
  roles,
  actsFor: [],
});

type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          { readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }> }
        >
      >
    >
  >;
};
type Answer = { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> };

let house: WebHouse;
let number = '';
let keys = 0;
const tokens = new Map<SignedIn, string>();

before(async () => {
  house = await openWebHouse();
});
after(async () => await house.close());

const key = (): string => `a-key-of-the-test-${(keys += 1)}`;

async function ask(
  who: SignedIn | undefined,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const cookies: Record<string, string> = {};
  if (who !== undefined) {
    const token = tokens.get(who) ?? (await house.sessions.begin(who)).token;
    tokens.set(who, token);
    cookies['cookie'] = `okno-session=${token}`;
  }
  const ofCommand = method === 'POST' ? { 'idempotency-key': key(), 'content-type': 'application/json' } : {};
  const response = await house.app.request(`http://okno.test${path}`, {
    method,
    headers: { host: 'okno.test', origin: 'http://okno.test', ...cookies, ...ofCommand, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

function firstProblem({ body }: Answer): ReturnType<typeof problemShape.parse>['problems'][number] {
  return problemShape.parse(body).problems[0]!;
}

async function documented(): Promise<Document> {
  return (await (await house.app.request('/openapi.json')).json()) as Document;
}

/** Whether an answer is as the document says; an undocumented field is a mistake too. */
async function assertDocumented(path: string, method: 'get' | 'post', { status, body }: Answer): Promise<void> {
  const schema = (await documented()).paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema;
  assert.ok(schema !== undefined, `${method} ${path} documents no ${status}`);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  assert.ok(ajv.validate(schema, body), ajv.errorsText().slice(0, 600));
}

describe('the document of the API', () => {
  it('is OpenAPI 3.1 by its official schema, and names every operation once', async () => {
    const document = await documented();
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    assert.ok(valid, JSON.stringify(errors ?? ''));
    const served = apiOperations.map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/gu, '{$1}')}`);
    const told = Object.entries(document.paths).flatMap(([path, some]) =>
      Object.keys(some).map((method) => `${method} ${path}`),
    );
    assert.deepEqual(told.toSorted(), [...served, 'post /api/solve', 'post /api/hear'].toSorted());
    assert.equal(new Set(apiOperations.map(({ id }) => id)).size, apiOperations.length);
  });
});

describe('a program of a resident', () => {
  it('opens her case on her situation, and once, however often it is sent', async () => {
    const sample = (await readSamples(`${root}/examples`)).find(({ file }) => file.startsWith('02-'));
    const { asOf: _, ...situation } = sample!.input;
    const opening = { agreement: 'family-in-need', situation };
    const same = { 'idempotency-key': 'the-same-key-of-the-test' };
    const opened = await ask(anna, 'POST', '/api/cases', opening, same);
    assert.equal(opened.status, 201, JSON.stringify(opened.body));
    await assertDocumented('/api/cases', 'post', opened);
    number = String(opened.body['number']);
    assert.equal(opened.headers.get('location'), `/api/cases/${number}`);
    assert.deepEqual((await ask(anna, 'POST', '/api/cases', opening, same)).body, opened.body);
    const list = await ask(anna, 'GET', '/api/cases');
    await assertDocumented('/api/cases', 'get', list);
    assert.equal(caseListShape.parse(list.body).cases.length, 1);
  });

  it('reads it whole, with its version as ETag', async () => {
    const seen = await ask(anna, 'GET', `/api/cases/${number}`);
    assert.equal(seen.status, 200);
    await assertDocumented('/api/cases/{number}', 'get', seen);
    assert.equal(seen.headers.get('etag'), `"${caseShape.parse(seen.body).version}"`);
    const events = await ask(anna, 'GET', `/api/cases/${number}/events`);
    await assertDocumented('/api/cases/{number}/events', 'get', events);
    assert.equal(eventsShape.parse(events.body).events[0]?.kind, 'case-opened');
  });

  it('is told what is wrong with what it sent, in the language it asked for', async () => {
    const wrong = await ask(anna, 'POST', `/api/cases/${number}/finish-task`, { task: 7 }, { 'accept-language': 'ru' });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.match(firstProblem(wrong).message, /[а-яё]/iu);
    assert.equal(firstProblem(wrong).place?.path, '/task');
    const more = await ask(anna, 'POST', `/api/cases/${number}/close`, { please: true });
    assert.equal(more.status, 422, 'what is not known is not read past');
    const keyless = await ask(anna, 'POST', `/api/cases/${number}/close`, {}, { 'idempotency-key': '' });
    assert.equal(firstProblem(keyless).code, 'idempotency-key-missing');
    assert.equal((await ask(anna, 'GET', `/api/cases/${number}/close`)).status, 405);
    const bad = await ask(anna, 'POST', '/api/cases', { agreement: 'family-in-need', situation: {} });
    assert.equal(bad.status, 422);
  });

  it('is told of signs and days that nobody can keep', async () => {
    const path = `/api/cases/${number}`;
    const purpose = { ru: 'решить', en: 'to decide' };
    const consent = { facts: ['works'], to: ['zags'], purpose, until: '2026-04-01' };
    const told = (body: object): Promise<Answer> => ask(anna, 'POST', `${path}/consent`, body);
    for (const ru of ['a\u0000', 'a\ud800', '\udc00']) {
      const torn = await told({ ...consent, purpose: { ...purpose, ru } });
      assert.deepEqual([torn.status, firstProblem(torn).code], [422, 'unkeepable-sign']);
    }
    const hidden = await told({ ...consent, purpose: { ...purpose, ru: 'отказ \u202eон' } });
    assert.deepEqual([hidden.status, firstProblem(hidden).code], [422, 'hidden-sign']);
    assert.match(firstProblem(hidden).message, /U\+202E/u);
    assert.equal((await told({ ...consent, purpose: { ...purpose, ru: '\\u0000 \u{1f600}' } })).status, 200);
    for (const until of ['0000-01-01', '9999-12-31', '2026-02-29'])
      assert.equal(firstProblem(await told({ ...consent, until })).place?.path, '/until', until);
    const at = '9999-12-31T23:59:59-14:00';
    assert.equal(
      (await ask(anna, 'POST', `${path}/call-meeting`, { at, place: 'x', agenda: [], invited: [] })).status,
      422,
    );
    for (const query of ['on=0000-01-01', 'on=2026-03-02&known=9999-12-31'])
      assert.equal((await ask(anna, 'GET', `${path}/held?${query}`)).status, 422, query);
    const after = Buffer.from(JSON.stringify(['a', 'b', 'c', '0000-01-01', 0])).toString('base64url');
    assert.equal((await ask(officer('social-protection'), 'GET', `/api/work?after=${after}`)).status, 200);
  });

  it('whose key was used for another command is heard all the same', async () => {
    const same = { 'idempotency-key': 'a-key-for-two-commands' };
    const path = `/api/cases/${number}`;
    const meeting = { at: '2026-03-09T10:00:00+07:00', place: 'МФЦ', agenda: [], invited: [] };
    assert.equal((await ask(anna, 'POST', `${path}/call-meeting`, meeting, same)).status, 200);
    const { meetings } = caseShape.parse((await ask(anna, 'GET', path)).body);
    const cancel = { meeting: meetings.at(-1)!.id, reason: 'болеем' };
    assert.equal((await ask(anna, 'POST', `${path}/cancel-meeting`, cancel, same)).status, 200);
    const after = caseShape.parse((await ask(anna, 'GET', path)).body);
    assert.equal(after.meetings.at(-1)!.state, 'cancelled');
    // Of the first command with another body it is told; sent again as it was, it gets the first answer.
    const other = await ask(anna, 'POST', `${path}/cancel-meeting`, { ...cancel, reason: 'передумали' }, same);
    assert.deepEqual([other.status, firstProblem(other).code], [422, 'idempotency-key-reused']);
    assert.equal((await ask(anna, 'POST', `${path}/cancel-meeting`, cancel, same)).status, 200);
  });

  it('cannot be made to command by another site', async () => {
    const foreign = await ask(anna, 'POST', `/api/cases/${number}/close`, {}, { origin: 'https://evil.example' });
    assert.equal(foreign.status, 403);
    assert.equal(firstProblem(foreign).code, 'other-origin');
  });
});

describe('a program of an agency', () => {
  it('finds its tasks, and takes one as it has seen it', async () => {
    const lead = officer('social-protection');
    const work = await ask(lead, 'GET', '/api/work?whose=nobody');
    await assertDocumented('/api/work', 'get', work);
    const task = workShape.parse(work.body).tasks[0]!;
    assert.equal((await ask(lead, 'GET', '/api/work?whose=everybody')).status, 422);
    const seen = await ask(lead, 'GET', `/api/cases/${number}`);
    await assertDocumented('/api/cases/{number}', 'get', seen);
    const match = { 'if-match': seen.headers.get('etag')! };
    const taken = await ask(lead, 'POST', `/api/cases/${number}/take-task`, { task: task.task }, match);
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    await assertDocumented('/api/cases/{number}/take-task', 'post', taken);
    const colleague = { ...lead, actor: { kind: 'officer', officer: 'slow', agency: 'social-protection' } } as const;
    const late = await ask(
      colleague,
      'POST',
      `/api/cases/${number}/finish-task`,
      { task: task.task, result: '' },
      match,
    );
    assert.equal(late.status, 412);
    assert.match(firstProblem(late).message, /Пока вы писали/u);
    const unreadable = { 'if-match': 'yesterday' };
    assert.equal(
      (await ask(lead, 'POST', `/api/cases/${number}/take-task`, { task: task.task }, unreadable)).status,
      400,
    );
  });

  it('sees no more than its page does, and every look is in the journal of the person', async () => {
    const before = (await entriesAbout(house.database, 'anna', { most: 1000 })).length;
    const seen = await ask(officer('zags'), 'GET', `/api/cases/${number}`);
    await assertDocumented('/api/cases/{number}', 'get', seen);
    assert.ok(!JSON.stringify(caseShape.parse(seen.body).told).includes('dangerFromPerson'));
    assert.equal((await entriesAbout(house.database, 'anna', { most: 1000 })).length, before + 1);
    const journal = await ask(anna, 'GET', '/api/journal');
    await assertDocumented('/api/journal', 'get', journal);
    assert.ok(
      journalShape.parse(journal.body).entries.some(({ actor }) => actor.kind === 'officer' && actor.agency === 'zags'),
    );
    const stranger = await ask(officer('rosreestr'), 'GET', `/api/cases/${number}`);
    assert.equal(stranger.status, 403);
    assert.deepEqual(stranger.body, (await ask(officer('rosreestr'), 'GET', '/api/cases/2026-999999')).body);
  });

  it('cannot do what its page could not', async () => {
    const joint = (await caseByNumber(house.database, number))!;
    const passport = joint.tasks.find(({ service, kind }) => service === 'passport' && kind === 'decide')!;
    const decide = { task: passport.id, outcome: 'granted', reason: 'x' };
    assert.equal((await ask(officer('zags'), 'POST', `/api/cases/${number}/decide`, decide)).status, 403);
    assert.equal((await ask(officer('mvd'), 'POST', `/api/cases/${number}/decide`, decide)).status, 409);
    assert.equal((await ask(officer('mvd'), 'POST', `/api/cases/${number}/close`, {})).status, 403);
    assert.equal((await ask(undefined, 'POST', `/api/cases/${number}/close`, {})).status, 401);
  });

  it('tells a new fact, and the plan changes', async () => {
    const facts = [{ fact: 'hasPassport', subject: 'anna', value: true }];
    const told = await ask(officer('social-protection'), 'POST', `/api/cases/${number}/tell-facts`, { facts });
    assert.equal(told.status, 200, JSON.stringify(told.body));
    const { body } = await ask(anna, 'GET', `/api/cases/${number}/events`);
    const change = eventsShape.parse(body).events.findLast(({ kind }) => kind === 'plan-changed');
    assert.match(change?.sentences?.[0]?.ru ?? '', /новые сведения/u);
  });
});

describe('agreements', () => {
  it('are for everybody to read', async () => {
    const list = await ask(undefined, 'GET', '/api/agreements');
    await assertDocumented('/api/agreements', 'get', list);
    const one = await ask(undefined, 'GET', `/api/agreements/${agreementListShape.parse(list.body).agreements[0]!.id}`);
    await assertDocumented('/api/agreements/{id}', 'get', one);
    assert.equal((await ask(undefined, 'GET', '/api/agreements/none')).status, 404);
  });
});

describe('an access token', () => {
  it('that nobody gave out opens nothing, and many wrong ones are not tried', async () => {
    for (let count = 0; count < 30; count += 1) {
      const wrong = await ask(undefined, 'GET', '/api/cases', undefined, { authorization: `Bearer wrong${count}` });
      assert.equal(wrong.status, 401);
      assert.match(wrong.headers.get('www-authenticate') ?? '', /invalid_token/u);
    }
    const spent = await ask(undefined, 'GET', '/api/cases', undefined, { authorization: 'Bearer wrong-again' });
    assert.equal(spent.status, 429);
  });
});
