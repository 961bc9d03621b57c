import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { listening } from '#test/register.ts';

import { createExchangeDoor } from './exchange-door.ts';

let address = '';
/** How many questions each transaction answered that came to its end. */
const kept: number[] = [];
let answered = 0;
const door = createExchangeDoor({
  provide: ({ body }) => {
    if (body === 'broken') throw new Error('It cannot be answered.');
    answered += 1;
    return { status: 200, headers: [], body: `answer to ${body}` };
  },
  faults: { draw: () => new Set() },
  onItsWay: async (reply) => reply,
  atOnce: (work) => {
    answered = 0;
    const result = work();
    kept.push(answered);
    return result;
  },
});
const server = createServer(door);
before(async () => void (address = await listening(server)));
after(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(body: string): Promise<string> {
  const answer = await fetch(address, { method: 'POST', body });
  return `${answer.status} ${await answer.text()}`;
}

test('Questions that come together are written down together, and each gets its own answer', async () => {
  const questions = Array.from({ length: 40 }, (_, number) => `question ${number}`);
  assert.deepEqual(
    await Promise.all(questions.map(ask)),
    questions.map((question) => `200 answer to ${question}`),
  );
  assert.equal(
    kept.reduce((sum, count) => sum + count, 0),
    questions.length,
  );
  assert.ok(kept.length < questions.length, `${kept.length} transactions`);
});

test('A question that breaks it is told so alone', async () => {
  const told = console.error;
  const heard: unknown[] = [];
  console.error = (error: unknown) => void heard.push(error);
  try {
    const answers = await Promise.all(['one', 'broken', 'two', 'three'].map(ask));
    assert.deepEqual(answers, ['200 answer to one', '500 ', '200 answer to two', '200 answer to three']);
    assert.equal(heard.length, 1);
  } finally {
    console.error = told;
  }
});
