import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/**
 * Wrong codes of one address: thirty different ones in a quarter of an hour, so that nobody finds a situation by trying,
 * and a whole one-stop centre behind one address may still mistype. The same code twice is one try: a device that holds
 * the code of an erased situation shows it with every page.
 */
const most = 30;
const windowMilliseconds = 15 * 60 * 1000;
const mostAddresses = 10_000;

export type Tries = {
  /** No code is looked up for the address now, but those that it has opened already. */
  readonly isSpent: (address: string, code: string) => boolean;
  readonly missed: (address: string, code: string) => void;
  readonly opened: (address: string, code: string) => void;
};

export function countTries(now: () => Date): Tries {
  const misses = remember(now);
  const openings = remember(now);
  return {
    isSpent: (address, code) => misses.recent(address).size >= most && !openings.recent(address).has(markOf(code)),
    missed: (address, code) => misses.add(address, markOf(code)),
    opened: (address, code) => openings.add(address, markOf(code)),
  };
}

/** How often something may be done from one address in a quarter of an hour. */
export type Pace = {
  /** Counts one more; seconds to wait where it is one too many, which is not counted. */
  readonly step: (address: string) => { readonly wait: number } | undefined;
};

export function keepPace(now: () => Date, atMost: number): Pace {
  const steps = remember(now);
  let count = 0;
  return {
    step: (address) => {
      const recent = [...steps.recent(address).values()];
      const oldest = recent[recent.length - atMost];
      if (oldest !== undefined)
        return { wait: Math.max(1, Math.ceil((oldest + windowMilliseconds - now().getTime()) / 1000)) };
      steps.add(address, String((count += 1)));
      return undefined;
    },
  };
}

/** Whoever has one address of the sixth version has a network of them: that is counted as one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [, fourth] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address) ?? [];
  if (fourth !== undefined) return fourth;
  const [before = [], after = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

type Marks = ReadonlyMap<string, number>;

function remember(now: () => Date): {
  readonly recent: (address: string) => Marks;
  readonly add: (address: string, mark: string) => void;
} {
  const kept = new Map<string, Marks>();
  const recent = (address: string): Marks =>
    new Map([...(kept.get(address) ?? [])].filter(([, at]) => at > now().getTime() - windowMilliseconds));
  return {
    recent,
    add: (address, mark) => {
      // Addresses that stopped asking are let go, or the map would grow for ever.
      if (kept.size > mostAddresses) for (const one of kept.keys()) if (recent(one).size === 0) kept.delete(one);
      kept.set(address, new Map([...recent(address), [mark, now().getTime()]]));
    },
  };
}

/** No code is kept in memory as it is: by it a whole situation is opened. */
function markOf(code: string): string {
  return createHash('sha256').update(code).digest('base64');
}
