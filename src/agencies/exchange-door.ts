import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import type { Arrived, ReceivedOrRefused, Reply } from '#protocol';

import type { FaultKind, FaultSwitch, OnItsWay } from './faults.ts';
import type { Provider } from './provider.ts';

export type DoorAround = {
  readonly provider: Provider;
  readonly faults: Pick<FaultSwitch, 'draw'>;
  readonly onItsWay: OnItsWay;
  /** Carries out works as one transaction. */
  readonly atOnce: <Result>(work: () => Result) => Result;
};

const mostBytes = 256 * 1024;

/**
 * What comes under `/r1/`, straight from the HTTP server of Node: a question is read and answered for less than any framework
 * takes to hand it over.
 */
export function createExchangeDoor({ provider, faults, onItsWay, atOnce }: DoorAround): RequestListener {
  const waiting: Waiting[] = [];

  return (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    if (headers['transfer-encoding'] !== undefined) return turnAway(outgoing, 411);
    if (Number(headers['content-length'] ?? 0) > mostBytes) return turnAway(outgoing, 413);
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const befallen = faults.draw();
      take({ method, path, headers: headersOf(incoming), body }, befallen, outgoing).catch(broken(outgoing));
    });
  };

  async function take(arrived: Arrived, befallen: Waiting['befallen'], outgoing: ServerResponse): Promise<void> {
    waiting.push({ read: await provider.read(arrived), befallen, outgoing });
    // Questions that come in the same moment are written down together: the disk is waited for once.
    if (waiting.length === 1) setImmediate(() => answerAll(waiting.splice(0)));
  }

  function answerAll(some: readonly Waiting[]): void {
    const replyTo = ({ read, befallen }: Waiting): Reply => provider.answer(read, befallen);
    let replies: readonly Reply[] = [];
    try {
      replies = atOnce(() => some.map(replyTo));
    } catch {
      // One question that breaks it does not keep the others from their answers: each is answered by itself then.
    }
    for (const [index, one] of some.entries())
      send(() => replies[index] ?? replyTo(one), one).catch(broken(one.outgoing));
  }

  async function send(made: () => Reply, { befallen, outgoing }: Waiting): Promise<void> {
    const reply = await onItsWay(made(), befallen);
    if (reply === undefined) return void outgoing.destroy();
    outgoing.writeHead(reply.status, [
      ...reply.headers.flat(),
      'content-length',
      String(Buffer.byteLength(reply.body)),
    ]);
    outgoing.end(reply.body);
  }
}

type Waiting = {
  readonly read: ReceivedOrRefused;
  readonly befallen: ReadonlySet<FaultKind>;
  readonly outgoing: ServerResponse;
};

function headersOf({ headers }: IncomingMessage): Arrived['headers'] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
}

/** A question that breaks it does not end the agency. */
function broken(outgoing: ServerResponse): (error: unknown) => void {
  return (error) => {
    console.error(error);
    turnAway(outgoing, 500);
  };
}

function turnAway(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
}
