import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';

import type { FactAnswer } from '#protocol';
import { realCatalogue } from '#test/catalogue.ts';
import { listening } from '#test/register.ts';
import { startSmev3 } from '#test/smev3-server.ts';
import type { Smev3Server } from '#test/smev3-server.ts';

import { createHttp } from '#exchange/http.ts';
import type { Question } from '#exchange/model.ts';

import type { Connector } from './connector.ts';
import { readCsv, writeCsv } from './csv.ts';
import { createFiles } from './files.ts';
import { createRest, faultsOfMapping, restMappingShape } from './rest.ts';
import { find, readXml, timeId } from './smev3-envelope.ts';
import { createSmev3 } from './smev3.ts';

const catalogue = await realCatalogue();
const at = new Date('2026-03-02T03:00:00Z');
const http = createHttp();
after(() => http.close());
const question: Question = {
  id: '11111111-2222-8333-8444-555555555555',
  agency: 'insurer',
  asker: 'mfc',
  subject: { snils: '00100100100', surname: 'Ильина; "Анна"', birthDate: '2006-07-15' },
  facts: ['hasPolicy', 'works', 'pensions12'],
  reason: 'which help there is',
  ground: { kind: 'consent', basis: '326-ФЗ, ст. 47; 2026-03-01' },
  asOf: '2026-03-02',
};
const soon = 5000;

async function asked(connector: Connector, one = question): ReturnType<Connector['send']> {
  return await connector.send(one, await connector.write(one, at), soon);
}

describe('a plain REST service described by OpenAPI', () => {
  const mapping = restMappingShape.parse({
    method: 'GET',
    path: '/persons/{snils}/policy',
    query: { born: '{birthDate}' },
    facts: {
      hasPolicy: { at: '/policy/status', means: { active: true, ended: false }, heldSince: '/policy/from' },
      pensions12: { at: '/sums/0' },
    },
  });
  const openApi = {
    paths: {
      '/persons/{snils}/policy': {
        get: {
          responses: {
            '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } } },
          },
        },
      },
    },
    components: {
      schemas: { Person: { type: 'object', properties: { policy: { properties: { status: {}, from: {} } } } } },
    },
  };
  let address = '';
  let seen = '';
  const server = createServer((request, response) => {
    seen = `${request.method} ${request.url}`;
    const known = request.url?.includes('00100100100') === true;
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      known ? JSON.stringify({ policy: { status: 'active', from: '2020-01-05T00:00:00Z' }, sums: [1200.5] }) : '{}',
    );
  });
  before(async () => void (address = await listening(server)));
  after(() => void server.close());

  test('is asked as its mapping says, and its answer becomes facts', async () => {
    const reply = await asked(createRest({ address, mapping, send: http }));
    assert.equal(seen, 'GET /persons/00100100100/policy?born=2006-07-15');
    assert.ok(reply.kind === 'answered');
    assert.deepEqual(reply.facts, [
      { fact: 'hasPolicy', value: true, heldSince: '2020-01-05' },
      { fact: 'works', notFound: true },
      { fact: 'pensions12', value: 1200.5 },
    ]);
  });

  test('that knows nobody says so', async () => {
    const reply = await asked(createRest({ address, mapping, send: http }), {
      ...question,
      subject: { snils: '99999999999' },
    });
    assert.ok(reply.kind === 'answered' && reply.facts.every((fact) => 'notFound' in fact));
  });

  test('and whose mapping names what is not in its description is told before it is asked', () => {
    const facts = new Set(catalogue.facts.keys());
    assert.deepEqual(faultsOfMapping(openApi, mapping, facts), ['pensions12: /sums/0']);
    const wrong = { ...mapping, path: '/people', facts: { noSuchFact: { at: '/policy/status', means: {} } } };
    assert.deepEqual(faultsOfMapping(openApi, wrong, facts), ['GET /people', 'noSuchFact']);
  });
});

describe('an agency that has nothing but a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'okno-files-'));
  const files = createFiles(folder, catalogue);
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('finds a table of questions, and what it fills in comes back as facts', async () => {
    const reply = await asked(files);
    assert.ok(reply.kind === 'queued');
    const file = join(folder, 'questions', `${question.id}.csv`);
    const rows = readCsv(readFileSync(file, 'utf8'));
    assert.equal(rows[1]?.[2], 'Ильина; "Анна"');
    const value = rows[0]!.indexOf('value');
    const filled = rows.map((row, index) =>
      row.map((cell, column) => (index > 0 && column === value ? ['', 'да', '', '1 200,50'][index]! : cell)),
    );
    writeFileSync(join(folder, 'answers', `${question.id}.csv`), writeCsv(filled));
    const [came, ...others] = await files.collect!(soon);
    assert.deepEqual(others, []);
    assert.ok(came?.reply.kind === 'answered' && came.inquiry === question.id);
    assert.deepEqual(came.reply.facts, [
      { fact: 'hasPolicy', value: true },
      { fact: 'works', notFound: true },
      { fact: 'pensions12', value: 1200.5 },
    ]);
    assert.equal((await files.collect!(soon)).length, 1, 'what is not confirmed comes again');
    await came.done();
    assert.deepEqual(await files.collect!(soon), []);
    assert.deepEqual(readdirSync(join(folder, 'taken')), [`${question.id}.csv`]);
  });

  test('gives a spreadsheet no formula to count, whoever calls himself one', async () => {
    await asked(files, { ...question, id: 'formula', subject: { surname: '=HYPERLINK("http://x")', givenName: '@a' } });
    const [, row] = readCsv(readFileSync(join(folder, 'questions', 'formula.csv'), 'utf8'));
    assert.deepEqual(row?.slice(2, 4), ['\'=HYPERLINK("http://x")', "'@a"]);
  });

  test('and a folder that calls itself a table keeps nobody from the others', async () => {
    mkdirSync(join(folder, 'answers', 'a.csv'));
    assert.deepEqual(await files.collect!(soon), []);
  });

  test('and a file that is no table is put aside', async () => {
    writeFileSync(join(folder, 'answers', 'x.csv'), 'hello');
    const [came] = await files.collect!(soon);
    assert.equal(came?.reply.kind, 'failed');
    await came.done();
    assert.deepEqual(readdirSync(join(folder, 'unread')), ['x.csv']);
  });

  test('reads a table as it was written, whatever is in its cells', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.string({ unit: 'grapheme' }).filter((text) => !text.startsWith('﻿')),
            { minLength: 2, maxLength: 4 },
          ),
          { minLength: 1 },
        ),
        (rows) => {
          const wide = [['a', 'b;'], ...rows];
          assert.deepEqual(readCsv(writeCsv(wide)), wide);
        },
      ),
    ));
});

