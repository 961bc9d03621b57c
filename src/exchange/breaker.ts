/**
 * Whether a connection is worth trying. up: everything goes through. down: after several failures in a row nothing is sent
 * until `downUntil`. trying: the time is over, and one inquiry goes through to see.
 */
export type Breaker =
  | { readonly state: 'up'; readonly failures: number }
  | { readonly state: 'down'; readonly failures: number; readonly downUntil: number }
  | { readonly state: 'trying'; readonly failures: number; readonly since: number };

export const working: Breaker = { state: 'up', failures: 0 };

const mostFailures = 5;
const firstRest = 5000;
const longestRest = 300_000;
/** Whoever was let through and never came back does not hold the others up for longer. */
const longestTry = 60_000;

/** Whether an inquiry may go through now (milliseconds), and the breaker as it is then. */
export function letThrough(breaker: Breaker, now: number): { readonly isOpen: boolean; readonly after: Breaker } {
  switch (breaker.state) {
    case 'up':
      return { isOpen: true, after: breaker };
    case 'down':
      return now < breaker.downUntil
        ? { isOpen: false, after: breaker }
        : { isOpen: true, after: { state: 'trying', failures: breaker.failures, since: now } };
    case 'trying':
      return now < breaker.since + longestTry
        ? { isOpen: false, after: breaker }
        : { isOpen: true, after: { ...breaker, since: now } };
  }
}

export function afterAnswer(breaker: Breaker): Breaker {
  return breaker.state === 'up' && breaker.failures === 0 ? breaker : working;
}

export function afterFailure(breaker: Breaker, now: number): Breaker {
  const failures = breaker.failures + 1;
  // What was under way before the rest began says nothing new.
  if (breaker.state === 'down') return breaker;
  if (breaker.state === 'up' && failures < mostFailures) return { state: 'up', failures };
  const rest = Math.min(longestRest, firstRest * 2 ** Math.max(0, failures - mostFailures));
  return { state: 'down', failures, downUntil: now + rest };
}

/** When it is worth trying again. */
export function worthTryingAt(breaker: Breaker, now: number): number {
  if (breaker.state === 'down') return Math.max(now, breaker.downUntil);
  return breaker.state === 'trying' ? now + firstRest : now;
}
