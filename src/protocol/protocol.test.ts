import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { FlattenedSign, flattenedVerify, importJWK } from 'jose';

import {
  registryOf,
  answerQuestion,
  askQuestion,
  checkAnswer,
  createChecker,
  createSigner,
  es256,
  headersToSend,
  keyDirectory,
  makeMemberKey,
  messageText,
  oknoOf,
  readSubsystemId,
  readMessageText,
  readServicePath,
  receiveQuestion,
  replyOf,
  requestHash,
  serviceOf,
  writeSubsystemId,
  writeServicePath,
} from './index.ts';
import type { Arrived, Message, Received, ReceivedOrRefused, RequestMessage, SignedMessage } from './index.ts';

const at = new Date('2026-03-02T03:00:00Z');
const valid = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2027-01-01T00:00:00Z') };
const centre = oknoOf('mfc');
const registry = registryOf('zags');
const centreKey = makeMemberKey(es256, centre, valid);
const registryKey = makeMemberKey(es256, registry, valid);
const check = createChecker([es256], keyDirectory([centreKey.record, registryKey.record]));
const centreSigns = createSigner(es256, centreKey.record.keyId, centreKey.privateKey);
const registrySigns = createSigner(es256, registryKey.record.keyId, registryKey.privateKey);
const service = serviceOf(registry, 'facts');

const ask = (body: unknown = { facts: ['birthDate'] }): SignedMessage<RequestMessage> =>
  askQuestion({ service, headers: { client: centre, id: 'q-1', issue: '2026-000017' }, body }, centreSigns, at);

function sent(asked: SignedMessage<RequestMessage>): Arrived {
  const { method, path, body } = asked.message;
  // As a proxy hands it on: other names of headers, another order, headers of its own.
  const headers = [['User-Agent', 'proxy'] as const, ...headersToSend(asked)].toReversed();
  return { method, path, body, headers: headers.map(([name, value]) => [name.toUpperCase(), value] as const) };
}

async function received(arrived: Arrived, on = at): Promise<ReceivedOrRefused> {
  return await receiveQuestion(arrived, check, on, 'detail-1');
}

async function taken(arrived: Arrived): Promise<Received> {
  const result = await received(arrived);
  assert.ok('received' in result, 'refused' in result ? result.refused.body : '');
  return result.received;
}

describe('names of members and services', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9'()+,\-.=?]{1,20}$/u).filter((text) => text !== '.' && text !== '..');
  const client = fc.record(
    { instance: part, memberClass: part, member: part, subsystem: part },
    { requiredKeys: ['instance', 'memberClass', 'member'] },
  );

  test('are read as they were written', () =>
    fc.assert(
      fc.property(client, (one) => assert.deepEqual({ ...readSubsystemId(writeSubsystemId(one)) }, { ...one })),
    ));

  test('stand in a path, with whatever follows', () =>
    fc.assert(
      fc.property(
        fc.tuple(part, part, part, part, part),
        fc.constantFrom('', '/17', '?a=1', '/v1/bar?quu=1'),
        (ids, rest) => {
          const [instance, memberClass, member, subsystem, code] = ids;
          const one = { instance, memberClass, member, subsystem, service: code };
          assert.deepEqual(readServicePath(writeServicePath(one, rest)), { service: one, rest });
        },
      ),
    ));

  test('of the standard are read: GET /r1/INSTANCE/CLASS2/MEMBER2/SUBSYSTEM2/BARSERVICE/v1/bar/zyggy?quu=1', () =>
    assert.deepEqual(readServicePath('/r1/INSTANCE/CLASS2/MEMBER2/SUBSYSTEM2/BARSERVICE/v1/bar/zyggy?quu=1'), {
      service: {
        instance: 'INSTANCE',
        memberClass: 'CLASS2',
        member: 'MEMBER2',
        subsystem: 'SUBSYSTEM2',
        service: 'BARSERVICE',
      },
      rest: '/v1/bar/zyggy?quu=1',
    }));

  test('with signs that are not allowed are not names: a slash, a colon, a way up', () => {
    for (const bad of ['A/B/C%2FD', 'A/B/C:D', 'A/B/', 'A/B', 'A/B/C/D/E', 'A/B/%', 'A/B/Ж'])
      assert.equal(readSubsystemId(bad), undefined, bad);
    for (const bad of ['/r2/A/B/C/D/E', '/r1/A/B/C/D', `/r1/A/B/C/D/E?${'x'.repeat(2000)}`])
      assert.equal(readServicePath(bad), undefined, bad);
  });
});

