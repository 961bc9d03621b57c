import type { FactPlace } from '#assessment';
import { opcodes, operations, putSlot, slotOf, states, truths } from '#language';
import type { Graph, Value } from '#language';

import type { Block } from './block.ts';
import { fillerOf } from './fill.ts';
import type { CodesOfFact, Fill } from './fill.ts';
import type { PlaneEngine } from './plane-engine.ts';
import type { Piece, PlaneForm } from './plane-form.ts';
import type { PlaneMemory } from './plane-program.ts';
import { Tall } from './tall.ts';

/** Households of one size that are counted side by side, with the rows of their people; the applicant stands first. */
export type Side = {
  readonly count: number;
  readonly households: Int32Array;
  /** Row of the person at each place, for each household. */
  readonly people: readonly Int32Array[];
};

/** Answers a tree that has no operation, for a household (its place among those side by side) and a person's place. */
export type AskTreeOf = (node: number, household: number, person: number) => Value;

/** Counts a form for one set of households after another. */
export class Lanes {
  readonly form: PlaneForm;
  readonly memory: PlaneMemory;
  readonly lanes: number;
  /** Where the rows of households and people side by side are put. */
  readonly room: Omit<Side, 'count'>;
  readonly #code: Int32Array;
  readonly #codes: readonly CodesOfFact[];
  readonly #engine: PlaneEngine;
  readonly #tall: Tall;
  readonly #fills: readonly Fill[];
  readonly #askTree: AskTreeOf;
  readonly #demanded = new Map<number, number>();
  readonly #pieces = new Map<number, Piece>();
  #round = 0;
  #words = 0;
  #count = 0;

