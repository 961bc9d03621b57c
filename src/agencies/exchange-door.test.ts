import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';

import { listening } from '#test/register.ts';

import { createExchangeDoor } from './exchange-door.ts';

let address = '';
/** How many questions each transaction answered that came to its end. */
const kept: number[] = [];
let answered = 0;
const door = createExchangeDoor({
  provider: {
    read: async ({ body }) => ({ refused: { status: 200, headers: [], body } }),
    answer: (read) => {
      assert.ok('refused' in read);
      const { body } = read.refused;
      if (body === 'broken') throw new Error('It cannot be answered.');
      answered += 1;
      return { status: 200, headers: [], body: `answer to ${body}.` };
    },
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

/** Writes questions onto one connection at once; gives all that comes back. */
async function askTogether(bodies: readonly string[]): Promise<string> {
  const { port, hostname } = new URL(address);
  const socket = connect(Number(port), hostname);
  const last = bodies.length - 1;
  socket.write(
    bodies
      .map((body, index) => {
        const connection = index === last ? 'close' : 'keep-alive';
        return `POST / HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
      })
      .join(''),
  );
  return await text(socket);
}

test('Questions that come in the same moment are written down together, and each gets its own answer', async () => {
  const said = await askTogether(['one', 'two', 'three']);
  assert.deepEqual(said.match(/answer to \w+\./gu), ['answer to one.', 'answer to two.', 'answer to three.']);
  assert.deepEqual(kept, [3]);
});

test('A question that breaks it is told so alone', async () => {
  const told = console.error;
  const heard: unknown[] = [];
  console.error = (error: unknown) => void heard.push(error);
  try {
    const said = await askTogether(['one', 'two', 'broken']);
    assert.deepEqual(said.match(/ (?:200|500) |answer to \w+\./gu), [
      ' 200 ',
      'answer to one.',
      ' 200 ',
      'answer to two.',
      ' 500 ',
    ]);
    assert.equal(heard.length, 1);
  } finally {
    console.error = told;
  }
});
