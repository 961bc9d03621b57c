import type { Value } from '#language/values.ts';
import { states } from './graph.ts';
import type { Slot } from './graph.ts';
import type { Layout } from './layout.ts';
import { opcodes, truths, yesSlot } from './opcodes.ts';
import { operations } from './operations.ts';
import { putSlot, setNothing, setNumber, setOpen, slotOf } from './slots.ts';
import type { Slots } from './slots.ts';

/** Answers trees that have no operation: the node and the person's place, or -1 for the household. */
export type AskTree = (node: number, person: number) => Value;

/**
 * One household counted on a layout: its facts are written with `put`, then everything is counted with `all`, or, after
 * one more fact, what rests on it with `changed`, and only as far as something really changes. A run can be used for one
 * household after another. Slots that are not always counted (amounts, say) are counted by `demand`.
 */
export class Run implements Slots {
  readonly layout: Layout;
  readonly truth: Uint8Array;
  readonly state: Uint8Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly #askTree: AskTree;
  /** A bit for each slot that waits to be counted again. */
  readonly #waiting: Uint32Array;
  /** In which round an on-demand slot was counted last; every change of a fact begins a round. */
  readonly #roundOf: Uint32Array;
  #round = 1;

  constructor(layout: Layout, askTree: AskTree) {
    this.layout = layout;
    this.#askTree = askTree;
    this.truth = new Uint8Array(layout.size).fill(truths.unknown);
    this.state = new Uint8Array(layout.size).fill(states.open);
    this.low = new Float64Array(layout.size).fill(Number.NaN);
    this.high = new Float64Array(layout.size).fill(Number.NaN);
    this.#waiting = new Uint32Array((layout.size >> 5) + 1);
    this.#roundOf = new Uint32Array(layout.size);
    this.truth[yesSlot] = truths.yes;
    for (const [index, node] of layout.graph.nodes.entries())
      if (node.op === 'constant') this.put(layout.at(index, 0), node.slot);
  }

  /** Another number after every change of a fact. */
  get round(): number {
    return this.#round;
  }

  /** Writes a value without counting what rests on it. */
  put(slot: number, value: Slot): void {
    putSlot(this, slot, value);
  }

  /** The same without a parcel: a truth, a number between bounds, not known at all, or known to be none. */
  putTruth(slot: number, truth: number): void {
    this.truth[slot] = truth;
  }

  putNumber(slot: number, low: number, high: number): void {
    setNumber(this, slot, low, high);
  }

  putOpen(slot: number): void {
    this.truth[slot] = truths.unknown;
    setOpen(this, slot);
  }

  putNothing(slot: number): void {
    this.truth[slot] = truths.neither;
    setNothing(this, slot);
  }

  all(): void {
    const { segments } = this.layout;
    this.#round += 1;
    for (let i = 0; i < segments.length; i += 3) this.#count(segments[i]!, segments[i + 1]!, segments[i + 2]!);
  }

  /** Counts again what rests on the fact; gives how many slots were counted. */
  changed(fact: number): number {
    this.#round += 1;
    const waiting = this.#waiting;
    const { ops } = this.layout;
    let counted = 0;
    let word = this.#wakeUsers(fact);
    for (; word < waiting.length; word += 1) {
      while (waiting[word] !== 0) {
        const bits = waiting[word]!;
        const slot = (word << 5) + 31 - Math.clz32(bits & -bits);
        waiting[word] = bits & (bits - 1);
        counted += 1;
        if (this.#changes(ops[slot]!, slot)) this.#wakeUsers(slot);
      }
    }
    return counted;
  }

  /** Counts a slot that is not always counted, and what it needs. */
  demand(slot: number): void {
    if (slot < this.layout.counted || this.#roundOf[slot] === this.#round) return;
    const { ops } = this.layout;
    for (const needed of this.layout.cone(slot)) {
      if (this.#roundOf[needed] === this.#round) continue;
      this.#roundOf[needed] = this.#round;
      this.#count(ops[needed]!, needed, needed + 1);
    }
  }

  /** Marks what is counted from a slot; gives the first word in which a slot waits. */
  #wakeUsers(slot: number): number {
    const { usersFrom, users } = this.layout;
    const from = usersFrom[slot]!;
    const end = usersFrom[slot + 1]!;
    for (let i = from; i < end; i += 1) this.#waiting[users[i]! >> 5]! |= 1 << (users[i]! & 31);
    return from < end ? users[from]! >> 5 : this.#waiting.length;
  }

  #changes(op: number, slot: number): boolean {
    const truth = this.truth[slot];
    const state = this.state[slot];
    const low = this.low[slot]!;
    const high = this.high[slot]!;
    this.#count(op, slot, slot + 1);
    if (this.layout.isTruth[slot] === 1) return this.truth[slot] !== truth;
    if (this.state[slot] !== state) return true;
    return (state === states.known || state === states.bounded) && (this.low[slot] !== low || this.high[slot] !== high);
  }

  #count(op: number, from: number, to: number): void {
    if (op === opcodes.tree) for (let slot = from; slot < to; slot += 1) this.#tree(slot);
    else operations[op]!(this, from, to);
  }

  #tree(slot: number): void {
    const { nodeOf, personOf, graph } = this.layout;
    const node = nodeOf[slot]!;
    const value = this.#askTree(node, graph.nodes[node]?.frame === 'person' ? personOf[slot]! : -1);
    const kept = slotOf(value, (text) => graph.texts.get(text) ?? -1);
    if (kept !== undefined) this.put(slot, kept.slot);
    else if (value === null) this.putNothing(slot);
    else this.putOpen(slot);
  }
}
