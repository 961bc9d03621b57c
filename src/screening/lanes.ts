import type { FactPlace } from '#assessment';
import { opcodes, operations, putSlot, slotOf, states, truths } from '#language';
import type { Graph, Slots, Value } from '#language';

import type { Block } from './block.ts';
import { codeOf, highestCode, lowestCode } from './codes.ts';
import type { CodeColumn } from './codes.ts';
import { fillerOf } from './fill.ts';
import type { Fill } from './fill.ts';
import type { PlaneForm, Step } from './plane-form.ts';
import type { PlaneMemory } from './plane-program.ts';
import { tallSlots } from './tall.ts';

/** Households of one size that are counted side by side, with the rows of their people; the applicant stands first. */
export type Side = {
  readonly count: number;
  readonly households: Int32Array;
  /** Row of the person at each place, for each household. */
  readonly people: readonly Int32Array[];
};

/** Runs pieces of a Boolean program: plain JavaScript or WebAssembly. */
export type RunPlanes = (memory: PlaneMemory, code: Int32Array, from: number, to: number, words: number) => void;

/** How a form's planes are run, and the memory they are run in. */
export type PlaneEngine = {
  readonly memoryFor: (form: PlaneForm, words: number) => PlaneMemory;
  readonly run: RunPlanes;
};

/** Answers a tree that has no operation, for a household (its place among those side by side) and a person's place. */
export type AskTreeOf = (node: number, household: number, person: number) => Value;

/** Counts a form for one set of households after another. */
export class Lanes {
  readonly form: PlaneForm;
  readonly memory: PlaneMemory;
  readonly lanes: number;
  readonly #engine: PlaneEngine;
  readonly #tall: Slots;
  readonly #fills: readonly Fill[];
  readonly #askTree: AskTreeOf;
  readonly #demanded = new Map<number, number>();
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
    this.memory = engine.memoryFor(form, words);
    this.#engine = engine;
    this.#askTree = askTree;
    this.#tall = tallSlots(form, this.lanes);
    const places = new Map(facts.map((place) => [place.node, place]));
    this.#fills = form.leaves.map((slot) =>
      fillerOf(form, slot, places.get(form.layout.nodeOf[slot]!)!, this.#tall, this.memory),
    );
    for (const slot of form.constants) this.#putConstant(slot);
  }

  /** Counts everything that is always counted. */
  count(block: Block, side: Side): void {
    this.#round += 1;
    this.#count = side.count;
    this.#words = Math.ceil(side.count / 128) * 4;
    for (const fill of this.#fills) fill(block, side);
    this.#do(this.form.steps);
  }

  /** Counts what an amount needs, once for a set of households. */
  demand(slot: number): void {
    if (this.#demanded.get(slot) === this.#round) return;
    this.#demanded.set(slot, this.#round);
    this.#do(this.form.onDemand.get(slot) ?? []);
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
    return this.#tall.truth[this.form.columnOf[slot]! * this.lanes + lane]!;
  }

  /** The number of a slot, or undefined while it is not known or there is none. */
  number(slot: number, lane: number): number | undefined {
    const at = this.form.columnOf[slot]! * this.lanes + lane;
    return this.#tall.state[at] === states.known ? this.#tall.low[at] : undefined;
  }

  #mask(word: number): number {
    const left = this.#count - 32 * word;
    return left >= 32 ? -1 : left <= 0 ? 0 : (1 << left) - 1;
  }

  #do(steps: readonly Step[]): void {
    const { form, memory } = this;
    for (const step of steps) {
      if (step.do === 'planes') this.#engine.run(memory, form.code, step.from, step.to, this.#words);
      else if (step.do === 'encode') encode(form.codes[step.code]!, step.code, this.#tall, memory, this.#count);
      else if (step.do === 'count') this.#countSlot(step.slot);
      else if (step.do === 'pack') pack(this.#truths(step.slot), memory, form.planeOf[step.slot]!, this.#words);
      else spread(memory, form.planeOf[step.slot]!, this.#truths(step.slot), this.#words);
    }
  }

  #truths(slot: number): Uint8Array {
    const from = this.form.columnOf[slot]! * this.lanes;
    return this.#tall.truth.subarray(from, from + this.lanes);
  }

  #countSlot(slot: number): void {
    const { layout, columnOf } = this.form;
    const from = columnOf[slot]! * this.lanes;
    const op = layout.ops[slot]!;
    if (op === opcodes.tree) for (let lane = 0; lane < this.#count; lane += 1) this.#askFor(slot, lane, from + lane);
    else operations[op]!(this.#tall, from, from + this.#count);
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
    putSlot(this.#tall, at, kept?.slot ?? { state, low: Number.NaN, high: Number.NaN });
  }

  #putConstant(slot: number): void {
    const { layout, columnOf, planeOf } = this.form;
    const node = layout.graph.nodes[layout.nodeOf[slot]!];
    const value = node?.op === 'constant' ? node.slot : { state: states.known as number, low: 1, high: 1 };
    if (layout.isTruth[slot] === 0) {
      for (let lane = 0; lane < this.lanes; lane += 1) putSlot(this.#tall, columnOf[slot]! * this.lanes + lane, value);
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

/** Places among thresholds, lowest and highest. */
function encode(
  { column, thresholds }: CodeColumn,
  code: number,
  { state, low, high }: Slots,
  { codes, words }: PlaneMemory,
  count: number,
): void {
  const lanes = 32 * words;
  const from = column * lanes;
  const into = 64 * words * code;
  for (let lane = 0; lane < count; lane += 1) {
    const known = state[from + lane]!;
    if (known === states.known) {
      const at = codeOf(thresholds, low[from + lane]!);
      codes[into + lane] = at;
      codes[into + lanes + lane] = at;
    } else if (known === states.bounded) {
      codes[into + lane] = codeOf(thresholds, low[from + lane]!);
      codes[into + lanes + lane] = codeOf(thresholds, high[from + lane]!);
    } else {
      codes[into + lane] = lowestCode;
      codes[into + lanes + lane] = highestCode;
    }
  }
}

/** Truths of bytes into a plane. */
export function pack(bytes: Uint8Array, { planes, words: stride }: PlaneMemory, plane: number, words: number): void {
  const into = 2 * stride * plane;
  for (let word = 0; word < words; word += 1) {
    let sure = 0;
    let maybe = 0;
    for (let bit = 0; bit < 32; bit += 1) {
      const truth = bytes[32 * word + bit]!;
      sure |= Number(truth === truths.yes) << bit;
      maybe |= Number(truth !== truths.no) << bit;
    }
    planes[into + word] = sure;
    planes[into + stride + word] = maybe;
  }
}

/** A plane into bytes. */
function spread({ planes, words: stride }: PlaneMemory, plane: number, bytes: Uint8Array, words: number): void {
  const from = 2 * stride * plane;
  for (let word = 0; word < words; word += 1) {
    const sure = planes[from + word]!;
    const open = planes[from + stride + word]! & ~sure;
    for (let bit = 0; bit < 32; bit += 1) bytes[32 * word + bit] = ((sure >> bit) & 1) | (((open >> bit) & 1) << 1);
  }
}
