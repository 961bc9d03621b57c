import { batchesOf, placesOf, reachedFrom } from './batches.ts';
import type { Dated, Graph, Node } from './graph.ts';
import { instructionOf } from './instructions.ts';
import type { TextTable } from './instructions.ts';
import { listed, opcodes, operandsIn, yesSlot } from './opcodes.ts';

/** The slots of a layout with their operations, as plain values: they can be sent to another thread. */
export type LaidSlots = {
  readonly people: number;
  readonly size: number;
  /** Slots before this one are always counted, those after it only on demand. */
  readonly counted: number;
  readonly ops: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  /** What a slot that is compared with a threshold is compared with. */
  readonly thresholds: Float64Array;
  /** `inputs[starts[s] … starts[s + 1]]` is the list of slot s, when its operation has one. */
  readonly starts: Int32Array;
  readonly inputs: Int32Array;
  /** Runs of slots with one operation: operation, first slot, end. */
  readonly segments: Int32Array;
  /** `users[usersFrom[s] … usersFrom[s + 1]]` are the always counted slots that are counted from slot s. */
  readonly usersFrom: Int32Array;
  readonly users: Int32Array;
  /** Which node a slot is of, and whose: the person's place (the inner one's of a pair). */
  readonly nodeOf: Int32Array;
  readonly personOf: Int32Array;
  /** 1 where a slot holds a truth. */
  readonly isTruth: Uint8Array;
  /** For each `among`: whether the text with code n is one of its texts, at n + 1; 0 is a text no rule names. */
  readonly texts: Uint8Array;
  /** The values over time of each `parameter-on`. */
  readonly dated: readonly (readonly Dated[])[];
};

/**
 * A graph laid out for a household of so many people: each node has one slot, one for each person or one for each pair,
 * and each slot its operation with the slots it is counted from. Slots with the same operation stand side by side, after
 * everything they rest on, so that the machine walks few, long, equal loops. Made once for a size and shared.
 */
export type Layout = LaidSlots & {
  readonly graph: Graph;
  /** Slot of a node for a person, or for a pair of an outer and an inner person. */
  readonly at: (node: number, person: number, outer?: number) => number;
  /** On-demand slots that have to be counted for a slot, in their order, itself last. */
  readonly cone: (slot: number) => Int32Array;
};

const nothing: readonly number[] = [];

export function layOut(graph: Graph, people: number, applicant: number, always?: readonly number[]): Layout {
  return layoutsOf(graph, always)(people, applicant);
}

/** Lays a graph out for households of several sizes: what does not depend on the size is found once. */
export function layoutsOf(graph: Graph, always?: readonly number[]): (people: number, applicant: number) => Layout {
  const isCounted = always === undefined ? undefined : reachedFrom(graph, always);
  const batches = batchesOf(graph, isCounted);
  return (people, applicant) => laidOut(graph, batches, isCounted, people, applicant);
}

function laidOut(
  graph: Graph,
  batches: readonly (readonly number[])[],
  isCounted: ReadonlySet<number> | undefined,
  people: number,
  applicant: number,
): Layout {
  const places = placesOf(graph, batches, people, applicant);
  const { size, at } = places;
  const nodeOf = new Int32Array(size).fill(-1);
  const personOf = new Int32Array(size);
  const isTruth = new Uint8Array(size);
  isTruth[yesSlot] = 1;
  const code = {
    ops: new Uint8Array(size),
    a: new Int32Array(size),
    b: new Int32Array(size),
    c: new Int32Array(size),
    thresholds: new Float64Array(size),
  };
  const lists: (readonly number[])[] = Array.from({ length: size }, () => nothing);
  const texts: TextTable = { all: [], rows: new Map() };
  const dated: (readonly Dated[])[] = [];
  let counted = 1;
  for (const index of batches.flat()) {
    const node = graph.nodes[index]!;
    for (const [outer, person] of everyone(node, people)) {
      const slot = at(index, person, outer);
      const {
        op,
        a = 0,
        b = 0,
        c = 0,
        list = nothing,
        threshold = 0,
      } = instructionOf(node, { graph, at, people, person, outer, texts, dated });
      code.ops[slot] = op;
      code.a[slot] = a;
      code.b[slot] = b;
      code.c[slot] = c;
      code.thresholds[slot] = threshold;
      lists[slot] = list;
      nodeOf[slot] = index;
      personOf[slot] = person;
      isTruth[slot] = Number(graph.kinds[index] === 'boolean');
      if (isCounted === undefined || isCounted.has(index)) counted = Math.max(counted, slot + 1);
    }
  }
  const { starts, inputs } = rowsOf(lists);
  const all = { ...code, starts, inputs };
  const cones = new Map<number, Int32Array>();
  return {
    people,
    size,
    counted,
    ...all,
    segments: segmentsOf(code.ops, counted),
    ...usersOf(all, size, counted),
    nodeOf,
    personOf,
    isTruth,
    texts: Uint8Array.from(texts.all),
    dated,
    graph,
    at,
    cone: (slot) => {
      const known = cones.get(slot) ?? coneOf(all, slot, counted);
      cones.set(slot, known);
      return known;
    },
  };
}

