import { setImmediate } from 'node:timers/promises';

import type { Database } from '#database';

import { isTwice } from './keep.ts';
import { carryOutTogether } from './store.ts';
import type { Remembered, Work, Worked } from './store.ts';

type Waiting = {
  readonly work: Work;
  readonly resolve: (worked: Worked) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Works wait in lanes and are carried out together: while one transaction waits for the disk, the next fills. A person's
 * works keep to one lane, so that lanes never wait for each other. When a transaction fails, its works are tried one by
 * one: a defect in one does not undo its neighbours.
 */
export function createLanes(database: Database, count: number, most = 64): (work: Work) => Promise<Worked> {
  const lanes = Array.from({ length: count }, () => createLane(database, most));
  return (work) => lanes[laneOf(work.person, count)]!(work);
}

function createLane(database: Database, most: number): (work: Work) => Promise<Worked> {
  const remembered: Remembered = new Map();
  const line: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    // Whoever comes in the same moment goes along.
    await Promise.resolve();
    while (line.length > 0) {
      await carryOut(line.splice(0, most));
      // So does whoever asks again at once.
      await setImmediate();
    }
    isRunning = false;
  }

  async function carryOut(batch: readonly Waiting[]): Promise<void> {
    try {
      const worked = await carryOutTogether(
        database,
        batch.map(({ work }) => work),
        remembered,
      );
      for (const [index, { resolve }] of batch.entries()) resolve(worked[index]!);
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await carryOut([one]);
      else await tryAgain(batch[0]!, error);
    }
  }

  /** Another process may have kept the same command at the same moment: the second look finds its answer. */
  async function tryAgain({ work, resolve, reject }: Waiting, error: unknown): Promise<void> {
    if (!isTwice(error)) return reject(error);
    try {
      resolve((await carryOutTogether(database, [work], remembered))[0]!);
    } catch (again) {
      reject(again);
    }
  }

  return (work) => {
    const { promise, resolve, reject } = Promise.withResolvers<Worked>();
    line.push({ work, resolve, reject });
    if (!isRunning) void run();
    return promise;
  };
}

function laneOf(person: string, count: number): number {
  let sum = 0;
  for (let index = 0; index < person.length; index += 1) sum = (sum * 31 + person.charCodeAt(index)) >>> 0;
  return sum % count;
}
