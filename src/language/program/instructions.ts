import type { Rounding } from '#language/number.ts';
import { states } from './graph.ts';
import type { Aggregate, Dated, Graph, Node } from './graph.ts';
import { opcodes, yesSlot } from './opcodes.ts';

/** The operation of a slot. `a`, `b`, `c` are slots or plain numbers, `list` are slots (see `opcodes.ts`). */
export type Instruction = {
  readonly op: number;
  readonly a?: number;
  readonly b?: number;
  readonly c?: number;
  readonly list?: readonly number[];
  readonly threshold?: number;
};

/** Rows of noughts and ones, one for each set of texts: see `Layout.texts`. */
export type TextTable = { readonly all: number[]; readonly rows: Map<string, number> };

/** Where the slots stand, for whom the instruction is, and the table of texts, which grows. */
export type Places = {
  readonly graph: Graph;
  readonly at: (node: number, person: number, outer?: number) => number;
  readonly people: number;
  readonly person: number;
  readonly outer: number;
  readonly texts: TextTable;
  readonly dated: (readonly Dated[])[];
};

export const roundings: readonly Rounding[] = ['up', 'down', 'half up', 'half down', 'half even', 'floor', 'ceiling'];

const arithmetic = { '+': opcodes.plus, '-': opcodes.minus, '*': opcodes.times, '/': opcodes.divided } as const;

/** What has to be done for one slot of a node. */
export function instructionOf(node: Node, places: Places): Instruction {
  const slot = (input: number): number => places.at(input, places.person, places.outer);
  switch (node.op) {
    case 'leaf':
    case 'constant':
    case 'of-applicant':
    case 'of-outer':
      return { op: opcodes.none };
    case 'all':
    case 'any':
      return { op: opcodes[node.op], list: node.parts.map(slot) };
    case 'not':
      return { op: opcodes.not, a: slot(node.of) };
    case 'absent':
      return { op: opcodes.absent, a: slot(node.of) };
    case 'compare':
      return comparison(node, slot, places);
    case 'among':
      return { op: opcodes.among, a: slot(node.of), b: textRow(node.codes, places) };
    case 'holds':
      return { op: opcodes.holds, a: slot(node.of), b: node.bit };
    case 'arithmetic':
      return { op: arithmetic[node.sign], a: slot(node.left), b: slot(node.right) };
    case 'if': {
      const kind = places.graph.kinds[node.then];
      const hasBounds = kind === 'number' || kind === 'date' || kind === 'months';
      const op = kind === 'boolean' ? opcodes.chooseTruth : hasBounds ? opcodes.chooseNumber : opcodes.choose;
      return { op, a: slot(node.condition), b: slot(node.then), c: slot(node.otherwise) };
    }
    case 'first-known':
      return {
        op: places.graph.kinds[node.ways[0] ?? 0] === 'boolean' ? opcodes.firstTruth : opcodes.first,
        list: node.ways.map(slot),
      };
    case 'months-between':
      return { op: opcodes.monthsBetween, a: slot(node.from), b: slot(node.to) };
    case 'years-of':
      return { op: opcodes.yearsOf, a: slot(node.of) };
    case 'months-of':
      return { op: opcodes.monthsOf, a: slot(node.of) };
    case 'shift-day':
      return { op: opcodes.shiftDay, a: slot(node.of), b: node.months, c: node.days };
    case 'round':
      return { op: opcodes.round, a: slot(node.of), b: roundings.indexOf(node.rounding), c: node.scale };
    case 'parameter-on':
      places.dated.push(node.dated);
      return { op: opcodes.parameterOn, a: slot(node.of), b: places.dated.length - 1 };
    case 'least':
    case 'greatest':
      return {
        op: node.op === 'least' ? opcodes.min : opcodes.max,
        list: node.parts.flatMap((part) => [yesSlot, slot(part)]),
      };
    case 'aggregate':
      return ofPeople(node.aggregate, node.among, node.of, places);
    case 'some':
    case 'every':
      return ofPeople(node.op, node.among, node.of, places);
    case 'tree':
      return {
        op: opcodes.tree,
        list: node.rests.flatMap((fact) => everyones(places.people).map((person) => places.at(fact, person))),
      };
  }
}

/** "More" is "less" with the sides changed. */
function comparison(node: Node & { op: 'compare' }, slot: (input: number) => number, { graph }: Places): Instruction {
  const left = slot(node.left);
  const right = slot(node.right);
  if (node.sign === '=' || node.sign === '!=') {
    const ofTruths = graph.kinds[node.left] === 'boolean';
    const op =
      node.sign === '='
        ? ofTruths
          ? opcodes.sameTruth
          : opcodes.equal
        : ofTruths
          ? opcodes.otherTruth
          : opcodes.unequal;
    return { op, a: left, b: right };
  }
  const against = thresholdOf(graph, node.right);
  if (against !== undefined) return { op: toThreshold[node.sign], a: left, threshold: against };
  const before = thresholdOf(graph, node.left);
  if (before !== undefined) return { op: fromThreshold[node.sign], a: right, threshold: before };
  const op = node.sign === '<' || node.sign === '>' ? opcodes.less : opcodes.lessOrEqual;
  return node.sign === '<' || node.sign === '<=' ? { op, a: left, b: right } : { op, a: right, b: left };
}

const toThreshold = { '<': opcodes.below, '<=': opcodes.atMost, '>': opcodes.above, '>=': opcodes.atLeast } as const;
const fromThreshold = { '<': opcodes.above, '<=': opcodes.atLeast, '>': opcodes.below, '>=': opcodes.atMost } as const;

/** The value of a constant that is known. */
export function thresholdOf(graph: Graph, index: number): number | undefined {
  const node = graph.nodes[index];
  return node?.op === 'constant' && node.slot.state === states.known ? node.slot.low : undefined;
}

/** The person inside the list goes through everybody; the one for whom the slot is stands outside it. */
function ofPeople(
  op: Aggregate | 'some' | 'every',
  among: number,
  of: number,
  { at, people, person }: Places,
): Instruction {
  const pair = (inner: number): readonly number[] =>
    op === 'count' ? [at(among, inner, person)] : [at(among, inner, person), at(of, inner, person)];
  return { op: opcodes[op], list: everyones(people).flatMap(pair) };
}

function everyones(people: number): readonly number[] {
  return Array.from({ length: people }, (_, place) => place);
}

/** Where in the table of texts the row begins that says which texts are among the codes. */
function textRow(codes: readonly number[], { graph, texts }: Places): number {
  const key = codes.join(' ');
  const known = texts.rows.get(key);
  if (known !== undefined) return known;
  const from = texts.all.length;
  texts.rows.set(key, from);
  for (let code = -1; code < graph.texts.size; code += 1) texts.all.push(Number(codes.includes(code)));
  return from;
}

/** The operation of a node, whomever it is for. */
export function operationOf(node: Node, graph: Graph): number {
  return instructionOf(node, {
    graph,
    at: () => 0,
    people: 0,
    person: 0,
    outer: 0,
    texts: { all: [], rows: new Map() },
    dated: [],
  }).op;
}
