import type { ToldSituation } from '#assessment';
import { createCases } from '#cases';
import type { Cases } from '#cases';
import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import { createExchange, createHttp, createXRoad, identify } from '#exchange';
import type { Asked, Exchange } from '#exchange';
import type { Actor } from '#journal';

import { steadyRandom } from './joint-case.ts';
import { keysOf, startRegister } from './register.ts';
import type { Register } from './register.ts';

export type Exchanging = {
  readonly exchange: Exchange;
  readonly cases: Cases;
  readonly register: Register;
  readonly keys: ReturnType<typeof keysOf>;
  /** Moves the clock of everybody. */
  now: Date;
  readonly stop: () => Promise<void>;
};

/** Okno with the social fund as its one register, over real connections, at a time that the test sets. */
export async function startExchanging(database: Database, catalogue: Catalogue): Promise<Exchanging> {
  const http = createHttp();
  const keys = keysOf(['sfr', 'zags']);
  const clock = { now: new Date('2026-03-02T03:00:00Z') };
  const now = (): Date => clock.now;
  const today = (): string => now().toISOString().slice(0, 10);
  const register = await startRegister(keys.signs('sfr'), keys.check, now, [
    { fact: 'works', value: false, heldSince: '2026-01-15', quality: 'register' },
    { fact: 'disability', value: 'none' },
    { fact: 'receivesPension', value: false },
    { fact: 'hasSnils', value: true },
  ]);
  const cases = createCases(database, { catalogue, now, today, random: steadyRandom('cases') });
  const sfr = createXRoad({
    address: register.address,
    instance: 'OKNO-TEST',
    centre: 'mfc',
    signer: keys.centreSigns,
    check: keys.check,
    send: http,
    now,
  });
  const exchange = createExchange(database, {
    catalogue,
    now,
    today,
    random: steadyRandom('exchange'),
    cases,
    timeOutMilliseconds: 30e3,
    connectorOf: (agency) => (agency === 'sfr' ? sfr : undefined),
  });
  return Object.assign(clock, {
    exchange,
    cases,
    register,
    keys,
    stop: async () => {
      await exchange.settled();
      http.close();
      await register.stop();
    },
  });
}

/** Anna's situation without what the social fund knows, and with her leave to ask it. */
export function withoutRegisterFacts(told: ToldSituation, facts: readonly string[]): ToldSituation {
  const people = told.people.map((person) => ({
    ...person,
    facts: Object.fromEntries(Object.entries(person.facts).filter(([fact]) => !facts.includes(fact))),
  }));
  return { ...told, people, consents: [{ agency: 'sfr', given: '2026-03-01', isWritten: false, also: [] }] };
}

export async function known(database: Database, person: string, at: Date): Promise<void> {
  await identify(database, person, 'anna', { snils: '00100100100', birthDate: '2006-07-15' }, at);
  await identify(database, person, 'mitya', { birthDate: '2025-04-28', surname: 'Ильин' }, at);
}

const officer: Actor = { kind: 'officer', officer: 'mfc-officer', agency: 'mfc' };

export function question(person: string, told: ToldSituation, more: Partial<Asked> = {}): Asked {
  return {
    person,
    purpose: {
      kind: 'situation',
      id: `situation of ${person}`,
    },
    subject: 'anna',
    agency: 'sfr',
    asker: 'mfc',
    facts: ['works', 'disability'],
    told,
    reason: 'which help there is',
    by: officer,
    idempotencyKey: `ask ${person}`,
    ...more,
  };
}
