import type { Giver, Wait } from './choose.ts';
import { type DayCount, never } from './day-count.ts';
import { LeastFirst } from './heap.ts';

/** A graph where a node needs all of its waits and a wait is over with any one of its givers. */
export type Graph = {
  readonly waits: readonly (readonly Wait[])[];
  /** 0: certain to work. 1: rests on an answer that is not known yet. */
  readonly rounds: readonly (0 | 1)[];
  /** Of givers equally early the lighter one is taken. */
  readonly weights: readonly (0 | 1)[];
  /** When its result is had if it may begin on a day; never earlier than that day, and never earlier for a later day. */
  readonly readyFrom: (node: number, day: DayCount) => DayCount;
  readonly asOf: DayCount;
};

export type Timing = {
  /** When everything it waits for is had. */
  readonly from: DayCount;
  readonly ready: DayCount;
  /** In which of the rounds it was found: 0 is sure. */
  readonly round: number;
  /** Place among all in the order of being ready: whatever it rests on stands before it. */
  readonly order: number;
  /** What is sure would have come too late for it: it waits for whatever is first. */
  readonly waitsForAny: boolean;
};

export type Earliest = {
  /** Undefined for a node that never begins: it stands on a circle of waits, or its time is over. */
  readonly timings: readonly (Timing | undefined)[];
  /** Nodes that come too late: the first day on which they might have begun. */
  readonly missed: ReadonlyMap<number, DayCount>;
};

const rounds = [0, 1, 2];

/**
 * Earliest times by Knuth's generalisation of Dijkstra's algorithm (1977): always settle the node that is ready first.
 * Exact because `readyFrom` is superior and monotone: whatever is settled later is not ready earlier. Each node is looked
 * at once per round and each giver when a wait of it is over: O((nodes + givers) log nodes).
 *
 * Round 0 walks what is certain to work. Round 1 adds the uncertain, so that a sure step never waits for an unsure one
 * where a sure one gives the same. Round 2 gives up waits that only refused services could end.
 */
export function earliestTimes(graph: Graph): Earliest {
  const walk = new Walk(graph);
  for (const round of rounds) walk.round(round);
  return { timings: walk.timings, missed: walk.missed };
}

/** The givers of a wait that may be used: sure ones wherever there are any, unless those would come too late. */
export function usable(wait: Wait, timings: readonly (Timing | undefined)[], waitsForAny = false): readonly Giver[] {
  const had = wait.anyOf.filter(({ leg }) => timings[leg] !== undefined);
  const sure = waitsForAny ? [] : had.filter(({ leg }) => timings[leg]?.round === 0);
  return sure.length > 0 ? sure : had;
}

class Walk {
  readonly timings: (Timing | undefined)[];
  readonly missed = new Map<number, DayCount>();
  readonly #graph: Graph;
  /** For each node the nodes that wait for it, as often as they do. */
  readonly #waiting: readonly number[][];
  readonly #open = new LeastFirst();
  readonly #found: (Timing | undefined)[];
  #settled = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.timings = graph.waits.map(() => undefined);
    this.#found = graph.waits.map(() => undefined);
    this.#waiting = graph.waits.map(() => []);
    for (const [node, waits] of graph.waits.entries())
      for (const { anyOf } of waits) for (const { leg } of anyOf) this.#waiting[leg]?.push(node);
  }

  round(round: number): void {
    for (const node of this.timings.keys()) this.#look(node, round);
    for (let node = this.#open.take(); node !== undefined; node = this.#open.take()) {
      const timing = this.#found[node];
      if (timing === undefined || this.timings[node] !== undefined) continue;
      this.timings[node] = { ...timing, order: this.#settled };
      this.#settled += 1;
      for (const next of this.#waiting[node] ?? []) this.#look(next, round);
    }
  }

  /** Opens a node all of whose waits are over. What comes later in the round is not ready earlier: once is enough. */
  #look(node: number, round: number): void {
    const { rounds: own, weights, readyFrom, asOf } = this.#graph;
    if ((own[node] ?? 0) > round || this.#found[node] !== undefined) return;
    const from = this.#from(node, round, true);
    if (from === never) return;
    let ready = readyFrom(node, from);
    let begins = from;
    let waitsForAny = false;
    if (ready === never && round > 0) {
      // What is sure comes too late: what is not may still be in time.
      begins = this.#from(node, round, false);
      waitsForAny = true;
      ready = readyFrom(node, begins);
    }
    if (ready === never) {
      this.missed.set(node, begins);
      return;
    }
    this.missed.delete(node);
    this.#found[node] = { from: begins, ready, round, order: -1, waitsForAny };
    const count = this.timings.length;
    this.#open.add(node, ((ready - asOf) * 2 + (weights[node] ?? 0)) * count + node);
  }

  /** The day on which the last of its waits is over, or never. */
  #from(node: number, round: number, prefersSure: boolean): DayCount {
    let from = this.#graph.asOf;
    for (const wait of this.#graph.waits[node] ?? []) {
      let had = never;
      let isSure = false;
      for (const { leg } of wait.anyOf) {
        const giver = this.timings[leg];
        if (giver === undefined) continue;
        const isGiverSure = prefersSure && giver.round === 0;
        if (isSure && !isGiverSure) continue;
        had = isGiverSure && !isSure ? giver.ready : Math.min(had, giver.ready);
        isSure ||= isGiverSure;
      }
      if (had === never && !(round === 2 && wait.isGivenUpLast)) return never;
      if (had !== never) from = Math.max(from, had);
    }
    return from;
  }
}
