import { opcodes } from './opcodes.ts';
import { isOpen, pushOpen, pushRead } from './reads.ts';
import type { Run } from './run.ts';
import { sourcesOf } from './sources.ts';
import type { Sources } from './sources.ts';

/**
 * What the values of a run rest on (the facts and parameters that were read for them) and what they wait for (those not
 * known that can still decide them): for each slot a set of sources, a bit for each. Found only for the slots asked for
 * and those behind them, and once as long as no fact changes.
 */
export class Rests {
  readonly sources: Sources;
  /** Sets are so many words long. */
  readonly words: number;
  readonly #run: Run;
  readonly #read: Uint32Array;
  readonly #open: Uint32Array;
  readonly #readRound: Uint32Array;
  readonly #openRound: Uint32Array;
  readonly #stack: number[] = [];

  constructor(run: Run) {
    this.#run = run;
    this.sources = sourcesOf(run.layout);
    this.words = (this.sources.all.length >> 5) + 1;
    this.#read = new Uint32Array(run.layout.size * this.words);
    this.#open = new Uint32Array(run.layout.size * this.words);
    this.#readRound = new Uint32Array(run.layout.size);
    this.#openRound = new Uint32Array(run.layout.size);
  }

  /** Writes the numbers of the sources the slots were read from, and gives how many they are. */
  readBy(slots: readonly number[], out: number[]): number {
    for (const slot of slots) if (this.#readRound[slot] !== this.#run.round) this.#fillRead(slot);
    return this.#list(this.#read, slots, out);
  }

  /** Writes the numbers of the sources the slots wait for: none when they are known. */
  openTo(slots: readonly number[], out: number[]): number {
    for (const slot of slots) if (this.#openRound[slot] !== this.#run.round) this.#fillOpen(slot);
    return this.#list(this.#open, slots, out);
  }

  #list(sets: Uint32Array, slots: readonly number[], out: number[]): number {
    const { words } = this;
    const [only] = slots;
    if (only === undefined) return 0;
    let found = 0;
    for (let word = 0; word < words; word += 1) {
      let bits = sets[only * words + word]!;
      for (let i = 1; i < slots.length; i += 1) bits |= sets[slots[i]! * words + word]!;
      for (; bits !== 0; bits &= bits - 1) {
        out[found] = (word << 5) + 31 - Math.clz32(bits & -bits);
        found += 1;
      }
    }
    return found;
  }

  #fillRead(slot: number): void {
    this.#readRound[slot] = this.#run.round;
    const at = slot * this.words;
    this.#clear(this.#read, at);
    this.#addOwn(this.#read, slot);
    const from = this.#stack.length;
    pushRead(this.#run, slot, this.#stack);
    for (let i = from; i < this.#stack.length; i += 1) {
      const input = this.#stack[i]!;
      if (this.#readRound[input] !== this.#run.round) this.#fillRead(input);
      this.#join(this.#read, at, input * this.words);
    }
    this.#stack.length = from;
  }

  #fillOpen(slot: number): void {
    this.#openRound[slot] = this.#run.round;
    const at = slot * this.words;
    this.#clear(this.#open, at);
    if (!isOpen(this.#run, slot)) return;
    const from = this.#stack.length;
    pushOpen(this.#run, slot, this.#stack);
    if (this.#stack.length === from && this.#run.layout.ops[slot] !== opcodes.tree) this.#addOwn(this.#open, slot);
    for (let i = from; i < this.#stack.length; i += 1) {
      const input = this.#stack[i]!;
      if (this.#openRound[input] !== this.#run.round) this.#fillOpen(input);
      this.#join(this.#open, at, input * this.words);
    }
    this.#stack.length = from;
  }

  /** By hand: for a few words that is faster than `fill`. */
  #clear(sets: Uint32Array, at: number): void {
    for (let word = at; word < at + this.words; word += 1) sets[word] = 0;
  }

  #addOwn(sets: Uint32Array, slot: number): void {
    const { ownFrom, own } = this.sources;
    const at = slot * this.words;
    for (let i = ownFrom[slot]!; i < ownFrom[slot + 1]!; i += 1) sets[at + (own[i]! >> 5)]! |= 1 << (own[i]! & 31);
  }

  #join(sets: Uint32Array, to: number, from: number): void {
    const { words } = this;
    for (let word = 0; word < words; word += 1) sets[to + word]! |= sets[from + word]!;
  }
}
