import type { FactKey } from '#assessment';
import { sameKey } from '#web/stored.ts';
import type { StoredSituation } from '#web/stored.ts';

/** The page that follows an answer. */
export type Then = 'question' | 'result' | 'answers';

export function thenIn(value: string | undefined): Then {
  return value === 'result' || value === 'answers' ? value : 'question';
}

/** The page answered before the page of these questions; before the first, the page of what was understood. */
export function backFrom(stored: StoredSituation, keys: readonly FactKey[], then: Then): string {
  if (then !== 'question') return `/situation/${then}`;
  const isHere = (one: FactKey): boolean => keys.some((key) => sameKey(one, key));
  const index = stored.history.findIndex(isHere);
  const before = (index === -1 ? stored.history : stored.history.slice(0, index)).at(-1);
  if (before === undefined) return '/situation/confirm';
  const { fact, subject, group } = before;
  if (group !== undefined)
    return `/situation/questions?${new URLSearchParams({ group, subject, then: 'question' }).toString()}`;
  return `/situation/question?${new URLSearchParams({ fact, subject, then: 'question' }).toString()}`;
}
