import type { Catalogue } from '#catalogue';
import { inputsOf } from '#language';
import type { Graph } from '#language';

import type { Answers } from './answers.ts';
import type { FactKey, FactValue, ToldSituation } from './model.ts';

/** More income of a fact, between bounds, in roubles of the months that the fact is told for. */
export type MoreIncome = FactKey & { readonly low: number; readonly high: number };

/**
 * Incomes varied on the answers of a household: more is added to what was told, between bounds, so that one count tells
 * what holds for every income between them. `takeBack` leaves the answers as they were.
 */
export class IncomesVaried {
  readonly #catalogue: Catalogue;
  readonly #answers: Answers;
  readonly #told: ToldSituation;
  readonly #touched = new Map<string, FactKey>();
  /** True: it was told that nobody had an income, and every fact of income that is not told is 0. */
  readonly #hadNone: boolean;

  constructor(catalogue: Catalogue, answers: Answers) {
    this.#catalogue = catalogue;
    this.#answers = answers;
    this.#told = answers.told;
    const none = catalogue.interplay.income?.none;
    this.#hadNone = none !== undefined && this.#told.household[none.fact] === none.value;
    if (!this.#hadNone || none === undefined) return;
    this.#change({ fact: none.fact, subject: 'household' }, !none.value);
    for (const { fact } of catalogue.interplay.income?.facts ?? [])
      for (const subject of this.#subjectsOf(fact))
        if (toldValue(this.#told, { fact, subject }) === undefined) this.#change({ fact, subject }, 0);
  }

  /** What is told of an income, in roubles; undefined when it is not known. */
  told(key: FactKey): number | undefined {
    const value = toldValue(this.#told, key);
    if (typeof value === 'number') return value;
    return value === undefined && this.#hadNone ? 0 : undefined;
  }

  /** An income that is not known stays so: more of it is not known either. */
  add({ fact, subject, low, high }: MoreIncome): void {
    const base = this.told({ fact, subject });
    if (base === undefined) return;
    this.#touched.set(`${fact}@${subject}`, { fact, subject });
    // Sums of money are decimals: what is added is told to the kopeck.
    this.#answers.vary(fact, subject, roubles(base + low), high === Infinity ? Infinity : roubles(base + high));
  }

  takeBack(): void {
    for (const key of this.#touched.values()) this.#answers.change(key.fact, key.subject, toldValue(this.#told, key));
    this.#touched.clear();
  }

  #change(key: FactKey, value: FactValue): void {
    this.#touched.set(`${key.fact}@${key.subject}`, key);
    this.#answers.change(key.fact, key.subject, value);
  }

  #subjectsOf(fact: string): readonly string[] {
    return this.#catalogue.facts.get(fact)?.of === 'household' ? ['household'] : this.#told.people.map(({ id }) => id);
  }
}

export function toldValue(told: ToldSituation, { fact, subject }: FactKey): FactValue | undefined {
  return subject === 'household' ? told.household[fact] : told.people.find(({ id }) => id === subject)?.facts[fact];
}

function roubles(value: number): number {
  return Math.round(value * 100) / 100;
}

type RestOn = { readonly rests: readonly boolean[]; readonly opaque: readonly boolean[] };

const known = new WeakMap<Graph, Map<string, RestOn>>();

/**
 * Nodes counted from these facts: `rests` those that are, `opaque` those that are by a tree which cannot be asked about
 * a number between bounds.
 */
export function restOn(graph: Graph, facts: readonly string[]): RestOn {
  const found = known.get(graph) ?? new Map<string, RestOn>();
  known.set(graph, found);
  const name = facts.join(' ');
  const before = found.get(name);
  if (before !== undefined) return before;
  const rests: boolean[] = [];
  const opaque: boolean[] = [];
  for (const [index, node] of graph.nodes.entries()) {
    const inputs = inputsOf(node);
    rests[index] = node.op === 'leaf' ? facts.includes(node.name) : inputs.some((input) => rests[input] === true);
    opaque[index] = (node.op === 'tree' && rests[index]) || inputs.some((input) => opaque[input] === true);
  }
  found.set(name, { rests, opaque });
  return { rests, opaque };
}
