import { opcodes as op, states, yesSlot } from '#language';
import type { Graph, LaidSlots, Layout, Node } from '#language';

import { codesFor } from './codes.ts';
import type { CodeColumn, Source } from './codes.ts';
import { asksForNull, findNeither, operandsOf } from './neither.ts';
import type { Neither } from './neither.ts';
import { acts, PlaneProgram } from './plane-program.ts';
import type { Act } from './plane-program.ts';

/** Steps with the program that they run pieces of. */
export type Piece = { readonly steps: readonly Step[]; readonly code: Int32Array };

/** One thing to do for many households of one size at once. */
export type Step =
  /** A piece of the Boolean program. */
  | { readonly do: 'planes'; readonly from: number; readonly to: number }
  /** A slot counted household by household by the operation of the language. */
  | { readonly do: 'count'; readonly slot: number }
  /** Truths of bytes into a plane, and of a plane into bytes. */
  | { readonly do: 'pack' | 'spread'; readonly slot: number }
  /** Numbers into places among their thresholds. */
  | { readonly do: 'encode'; readonly code: number };

/**
 * A layout as planes and columns. Truths are planes, two bits a household. Numbers are columns. What has no operation on
 * planes, or asks whether a truth is null, is counted by the very operations that count a household at a window, on
 * columns instead of slots: the answers cannot differ, and only the speed does. Plain values only: it can be sent to a thread.
 */
export type PlaneForm = {
  readonly layout: LaidSlots;
  /** Plane of a truth slot, column of a number slot or of a truth that is needed as bytes; -1: none. */
  readonly planeOf: Int32Array;
  readonly columnOf: Int32Array;
  readonly planes: number;
  /** Columns of numbers come first, those of truths behind them. */
  readonly numberColumns: number;
  readonly columns: number;
  readonly codes: readonly CodeColumn[];
  /** What columns of codes are compared with: other codes in each territory. */
  readonly comparands: readonly Comparand[];
  readonly code: Int32Array;
  /** Facts and constants that are needed. A fact without plane and column is only compared: it is put in as codes. */
  readonly leaves: readonly number[];
  readonly constants: readonly number[];
  /** After the facts are put in, in this order. */
  readonly steps: readonly Step[];
  /** What has to be done, after the steps, for each slot that is not always counted. */
  readonly onDemand: ReadonlyMap<number, Piece>;
  readonly neither: Neither;
  /** How many slots of truths are planes, and how many are counted as bytes. */
  readonly shares: { readonly planes: number; readonly bytes: number };
};

/** The code of a threshold in its column, or the one above it. */
export type Comparand = { readonly code: number; readonly source: Source; readonly shift: 0 | 1 };

export type Asked = {
  /** Slots that are always counted. */
  readonly always: readonly number[];
  /** Slots that are counted where somebody is entitled. */
  readonly onDemand: readonly number[];
  /** Of these slots it is asked whether they are null. */
  readonly distinguished: readonly number[];
  readonly isNullable: (fact: string) => boolean;
  /** Facts whose values can be made codes as they lie in a population. */
  readonly isPlain: (fact: string) => boolean;
};

export function planeFormOf(layout: Layout, asked: Asked): PlaneForm {
  return new Forming(layout, asked).form();
}

class Forming {
  readonly #layout: Layout;
  readonly #asked: Asked;
  readonly #neither: Neither;
  readonly #always: Uint8Array;
  readonly #needed: Uint8Array;
  readonly #columnOf: Int32Array;
  readonly #planeOf: Int32Array;
  readonly #comparands: Comparand[] = [];
  #program = new PlaneProgram();
  /** 1 where a truth is needed as bytes. */
  readonly #asBytes: Uint8Array;

  constructor(layout: Layout, asked: Asked) {
    this.#layout = layout;
    this.#asked = asked;
    this.#countedKnown = new Int8Array(layout.size).fill(-1);
    this.#neither = findNeither(layout, asked.isNullable, asked.distinguished);
    this.#always = this.#reached(asked.always);
    this.#needed = this.#reached([...asked.always, ...asked.onDemand]);
    this.#asBytes = new Uint8Array(layout.size);
    this.#columnOf = new Int32Array(layout.size).fill(-1);
    this.#planeOf = new Int32Array(layout.size).fill(-1);
  }