describe('a message', () => {
  const value = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,30}[\x21-\x7e])?$/u);
  const headers = fc.array(fc.tuple(fc.constantFrom('content-type', 'x-road-id', 'x-road-issue'), value), {
    maxLength: 3,
  });
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.record({
      kind: fc.constant('request' as const),
      method: fc.constantFrom('GET', 'POST'),
      path: fc.constantFrom('/r1/A/B/C/D/E', '/r1/A/B/C/D/E/1?x=%0D'),
      headers,
      body: fc.string({ unit: 'grapheme' }),
    }),
    fc.record({
      kind: fc.constant('response' as const),
      status: fc.integer({ min: 100, max: 599 }),
      headers,
      body: fc.string(),
    }),
  );

  test('is kept as a text from which it is read again, to the byte', () =>
    fc.assert(fc.property(message, (one) => assert.deepEqual(readMessageText(messageText(one)), { ...one }))));

  test('has a hash that changes with each part of it, and is SHA512(SHA512(headers)+SHA512(body)) in base 64', () => {
    const one = ask().message;
    const others = [
      { ...one, method: 'PUT' },
      { ...one, path: `${one.path}/2` },
      { ...one, headers: one.headers.slice(1) },
      { ...one, body: `${one.body} ` },
      { ...one, body: '' },
    ];
    assert.equal(new Set([one, ...others].map(requestHash)).size, 6);
    assert.equal(Buffer.from(requestHash(one), 'base64').length, 64);
  });
});

describe('a signed question', () => {
  test('reaches the agency with what it is asked for, and is answered to that very question', async () => {
    const asked = ask();
    const question = await taken(sent(asked));
    assert.equal(question.about.issue, '2026-000017');
    assert.deepEqual(question.asked, asked);
    const answer = answerQuestion(
      question,
      { status: 200, body: { facts: [] } },
      { signer: registrySigns, at, requestId: 'r-1' },
    );
    const back = await checkAnswer(asked, service, replyOf(answer), check, at);
    assert.ok('answer' in back);
    assert.deepEqual(back.answer, answer);
    assert.equal(back.about.requestId, 'r-1');
  });

  test('is refused when anything of it was changed on the way', async () => {
    const asked = ask();
    const arrived = sent(asked);
    const changes: readonly Arrived[] = [
      { ...arrived, body: arrived.body.replace('birthDate', 'pregnant') },
      { ...arrived, path: arrived.path.replace('zags', 'health') },
      { ...arrived, method: 'PUT' },
      {
        ...arrived,
        headers: [...arrived.headers].map(([name, text]) => [name, text.replace('000017', '000018')] as const),
      },
    ];
    for (const changed of changes) {
      const result = await received(changed);
      assert.ok('refused' in result);
      assert.match(result.refused.body, /Server\.ServerProxy\.InvalidSignature.*wrong-signature/u);
      assert.ok(result.refused.headers.some(([name]) => name === 'x-road-error'));
    }
  });

  test('counts only with a key that was valid when it was signed', async () => {
    const late = new Date('2027-02-01T00:00:00Z');
    const asked = askQuestion({ service, headers: { client: centre, id: 'q' }, body: {} }, centreSigns, late);
    const result = await received(sent(asked), late);
    assert.ok('refused' in result && result.refused.body.includes('outside-validity'));
    // Nor may it be signed in time and handed in a day later.
    const old = await received(sent(ask()), new Date('2026-03-03T03:00:00Z'));
    assert.ok('refused' in old && old.refused.body.includes('wrong-time'));
    assert.ok('key' in (await check(ask().message, ask().signature, centre)), 'years later it still counts');
  });

  test('is signed as JWS says, so that other implementations check it, and theirs is taken', async () => {
    const keys = es256.makeKeys();
    const jws = { dsaEncoding: 'ieee-p1363' } as const;
    const publicKey = createPublicKey({ key: keys.publicKey, format: 'jwk' });
    const privateKey = createPrivateKey({ key: keys.privateKey, format: 'jwk' });
    const [signBytes, checkBytes] = [es256.signWith(keys.privateKey), es256.checkWith(keys.publicKey)];
    // Enough of them for numbers that begin with a zero, which DER leaves out.
    for (let round = 0; round < 600; round += 1) {
      const bytes = Buffer.from(`message ${round}`);
      const signature = signBytes(bytes);
      assert.ok(verify('sha256', bytes, { key: publicKey, ...jws }, signature));
      assert.ok(await checkBytes(bytes, sign('sha256', bytes, { key: privateKey, ...jws })));
      assert.ok(!(await checkBytes(Buffer.from('another message'), signature)));
    }
    for (const length of [0, 63, 64, 65]) assert.ok(!(await checkBytes(Buffer.from('m'), new Uint8Array(length))));
  });

  test('is not taken from somebody who signs with the key of another', async () => {
    const asked = askQuestion({ service, headers: { client: centre, id: 'q' }, body: {} }, registrySigns, at);
    const forged = createSigner(es256, centreKey.record.keyId, registryKey.privateKey);
    for (const one of [asked, askQuestion({ service, headers: { client: centre, id: 'q' }, body: {} }, forged, at)])
      assert.ok('refused' in (await received(sent(one))));
  });

  test('of a lost key counts until the loss and not after it', async () => {
    const lost = { ...centreKey.record, revokedAt: '2026-03-02T03:00:00.000Z' };
    const checkLost = createChecker([es256], keyDirectory([lost]));
    const asked = askQuestion(
      { service, headers: { client: centre, id: 'q' } },
      centreSigns,
      new Date('2026-03-02T02:59:00Z'),
    );
    assert.ok('key' in (await checkLost(asked.message, asked.signature, centre)));
    assert.deepEqual(await checkLost(ask().message, ask().signature, centre), { fault: 'revoked' });
  });

  test('never makes the reader fail, whatever stands where the signature should be', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `${text}..${text}`),
          fc.json().map((text) => `${Buffer.from(text).toString('base64url')}..AA`),
        ),
        async (signature) => {
          assert.ok('fault' in (await check(ask().message, signature, centre, at)));
        },
      ),
    ));
});

