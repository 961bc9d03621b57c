import type { Dated, Frame, Graph, Node } from './graph.ts';
import { inputsOf } from './graph.ts';
import { instructionOf, thresholdOf } from './instructions.ts';
import type { Places } from './instructions.ts';
import { listed, opcodes, operandsIn } from './opcodes.ts';

/**
 * A graph laid out for a household of so many people: each node has one slot, one for each person or one for each pair,
 * and each slot its operation with the slots it is counted from. Slots with the same operation stand side by side, after
 * everything they rest on, so that the machine walks few, long, equal loops. Made once for a size and shared.
 */
export type Layout = {
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
  readonly graph: Graph;
  /** Slot of a node for a person, or for a pair of an outer and an inner person. */
  readonly at: (node: number, person: number, outer?: number) => number;
  /** On-demand slots that have to be counted for a slot, in their order, itself last. */
  readonly cone: (slot: number) => Int32Array;
};

/** The slot of "yes", for operations that need a condition where the rule has none. */
export const yesSlot = 0;

export function layOut(graph: Graph, people: number, applicant: number, always?: readonly number[]): Layout {
  const isCounted = always === undefined ? undefined : reachedFrom(graph, always);
  const batches = batchesOf(graph, isCounted);
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
  const lists: (readonly number[])[] = Array.from({ length: size }, () => []);
  const texts: number[] = [];
  const dated: (readonly Dated[])[] = [];
  let counted = 1;
  for (const index of batches.flat()) {
    const node = graph.nodes[index] as Node;
    for (const [outer, person] of everyone(node, people)) {
      const slot = at(index, person, outer);
      const {
        op,
        a = 0,
        b = 0,
        c = 0,
        list = [],
        threshold = 0,
      } = instructionOf(node, { graph, at, people, person, outer, texts, dated, yes: yesSlot });
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
  const { starts, flat: inputs } = rowsOf(lists);
  const operands = (slot: number): readonly number[] => operandsOf(code, lists, slot);
  const { starts: usersFrom, flat: users } = rowsOf(usersOf(size, counted, operands));
  const cones = new Map<number, Int32Array>();
  return {
    people,
    size,
    counted,
    ...code,
    starts,
    inputs,
    segments: segmentsOf(code.ops, counted),
    usersFrom,
    users,
    nodeOf,
    personOf,
    isTruth,
    texts: Uint8Array.from(texts),
    dated,
    graph,
    at,
    cone: (slot) => {
      const known = cones.get(slot) ?? coneOf(slot, counted, operands);
      cones.set(slot, known);
      return known;
    },
  };
}

/** Nodes that only point at another node's slot. */
function isAlias(node: Node): boolean {
  return node.op === 'of-applicant' || node.op === 'of-outer';
}

/** Pairs of outer and inner person a node is counted for; a person stands for both. */
function everyone(node: Node, people: number): readonly (readonly [outer: number, person: number])[] {
  if (node.frame === 'household') return [[0, 0]];
  const places = Array.from({ length: people }, (_, place) => place);
  if (node.frame === 'person') return places.map((place) => [place, place]);
  return places.flatMap((outer) => places.map((person) => [outer, person] as const));
}

function reachedFrom(graph: Graph, roots: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = graph.nodes[next];
    if (node === undefined || found.has(next)) continue;
    found.add(next);
    open.push(...inputsOf(node));
  }
  return found;
}

/**
 * The nodes in batches: always counted ones first; then by how far they stand from the facts; then by operation and frame.
 * Inside a batch those stand together that are likely to take the same way through the machine: comparisons of one value
 * in the order of their thresholds, combinations by their length.
 */
function batchesOf(graph: Graph, isCounted: ReadonlySet<number> | undefined): readonly (readonly number[])[] {
  const levels: number[] = [];
  for (const [index, node] of graph.nodes.entries()) {
    const inputs = Math.max(-1, ...inputsOf(node).map((input) => levels[input] ?? 0));
    levels[index] = isAlias(node) ? inputs : inputs + 1;
  }
  const keys = graph.nodes.map((node, index): readonly number[] => {
    const isFact = node.op === 'leaf' || node.op === 'constant';
    const late = isFact || isCounted === undefined || isCounted.has(index) ? 0 : 1;
    return [
      late,
      levels[index] ?? 0,
      operationOf(node, graph),
      frames.indexOf(node.frame),
      ...likeness(node, graph),
      index,
    ];
  });
  const order = graph.nodes.map((_, index) => index).toSorted((x, y) => compareKeys(keys[x] ?? [], keys[y] ?? []));
  const batches = Map.groupBy(
    order.filter((index) => !isAlias(graph.nodes[index] as Node)),
    (index) => (keys[index] ?? []).slice(0, 4).join(' '),
  );
  return [...batches.values()];
}

const frames: readonly Frame[] = ['household', 'person', 'pair'];

function operationOf(node: Node, graph: Graph): number {
  return instructionOf(node, { graph, at: () => 0, people: 1, person: 0, outer: 0, texts: [], dated: [], yes: yesSlot })
    .op;
}

function likeness(node: Node, graph: Graph): readonly [number, number] {
  if (node.op === 'all' || node.op === 'any') return [node.parts.length, 0];
  if (node.op !== 'compare') return [0, 0];
  const before = thresholdOf(graph, node.left);
  return before === undefined ? [node.left, thresholdOf(graph, node.right) ?? 0] : [node.right, before];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, key] of a.entries()) if (key !== b[index]) return key - (b[index] ?? 0);
  return 0;
}

