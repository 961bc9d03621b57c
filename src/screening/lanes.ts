import type { FactPlace } from '#assessment';
import { opcodes, operations, putSlot, slotOf, states, truths } from '#language';
import type { Graph, Slots, Value } from '#language';

import { codeOf, valueOf } from './codes.ts';
import type { Arranged, Side } from './crowds.ts';
import { fillerOf } from './fill.ts';
import type { CodesOfFact, Fill } from './fill.ts';
import type { PlaneEngine, Telling } from './plane-engine.ts';
import type { Piece, PlaneForm, Step } from './plane-form.ts';
import { acts } from './plane-program.ts';
import type { PlaneMemory } from './plane-program.ts';
import { Tall } from './tall.ts';
import type { Tally } from './tally.ts';

/** Answers a tree that has no operation, for a household (its place among those side by side) and a person's place. */
export type AskTreeOf = (node: number, household: number, person: number) => Value;

export type LaneOptions = {
  readonly words: number;
  readonly engine: PlaneEngine;
  readonly askTree: AskTreeOf;
};

/** One thing that is done for the households side by side. */
type Act = () => void;

/** Counts a form for one set of households after another. */
export class Lanes {
  readonly form: PlaneForm;
  readonly memory: PlaneMemory;
  readonly lanes: number;
  readonly #acts: readonly Act[];
  readonly #codes: readonly CodesOfFact[];
  readonly #engine: PlaneEngine;
  readonly #tall: Tall;
  /** The values of the territory that is counted now. */
  #graph: Graph;
  /** Programs that are ready, as they were and as the engine takes them. */
  readonly #prepared: { readonly code: Int32Array; readonly ready: Int32Array }[] = [];
  /** Thresholds of each column of codes, by territory. */
  readonly #thresholds = new Map<Graph, readonly Float64Array[]>();
  /** Codes of the form's comparands, by territory. */
  readonly #comparands = new Map<Graph, number[]>();
  readonly #onTurn: (() => void)[] = [];
  readonly #fills: readonly Fill[];
  readonly #askTree: AskTreeOf;
  /** For whom a slot that is not always counted has been counted, in which round. */
  readonly #demanded = new Map<number, { round: number; readonly words: Int32Array }>();
  /** For whom something is counted on demand; used again each time. */
  readonly #missing: Int32Array;
  /** Who is counted just now; everybody when it is not there. */
  #wanted: Int32Array | undefined;
  /** They and whoever the same was counted for before, in this round. */
  #counted: Int32Array | undefined;
  readonly #pieces = new Map<number, readonly Act[]>();
  readonly #masks: Int32Array;
  #round = 0;
  #words = 0;
  #count = 0;

