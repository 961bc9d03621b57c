import { listed, opcodes as op, operandsIn, states } from '#language';
import type { LaidSlots, Layout } from '#language';

/**
 * Planes have three truths; FEEL has a fourth, *neither* (null). As an answer it is the same as not known, but some
 * operations tell the two apart. Here it is found, before anything is counted, which slots may hold null at all and of
 * which of them somebody asks: those few are counted as bytes, by the operations of the language.
 */
export type Neither = {
  /** 1 where a slot may hold null (a number known to be none, a truth that is neither). */
  readonly may: Uint8Array;
  /** 1 where it matters that a truth is null and not just not known. */
  readonly told: Uint8Array;
};

/** `isNullable`: facts of which it may be known that there is none. `asked`: slots of which the reader wants to know. */
export function findNeither(layout: Layout, isNullable: (fact: string) => boolean, asked: readonly number[]): Neither {
  const may = new Uint8Array(layout.size);
  for (let slot = 1; slot < layout.size; slot += 1) may[slot] = Number(mayBeNull(layout, slot, may, isNullable));
  const told = new Uint8Array(layout.size);
  const mark = (slot: number): void => {
    if (may[slot] === 1 && layout.isTruth[slot] === 1) told[slot] = 1;
  };
  for (const slot of asked) mark(slot);
  for (let slot = layout.size - 1; slot > 0; slot -= 1) {
    for (const input of distinguished(layout, slot)) mark(input);
    if (told[slot] === 1) for (const input of operandsOf(layout, slot)) mark(input);
  }
  return { may, told };
}

function mayBeNull(layout: Layout, slot: number, may: Uint8Array, isNullable: (fact: string) => boolean): boolean {
  const { ops, a, b, c, graph, nodeOf, dated } = layout;
  const ofInputs = (): boolean => operandsOf(layout, slot).some((input) => may[input] === 1);
  switch (ops[slot]) {
    case op.none: {
      const node = graph.nodes[nodeOf[slot]!];
      return node?.op === 'leaf'
        ? isNullable(node.name)
        : node?.op === 'constant' && node.slot.state === states.nothing;
    }
    case op.sameTruth:
    case op.otherTruth:
    case op.equal:
    case op.unequal:
    case op.among:
    case op.holds:
    case op.absent:
    case op.count:
      return false;
    case op.chooseTruth:
    case op.choose:
    case op.chooseNumber:
      return may[b[slot]!] === 1 || may[c[slot]!] === 1;
    case op.divided:
      return may[a[slot]!] === 1 || may[b[slot]!] === 1 || !isNeverNought(layout, b[slot]!);
    case op.parameterOn:
      return may[a[slot]!] === 1 || dated[b[slot]!]!.some((one) => one.slot.state === states.nothing);
    case op.sum:
    case op.min:
    case op.max:
      // Nobody belongs: there is no sum.
      return !hasSureMember(layout, slot) || ofInputs();
    case op.tree:
      return true;
    default:
      return ofInputs();
  }
}

function isNeverNought({ graph, nodeOf }: Layout, slot: number): boolean {
  const node = graph.nodes[nodeOf[slot]!];
  return node?.op === 'constant' && node.slot.state === states.known && node.slot.low !== 0;
}

function hasSureMember(layout: Layout, slot: number): boolean {
  for (let i = layout.starts[slot]!; i < layout.starts[slot + 1]!; i += 2)
    if (isYes(layout, layout.inputs[i]!)) return true;
  return false;
}

/** Yes in every territory. */
function isYes({ graph, nodeOf }: Layout, slot: number): boolean {
  const node = graph.nodes[nodeOf[slot] ?? -1];
  if (slot === 0) return true;
  return node?.op === 'constant' && node.tree === undefined && node.slot.state === states.known && node.slot.low === 1;
}

/** The truths of which an operation asks whether they are null. */
function distinguished(layout: Layout, slot: number): readonly number[] {
  const { ops, a, b } = layout;
  switch (ops[slot]) {
    case op.absent:
    case op.choose:
    case op.chooseNumber:
    case op.chooseTruth:
      return [a[slot]!];
    case op.sameTruth:
    case op.otherTruth:
      return [a[slot]!, b[slot]!];
    case op.firstTruth:
    case op.count:
      return operandsOf(layout, slot);
    case op.some:
    case op.every:
    case op.sum:
    case op.min:
    case op.max:
      return operandsOf(layout, slot).filter((_, index) => index % 2 === 0);
    default:
      return [];
  }
}

/** Whether an operation asks of one of its operands whether it is null, and that may be. */
export function asksForNull(layout: Layout, slot: number, { may }: Neither): boolean {
  return distinguished(layout, slot).some((input) => may[input] === 1 && layout.isTruth[input] === 1);
}

/** The slots a slot is counted from. */
export function operandsOf({ ops, a, b, c, starts, inputs }: LaidSlots, slot: number): readonly number[] {
  const code = ops[slot]!;
  if (listed.has(code)) return [...inputs.subarray(starts[slot], starts[slot + 1])];
  return [a[slot]!, b[slot]!, c[slot]!].slice(0, operandsIn(code));
}
