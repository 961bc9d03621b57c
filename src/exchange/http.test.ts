import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import { listening } from '#test/register.ts';

import { createHttp } from './http.ts';

let address = '';
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  answer(request, response);
});
before(async () => void (address = await listening(server)));
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void asked.splice(0));

const get = { method: 'GET', headers: [], body: '' };

test('An answer comes with its status, its headers as they were told, and its letters', async () => {
  const http = createHttp();
  let body = '';
  answer = (request, response) => {
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => response.writeHead(202, { 'X-Road-Id': 'q-1', 'x-two': ['a', 'b'] }).end('принято'));
  };
  const post = { method: 'POST', headers: [['content-type', 'application/json'] as const], body: '«да»' };
  const came = await http(`${address}/r1/a?b=%D1%8F`, post, 5000);
  http.close();
  assert.deepEqual(asked, ['/r1/a?b=%D1%8F']);
  assert.equal(body, '«да»');
  assert.deepEqual([came.status, came.body], [202, 'принято']);
  const told = came.headers.filter(([name]) => name.startsWith('x-'));
  assert.deepEqual(told, [
    ['x-road-id', 'q-1'],
    ['x-two', 'a'],
    ['x-two', 'b'],
  ]);
});

test('An agency that does not answer in time is given up, and so is a question that stood in line behind it', async () => {
  const http = createHttp(1);
  const { promise: hungUp, resolve } = Promise.withResolvers<void>();
  answer = (request) => void request.socket.once('close', resolve);
  const both = await Promise.allSettled(['/first', '/second'].map((path) => http(`${address}${path}`, get, 50)));
  for (const one of both) assert.ok(one.status === 'rejected' && /no answer within 50 ms/u.test(String(one.reason)));
  await hungUp;
  answer = (_request, response) => void response.end('ok');
  assert.equal((await http(`${address}/third`, get, 5000)).body, 'ok');
  http.close();
  assert.deepEqual(asked, ['/first', '/third'], 'nobody waits for the second any more: it is not sent');
});

test('An answer that is too long, or holds a sign that no database keeps, is no answer; nor is one from elsewhere', async () => {
  const http = createHttp();
  answer = (_request, response) => void response.end(Buffer.alloc(5 * 1024 * 1024, 'a'));
  await assert.rejects(http(`${address}/long`, get, 5000));
  answer = (_request, response) => void response.end('a\0b');
  await assert.rejects(http(`${address}/zero`, get, 5000), /U\+0000/u);
  answer = (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end();
  assert.equal((await http(`${address}/moved`, get, 5000)).status, 302);
  http.close();
});

test('Nobody listens: that is told, not waited for', async () => {
  const http = createHttp();
  await assert.rejects(http('http://127.0.0.1:1/', get, 5000), /ECONNREFUSED/u);
  http.close();
});
