import type { Database } from '#database';

import { afterAnswer, afterFailure, letThrough, working, worthTryingAt } from './breaker.ts';
import type { Breaker } from './breaker.ts';

/** The breakers of all connections: each process has its own, and writes down for operators what it sees. */
export type Breakers = {
  readonly isOpen: (agency: string, at: Date) => boolean;
  /** Whether it is down and nothing is tried yet; asking changes nothing. */
  readonly rests: (agency: string, at: Date) => boolean;
  readonly worthTryingAt: (agency: string, at: Date) => Date;
  readonly answered: (agency: string, at: Date) => Promise<void>;
  readonly failed: (agency: string, fault: string, at: Date) => Promise<void>;
};

export function createBreakers(database: Database): Breakers {
  const breakers = new Map<string, Breaker>();
  const of = (agency: string): Breaker => breakers.get(agency) ?? working;

  async function change(agency: string, after: Breaker, at: Date, fault?: string): Promise<void> {
    const before = of(agency);
    breakers.set(agency, after);
    if (before.state === after.state && fault === undefined) return;
    await database.queries
      .updateTable('connection')
      .set({
        state: after.state,
        failures: after.failures,
        down_until: after.state === 'down' ? new Date(after.downUntil) : null,
        ...(before.state === after.state ? {} : { changed_at: at }),
        ...(fault === undefined ? {} : { last_fault: fault.slice(0, 500) }),
      })
      .where('agency', '=', agency)
      .execute();
  }

  return {
    isOpen: (agency, at) => {
      const { isOpen, after } = letThrough(of(agency), at.getTime());
      breakers.set(agency, after);
      return isOpen;
    },
    rests: (agency, at) => {
      const breaker = of(agency);
      return breaker.state === 'down' && at.getTime() < breaker.downUntil;
    },
    worthTryingAt: (agency, at) => new Date(worthTryingAt(of(agency), at.getTime())),
    answered: async (agency, at) => {
      await change(agency, afterAnswer(of(agency)), at);
    },
    failed: async (agency, fault, at) => {
      await change(agency, afterFailure(of(agency), at.getTime()), at, fault);
    },
  };
}