/** Pairs of outer and inner person a node is counted for; a person stands for both. */
function everyone(node: Node, people: number): readonly (readonly [outer: number, person: number])[] {
  if (node.frame === 'household') return [[0, 0]];
  const places = Array.from({ length: people }, (_, place) => place);
  if (node.frame === 'person') return places.map((place) => [place, place]);
  return places.flatMap((outer) => places.map((person) => [outer, person] as const));
}

/** The slots a slot is counted from, one after the other. */
function eachOperand(code: Code, slot: number, visit: (input: number) => void): void {
  const op = code.ops[slot]!;
  if (listed.has(op)) {
    for (let i = code.starts[slot]!, end = code.starts[slot + 1]!; i < end; i += 1) visit(code.inputs[i]!);
    return;
  }
  const count = operandsIn(op);
  if (count > 0) visit(code.a[slot]!);
  if (count > 1) visit(code.b[slot]!);
  if (count > 2) visit(code.c[slot]!);
}

type Code = Pick<Layout, 'ops' | 'a' | 'b' | 'c' | 'starts' | 'inputs'>;

/** Turned round: for each slot the always counted ones that are counted from it, in their order. */
function usersOf(
  code: Code,
  size: number,
  counted: number,
): { readonly usersFrom: Int32Array; readonly users: Int32Array } {
  const usersFrom = new Int32Array(size + 1);
  for (let slot = 0; slot < counted; slot += 1) eachOperand(code, slot, (input) => (usersFrom[input + 1]! += 1));
  for (let slot = 0; slot < size; slot += 1) usersFrom[slot + 1]! += usersFrom[slot]!;
  const users = new Int32Array(usersFrom[size]!);
  const next = usersFrom.slice();
  for (let slot = 0; slot < counted; slot += 1) {
    eachOperand(code, slot, (input) => {
      users[next[input]!] = slot;
      next[input]! += 1;
    });
  }
  return { usersFrom, users };
}

function rowsOf(rows: readonly (readonly number[])[]): { readonly starts: Int32Array; readonly inputs: Int32Array } {
  const starts = new Int32Array(rows.length + 1);
  for (let row = 0; row < rows.length; row += 1) starts[row + 1] = starts[row]! + rows[row]!.length;
  return { starts, inputs: Int32Array.from(rows.flat()) };
}

function segmentsOf(ops: Uint8Array, counted: number): Int32Array {
  const segments: number[] = [];
  for (let from = 0, to = 0; from < counted; from = to) {
    while (to < counted && ops[to] === ops[from]) to += 1;
    if (ops[from] !== opcodes.none) segments.push(ops[from] ?? 0, from, to);
  }
  return Int32Array.from(segments);
}

function coneOf(code: Code, slot: number, counted: number): Int32Array {
  const found = new Set<number>();
  const open = [slot];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < counted || found.has(next)) continue;
    found.add(next);
    eachOperand(code, next, (input) => open.push(input));
  }
  return Int32Array.from([...found].toSorted((x, y) => x - y));
}