  constructor(
    form: PlaneForm,
    facts: readonly FactPlace[],
    { words, engine, askTree }: { readonly words: number; readonly engine: PlaneEngine; readonly askTree: AskTreeOf },
  ) {
    this.form = form;
    this.lanes = 32 * words;
    const { bytes, ints, doubles } = engine.memory;
    this.memory = {
      words,
      planes: ints(2 * words * form.planes),
      codes: bytes(64 * words * form.codes.length),
    };
    this.#engine = engine;
    this.#askTree = askTree;
    this.#code = engine.prepare(form.code, this.memory);
    this.#codes = form.codes.map(({ thresholds }, index) => {
      const ended = doubles(thresholds.length + 1);
      ended.set(thresholds);
      ended[thresholds.length] = Number.NaN;
      const from = 64 * words * index;
      const low = this.memory.codes.subarray(from, from + this.lanes);
      return {
        thresholds: ended,
        into: { low, high: this.memory.codes.subarray(from + this.lanes, from + 2 * this.lanes) },
      };
    });
    this.#tall = new Tall(form, this.lanes, engine.memory);
    this.room = {
      households: ints(this.lanes),
      people: Array.from({ length: form.layout.people }, () => ints(this.lanes)),
    };
    const places = new Map(facts.map((place) => [place.node, place]));
    const filling = {
      form,
      engine,
      memory: this.memory,
      tall: this.#tall.slots,
      bytesOf: (slot: number) => (form.columnOf[slot]! < 0 ? undefined : this.#truths(slot)),
      codesOf: (slot: number) => this.#codes.filter((_, index) => form.codes[index]!.slot === slot),
      scratch: bytes(this.lanes),
    };
    this.#fills = form.leaves.map((slot) => fillerOf(filling, slot, places.get(form.layout.nodeOf[slot]!)!));
    for (const slot of form.constants) this.#putConstant(slot);
  }

  /** Counts everything that is always counted. */
  count(block: Block, side: Side): void {
    this.#round += 1;
    this.#count = side.count;
    this.#words = Math.ceil(side.count / 128) * 4;
    for (const fill of this.#fills) fill(block, side);
    this.#do({ steps: this.form.steps, code: this.#code });
  }

  /** Counts what an amount needs, once for a set of households. */
  demand(slot: number): void {
    if (this.#demanded.get(slot) === this.#round) return;
    this.#demanded.set(slot, this.#round);
    let piece = this.#pieces.get(slot);
    if (piece === undefined) {
      const { steps, code } = this.form.onDemand(slot);
      piece = { steps, code: this.#engine.prepare(code, this.memory) };
      this.#pieces.set(slot, piece);
    }
    this.#do(piece);
  }

  /** Households who certainly have it, and those who possibly do, in word w. */
  sure(slot: number, word: number): number {
    return this.memory.planes[2 * this.memory.words * this.form.planeOf[slot]! + word]! & this.#mask(word);
  }

  maybe(slot: number, word: number): number {
    return this.memory.planes[this.memory.words * (2 * this.form.planeOf[slot]! + 1) + word]! & this.#mask(word);
  }

  /** A truth that is kept as a byte; only for slots of which it is asked whether they are null. */
  truth(slot: number, lane: number): number {
    return this.#tall.slots.truth[this.#tall.from(slot) + lane]!;
  }

  /** The number of a slot, or undefined while it is not known or there is none. */
  number(slot: number, lane: number): number | undefined {
    const at = this.#tall.from(slot) + lane;
    const { state, low } = this.#tall.slots;
    return state[at] === states.known ? low[at] : undefined;
  }

  #mask(word: number): number {
    const left = this.#count - 32 * word;
    return left >= 32 ? -1 : left <= 0 ? 0 : (1 << left) - 1;
  }

  #do({ steps, code }: Piece): void {
    const { form, memory } = this;
    for (const step of steps) {
      if (step.do === 'planes') this.#engine.run(memory, code, step.from, step.to, this.#words);
      else if (step.do === 'encode') this.#encode(step.code);
      else if (step.do === 'count') this.#countSlot(step.slot);
      else if (step.do === 'pack')
        this.#engine.pack(this.#truths(step.slot), memory, form.planeOf[step.slot]!, this.#words);
      else this.#engine.spread(memory, form.planeOf[step.slot]!, this.#truths(step.slot), this.#words);
    }
  }

  #encode(code: number): void {
    const from = this.form.codes[code]!.column * this.lanes;
    const { thresholds, into } = this.#codes[code]!;
    const { low, high } = this.#tall.slots;
    const lows = low.subarray(from, from + this.lanes);
    this.#engine.between(lows, high.subarray(from, from + this.lanes), this.#count, thresholds, into);
  }

  #truths(slot: number): Uint8Array {
    const from = this.#tall.from(slot);
    return this.#tall.slots.truth.subarray(from, from + this.lanes);
  }

  #countSlot(slot: number): void {
    const from = this.#tall.from(slot);
    const op = this.form.layout.ops[slot]!;
    if (op === opcodes.tree) for (let lane = 0; lane < this.#count; lane += 1) this.#askFor(slot, lane, from + lane);
    else operations[op]!(this.#tall.for(slot), from, from + this.#count);
  }

  #askFor(slot: number, lane: number, at: number): void {
    const { nodeOf, personOf, graph } = this.form.layout;
    const node = nodeOf[slot]!;
    const person = graph.nodes[node]?.frame === 'person' ? personOf[slot]! : -1;
    this.#put(at, this.#askTree(node, lane, person), graph);
  }

  #put(at: number, value: Value, graph: Graph): void {
    const kept = slotOf(value, (text) => graph.texts.get(text) ?? -1);
    const state = value === null ? states.nothing : states.open;
    putSlot(this.#tall.slots, at, kept?.slot ?? { state, low: Number.NaN, high: Number.NaN });
  }

  #putConstant(slot: number): void {
    const { layout, columnOf, planeOf } = this.form;
    const node = layout.graph.nodes[layout.nodeOf[slot]!];
    const value = node?.op === 'constant' ? node.slot : { state: states.known as number, low: 1, high: 1 };
    if (layout.isTruth[slot] === 0) {
      for (let lane = 0; lane < this.lanes; lane += 1) putSlot(this.#tall.slots, this.#tall.from(slot) + lane, value);
      return;
    }
    const truth =
      value.state === states.known
        ? Number(value.low !== 0)
        : value.state === states.nothing
          ? truths.neither
          : truths.unknown;
    if (columnOf[slot]! >= 0) this.#truths(slot).fill(truth);
    const { planes, words } = this.memory;
    const at = 2 * words * planeOf[slot]!;
    planes.fill(truth === truths.yes ? -1 : 0, at, at + words);
    planes.fill(truth === truths.no ? 0 : -1, at + words, at + 2 * words);
  }
}
