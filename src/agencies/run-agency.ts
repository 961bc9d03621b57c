import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { getRequestListener } from '@hono/node-server';

import {
  createChecker,
  es256,
  keyDirectory,
  oknoOf,
  registryOf,
  serviceCodes,
  serviceOf,
  requestHash,
  writeServiceId,
} from '#protocol';
import type { Received } from '#protocol';

import { createAgencyApp } from './app.ts';
import { createExchangeDoor } from './exchange-door.ts';
import { createFaultSwitch, createOnItsWay } from './faults.ts';
import type { Switched } from './faults.ts';
import { readDirectory, readSigners } from './keys.ts';
import type { AgencyKind } from './model.ts';
import { deliverDue } from './outbox.ts';
import { residentsIn } from './people/residents.ts';
import { createProvider } from './provider.ts';
import { openStore } from './store.ts';

export type RunOptions = {
  /** Holds the database of the agency. */
  readonly folder: string;
  /** Keys of the exchange: the directory, and the agency's own. */
  readonly keysFolder: string;
  readonly examplesFolder: string;
  readonly port: number;
  /** Where Okno takes notices and late answers. */
  readonly okno?: string;
  readonly seed: number;
  readonly faults?: Switched;
  readonly now: () => Date;
  readonly newId: () => string;
};

const deliverEveryMilliseconds = 200;
const lateMilliseconds = 700;

/** Runs one sample agency until it is closed; its port when it is free, and else another one. */
export async function runAgency(
  kind: AgencyKind,
  options: RunOptions,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { folder, keysFolder, now, newId } = options;
  const store = openStore(folder, kind);
  if (store.isEmpty()) store.fill(await residentsIn(options.examplesFolder));
  const self = registryOf(kind.id);
  const { signer, expired } = readSigners(keysFolder, self);
  const faults = createFaultSwitch(options.seed, options.faults);

  const answerLater = ({ about, asked }: Received, answer: unknown): void => {
    const { instance, member } = about.client;
    const to = writeServiceId(serviceOf(oknoOf(member, instance), serviceCodes.answers));
    const body = { inReplyTo: about.id, requestHash: requestHash(asked.message), answer };
    store.send(newId(), to, JSON.stringify(body), now().getTime() + lateMilliseconds);
  };
  const check = createChecker([es256], keyDirectory(readDirectory(keysFolder)));
  const provider = createProvider({ kind, store, signer, expired, check, now, newId, answerLater });
  const door = createExchangeDoor({ provider, faults, onItsWay: createOnItsWay(faults), atOnce: store.atOnce });
  const pages = getRequestListener(createAgencyApp({ kind, store, faults, now, newId }).fetch);

  const server = await listen(options.port);
  let delivering = Promise.resolve();
  const timer = setInterval(() => {
    delivering = delivering.then(() =>
      deliverDue({ store, self, signer, okno: () => options.okno, now, faults: faults.draw }),
    );
  }, deliverEveryMilliseconds);

  return {
    url: server.url,
    close: async () => {
      clearInterval(timer);
      await delivering;
      await server.close();
      store.close();
    },
  };

  async function listen(port: number): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ url: string; close: () => Promise<void> }>();
    const http = createServer((incoming, outgoing) => {
      if (incoming.url?.startsWith('/r1/') === true) door(incoming, outgoing);
      else void pages(incoming, outgoing);
    });
    http.listen(port, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
        close: () => new Promise((closed) => void http.close(() => closed())),
      }),
    );
    http.once('error', reject);
    try {
      return await promise;
    } catch (error) {
      if (port !== 0 && error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return listen(0);
      throw error;
    }
  }
}
