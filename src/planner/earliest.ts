import type { Day } from '#catalogue';

import type { Wait } from './legs-on-route.ts';
import { compareText, later } from './order.ts';

export type Node = {
  readonly id: string;
  /** 0: certain to work. 1: rests on an answer that is not known yet. */
  readonly round: 0 | 1;
  /** Of givers equally early the lighter one is taken. */
  readonly weight: number;
  readonly waits: readonly Wait[];
  /** When its result is had if it may begin on a day; never earlier than that day, and never earlier for a later day. */
  readonly readyFrom: (day: Day) => Day;
};

export type Timing = {
  /** When everything it waits for is had. */
  readonly from: Day;
  readonly ready: Day;
  readonly round: number;
  /** Of several givers, the one waited for; by the key of the wait. */
  readonly waitedFor: ReadonlyMap<string, string>;
};

const rounds = [0, 1, 2];

/**
 * Earliest times on a graph where a node needs all of its waits and a wait is over with any one of its givers
 * (Knuth 1977, a generalisation of Dijkstra's algorithm): always settle the node that is ready first.
 *
 * Round 0 walks what is certain to work. Round 1 adds the uncertain, so that a sure step never waits for an unsure one
 * where a sure one gives the same. Round 2 gives up waits that only refused services could end. A node on a circle of
 * waits is never settled and is absent from the result, which is in an order where nothing stands before its giver.
 */
export function earliestTimes(nodes: readonly Node[], asOf: Day): ReadonlyMap<string, Timing> {
  const settled = new Map<string, Timing>();
  const order = (a: string, b: string): number => weightOf(a) - weightOf(b) || compareText(a, b);
  const weights = new Map(nodes.map(({ id, weight }) => [id, weight]));
  const weightOf = (id: string): number => weights.get(id) ?? 0;

  function firstGiver(wait: Wait): string | undefined {
    return wait.anyOf
      .filter((id) => settled.has(id))
      .toSorted((a, b) => {
        const [one, two] = [settled.get(a), settled.get(b)];
        if (one === undefined || two === undefined) return 0;
        return Math.min(one.round, 1) - Math.min(two.round, 1) || compareText(one.ready, two.ready) || order(a, b);
      })[0];
  }

  function timingOf(node: Node, round: number): Timing | undefined {
    const waitedFor = new Map<string, string>();
    let from = asOf;
    for (const wait of node.waits) {
      const giver = firstGiver(wait);
      if (giver === undefined) {
        if (round === 2 && wait.isGivenUpLast) continue;
        return undefined;
      }
      waitedFor.set(wait.key, giver);
      from = later(from, settled.get(giver)?.ready ?? from);
    }
    return { from, ready: node.readyFrom(from), round, waitedFor };
  }

  for (const round of rounds) {
    const open = new Map<string, Timing>();
    for (;;) {
      for (const node of nodes) {
        if (node.round > round || settled.has(node.id) || open.has(node.id)) continue;
        const timing = timingOf(node, round);
        if (timing !== undefined) open.set(node.id, timing);
      }
      const next = [...open].toSorted(([a, one], [b, two]) => compareText(one.ready, two.ready) || order(a, b))[0];
      if (next === undefined) break;
      settled.set(...next);
      open.delete(next[0]);
    }
  }
  return settled;
}
