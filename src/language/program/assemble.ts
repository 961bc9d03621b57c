import { inputsOf } from './graph.ts';
import type { Graph, Node, Slot } from './graph.ts';

export const opcodes = {
  none: 0, all: 1, any: 2, not: 3, compareNumbers: 4, compareExactly: 5, compareTruths: 6, among: 7, holds: 8, ofApplicant: 9,
  arithmetic: 10, choose: 11, firstKnown: 12, monthsBetween: 13, yearsOf: 14, monthsOf: 15, shiftDay: 16, count: 17, sum: 18,
  min: 19, max: 20, some: 21, every: 22, tree: 23,
} as const;

export const signs = { equal: 0, unequal: 1, less: 2, lessOrEqual: 3, more: 4, moreOrEqual: 5, plus: 6, minus: 7, times: 8, divided: 9 } as const;

const signOf = { '=': signs.equal, '!=': signs.unequal, '<': signs.less, '<=': signs.lessOrEqual, '>': signs.more, '>=': signs.moreOrEqual, '+': signs.plus, '-': signs.minus, '*': signs.times, '/': signs.divided } as const;

/** A graph in flat arrays, as the machine likes to walk it. `a`, `b`, `c` are inputs or small numbers of a node. */
export type Code = {
  readonly ops: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  /** `inputs[starts[n] … starts[n + 1]]` are the inputs of node n. */
  readonly starts: Int32Array;
  readonly inputs: Int32Array;
  readonly isOfPerson: Uint8Array;
  readonly isTruth: Uint8Array;
  readonly hasBounds: Uint8Array;
  readonly codes: readonly (readonly number[])[];
  readonly constants: readonly (readonly [node: number, slot: Slot])[];
  /** Nodes that are counted: all but facts and constants. */
  readonly order: Int32Array;
  readonly texts: ReadonlyMap<string, number>;
  readonly dependantsOf: (leaf: number) => Int32Array;
};

const assembled = new WeakMap<Graph, Code>();

/** The code of a graph; made once. */
export function assemble(graph: Graph): Code {
  const known = assembled.get(graph);
  if (known !== undefined) return known;
  const code = assembleNow(graph);
  assembled.set(graph, code);
  return code;
}

function assembleNow(graph: Graph): Code {
  const size = graph.nodes.length;
  const code = {
    ops: new Uint8Array(size),
    a: new Int32Array(size),
    b: new Int32Array(size),
    c: new Int32Array(size),
    starts: new Int32Array(size + 1),
    isOfPerson: new Uint8Array(size),
    isTruth: new Uint8Array(size),
    hasBounds: new Uint8Array(size),
  };
  const inputs: number[] = [];
  const codes: (readonly number[])[] = [];
  const constants: (readonly [number, Slot])[] = [];
  const order: number[] = [];
  for (const [index, node] of graph.nodes.entries()) {
    code.starts[index] = inputs.length;
    inputs.push(...inputsOf(node));
    code.isOfPerson[index] = Number(node.frame === 'person');
    code.isTruth[index] = Number(graph.kinds[index] === 'boolean');
    code.hasBounds[index] = Number(graph.kinds[index] === 'number');
    if (node.op === 'constant') constants.push([index, node.slot]);
    if (node.op !== 'constant' && node.op !== 'leaf') order.push(index);
    const [op = opcodes.none, a = 0, b = 0, c = 0] = instruction(node, graph, codes);
    code.ops[index] = op;
    code.a[index] = a;
    code.b[index] = b;
    code.c[index] = c;
  }
  code.starts[size] = inputs.length;
  const users = usersOf(graph);
  const dependants = new Map<number, Int32Array>();
  return {
    ...code,
    inputs: Int32Array.from(inputs),
    codes,
    constants,
    order: Int32Array.from(order),
    texts: graph.texts,
    dependantsOf: (leaf) => {
      const known = dependants.get(leaf) ?? reached(leaf, users);
      dependants.set(leaf, known);
      return known;
    },
  };
}

function instruction(node: Node, graph: Graph, codes: (readonly number[])[]): readonly number[] {
  switch (node.op) {
    case 'leaf':
    case 'constant':
      return [opcodes.none];
    case 'all':
      return [opcodes.all];
    case 'any':
      return [opcodes.any];
    case 'not':
      return [opcodes.not, node.of];
    case 'compare': {
      const op = node.ofNumbers ? opcodes.compareNumbers : graph.kinds[node.left] === 'boolean' ? opcodes.compareTruths : opcodes.compareExactly;
      return [op, node.left, signOf[node.sign], node.right];
    }
    case 'among':
      codes.push(node.codes);
      return [opcodes.among, node.of, codes.length - 1];
    case 'holds':
      return [opcodes.holds, node.of, node.bit];
    case 'of-applicant':
      return [opcodes.ofApplicant, node.of];
    case 'arithmetic':
      return [opcodes.arithmetic, node.left, signOf[node.sign], node.right];
    case 'if':
      return [opcodes.choose, node.condition, node.then, node.otherwise];
    case 'first-known':
      return [opcodes.firstKnown];
    case 'months-between':
      return [opcodes.monthsBetween, node.from, node.to];
    case 'years-of':
      return [opcodes.yearsOf, node.of];
    case 'months-of':
      return [opcodes.monthsOf, node.of];
    case 'shift-day':
      return [opcodes.shiftDay, node.of, node.months, node.days];
    case 'aggregate':
      return [opcodes[node.aggregate], node.among, node.of];
    case 'some':
      return [opcodes.some, node.among, node.of];
    case 'every':
      return [opcodes.every, node.among, node.of];
    case 'tree':
      return [opcodes.tree];
  }
}

function usersOf(graph: Graph): readonly (readonly number[])[] {
  const users: number[][] = graph.nodes.map(() => []);
  for (const [index, node] of graph.nodes.entries()) for (const input of inputsOf(node)) users[input]?.push(index);
  return users;
}

/** Everything that rests on a node, in the order in which it is counted. */
function reached(from: number, users: readonly (readonly number[])[]): Int32Array {
  const found = new Set<number>();
  const open = [...(users[from] ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(users[next] ?? []));
  }
  return Int32Array.from([...found].toSorted((a, b) => a - b));
}
