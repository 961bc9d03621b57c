import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import {
  answerQuestion,
  createChecker,
  createSigner,
  es256,
  keyDirectory,
  makeMemberKey,
  oknoOf,
  questionShape,
  receiveQuestion,
  registryOf,
  replyOf,
} from '#protocol';
import type { Checker, FactAnswer, FactsQuestion, Header, Received, Signer } from '#protocol';

/** How a register behaves: everything that really happens. */
export type Behaviour = {
  readonly kind: 'answers' | 'queues' | 'refuses' | 'breaks' | 'hangs up' | 'forges' | 'tells too much' | 'holds';
};

export type Register = {
  readonly address: string;
  /** Questions that came, in order. */
  readonly asked: FactsQuestion[];
  behaviour: Behaviour['kind'];
  /** Answers that it holds back; each goes out when it is called. */
  readonly held: (() => void)[];
  /** What is known by fact; others are not found. */
  readonly known: Map<string, FactAnswer>;
  readonly stop: () => Promise<void>;
};

const valid = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2030-01-01T00:00:00Z') };

/** Keys of the centre and of the agencies of a test, and what each side needs of them. */
export function keysOf(agencies: readonly string[]): {
  readonly centreSigns: Signer;
  readonly check: Checker;
  readonly signs: (agency: string) => Signer;
  readonly records: readonly ReturnType<typeof makeMemberKey>['record'][];
} {
  const centre = makeMemberKey(es256, oknoOf('mfc'), valid);
  const keys = new Map(agencies.map((agency) => [agency, makeMemberKey(es256, registryOf(agency), valid)]));
  const records = [centre, ...keys.values()].map(({ record }) => record);
  const signs = ({ record, privateKey }: typeof centre): Signer => createSigner(es256, record.keyId, privateKey);
  return {
    centreSigns: signs(centre),
    check: createChecker([es256], keyDirectory(records)),
    signs: (agency) => signs(keys.get(agency)!),
    records,
  };
}

/** A register behind a real server: reads signed questions and signs its answers. */
export async function startRegister(
  signer: Signer,
  check: Checker,
  now: () => Date,
  known: readonly FactAnswer[] = [],
): Promise<Register> {
  const answers = new Map<string, unknown>();
  let requests = 0;
  const register: Omit<Register, 'address' | 'stop'> = {
    asked: [],
    behaviour: 'answers',
    held: [],
    known: new Map(known.map((answer) => [answer.fact, answer])),
  };

  function answerTo(received: Received): { readonly status: number; readonly body: unknown } {
    const { asked, rest, about } = received;
    if (asked.message.method === 'GET') {
      const answer = answers.get(decodeURIComponent(rest.slice(1)));
      return answer === undefined
        ? { status: 404, body: { title: 'no such question' } }
        : { status: 200, body: answer };
    }
    const question = questionShape.parse(JSON.parse(asked.message.body));
    register.asked.push(question);
    const facts = question.facts.map((fact) => register.known.get(fact) ?? { fact, notFound: true });
    switch (register.behaviour) {
      case 'queues':
        answers.set(about.id, { facts });
        return { status: 202, body: { messageId: about.id, checkAfterSeconds: 30 } };
      case 'refuses':
        return { status: 403, body: { title: 'the ground is not enough' } };
      case 'tells too much':
        return { status: 200, body: { facts: [...register.known.values()] } };
      default:
        return { status: 200, body: { facts } };
    }
  }

  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (register.behaviour === 'hangs up') return void request.socket.destroy();
    if (register.behaviour === 'breaks') return void response.writeHead(503).end('out of order');
    requests += 1;
    const turn = requests;
    const headers = Object.entries(request.headers).map(([name, value]): Header => [name, String(value)]);
    const arrived = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers,
      body,
    };
    const read = await receiveQuestion(arrived, check, now(), `detail-${turn}`);
    const reply =
      'refused' in read
        ? read.refused
        : replyOf(
            answerQuestion(read.received, answerTo(read.received), { signer, at: now(), requestId: `r-${turn}` }),
          );
    const sent = register.behaviour === 'forges' ? reply.body.replace('true', 'false') : reply.body;
    const answer = (): void => void response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(sent);
    if (register.behaviour === 'holds') register.held.push(answer);
    else answer();
  }

  const server = createServer((request, response) => void hear(request, response));
  const address = await listening(server);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    await promise;
  };
  return Object.assign(register, { address, stop });
}

export async function listening(server: Server): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
