// Sets the exchange up for `okno serve`: keys, connections, what is done by the clock. No logic of its own.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { readDirectory, readSigners, residentsIn } from '#agencies';
import { centre } from '#access';
import type { Names } from '#access';
import type { Cases } from '#cases';
import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import {
  askAndWait,
  connect,
  connections,
  createExchange,
  createGateway,
  createHttp,
  createOperations,
  agreeToCheck,
  carryOutChecks,
  declineNotice,
  endCheck,
  disputeFact,
  identify,
  nameOf,
  keepKeys,
  openConnections,
  readKeys,
} from '#exchange';
import type {
  AskAll,
  Connector,
  Dispute,
  Exchange,
  Gateway,
  NoticeOfPerson,
  Operations,
  ReceivedFact,
} from '#exchange';
import type { Problem } from '#language';
import type { Offers } from '#offers';
import { createChecker, es256, keyDirectory, oknoOf, sampleInstance } from '#protocol';

import { smevSignerIn } from './smev-signer.ts';

type Around = {
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly now: () => Date;
  readonly today: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly offers?: Offers;
  /** Hears what an operator has to mend while Okno runs. */
  readonly tell?: (problem: Problem) => void;
};

/** So long a page waits for registers; what comes later is there the next time. */
const answerWaitMilliseconds = 3000;

export type OpenedExchange = {
  readonly exchange: Exchange;
  readonly askFor: (all: AskAll) => Promise<readonly ReceivedFact[]>;
  readonly knowAs: (person: string, names: Names) => Promise<void>;
  readonly knownAs: (person: string) => Promise<Names | undefined>;
  readonly operations: Operations;
  readonly dispute: Dispute;
  readonly decline: (person: string, notice: Pick<NoticeOfPerson, 'source' | 'id' | 'subject'>) => Promise<void>;
  readonly agree: OpenedExchange['decline'];
  readonly gateway: () => Gateway | undefined;
  /** Writes the sample agencies into the register of connections and makes the sample residents known to them. */
  readonly connectSamples: (urls: ReadonlyMap<string, string>, examples?: string) => Promise<void>;
  /** Writes the connections of the packs into the register and opens every one there. Keys are in a folder; without one only what needs no signature is opened. */
  readonly openConnections: (keys?: string) => Promise<readonly Problem[]>;
  /** What is done by the clock: takes what came, tries again, tells cases, marks what is late. */
  readonly tick: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export function openExchange(database: Database, around: Around): OpenedExchange {
  const { catalogue, now } = around;
  const connectors = new Map<string, Connector>();
  const http = createHttp();
  const exchange = createExchange(database, { ...around, connectorOf: (agency) => connectors.get(agency) });
  let gateway: Gateway | undefined;
  const takenFrom = new Set<Connector>();

  /** What is slow to give, because it is slow to sign, is not asked again meanwhile, and holds up no other. */
  async function takeFrom(connector: Connector, agency: string): Promise<void> {
    if (takenFrom.has(connector)) return;
    takenFrom.add(connector);
    try {
      await exchange.collect(agency);
    } finally {
      takenFrom.delete(connector);
    }
  }

  return {
    exchange,
    askFor: async (all) =>
      await askAndWait(database, around.catalogue, exchange, all, {
        at: now(),
        today: around.today(),
        waitMilliseconds: answerWaitMilliseconds,
      }),
    knowAs: async (person, names) => await identify(database, person, person, names, now()),
    knownAs: async (person) => await nameOf(database, person, person),
    operations: createOperations(database, { catalogue: around.catalogue, exchange, now }),
    dispute: async (disputed) => await disputeFact(database, { ...disputed, at: now() }),
    decline: async (person, notice) => {
      await declineNotice(database, { person, ...notice }, now());
      await endCheck(database, exchange, { person, ...notice });
    },
    agree: async (person, notice) => {
      await agreeToCheck(database, { person, ...notice }, now());
      const at = { at: now(), today: around.today(), waitMilliseconds: answerWaitMilliseconds };
      await carryOutChecks(database, { ...around, exchange, ...at }, { person, ...notice });
    },
    gateway: () => gateway,
    connectSamples: async (urls, examples) => {
      // How a pack reaches an agency counts, also while its sample runs.
      const packed = new Set(catalogue.connections.map(({ agency }) => agency));
      for (const [agency, address] of [...urls].filter(([one]) => !packed.has(one)))
        await connect(database, { agency, kind: 'x-road', address, settings: {} }, now());
      const people = examples === undefined ? [] : await residentsIn(examples);
      for (const { example, snils, surname, givenName, birthDate } of people) {
        const [person, subject] = example?.split('/') ?? [];
        if (person === undefined || subject === undefined) continue;
        await identify(database, person, subject, { snils, surname, givenName, birthDate }, now());
      }
    },
    openConnections: async (keys) => {
      for (const packed of catalogue.connections) await connect(database, packed, now());
      if (keys !== undefined) await keepKeys(database, readDirectory(keys));
      const check = createChecker([es256], keyDirectory(await readKeys(database)));
      const signer = keys === undefined ? undefined : readSigners(keys, oknoOf(centre)).signer;
      const signForSmev = smevSignerIn(process.env, (problem) => around.tell?.(problem));
      const opened = openConnections(await connections(database), {
        catalogue,
        send: http,
        now,
        authorizationOf: (agency) => process.env[`OKNO_CONNECTION_${agency.toUpperCase().replaceAll('-', '_')}`],
        ...(signForSmev === undefined ? {} : { signForSmev }),
        ...(signer === undefined ? {} : { xRoad: { instance: sampleInstance, centre, signer, check } }),
      });
      for (const [agency, connector] of opened.connectors) connectors.set(agency, connector);
      if (signer !== undefined)
        gateway = createGateway(database, {
          ...around,
          exchange,
          self: oknoOf(centre),
          signer,
          check,
          newId: randomUUID,
        });
      return opened.problems;
    },
    tick: async () => {
      await exchange.tryDue();
      // One of those who share a queue takes what is there for all of them.
      const queues = new Map([...connectors].map(([agency, connector]) => [connector, agency]));
      await Promise.all([...queues].map(async ([connector, agency]) => await takeFrom(connector, agency)));
      await exchange.tellCases();
      await carryOutChecks(database, { ...around, exchange, at: now(), today: around.today() });
      await exchange.takeTime();
      await exchange.sendDisputes();
    },
    close: async () => {
      await exchange.settled(5000);
      http.close();
    },
  };
}

/** Where the keys of the exchange are: of the sample agencies when they run, else of the folder that the operator names. */
export function keysFolder(
  samples: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return samples === undefined ? env['OKNO_EXCHANGE_KEYS'] : join(samples, 'keys');
}
