import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import type { Arrived, Reply } from '#protocol';

import type { FaultKind, FaultSwitch, OnItsWay } from './faults.ts';

export type DoorAround = {
  readonly provide: (arrived: Arrived, faults: ReadonlySet<FaultKind>) => Reply;
  readonly faults: Pick<FaultSwitch, 'draw'>;
  readonly onItsWay: OnItsWay;
};

const mostBytes = 256 * 1024;

/**
 * What comes under `/r1/`, straight from the HTTP server of Node: a question is read and answered for less than any framework
 * takes to hand it over.
 */
export function createExchangeDoor({ provide, faults, onItsWay }: DoorAround): RequestListener {
  return (incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    if (headers['transfer-encoding'] !== undefined) return turnAway(outgoing, 411);
    if (Number(headers['content-length'] ?? 0) > mostBytes) return turnAway(outgoing, 413);
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      answer({ method, path, headers: headersOf(incoming), body }, outgoing).catch((error: unknown) => {
        // One question that breaks it does not end the agency.
        console.error(error);
        turnAway(outgoing, 500);
      });
    });
  };

  async function answer(arrived: Arrived, outgoing: ServerResponse): Promise<void> {
    const befallen = faults.draw();
    const reply = await onItsWay(provide(arrived, befallen), befallen);
    if (reply === undefined) return void outgoing.destroy();
    outgoing.writeHead(reply.status, [
      ...reply.headers.flat(),
      'content-length',
      String(Buffer.byteLength(reply.body)),
    ]);
    outgoing.end(reply.body);
  }
}

function headersOf({ headers }: IncomingMessage): Arrived['headers'] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
}

function turnAway(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
}
