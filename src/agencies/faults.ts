import { setTimeout } from 'node:timers/promises';

import type { Reply } from '#protocol';

import { seeded } from './people/chance.ts';

/**
 * What can go wrong with an agency, to be switched at run time: slow: answers late; down: hangs up; wrong: the answer is
 * altered, not readable, or tells what was not asked; duplicate: the answer to an earlier question comes again, notices come
 * twice; out-of-order: a later question is answered first, later notices come first; expired-certificate: signs with a key
 * whose time is over; queued: takes the question and answers it later.
 */
export const faultKinds = [
  'slow',
  'down',
  'wrong',
  'duplicate',
  'out-of-order',
  'expired-certificate',
  'queued',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type Switched = {
  readonly on: readonly FaultKind[];
  /** So often (0 to 1) one of all faults, drawn anew for each question. */
  readonly share: number;
};

export type FaultSwitch = {
  readonly now: () => Switched;
  readonly set: (switched: Switched) => void;
  /** The faults that befall the next question. */
  readonly draw: () => ReadonlySet<FaultKind>;
  readonly chance: () => number;
};

export function createFaultSwitch(seed: number, first: Switched = { on: [], share: 0 }): FaultSwitch {
  const chance = seeded(seed);
  let switched = first;
  return {
    now: () => switched,
    set: (next) => void (switched = next),
    draw: () => {
      const drawn = chance() < switched.share ? [faultKinds[Math.floor(chance() * faultKinds.length)]!] : [];
      return new Set([...switched.on, ...drawn]);
    },
    chance,
  };
}

/** What is done to an answer on its way out; undefined: nobody answers. */
export type OnItsWay = (reply: Reply, faults: ReadonlySet<FaultKind>) => Promise<Reply | undefined>;

const slowMilliseconds = 400;
const longestHeld = 1000;

export function createOnItsWay({ chance }: Pick<FaultSwitch, 'chance'>): OnItsWay {
  let last: Reply | undefined;
  let release: () => void = () => undefined;
  return async (reply, faults) => {
    if (faults.has('down')) return undefined;
    if (faults.has('slow')) await setTimeout(slowMilliseconds * (0.5 + chance()));
    // Held until a later answer has gone out.
    if (faults.has('out-of-order')) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = release;
      release = resolve;
      before();
      await Promise.race([promise, setTimeout(longestHeld, undefined, { ref: false })]);
    } else release();
    const earlier = last;
    last = reply;
    if (faults.has('duplicate') && earlier !== undefined) return earlier;
    return faults.has('wrong') ? spoilt(reply, chance()) : reply;
  };
}

/** One in three goes out as it was signed, with what the agency has put wrong itself; others are cut off or altered. */
function spoilt(reply: Reply, chance: number): Reply {
  if (chance < 1 / 3) return reply;
  if (chance < 2 / 3) return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
  return { ...reply, body: reply.body.replaceAll('false', 'true').replaceAll(/\d+(?=[,}])/gu, '1') };
}