  form(): PlaneForm {
    const { size, isTruth } = this.#layout;
    const slots = Array.from({ length: size }, (_, slot) => slot).filter((slot) => this.#needed[slot] === 1);
    const codes = codesFor(this.#comparisons(slots));
    const isUsed = new Uint8Array(size);
    const isValued = new Uint8Array(size);
    for (const slot of [...this.#asked.always, ...this.#asked.onDemand]) isUsed[slot] = isValued[slot] = 1;
    for (const slot of slots) {
      const isCounted = this.#isCounted(slot);
      if (isCounted && isTruth[slot] === 1) this.#asBytes[slot] = 1;
      for (const input of isCounted ? this.#operands(slot) : this.#planeOperands(slot)) {
        isUsed[input] = 1;
        if (isCounted) isValued[input] = 1;
        if (isCounted && isTruth[input] === 1) this.#asBytes[input] = 1;
      }
    }
    const used = slots.filter((slot) => isUsed[slot] === 1 || this.#isCounted(slot));
    const isCodesOnly = (slot: number): boolean => {
      const node = this.#node(slot);
      return node?.op === 'leaf' && isValued[slot] === 0 && this.#asked.isPlain(node.name);
    };
    const numbers = used.filter((slot) => isTruth[slot] === 0 && !isCodesOnly(slot));
    const truths = used.filter((slot) => isTruth[slot] === 1);
    for (const [column, slot] of numbers.entries()) this.#columnOf[slot] = column;
    for (const [plane, slot] of truths.entries()) this.#planeOf[slot] = plane;
    const bytes = truths.filter((slot) => this.#asBytes[slot] === 1);
    for (const [index, slot] of bytes.entries()) this.#columnOf[slot] = numbers.length + index;

    const isBare = (slot: number): boolean => this.#layout.ops[slot] === op.none;
    const steps: Step[] = [];
    for (const slot of used.filter((one) => isBare(one))) this.#after(slot, codes, steps);
    for (const slot of used) if (!isBare(slot) && this.#always[slot] === 1) this.#step(slot, codes, steps);
    const counted = truths.filter((slot) => !isBare(slot) && this.#isCounted(slot)).length;
    const code = this.#program.code();
    const onDemand = new Map(this.#asked.onDemand.map((slot) => [slot, this.#pieceFor(slot, codes)]));
    const { graph: _graph, at: _at, cone: _cone, ...layout } = this.#layout;
    return {
      layout,
      planeOf: this.#planeOf,
      columnOf: this.#columnOf,
      planes: truths.length,
      numberColumns: numbers.length,
      columns: numbers.length + bytes.length,
      codes: codes.columns.map((column) => ({ ...column, column: this.#columnOf[column.slot]! })),
      comparands: this.#comparands,
      code,
      leaves: used.filter((slot) => this.#node(slot)?.op === 'leaf'),
      constants: used.filter((slot) => this.#node(slot)?.op === 'constant' || slot === yesSlot),
      steps: merged(steps),
      onDemand,
      neither: this.#neither,
      shares: { planes: truths.length - counted, bytes: counted },
    };
  }

  #node(slot: number): Node | undefined {
    return this.#layout.graph.nodes[this.#layout.nodeOf[slot]!];
  }

  #reached(roots: readonly number[]): Uint8Array {
    const found = new Uint8Array(this.#layout.size);
    const open = [...roots];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found[next] === 1) continue;
      found[next] = 1;
      open.push(...this.#operands(next));
    }
    return found;
  }

  /** Steps for a slot and all it needs that is not always counted. */
  #pieceFor(slot: number, codes: Codes): Piece {
    this.#program = new PlaneProgram();
    const found = new Set<number>();
    const open = [slot];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.#always[next] === 1 || found.has(next) || this.#layout.ops[next] === op.none) continue;
      found.add(next);
      open.push(...this.#operands(next));
    }
    const steps: Step[] = [];
    for (const needed of [...found].toSorted((x, y) => x - y))
      if (this.#planeOf[needed]! >= 0 || this.#columnOf[needed]! >= 0) this.#step(needed, codes, steps);
    return { steps: merged(steps), code: this.#program.code() };
  }

  /** Whether a slot is counted on columns, household by household. */
  #isCounted(slot: number): boolean {
    const known = this.#countedKnown[slot]!;
    if (known >= 0) return known === 1;
    const found = this.#findCounted(slot);
    this.#countedKnown[slot] = Number(found);
    return found;
  }

  #findCounted(slot: number): boolean {
    const { ops, isTruth } = this.#layout;
    const code = ops[slot]!;
    if (code === op.none) return false;
    if (isTruth[slot] === 0 || this.#neither.told[slot] === 1 || asksForNull(this.#layout, slot, this.#neither))
      return true;
    return !onPlanes.has(code) && this.#comparison(slot) === undefined;
  }

  /** A comparison with what is the same for everybody, as codes; undefined for what is counted household by household. */
  #comparison(slot: number): Comparison | undefined {
    const known = this.#comparisonKnown[slot];
    if (known !== undefined) return known === 'none' ? undefined : known;
    const found = this.#findComparison(slot);
    this.#comparisonKnown[slot] = found ?? 'none';
    return found;
  }

  #findComparison(slot: number): Comparison | undefined {
    const { ops, a, b, graph, nodeOf } = this.#layout;
    const code = ops[slot]!;
    if (this.#neither.told[slot] === 1) return undefined;
    const threshold = thresholdActs.get(code);
    if (threshold !== undefined) {
      return { of: a[slot]!, ...threshold, sources: [comparedWith(graph, nodeOf[slot]!)] };
    }
    if (code === op.equal || code === op.unequal) {
      const act = code === op.equal ? acts.among : acts.notAmong;
      for (const [of, constant] of [
        [a[slot]!, b[slot]!],
        [b[slot]!, a[slot]!],
      ] as const) {
        const node = this.#node(constant);
        if (node?.op !== 'constant' || node.slot.state !== states.known || this.#neither.may[of] === 1) continue;
        return { of, act, isAbove: false, sources: [this.#layout.nodeOf[constant]!] };
      }
    }
    if (code === op.among && this.#neither.may[a[slot]!] === 0) {
      const node = this.#node(slot);
      if (node?.op === 'among' && graph.texts.size < 100 && node.codes.length > 0)
        return { of: a[slot]!, act: acts.among, isAbove: false, sources: node.codes.map((one) => ~one) };
    }
    return undefined;
  }

  #comparisons(
    slots: readonly number[],
  ): readonly { readonly slot: number; readonly of: number; readonly sources: readonly Source[] }[] {
    return slots.flatMap((slot) => {
      const found = this.#isCounted(slot) ? undefined : this.#comparison(slot);
      return found === undefined ? [] : [{ slot, of: found.of, sources: found.sources }];
    });
  }

  #planeOperands(slot: number): readonly number[] {
    const comparison = this.#comparison(slot);
    return comparison === undefined ? this.#operands(slot) : [comparison.of];
  }

  #step(slot: number, codes: Codes, steps: Step[]): void {
    const { ops, isTruth } = this.#layout;
    if (this.#isCounted(slot)) {
      for (const input of this.#operands(slot)) {
        // What the always counted part has no bytes of.
        const isLate = this.#always[slot] === 0 && isTruth[input] === 1 && !this.#hasOwnBytes(input);
        if (isLate) steps.push({ do: 'spread', slot: input });
      }
      steps.push({ do: 'count', slot });
      if (isTruth[slot] === 1) steps.push({ do: 'pack', slot });
    } else this.#planeStep(slot, ops[slot]!, codes, steps);
    this.#after(slot, codes, steps);
  }

  #planeStep(slot: number, code: number, codes: Codes, steps: Step[]): void {
    const from = this.#program.length;
    const into = this.#planeOf[slot]!;
    const comparison = this.#comparison(slot);
    if (comparison === undefined)
      this.#program.add(
        onPlanes.get(code)!,
        into,
        this.#operands(slot).map((input) => this.#planeOf[input]!),
      );
    else {
      const column = codes.of(slot);
      const shift = comparison.isAbove ? 1 : 0;
      const first = this.#comparands.length;
      for (const source of comparison.sources) this.#comparands.push({ code: column, source, shift });
      this.#program.add(comparison.act, into, [column, ...comparison.sources.map((_, index) => first + index)]);
    }
    steps.push({ do: 'planes', from, to: this.#program.length });
  }

  /** What others need of a slot besides its plane or column. */
  #after(slot: number, codes: Codes, steps: Step[]): void {
    if (this.#columnOf[slot]! >= 0) for (const code of codes.columnsOf(slot)) steps.push({ do: 'encode', code });
    const isSpread = this.#asBytes[slot] === 1 && !this.#hasOwnBytes(slot);
    if (isSpread && this.#isNeededEarly(slot)) steps.push({ do: 'spread', slot });
  }

  /** Facts and constants are put in as bytes where bytes are needed; what is counted comes as bytes. */
  #hasOwnBytes(slot: number): boolean {
    return this.#layout.ops[slot] === op.none || this.#isCounted(slot);
  }

  readonly #early = new Map<number, boolean>();
  readonly #operandsKnown: (readonly number[])[] = [];
  /** -1: not found out yet. */
  readonly #countedKnown: Int8Array;
  readonly #comparisonKnown: (Comparison | 'none')[] = [];

  #operands(slot: number): readonly number[] {
    return (this.#operandsKnown[slot] ??= operandsOf(this.#layout, slot));
  }

  /** Whether a truth is needed as bytes by something that is always counted. */
  #isNeededEarly(slot: number): boolean {
    if (this.#early.size === 0) {
      for (let user = 0; user < this.#layout.size; user += 1)
        if (this.#always[user] === 1 && this.#isCounted(user))
          for (const input of this.#operands(user)) this.#early.set(input, true);
      this.#early.set(-1, true);
    }
    return this.#early.get(slot) === true;
  }
}

type Comparison = {
  readonly of: number;
  readonly act: Act;
  /** Compared with what lies above the threshold, itself not included. */
  readonly isAbove: boolean;
  readonly sources: readonly Source[];
};

type Codes = ReturnType<typeof codesFor>;

const onPlanes: ReadonlyMap<number, Act> = new Map<number, Act>([
  [op.all, acts.all],
  [op.any, acts.any],
  [op.not, acts.not],
  [op.some, acts.some],
  [op.every, acts.every],
  [op.chooseTruth, acts.choose],
  [op.firstTruth, acts.first],
  [op.sameTruth, acts.same],
  [op.otherTruth, acts.other],
]);

const thresholdActs = new Map<number, Pick<Comparison, 'act' | 'isAbove'>>([
  [op.below, { act: acts.below, isAbove: false }],
  [op.atMost, { act: acts.below, isAbove: true }],
  [op.above, { act: acts.atLeast, isAbove: true }],
  [op.atLeast, { act: acts.atLeast, isAbove: false }],
]);

export function comparesWithThreshold(code: number): boolean {
  return thresholdActs.has(code);
}

/** The constant node that a comparison compares with. */
export function comparedWith({ nodes }: Graph, compare: number): number {
  const node = nodes[compare];
  if (node?.op !== 'compare') return -1;
  const right = nodes[node.right];
  return right?.op === 'constant' && right.slot.state === states.known ? node.right : node.left;
}

/** Pieces of the program that stand side by side are one piece. */
function merged(steps: readonly Step[]): readonly Step[] {
  const all: Step[] = [];
  for (const step of steps) {
    const before = all.at(-1);
    if (step.do === 'planes' && before?.do === 'planes' && before.to === step.from)
      all[all.length - 1] = { do: 'planes', from: before.from, to: step.to };
    else all.push(step);
  }
  return all;
}
