import { states } from './graph.ts';
import { listed, opcodes as op, operandsIn, truths } from './opcodes.ts';
import type { Slots } from './slots.ts';

/**
 * Pushes the slots from which a slot's value was read: of a chain, those up to the one that decides it; of an `if`, the
 * condition and the branch taken. The same reading as the tree evaluator's.
 */
export function pushRead(slots: Slots, slot: number, out: number[]): void {
  const { truth, layout } = slots;
  const { a, b, c, starts, inputs } = layout;
  const code = layout.ops[slot]!;
  const from = starts[slot]!;
  const end = starts[slot + 1]!;
  switch (code) {
    case op.all:
    case op.any:
      for (let i = from; i < end; i += 1) {
        out.push(inputs[i]!);
        if (truth[inputs[i]!] === (code === op.any ? truths.yes : truths.no)) break;
      }
      break;
    case op.firstTruth:
    case op.first:
      for (let i = from; i < end; i += 1) {
        out.push(inputs[i]!);
        if (!isOpen(slots, inputs[i]!)) break;
      }
      break;
    case op.chooseTruth:
    case op.choose:
    case op.chooseNumber:
      out.push(a[slot]!);
      if (truth[a[slot]!] !== truths.no && truth[a[slot]!] !== truths.neither) out.push(b[slot]!);
      if (truth[a[slot]!] !== truths.yes) out.push(c[slot]!);
      break;
    case op.some:
    case op.every:
    case op.sum:
    case op.min:
    case op.max:
      pushMembers(slots, slot, out);
      break;
    default:
      if (listed.has(code)) for (let i = from; i < end; i += 1) out.push(inputs[i]!);
      else pushOperands(slots, slot, out);
  }
}

/** Who belongs is read of everybody first; the value of those who may belong after it, until one decides. */
function pushMembers({ truth, layout }: Slots, slot: number, out: number[]): void {
  const { starts, inputs, ops } = layout;
  const deciding = ops[slot] === op.some ? truths.yes : ops[slot] === op.every ? truths.no : -1;
  for (let i = starts[slot]!; i < starts[slot + 1]!; i += 2) out.push(inputs[i]!);
  for (let i = starts[slot]!; i < starts[slot + 1]!; i += 2) {
    const belongs = truth[inputs[i]!]!;
    if (belongs !== truths.yes && belongs !== truths.unknown) continue;
    out.push(inputs[i + 1]!);
    if (belongs === truths.yes && truth[inputs[i + 1]!] === deciding) return;
  }
}

/** Pushes the slots that are not known yet and can still decide a slot that is not known. */
export function pushOpen(slots: Slots, slot: number, out: number[]): void {
  const { truth, layout } = slots;
  const { a, b, c, starts, inputs } = layout;
  const code = layout.ops[slot]!;
  const from = starts[slot]!;
  const end = starts[slot + 1]!;
  switch (code) {
    case op.first:
    case op.firstTruth:
      out.push(inputs[from]!);
      break;
    case op.chooseTruth:
    case op.choose:
    case op.chooseNumber: {
      const condition = truth[a[slot]!]!;
      if (condition === truths.unknown) out.push(a[slot]!);
      if (condition !== truths.no && condition !== truths.neither && isOpen(slots, b[slot]!)) out.push(b[slot]!);
      if (condition !== truths.yes && isOpen(slots, c[slot]!)) out.push(c[slot]!);
      break;
    }
    case op.some:
    case op.every:
    case op.sum:
    case op.min:
    case op.max:
      for (let i = from; i < end; i += 2) pushOpenMember(slots, code, inputs[i]!, inputs[i + 1]!, out);
      break;
    default:
      if (listed.has(code)) for (let i = from; i < end; i += 1) pushIfOpen(slots, inputs[i]!, out);
      else {
        const read = out.length;
        pushOperands(slots, slot, out);
        let kept = read;
        for (let i = read; i < out.length; i += 1) if (isOpen(slots, out[i]!)) out[kept++] = out[i]!;
        out.length = kept;
      }
  }
}

function pushOpenMember(slots: Slots, code: number, among: number, of: number, out: number[]): void {
  const belongs = slots.truth[among]!;
  if (belongs !== truths.yes && belongs !== truths.unknown) return;
  const absent = code === op.some ? truths.no : code === op.every ? truths.yes : -1;
  if (absent >= 0 && slots.truth[of] === absent) return;
  pushIfOpen(slots, among, out);
  pushIfOpen(slots, of, out);
}

function pushIfOpen(slots: Slots, slot: number, out: number[]): void {
  if (isOpen(slots, slot)) out.push(slot);
}

function pushOperands({ layout: { ops, a, b, c } }: Slots, slot: number, out: number[]): void {
  const operands = operandsIn(ops[slot]!);
  if (operands > 0) out.push(a[slot]!);
  if (operands > 1) out.push(b[slot]!);
  if (operands > 2) out.push(c[slot]!);
}

/** Whether a slot's value is not known. */
export function isOpen({ truth, state, layout }: Slots, slot: number): boolean {
  return layout.isTruth[slot] === 1 ? truth[slot] === truths.unknown : state[slot]! >= states.bounded;
}