/**
 * Where the slots of each node begin and how far they are apart for the outer and the inner person. Nodes of one
 * operation and frame stand together person by person: all of the first, then all of the second.
 */
function placesOf(
  graph: Graph,
  batches: readonly (readonly number[])[],
  people: number,
  applicant: number,
): { readonly size: number; readonly at: Places['at'] } {
  const base = new Int32Array(graph.nodes.length);
  const byOuter = new Int32Array(graph.nodes.length);
  const byInner = new Int32Array(graph.nodes.length);
  let size = yesSlot + 1;
  for (const batch of batches) {
    const frame = graph.nodes[batch[0] ?? 0]?.frame;
    for (const [place, index] of batch.entries()) {
      base[index] = size + place;
      byOuter[index] = frame === 'pair' ? people * batch.length : 0;
      byInner[index] = frame === 'household' ? 0 : batch.length;
    }
    size += batch.length * (frame === 'pair' ? people * people : frame === 'person' ? people : 1);
  }
  for (const [index, node] of graph.nodes.entries()) {
    if (node.op === 'of-applicant') base[index] = (base[node.of] ?? 0) + applicant * (byInner[node.of] ?? 0);
    if (node.op === 'of-outer') base[index] = base[node.of] ?? 0;
    if (node.op === 'of-outer') byOuter[index] = byInner[node.of] ?? 0;
  }
  return {
    size,
    at: (node, person, outer = person) =>
      (base[node] ?? 0) + outer * (byOuter[node] ?? 0) + person * (byInner[node] ?? 0),
  };
}

function operandsOf(
  code: Pick<Layout, 'ops' | 'a' | 'b' | 'c'>,
  lists: readonly (readonly number[])[],
  slot: number,
): readonly number[] {
  const op = code.ops[slot] ?? opcodes.none;
  const fixed = [code.a[slot] ?? 0, code.b[slot] ?? 0, code.c[slot] ?? 0].slice(0, operandsIn(op));
  return listed.has(op) ? [...fixed, ...(lists[slot] ?? [])] : fixed;
}

function usersOf(
  size: number,
  counted: number,
  operands: (slot: number) => readonly number[],
): readonly (readonly number[])[] {
  const users: number[][] = Array.from({ length: size }, () => []);
  for (let slot = 0; slot < counted; slot += 1) for (const input of new Set(operands(slot))) users[input]?.push(slot);
  return users;
}

function rowsOf(rows: readonly (readonly number[])[]): { readonly starts: Int32Array; readonly flat: Int32Array } {
  const starts = new Int32Array(rows.length + 1);
  for (const [index, row] of rows.entries()) starts[index + 1] = (starts[index] ?? 0) + row.length;
  return { starts, flat: Int32Array.from(rows.flat()) };
}

function segmentsOf(ops: Uint8Array, counted: number): Int32Array {
  const segments: number[] = [];
  for (let from = 0, to = 0; from < counted; from = to) {
    while (to < counted && ops[to] === ops[from]) to += 1;
    if (ops[from] !== opcodes.none) segments.push(ops[from] ?? 0, from, to);
  }
  return Int32Array.from(segments);
}

function coneOf(slot: number, counted: number, operands: (slot: number) => readonly number[]): Int32Array {
  const found = new Set<number>();
  const open = [slot];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < counted || found.has(next)) continue;
    found.add(next);
    open.push(...operands(next));
  }
  return Int32Array.from([...found].toSorted((x, y) => x - y));
}
