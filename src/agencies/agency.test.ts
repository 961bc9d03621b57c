import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';

import {
  answerShape,
  createChecker,
  es256,
  keyDirectory,
  oknoOf,
  receiveQuestion,
  registryOf,
  serviceOf,
} from '#protocol';
import type { CheckedAnswer, FactsAnswer, Received } from '#protocol';

import { ask } from './ask.ts';
import type { Asker } from './ask.ts';
import { checkConformance } from './conformance.ts';
import { readDirectory, readSigners, readyKeys } from './keys.ts';
import { agencyKind } from './registers.ts';
import { runAgency } from './run-agency.ts';

const root = join(import.meta.dirname, '../..');
const now = new Date('2026-03-02T05:00:00Z');
const mfc = oknoOf('mfc');
const anna = { surname: 'Ильина', givenName: 'Анна', birthDate: '2006-07-15' };

let folder = '';
let number = 0;
const newId = (): string => `id-${(number += 1)}`;
const closing: (() => Promise<void>)[] = [];

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'okno-agencies-'));
  readyKeys(join(folder, 'keys'), [...['sfr', 'zags'].map((id) => registryOf(id)), mfc], now);
});
after(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function started(id: string, okno?: string): Promise<string> {
  const kind = agencyKind(id)!;
  const data = mkdtempSync(join(folder, id));
  const { url, close } = await runAgency(kind, {
    folder: data,
    keysFolder: join(folder, 'keys'),
    examplesFolder: join(root, 'examples'),
    port: 0,
    ...(okno === undefined ? {} : { okno }),
    seed: 1,
    now: () => now,
    newId,
  });
  closing.push(close);
  return url;
}

const checker = () => createChecker([es256], keyDirectory(readDirectory(join(folder, 'keys'))));

const asker = (url: string): Asker => ({
  url,
  signer: readSigners(join(folder, 'keys'), mfc).signer,
  check: checker(),
  now: () => now,
});

function askFacts(
  url: string,
  agency: string,
  facts: readonly string[],
  { subject = anna, id = newId() }: { readonly subject?: object; readonly id?: string } = {},
): Promise<CheckedAnswer> {
  const service = serviceOf(registryOf(agency), 'facts');
  const body = { subject, facts, purpose: 'семья в нужде', ground: { kind: 'agreement', basis: 'п. 4.1' } };
  return ask(asker(url), { service, headers: { client: mfc, id, issue: 'case-17' }, body });
}

function factsIn(checked: CheckedAnswer): FactsAnswer['facts'] {
  assert.ok('answer' in checked, JSON.stringify(checked));
  return answerShape.parse(JSON.parse(checked.answer.message.body)).facts;
}

const asked = async (url: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  (await (await fetch(`${url}/admin/asked`)).json()) as readonly Readonly<Record<string, unknown>>[];

const withFault = (url: string, on: readonly string[]): Promise<Response> =>
  fetch(`${url}/admin/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
  });

describe('the Social Fund', () => {
  let url = '';
  before(async () => {
    url = await started('sfr');
  });

  test('answers what it holds about Anna, and says of what it does not know that it does not know', async () => {
    const [works, pension, earnings] = factsIn(await askFacts(url, 'sfr', ['works', 'monthlyPension', 'earnings12']));
    assert.deepEqual(works, { fact: 'works', value: false, heldSince: '2006-07-15', quality: 'register' });
    assert.deepEqual(pension, { fact: 'monthlyPension', notFound: true });
    assert.deepEqual(earnings, { fact: 'earnings12', notFound: true });
  });

  test('does not guess whom is meant', async () => {
    const nobody = { surname: 'Ильина', givenName: 'Анна', birthDate: '1999-01-01' };
    assert.deepEqual(factsIn(await askFacts(url, 'sfr', ['works'], { subject: nobody })), [
      { fact: 'works', notFound: true },
    ]);
    const many = { surname: 'Абрамова' };
    assert.deepEqual(factsIn(await askFacts(url, 'sfr', ['works'], { subject: many })), [
      { fact: 'works', notFound: true },
    ]);
  });

  test('keeps for itself who asked what, for which case and on which ground, once for each question', async () => {
    const id = newId();
    assert.deepEqual(
      factsIn(await askFacts(url, 'sfr', ['disability'], { id })),
      factsIn(await askFacts(url, 'sfr', ['disability'], { id })),
    );
    const found = (await asked(url)).filter((put) => put['id'] === id);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.['ground'], 'agreement: п. 4.1');
    assert.equal(found[0]?.['issue'], 'case-17');
    assert.equal(found[0]?.['times'], 2);
  });

  test('takes no question for another agency, and none that is not signed', async () => {
    const other = await askFacts(url, 'zags', ['sex']);
    assert.ok('failed' in other && other.failed.type === 'Server.ServerProxy.UnknownMember');
    const unsigned = await fetch(`${url}/r1/OKNO-TEST/GOV/sfr/registry/facts`, {
      method: 'POST',
      headers: { 'x-road-client': 'OKNO-TEST/GOV/mfc/okno', 'x-road-id': 'x' },
      body: '{}',
    });
    assert.equal(unsigned.status, 403);
    assert.equal(unsigned.headers.get('x-road-error'), 'Server.ServerProxy.InvalidSignature');
  });

  test('reads no letter without end', async () => {
    const handIn = (body: BodyInit) =>
      fetch(`${url}/r1/OKNO-TEST/GOV/sfr/registry/facts`, { method: 'POST', body, duplex: 'half' } as RequestInit);
    assert.equal((await handIn('x'.repeat(300_000))).status, 413);
    const streamed = new Blob(['{}']).stream();
    assert.equal((await handIn(streamed)).status, 411);
  });

  test('passes every check of conformance', async () => {
    const facts = Object.keys(agencyKind('sfr')!.holds);
    const checked = await checkConformance({ ...asker(url), agency: 'sfr', facts, newId });
    assert.deepEqual(
      checked.filter(({ fault }) => fault !== undefined),
      [],
    );
    assert.equal(checked.length, 11);
  });

  test('would fail them with a fault', async () => {
    await withFault(url, ['expired-certificate']);
    const checked = await checkConformance({ ...asker(url), agency: 'sfr', facts: ['works'], newId });
    await withFault(url, []);
    assert.ok(checked.some(({ fault }) => fault === 'outside-validity'));
  });

  test('describes itself by OpenAPI', async () => {
    const described = (await (await fetch(`${url}/openapi.json`)).json()) as {
      readonly openapi: string;
      readonly components: { readonly schemas: { readonly held: { readonly properties: object } } };
    };
    assert.equal(described.openapi, '3.1.0');
    assert.ok('disability' in described.components.schemas.held.properties);
  });
});

describe('a fault that is switched on', () => {
  let url = '';
  before(async () => {
    url = await started('sfr');
  });

  test('wrong: an answer is altered or cut off on its way, or tells what was not asked', async () => {
    await withFault(url, ['wrong']);
    const seen = new Set<string>();
    for (let time = 0; time < 12; time += 1) {
      const checked = await askFacts(url, 'sfr', ['works', 'hasSnils']);
      if ('answer' in checked) seen.add(`${factsIn(checked).length} facts`);
      else seen.add('fault' in checked ? checked.fault : 'failed');
    }
    assert.deepEqual([...seen].toSorted(), ['3 facts', 'wrong-signature']);
  });

  test('duplicate: the answer to another question is known as such', async () => {
    await withFault(url, []);
    await askFacts(url, 'sfr', ['works']);
    await withFault(url, ['duplicate']);
    const checked = await askFacts(url, 'sfr', ['hasSnils']);
    assert.ok('fault' in checked && checked.fault === 'other-question', JSON.stringify(checked));
  });

  test('expired-certificate: the signature does not count', async () => {
    await withFault(url, ['expired-certificate']);
    const checked = await askFacts(url, 'sfr', ['works']);
    assert.ok('fault' in checked && checked.fault === 'outside-validity', JSON.stringify(checked));
  });

  test('down: nobody answers', async () => {
    await withFault(url, ['down']);
    await assert.rejects(askFacts(url, 'sfr', ['works']), TypeError);
  });

  test('out-of-order: a later question is answered first', async () => {
    await withFault(url, ['out-of-order']);
    const answered: string[] = [];
    const id = newId();
    const first = askFacts(url, 'sfr', ['works'], { id }).then(() => answered.push('first'));
    while (!(await asked(url)).some((put) => put['id'] === id)) await setTimeout(5);
    await withFault(url, []);
    await Promise.all([first, askFacts(url, 'sfr', ['hasSnils']).then(() => answered.push('second'))]);
    assert.deepEqual(answered, ['second', 'first']);
  });

  test('cannot be one that there is not', async () => {
    assert.equal((await withFault(url, ['tired'])).status, 400);
  });
});

describe('a change that an agency registers', () => {
  const heard: Received[] = [];
  let refuse = true;
  let okno = '';

  before(async () => {
    const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const arrived = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: Object.entries(request.headersDistinct).map(([name, values]): [string, string] => [
          name,
          String(values),
        ]),
        body: await text(request),
      };
      const read = await receiveQuestion(arrived, checker(), now, 'test');
      if ('received' in read && !refuse) heard.push(read.received);
      response.writeHead(refuse ? 503 : 200).end();
      refuse = false;
    };
    const server = createServer((request, response) => void hear(request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    okno = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    closing.push(async () => new Promise((closed) => void server.close(() => closed())));
  });

  test('a birth is told to Okno, signed, without any fact, and told again until it is taken', async () => {
    const kind = 'zags';
    const at = { time: now.getTime() };
    const { url, close } = await runAgency(agencyKind(kind)!, {
      folder: mkdtempSync(join(folder, kind)),
      keysFolder: join(folder, 'keys'),
      examplesFolder: join(root, 'examples'),
      port: 0,
      okno,
      seed: 1,
      // Each look at the clock is a second later, so that the second try is soon due.
      now: () => new Date((at.time += 1000)),
      newId,
    });
    closing.push(close);
    const born = await fetch(`${url}/admin/changes/birth`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ snils: '99000000153', on: '2026-03-01', givenName: 'Вера', sex: 'female' }),
    });
    const { notice } = (await born.json()) as { readonly notice: string };
    while (heard.length === 0) await setTimeout(20);
    const [told] = heard;
    assert.equal(told?.about.id, notice);
    assert.equal(told?.service.service, 'notices');
    const event = JSON.parse(told?.asked.message.body ?? '') as {
      readonly type: string;
      readonly data: { readonly about: readonly { readonly snils: string }[]; readonly facts: readonly string[] };
    };
    assert.equal(event.type, 'birth');
    assert.equal(event.data.about.length, 2);
    assert.ok(!JSON.stringify(event).includes('Вера'));
    const child = event.data.about[1]!;
    const [order] = factsIn(await askFacts(url, kind, ['childOrder'], { subject: child }));
    assert.ok(order !== undefined && 'value' in order && order.value === 1);
  });

  test('is refused of somebody who is not in the register', async () => {
    const url = await started('zags');
    const refused = await fetch(`${url}/admin/changes/death`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ snils: '99099999999', on: '2026-03-01' }),
    });
    assert.equal(refused.status, 404);
  });
});
