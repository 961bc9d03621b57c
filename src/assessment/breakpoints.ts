import { inputsOf } from '#language';

import type { Answers } from './answers.ts';
import type { IncomesVaried } from './incomes-varied.ts';
import { restOn } from './incomes-varied.ts';
import type { FactKey } from './model.ts';

/** What grows with what somebody earns, and by how much for each rouble more a month. */
export type Growing = FactKey & { readonly months: number };

const open = 2;

/**
 * Where an answer or a formula changes as an income grows. The rules are asked about a whole range of incomes at once: a
 * comparison that is decided for the range changes nowhere in it, one that is not is looked for in the halves, down to
 * the kopeck. So nothing between two breakpoints is missed, as it would be between two samples.
 */
export class Breakpoints {
  readonly #answers: Answers;
  readonly #varied: IncomesVaried;
  readonly #growing: readonly Growing[];
  /** Comparisons, and choices of the least and the greatest, that rest on what grows. */
  readonly #watched: readonly number[];
  /** What other facts leave open is not looked for in smaller ranges than these, in kopecks a month. */
  readonly #finest: number;

  constructor(
    answers: Answers,
    varied: IncomesVaried,
    growing: readonly Growing[],
    nodes: readonly number[],
    range: number,
  ) {
    this.#answers = answers;
    this.#varied = varied;
    this.#growing = growing;
    this.#watched = watchedSlots(answers, growing, nodes);
    this.#finest = Math.max(1, Math.floor(range / 64));
  }

  /** Counts everything for incomes that grow by so many kopecks a month, between two bounds. */
  put(from: number, to = from): void {
    for (const { fact, subject, months } of this.#growing)
      this.#varied.add({ fact, subject, low: (from * months) / 100, high: (to * months) / 100 });
  }

  /** First kopecks of each new piece, in order, above `from` and up to `to`. */
  between(from: number, to: number): number[] {
    const found: number[] = [];
    this.#search(from, to, this.#signature(from), this.#signature(to), found);
    return found;
  }

  #search(from: number, to: number, low: Int8Array, high: Int8Array, found: number[]): void {
    if (to - from <= 1) {
      if (to > from && low.some((value, index) => value !== high[index])) found.push(to);
      return;
    }
    this.put(from, to);
    const range = this.#states();
    const isPlain = range.every((value, index) => {
      // Where two parts are equal at an end, either may be told as the least: the ends are compared too.
      if (low[index] !== high[index]) return false;
      return value !== open || (low[index] === open && to - from <= this.#finest);
    });
    if (isPlain) return;
    const middle = Math.floor((from + to) / 2);
    const at = this.#signature(middle);
    this.#search(from, middle, low, at, found);
    this.#search(middle, to, at, high, found);
  }

  #signature(kopecks: number): Int8Array {
    this.put(kopecks);
    return this.#states();
  }

  #states(): Int8Array {
    const { run } = this.#answers;
    const { graph, nodeOf } = run.layout;
    return Int8Array.from(this.#watched, (slot) => {
      run.demand(slot);
      const node = graph.nodes[nodeOf[slot]!];
      if (node?.op !== 'least' && node?.op !== 'greatest') return run.truth[slot] ?? open;
      return this.#chosen(slot, node);
    });
  }

  /** Which part is the least or the greatest, as a number that is no truth; open while that is not decided. */
  #chosen(slot: number, node: { readonly op: 'least' | 'greatest'; readonly parts: readonly number[] }): number {
    const { run } = this.#answers;
    const { at, personOf } = run.layout;
    const parts = node.parts.map((part) => at(part, Math.max(0, personOf[slot] ?? 0)));
    for (const part of parts) run.demand(part);
    const isFirst = (a: number, b: number): boolean =>
      node.op === 'least' ? run.high[a]! <= run.low[b]! : run.low[a]! >= run.high[b]!;
    const index = parts.findIndex((part) => parts.every((other) => other === part || isFirst(part, other)));
    return index < 0 ? open : 10 + Math.min(index, 100);
  }
}

function watchedSlots({ rulebook, run }: Answers, growing: readonly Growing[], nodes: readonly number[]): number[] {
  const { graph } = rulebook;
  const { rests } = restOn(
    graph,
    growing.map(({ fact }) => fact),
  );
  const reached = new Set<number>();
  const waiting = [...nodes];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next) || rests[next] !== true) continue;
    reached.add(next);
    const node = graph.nodes[next];
    if (node !== undefined) waiting.push(...inputsOf(node));
  }
  const { nodeOf, size } = run.layout;
  return Array.from({ length: size }, (_, slot) => slot).filter((slot) => {
    const node = graph.nodes[nodeOf[slot] ?? -1];
    if (node === undefined || !reached.has(nodeOf[slot]!)) return false;
    if (node.op === 'compare') return true;
    return (node.op === 'least' || node.op === 'greatest') && node.frame !== 'pair';
  });
}
