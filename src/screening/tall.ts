import { listed, operandsIn } from '#language';
import type { Graph, Layout, Slots } from '#language';

import { valueOf } from './codes.ts';
import { operandsOf } from './neither.ts';
import type { Memory, Operands } from './plane-engine.ts';
import { comparedWith, comparesWithThreshold } from './plane-form.ts';
import type { PlaneForm } from './plane-form.ts';

/**
 * The columns of a form as slots: slot `column · lanes + household`. The operations of the language count a run of slots
 * of one operation; here the run is the same slot of one household after another.
 */
export class Tall {
  readonly slots: Slots & { readonly layout: { readonly dated: Layout['dated'][number][] } };
  readonly lanes: number;
  readonly #form: PlaneForm;
  readonly #memory: Memory;
  #graph: Graph;
  readonly #steps = new Map<number, Slots>();

  constructor(form: PlaneForm, graph: Graph, lanes: number, memory: Memory) {
    this.#form = form;
    this.#memory = memory;
    this.#graph = graph;
    this.lanes = lanes;
    const size = form.columns * lanes;
    const numbers = form.numberColumns * lanes;
    this.slots = {
      layout: {
        ...form.layout,
        size,
        b: new Int32Array(size),
        c: new Int32Array(size),
        thresholds: new Float64Array(size),
        dated: [...form.layout.dated],
        isTruth: new Uint8Array(size).fill(1, numbers),
      },
      // Everything is written before it is read; what nobody touches takes no memory.
      truth: memory.bytes(size),
      state: memory.bytes(numbers),
      low: memory.doubles(numbers),
      high: memory.doubles(numbers),
    };
  }

  /** Takes the values of another territory. */
  turnTo(graph: Graph): void {
    this.#graph = graph;
    for (const slot of this.#steps.keys()) this.#putValues(slot);
  }

  /** What one slot is compared with, or how its parameter stood on each day. */
  #putValues(slot: number): void {
    const { ops, b, nodeOf } = this.#form.layout;
    const { thresholds, dated } = this.slots.layout;
    const node = this.#graph.nodes[nodeOf[slot]!];
    const from = this.from(slot);
    if (comparesWithThreshold(ops[slot]!)) {
      const source = comparedWith(this.#graph, nodeOf[slot]!);
      thresholds.fill(valueOf(source, this.#graph), from, from + this.lanes);
    }
    if (node?.op === 'parameter-on') dated[b[slot]!] = node.dated;
  }

  /** Where the column of a slot begins. */
  from(slot: number): number {
    return this.#form.columnOf[slot]! * this.lanes;
  }

  /** Where the columns of the operands of a slot begin, and its own; numbers that are no slots as they are. */
  operands(slot: number): Operands {
    const { layout } = this.#form;
    const into = this.from(slot);
    if (listed.has(layout.ops[slot]!)) {
      const columns = operandsOf(layout, slot).map((input) => this.from(input));
      const list = this.#memory.ints(columns.length);
      list.set(columns);
      return { a: columns[0]!, b: list.byteOffset, c: list.length, into };
    }
    const count = operandsIn(layout.ops[slot]!);
    const operand = (place: number, name: 'a' | 'b' | 'c'): number =>
      place < count ? this.from(layout[name][slot]!) : layout[name][slot]!;
    return { a: operand(0, 'a'), b: operand(1, 'b'), c: operand(2, 'c'), into };
  }

  /** The columns with the operands of one slot. */
  for(slot: number): Slots {
    const known = this.#steps.get(slot) ?? this.#make(slot);
    this.#steps.set(slot, known);
    return known;
  }

  #make(slot: number): Slots {
    const { layout } = this.#form;
    const { slots, lanes } = this;
    const from = this.from(slot);
    const count = operandsIn(layout.ops[slot]!);
    const operand = (place: number, name: 'a' | 'b' | 'c'): Int32Array => {
      if (place < count) return shifted(this.from(layout[name][slot]!) - from, slots.layout.size);
      return slots.layout[name].fill(layout[name][slot]!, from, from + lanes);
    };
    this.#putValues(slot);
    const own = listed.has(layout.ops[slot]!)
      ? this.#list(operandsOf(layout, slot), from)
      : { a: operand(0, 'a'), b: operand(1, 'b'), c: operand(2, 'c') };
    return { ...slots, layout: { ...slots.layout, ...own } };
  }

  /** The operands of one who has a list of them: those of each household, one household after the other. */
  #list(list: readonly number[], from: number): Pick<Layout, 'starts' | 'inputs'> {
    const { lanes } = this;
    const inputs = new Int32Array(list.length * lanes);
    const columns = list.map((input) => this.from(input));
    for (let lane = 0, at = 0; lane < lanes; lane += 1) for (const column of columns) inputs[at++] = column + lane;
    return { starts: shifted(-from, from + lanes + 1, list.length), inputs };
  }
}

const ascending = new Map<number, Int32Array>();

/**
 * At each index i up to the size: i and so much more, times the step. All of them are windows on one array of ascending
 * numbers for each step.
 */
function shifted(more: number, size: number, step = 1): Int32Array {
  const all = ascending.get(step) ?? new Int32Array(0);
  const half = all.length >> 1;
  if (half < size) {
    const longer = new Int32Array(4 * size);
    putAscending(longer, step);
    ascending.set(step, longer);
    return shifted(more, size, step);
  }
  return all.subarray(half + more);
}

/** Around nought in the middle. */
function putAscending(into: Int32Array, step: number): void {
  const half = into.length >> 1;
  for (let index = 0; index < into.length; index += 1) into[index] = (index - half) * step;
}
