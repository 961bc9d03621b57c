import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { readDirectory, readSigners, residentsIn } from '#agencies';
import type { ToldSituation } from '#assessment';
import { createCases } from '#cases';
import type { Catalogue } from '#catalogue';
import type { Database } from '#database';
import { connect, createExchange, createHttp, createXRoad, identify, keepKeys } from '#exchange';
import type { Question } from '#exchange';
import type { Actor } from '#journal';
import { createChecker, es256, keyDirectory, oknoOf, sampleInstance } from '#protocol';

/** Two ways to the same register, and what each costs. */
export type Ways = {
  /** The signed question and the check of the signed answer, and nothing of Okno. */
  readonly direct: Ask;
  /** Ground, inquiry, signed question, answer, facts and journal, all kept. */
  readonly through: Ask;
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

/** Asks a question of its own and waits for the answer. */
export type Ask = () => Promise<void>;

const agency = 'sfr';
const facts = ['works', 'disability', 'pensions12'];
const officer: Actor = { kind: 'officer', officer: 'mfc-officer', agency: 'mfc' };
const reason = 'which help there is';
/** Persons of Okno who are asked about; the register knows some hundreds of people, and each is asked about by several. */
export const people = 2000;

export function personOf(number: number): string {
  return `person-${number % people}`;
}

/** Both ways to a running sample agency. */
export async function openWays(
  database: Database,
  catalogue: Catalogue,
  {
    address,
    keys,
    examples,
    now,
  }: { readonly address: string; readonly keys: string; readonly examples: string; readonly now: () => Date },
): Promise<Ways> {
  const today = (): string => now().toISOString().slice(0, 10);
  const random = counted();
  const http = createHttp();
  await keepKeys(database, readDirectory(keys));
  const check = createChecker([es256], keyDirectory(readDirectory(keys)));
  const { signer } = readSigners(keys, oknoOf('mfc'));
  const connector = createXRoad({ address, instance: sampleInstance, centre: 'mfc', signer, check, send: http, now });
  const exchange = createExchange(database, {
    catalogue,
    now,
    today,
    random,
    cases: createCases(database, { catalogue, now, today, random }),
    connectorOf: () => connector,
  });
  await connect(database, { agency, kind: 'x-road', address, settings: {} }, now());
  const residents = await residentsIn(examples);
  const nameOf = (number: number) => ({ snils: residents[(number % people) % residents.length]!.snils });
  for (let number = 0; number < people; number += 1)
    await identify(database, personOf(number), 'self', nameOf(number), now());

  // A number of its own for each question, over the whole run.
  const asked = { direct: 0, through: 0 };
  const run = now().getTime();
  return {
    direct: async () => {
      const number = asked.direct++;
      const question: Question = {
        id: `direct-${run}-${number}`,
        agency,
        asker: 'mfc',
        subject: nameOf(number),
        facts,
        reason,
        ground: { kind: 'consent', basis: '152-ФЗ, ст. 9' },
        asOf: today(),
      };
      const reply = await connector.send(question, await connector.write(question, now()), 10_000);
      if (reply.kind !== 'answered') throw new Error(`The agency does not answer: ${JSON.stringify(reply)}`);
    },
    through: async () => {
      const number = asked.through++;
      const person = personOf(number);
      const { inquiries, refused } = await exchange.put({
        person,
        purpose: { kind: 'situation', id: person },
        subject: 'self',
        agency,
        asker: 'mfc',
        facts,
        told: toldOn(today()),
        reason,
        by: officer,
        idempotencyKey: `through-${run}-${number}`,
      });
      const [inquiry] = inquiries;
      if (inquiry === undefined) throw new Error(`Not asked: ${JSON.stringify(refused)}`);
      await exchange.heard(inquiry);
    },
    settled: exchange.settled,
    close: http.close,
  };
}

function toldOn(today: string): ToldSituation {
  return {
    asOf: today,
    territory: '69701000',
    applicant: 'self',
    people: [{ id: 'self', facts: {} }],
    household: {},
    consents: [{ agency, given: today, isWritten: false, also: [] }],
  };
}

/** So many questions begun every second, whatever becomes of them; milliseconds of each, from when it was to begin. */
export async function atRate(perSecond: number, seconds: number, ask: Ask): Promise<readonly number[]> {
  const times: number[] = [];
  const begun: Promise<void>[] = [];
  const from = performance.now();
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = from + (number * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await setTimeout(early);
    begun.push(ask().then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(begun);
  return times;
}

/** Signatures and pauses need no secret chance here. */
function counted(): (bytes: number) => Uint8Array {
  let drawn = 0;
  return (bytes) => {
    drawn += 1;
    return createHash('sha512').update(String(drawn)).digest().subarray(0, bytes);
  };
}