describe('СМЭВ 3', () => {
  const facts = (inside: string): string =>
    `<b:MessagePrimaryContent xmlns:b="urn://x-artefacts-smev-gov-ru/services/message-exchange/types/basic/1.2"><f:Facts xmlns:f="urn://okno/facts/1.0.0">${inside}</f:Facts></b:MessagePrimaryContent>`;
  let server: Smev3Server;
  let answer: string | undefined = facts(
    '<f:Fact name="hasPolicy" type="boolean" heldSince="2020-01-05">true</f:Fact><f:Fact name="works" type="notFound"/>',
  );
  let smev: Connector;
  before(async () => {
    server = await startSmev3(() => answer);
    // The clock goes on a minute with every look: an empty queue is never asked again too soon.
    let looks = 0;
    const now = (): Date => new Date(at.getTime() + (looks += 1) * 60_000);
    smev = createSmev3({ address: server.address, sign: async () => 'signature', send: http, now, pollSeconds: 10 });
  });
  after(async () => await server.stop());

  test('queues a request with a number made of the time, and gives the answer until it is confirmed', async () => {
    const reply = await asked(smev);
    assert.ok(reply.kind === 'queued');
    assert.match(reply.queuedAs, /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    const request = readXml(server.requests[0]!);
    assert.equal(find(request, 'Surname')?.text, 'Ильина; "Анна"');
    assert.equal(find(request, 'ReferenceMessageID')?.text, reply.queuedAs);
    const [came] = await smev.collect!(soon);
    assert.ok(came?.reply.kind === 'answered' && came.inquiry === reply.queuedAs);
    assert.deepEqual(came.reply.facts, [
      { fact: 'hasPolicy', value: true, heldSince: '2020-01-05' },
      { fact: 'works', notFound: true },
    ] satisfies FactAnswer[]);
    assert.equal((await smev.collect!(soon)).length, 1);
    await came.done();
    assert.equal(server.acknowledged.length, 1);
    assert.deepEqual(await smev.collect!(soon), []);
  });

  test('tells why a provider answered nothing: no data, no access, a failure, or only how far it is', async () => {
    const rejected = (code: string): string =>
      `<t:RequestRejected><t:RejectionReasonCode>${code}</t:RejectionReasonCode><t:RejectionReasonDescription>words</t:RejectionReasonDescription></t:RequestRejected>`;
    const expected = [
      [rejected('NO_DATA'), 'answered'],
      [rejected('ACCESS_DENIED'), 'refused'],
      [rejected('UNKNOWN_REQUEST_DESCRIPTION'), 'refused'],
      [rejected('FAILURE'), 'failed'],
      [
        '<t:RequestStatus><t:StatusCode>1</t:StatusCode><t:StatusDescription>in work</t:StatusDescription></t:RequestStatus>',
        'queued',
      ],
    ] as const;
    for (const [inside, kind] of expected) {
      answer = inside;
      await asked(smev, { ...question, id: inside });
      const [came] = await smev.collect!(soon);
      assert.equal(came?.reply.kind, kind, inside);
      await came.done();
    }
  });

  test('leaves an empty queue alone for a while', async () => {
    let clock = at.getTime();
    let signed = 0;
    const sign = async (): Promise<string> => `signature ${(signed += 1)}`;
    const idle = createSmev3({
      address: server.address,
      sign,
      send: http,
      now: () => new Date(clock),
      pollSeconds: 10,
    });
    for (const seconds of [0, 2, 8, 10]) {
      clock = at.getTime() + seconds * 1000;
      assert.deepEqual(await idle.collect!(soon), []);
    }
    assert.equal(signed, 2);
  });

  test('refuses for good, or for now', async () => {
    server.fault = 'AccessDenied';
    assert.equal((await asked(smev)).kind, 'refused');
    server.fault = 'QuoteLimitExceeded';
    assert.equal((await asked(smev)).kind, 'failed');
    server.fault = undefined;
  });

  test('numbers are different for each inquiry and hold the time to the millisecond', () =>
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (id, time) => {
          const [low = '', middle = '', high = ''] = timeId(id, time).split('-');
          const ticks = BigInt(`0x${high.slice(1)}${middle}${low}`);
          assert.equal(Number(ticks / 10_000n - 12_219_292_800_000n), time.getTime());
        },
      ),
    ));
});
