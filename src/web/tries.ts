/** Wrong codes of one address: ten in a quarter of an hour, so that nobody finds a situation by trying. */
const most = 10;
const windowMilliseconds = 15 * 60 * 1000;

export type Tries = {
  readonly isSpent: (address: string) => boolean;
  readonly missed: (address: string) => void;
};

export function countTries(now: () => Date): Tries {
  const misses = new Map<string, readonly number[]>();
  const recent = (address: string): readonly number[] =>
    (misses.get(address) ?? []).filter((at) => at > now().getTime() - windowMilliseconds);
  return {
    isSpent: (address) => recent(address).length >= most,
    missed: (address) => {
      // Addresses that stopped trying are let go, or the map would grow for ever.
      if (misses.size > 10_000) for (const one of misses.keys()) if (recent(one).length === 0) misses.delete(one);
      misses.set(address, [...recent(address), now().getTime()]);
    },
  };
}
