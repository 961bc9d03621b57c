import type { Validity } from '#catalogue';

import type { Giver } from './choose.ts';
import { type DayCount, plusMonths } from './day-count.ts';
import { type Earliest, type Graph, type Timing, usable } from './earliest.ts';

/** One time a leg is gone through: begun on a day with everything in hand, applied for, ready. */
export type Having = Timing & { readonly applied: DayCount };

export type FreshGraph = Graph & {
  readonly timelineFrom: (node: number, day: DayCount) => { readonly applied: DayCount; readonly ready: DayCount };
};

/** How long after everything else is ready what runs out is tried for: at first, and when that does not do. */
const patience = [31, 400];

/** The last day on which a paper is accepted. */
export function validUntil(ready: DayCount, validFor: Validity | undefined): DayCount {
  if (validFor === undefined) return Number.POSITIVE_INFINITY;
  return validFor.months === undefined ? ready + (validFor.days ?? 0) : plusMonths(ready, validFor.months);
}

/** For each node the times at which it may be gone through, the first first; nothing when it never begins. */
export function havings(graph: FreshGraph, earliest: Earliest): readonly (readonly Having[])[] {
  const once = earliest.timings.map((timing, node): readonly Having[] =>
    timing === undefined ? [] : [{ ...timing, applied: graph.timelineFrom(node, timing.from).applied }],
  );
  const isFresh = graph.waits.every((waits, node) => {
    const own = once[node]?.[0];
    return (
      own === undefined ||
      waits.every((wait) => {
        const givers = usable(wait, earliest.timings, own.waitsForAny);
        return (
          givers.every(({ validFor }) => validFor === undefined) ||
          givers.some((giver) => once[giver.leg]?.some((having) => serves(having, giver, own)) === true)
        );
      })
    );
  });
  if (isFresh) return once;
  const last = earliest.timings.reduce((latest, timing) => Math.max(latest, timing?.ready ?? latest), graph.asOf);
  for (const days of patience) {
    const sweep = new Sweep(graph, earliest, last + days);
    const found = sweep.havings();
    if (sweep.isComplete() || days === patience.at(-1)) return found;
  }
  return once;
}

/** What is had in time, and has not run out on the day of the application. */
export function serves(having: Having, { validFor }: Giver, user: Having): boolean {
  return having.order < user.order && having.ready <= user.from && validUntil(having.ready, validFor) >= user.applied;
}

/**
 * Walks day by day when some paper would run out before it is used: a node may begin on a day when each of its waits is
 * over with something still fresh. The last result of a giver is the freshest, so that nothing else need be remembered;
 * days only go forward, so the first day found is the first there is.
 */
class Sweep {
  readonly #graph: FreshGraph;
  readonly #earliest: Earliest;
  readonly #horizon: DayCount;
  /** Nodes whose result runs out for somebody: only these are gone through more than once. */
  readonly #runsOut: ReadonlySet<number>;
  readonly #had: Having[][];
  readonly #first: (Having | undefined)[];
  #order = 0;

  constructor(graph: FreshGraph, earliest: Earliest, horizon: DayCount) {
    this.#graph = graph;
    this.#earliest = earliest;
    this.#horizon = horizon;
    this.#had = graph.waits.map(() => []);
    this.#first = graph.waits.map(() => undefined);
    const givers = graph.waits.flat().flatMap(({ anyOf }) => anyOf);
    this.#runsOut = new Set(givers.filter(({ validFor }) => validFor !== undefined).map(({ leg }) => leg));
  }

  havings(): readonly (readonly Having[])[] {
    for (const round of [0, 1, 2]) this.#round(round);
    return this.#had;
  }

  /** Nothing is left that could begin at all, were papers good for ever. */
  isComplete(): boolean {
    return this.#earliest.timings.every((timing, node) => timing === undefined || this.#first[node] !== undefined);
  }

  #round(round: number): void {
    // What is sure by the earliest times, and for which nothing sure stays fresh, is tried again with what is not sure.
    const open = [...this.#graph.waits.keys()].filter((node) => {
      const timing = this.#earliest.timings[node];
      return timing !== undefined && timing.round <= round && this.#first[node] === undefined;
    });
    for (let day = this.#graph.asOf; day <= this.#horizon; day += 1) {
      for (let isBeginning = true; isBeginning;) {
        isBeginning = false;
        for (const node of open) if (this.#begins(node, day, round)) isBeginning = true;
      }
    }
  }

  #begins(node: number, day: DayCount, round: number): boolean {
    const before = this.#had[node]?.at(-1);
    if (before !== undefined && (before.from >= day || !this.#runsOut.has(node))) return false;
    const { applied, ready } = this.#graph.timelineFrom(node, day);
    if (!Number.isFinite(ready)) return false;
    const waitsForAny = this.#earliest.timings[node]?.waitsForAny === true;
    const isOver = (this.#graph.waits[node] ?? []).every((wait) => {
      const givers = usable(wait, this.#first, waitsForAny);
      if (givers.length === 0) return round === 2 && wait.isGivenUpLast;
      return givers.some(({ leg, validFor }) => {
        const last = this.#had[leg]?.findLast((having) => having.ready <= day);
        return last !== undefined && validUntil(last.ready, validFor) >= applied;
      });
    });
    if (!isOver) return false;
    const having = { from: day, applied, ready, round, order: this.#order, waitsForAny };
    this.#had[node]?.push(having);
    this.#first[node] ??= having;
    this.#order += 1;
    return true;
  }
}
