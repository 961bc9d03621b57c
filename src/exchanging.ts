// Sets the exchange up for `okno serve`: keys, connections, what is done by the clock. No logic of its own.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { readDirectory, readSigners, residentsIn } from '#agencies';
import type { RunningAgencies } from '#agencies';
import type { Cases } from '#cases';
import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import {
  connect,
  createExchange,
  createGateway,
  createHttp,
  createOperations,
  createXRoad,
  disputeFact,
  identify,
  keepKeys,
  readKeys,
} from '#exchange';
import type { Connector, Dispute, Exchange, Gateway, Operations } from '#exchange';
import { createChecker, es256, keyDirectory, oknoOf, sampleInstance } from '#protocol';

type Around = {
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly now: () => Date;
  readonly today: () => string;
  readonly random: (bytes: number) => Uint8Array;
};

/** The agency in whose name Okno asks. */
const centre = 'mfc';

export type OpenedExchange = {
  readonly exchange: Exchange;
  readonly operations: Operations;
  readonly dispute: Dispute;
  readonly gateway: () => Gateway | undefined;
  /** Connects the sample agencies, whose keys are in a folder, and makes the sample residents known to them. */
  readonly connectSamples: (agencies: RunningAgencies, folder: string, examples?: string) => Promise<void>;
  /** What is done by the clock: tries again, tells cases, marks what is late. */
  readonly tick: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export function openExchange(database: Database, around: Around): OpenedExchange {
  const { now } = around;
  const connectors = new Map<string, Connector>();
  const http = createHttp();
  const exchange = createExchange(database, { ...around, connectorOf: (agency) => connectors.get(agency) });
  let gateway: Gateway | undefined;
  return {
    exchange,
    operations: createOperations(database, { catalogue: around.catalogue, exchange, now }),
    dispute: async (disputed) => await disputeFact(database, { ...disputed, at: now() }),
    gateway: () => gateway,
    connectSamples: async ({ urls }, folder, examples) => {
      const keys = join(folder, 'keys');
      await keepKeys(database, readDirectory(keys));
      const check = createChecker([es256], keyDirectory(await readKeys(database)));
      const { signer } = readSigners(keys, oknoOf(centre));
      const settings = { instance: sampleInstance, centre, signer, check, send: http, now };
      for (const [agency, address] of urls) {
        await connect(database, { agency, kind: 'x-road', address, settings: {} }, now());
        connectors.set(agency, createXRoad({ ...settings, address }));
      }
      for (const { example, snils, surname, givenName, birthDate } of examples === undefined
        ? []
        : await residentsIn(examples)) {
        const [person, subject] = example?.split('/') ?? [];
        if (person === undefined || subject === undefined) continue;
        await identify(database, person, subject, { snils, surname, givenName, birthDate }, now());
      }
      gateway = createGateway(database, {
        ...around,
        exchange,
        self: oknoOf(centre),
        signer,
        check,
        newId: randomUUID,
      });
    },
    tick: async () => {
      await exchange.tryDue();
      for (const agency of connectors.keys()) await exchange.collect(agency);
      await exchange.tellCases();
      await exchange.takeTime();
      await exchange.sendDisputes();
    },
    close: async () => {
      await exchange.settled(5000);
      http.close();
    },
  };
}