  constructor(form: PlaneForm, graph: Graph, facts: readonly FactPlace[], { words, engine, askTree }: LaneOptions) {
    this.form = form;
    this.lanes = 32 * words;
    const { bytes, ints, doubles } = engine.memory;
    this.memory = {
      words,
      planes: ints(2 * words * form.planes),
      codes: bytes(64 * words * form.codes.length),
    };
    this.#missing = new Int32Array(words);
    this.#engine = engine;
    this.#askTree = askTree;
    this.#graph = graph;
    this.#codes = form.codes.map(({ sources }, index) => {
      const ended = doubles(sources.length + 1);
      const from = 64 * words * index;
      const low = this.memory.codes.subarray(from, from + this.lanes);
      return {
        thresholds: ended,
        into: { low, high: this.memory.codes.subarray(from + this.lanes, from + 2 * this.lanes) },
      };
    });
    this.#tall = new Tall(form, graph, this.lanes, engine.memory);
    this.#putThresholds();
    const places = new Map(facts.map((place) => [place.node, place]));
    const filling = {
      form,
      engine,
      memory: this.memory,
      tall: this.#tall.slots,
      bytesOf: (slot: number) => (form.columnOf[slot]! < 0 ? undefined : this.#truths(slot)),
      codesOf: (slot: number) => this.#codes.filter((_, index) => form.codes[index]!.slot === slot),
      onTurn: (act: () => void) => void this.#onTurn.push(act),
    };
    this.#fills = form.leaves.map((slot) => fillerOf(filling, slot, places.get(form.layout.nodeOf[slot]!)!));
    for (const slot of form.constants) this.#putConstant(slot);
    this.#acts = this.#actsOf(form);
    this.#masks = ints(words);
  }

  /** Counts by the values of another territory from now on: a graph of the same nodes. */
  turnTo(graph: Graph): void {
    if (graph === this.#graph) return;
    const before = this.#graph;
    this.#graph = graph;
    this.#putThresholds();
    for (const piece of this.#prepared) this.#putComparands(piece);
    for (const slot of this.form.constants) {
      const node = this.form.layout.nodeOf[slot]!;
      if (before.nodes[node] !== graph.nodes[node]) this.#putConstant(slot);
    }
    this.#tall.turnTo(graph);
    for (const act of this.#onTurn) act();
  }

  /** Counts everything that is always counted. */
  count(columns: Arranged['columns'], side: Side): void {
    this.#round += 1;
    this.#count = side.count;
    this.#words = Math.ceil(side.count / 128) * 4;
    for (const fill of this.#fills) fill(columns, side);
    for (const act of this.#acts) act();
  }

  /** Adds up how many of the households have the slots of a tally. */
  tally({ planes, sums }: Tally): void {
    for (let word = 0; word < this.#words; word += 1) this.#masks[word] = this.#mask(word);
    this.#engine.tally(this.memory, planes, this.#masks, this.#words, sums);
  }

  /** Puts those who certainly have planes of a list behind the pairs that are there; see `PlaneEngine.tell`. */
  tell(list: Int32Array, pairs: Omit<Telling, 'counts'>, counts: Int32Array): void {
    const { bases, households, persons, length, ofPersons } = pairs;
    const into = { bases, households, persons, length, ofPersons, counts };
    this.#engine.tell(this.memory, list, this.#masks, this.#words, into);
  }

  /** Counts what an amount needs, for these households, once for a set of them. */
  demand(slot: number, wanted: Int32Array): void {
    const known = this.#demanded.get(slot) ?? { round: 0, words: new Int32Array(this.memory.words) };
    this.#demanded.set(slot, known);
    if (known.round !== this.#round) known.words.fill(0);
    known.round = this.#round;
    const missing = this.#missing;
    let some = 0;
    for (let word = 0; word < missing.length; word += 1) {
      const more = wanted[word]! & ~known.words[word]!;
      missing[word] = more;
      known.words[word]! |= more;
      some |= more;
    }
    if (some === 0) return;
    let acts = this.#pieces.get(slot);
    if (acts === undefined) {
      acts = this.#actsOf(this.form.onDemand.get(slot)!);
      this.#pieces.set(slot, acts);
    }
    this.#wanted = missing;
    this.#counted = known.words;
    for (const act of acts) act();
    this.#wanted = undefined;
    this.#counted = undefined;
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

  /** Numbers with their states; those of a slot begin at `from`. */
  get numbers(): Pick<Slots, 'low' | 'state'> {
    return this.#tall.slots;
  }

  from(slot: number): number {
    return this.#tall.from(slot);
  }

  #mask(word: number): number {
    const left = this.#count - 32 * word;
    return left >= 32 ? -1 : left <= 0 ? 0 : (1 << left) - 1;
  }

  #actsOf({ steps, code }: Piece): readonly Act[] {
    const ready = this.#engine.prepare(code, this.memory);
    this.#prepared.push({ code, ready });
    this.#putComparands({ code, ready });
    return steps.map((step) => this.#actOf(step, ready));
  }

  #putThresholds(): void {
    const sorted = this.#thresholds.get(this.#graph) ?? this.#codes.map((_, index) => this.#sorted(index));
    this.#thresholds.set(this.#graph, sorted);
    for (const [index, { thresholds }] of this.#codes.entries()) thresholds.set(sorted[index]!);
  }

  /** The thresholds of a column in their order, with NaN behind them. */
  #sorted(code: number): Float64Array {
    const sorted = Float64Array.from(this.form.codes[code]!.sources, (source) => valueOf(source, this.#graph)).sort();
    return Float64Array.from([...sorted, Number.NaN]);
  }

  /** Writes the codes that a program compares with. */
  #putComparands({ code, ready }: { readonly code: Int32Array; readonly ready: Int32Array }): void {
    const codes = this.#comparands.get(this.#graph) ?? [];
    this.#comparands.set(this.#graph, codes);
    for (let next = codes.length; next < this.form.comparands.length; next += 1) {
      const comparand = this.form.comparands[next]!;
      const { thresholds } = this.#codes[comparand.code]!;
      codes.push(codeOf(thresholds, valueOf(comparand.source, this.#graph)) + comparand.shift);
    }
    for (let at = 0; at < code.length; at += 3 + code[at + 2]!)
      if (code[at]! >= acts.below)
        for (let operand = at + 4; operand < at + 3 + code[at + 2]!; operand += 1)
          ready[operand] = codes[code[operand]!]!;
  }

  #actOf(step: Step, code: Int32Array): Act {
    const { form, memory } = this;
    const engine = this.#engine;
    if (step.do === 'planes') return () => engine.run(memory, code, step.from, step.to, this.#words);
    if (step.do === 'encode') return this.#encoding(step.code);
    if (step.do === 'count') return this.#counting(step.slot);
    const plane = form.planeOf[step.slot]!;
    const truths = this.#truths(step.slot);
    return step.do === 'pack'
      ? () => engine.pack(truths, 0, memory, plane, this.#words)
      : () => engine.spread(memory, plane, truths, this.#words);
  }

  #encoding(code: number): Act {
    const from = this.form.codes[code]!.column * this.lanes;
    const { thresholds, into } = this.#codes[code]!;
    const { low, high } = this.#tall.slots;
    const lows = low.subarray(from, from + this.lanes);
    const highs = high.subarray(from, from + this.lanes);
    return () => this.#engine.between(lows, highs, this.#count, thresholds, into);
  }

  #truths(slot: number): Uint8Array {
    const from = this.#tall.from(slot);
    return this.#tall.slots.truth.subarray(from, from + this.lanes);
  }

  #counting(slot: number): Act {
    const tall = this.#tall;
    const from = tall.from(slot);
    const op = this.form.layout.ops[slot]!;
    if (op === opcodes.tree)
      return () =>
        this.#eachRun((first, last) => {
          for (let lane = first; lane < last; lane += 1) this.#askFor(slot, lane, from + lane);
        });
    const operation = operations[op]!;
    const along = this.#engine.along(op);
    if (along === undefined) {
      const slots = tall.for(slot);
      const count = (first: number, last: number): void => operation(slots, from + first, from + last);
      return () => this.#eachRun(count);
    }
    const { left, step } = along;
    const operands = tall.operands(slot);
    return () => {
      const places = along.count(tall.slots, operands, this.#count);
      if (places === 0) return;
      const slots = tall.for(slot);
      for (let place = 0; place < places; place += 1) {
        const lane = left[place]!;
        // What runs along a column writes over everybody, so whoever was counted before has to be put right again, too.
        const isWanted = this.#counted === undefined || ((this.#counted[lane >> 5]! >>> (lane & 31)) & 3) !== 0;
        if (isWanted) operation(slots, from + lane, from + Math.min(lane + step, this.#count));
      }
    };
  }

  /** Runs of households who are counted just now. */
  #eachRun(visit: (from: number, to: number) => void): void {
    const wanted = this.#wanted;
    if (wanted === undefined) return visit(0, this.#count);
    for (let lane = 0; lane < this.#count;) {
      const bits = wanted[lane >> 5]! >>> (lane & 31);
      if (bits === 0) {
        lane = (lane | 31) + 1;
        continue;
      }
      const first = lane + (31 - Math.clz32(bits & -bits));
      const rest = ~(wanted[first >> 5]! >>> (first & 31));
      const length = rest === 0 ? 32 : 31 - Math.clz32(rest & -rest);
      lane = Math.min(first + length, (first | 31) + 1, this.#count);
      visit(first, lane);
    }
  }

  #askFor(slot: number, lane: number, at: number): void {
    const graph = this.#graph;
    const { nodeOf, personOf } = this.form.layout;
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
    const node = this.#graph.nodes[layout.nodeOf[slot]!];
    const value = node?.op === 'constant' ? node.slot : { state: states.known as number, low: 1, high: 1 };
    if (layout.isTruth[slot] === 0) {
      const { slots } = this.#tall;
      const from = this.#tall.from(slot);
      putSlot(slots, from, value);
      for (const column of [slots.truth, slots.state, slots.low, slots.high])
        column.fill(column[from]!, from, from + this.lanes);
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