describe('an answer', () => {
  test('to another question is not taken for the answer to this one', async () => {
    const [one, other] = [ask(), ask({ facts: ['sex'] })];
    const answer = answerQuestion(
      await taken(sent(other)),
      { status: 200, body: {} },
      { signer: registrySigns, at, requestId: 'r' },
    );
    assert.deepEqual(await checkAnswer(one, service, replyOf(answer), check, at), { fault: 'other-question' });
  });

  test('of another agency is not taken', async () => {
    const question = await taken(sent(ask()));
    const answer = answerQuestion(question, { status: 200, body: {} }, { signer: centreSigns, at, requestId: 'r' });
    assert.deepEqual(await checkAnswer(ask(), service, replyOf(answer), check, at), { fault: 'foreign-key' });
  });

  test('that only says that the exchange failed is told as such', async () => {
    const result = await received({ method: 'GET', path: '/somewhere', headers: [], body: '' });
    assert.ok('refused' in result);
    assert.equal(result.refused.status, 400);
    const back = await checkAnswer(ask(), service, result.refused, check, at);
    assert.ok('failed' in back && back.failed.type === 'Client.BadRequest');
  });
});

describe('a signature is a detached JWS', () => {
  test('that an independent tool verifies', async () => {
    const { message, signature } = ask();
    const [header = '', , value = ''] = signature.split('.');
    const payload = Buffer.from(messageText(message)).toString('base64url');
    const key = await importJWK(centreKey.record.publicKey, 'ES256');
    const verified = await flattenedVerify({ protected: header, payload, signature: value }, key);
    assert.equal(verified.protectedHeader?.kid, centreKey.record.keyId);
  });

  test('and one that an independent tool made is taken', async () => {
    const { message } = ask();
    const key = await importJWK(centreKey.privateKey, 'ES256');
    const jws = await new FlattenedSign(Buffer.from(messageText(message)))
      .setProtectedHeader({ alg: 'ES256', kid: centreKey.record.keyId, iat: at.getTime() / 1000 })
      .sign(key);
    assert.ok('key' in (await check(message, `${jws.protected}..${jws.signature}`, centre, at)));
  });
});
