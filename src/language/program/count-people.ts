import { add } from './exact.ts';
import { states } from './graph.ts';
import { truths } from './opcodes.ts';
import { setNothing, setNumber, setOpen } from './slots.ts';
import type { Slots } from './slots.ts';

// Aggregates over the members, as `aggregates.ts` has them for trees: when a value, or whether a member belongs, is not
// known, the bounds that hold for every completion.

export function countCount(slots: Slots, from: number, to: number): void {
  const { truth, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    let sure = 0;
    let maybe = 0;
    for (let i = layout.starts[slot]!, end = layout.starts[slot + 1]!; i < end; i += 1) {
      const belongs = truth[layout.inputs[i]!]!;
      if (belongs === truths.yes) sure += 1;
      else if (belongs === truths.unknown) maybe += 1;
    }
    setNumber(slots, slot, sure, sure + maybe);
  }
}

export function countSum(slots: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) sum(slots, slot);
}

function sum(slots: Slots, slot: number): void {
  const { truth, state, low, high, layout } = slots;
  let least = 0;
  let most = 0;
  let isEmpty = true;
  let hasSure = false;
  let isSettled = true;
  let hasOpen = false;
  let hasNothing = false;
  for (let i = layout.starts[slot]!, end = layout.starts[slot + 1]!; i < end; i += 2) {
    const belongs = truth[layout.inputs[i]!]!;
    if (belongs !== truths.yes && belongs !== truths.unknown) continue;
    const value = layout.inputs[i + 1]!;
    const isMaybe = belongs === truths.unknown;
    isEmpty = false;
    if (!isMaybe) hasSure = true;
    if (isMaybe || state[value]! > states.known) isSettled = false;
    if (state[value] === states.nothing) hasNothing = true;
    if (state[value] === states.open || state[value] === states.nothing) {
      hasOpen = true;
      continue;
    }
    least = plus(least, isMaybe ? Math.min(0, low[value]!) : low[value]!);
    most = plus(most, isMaybe ? Math.max(0, high[value]!) : high[value]!);
  }
  if (isEmpty || (isSettled && hasNothing)) setNothing(slots, slot);
  else if (isSettled) setNumber(slots, slot, least, least);
  else if (hasSure && !hasOpen) setNumber(slots, slot, least, most);
  else setOpen(slots, slot);
}

function plus(a: number, b: number): number {
  return Number.isFinite(a) && Number.isFinite(b) ? add(a, b) : a + b;
}

export function countMin(slots: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) extreme(slots, slot, true);
}

export function countMax(slots: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) extreme(slots, slot, false);
}

/** The bounds of the extreme: of all who may belong on its own side, of those who surely do on the other. */
function extreme(slots: Slots, slot: number, isLeast: boolean): void {
  const { truth, state, low, high, layout } = slots;
  let isEmpty = true;
  let hasSure = false;
  let isSettled = true;
  let hasOpen = false;
  const worst = isLeast ? Infinity : -Infinity;
  let ofAll = worst;
  let ofSure = worst;
  for (let i = layout.starts[slot]!, end = layout.starts[slot + 1]!; i < end; i += 2) {
    const belongs = truth[layout.inputs[i]!]!;
    if (belongs !== truths.yes && belongs !== truths.unknown) continue;
    const value = layout.inputs[i + 1]!;
    isEmpty = false;
    if (belongs === truths.unknown || state[value]! > states.known) isSettled = false;
    if (state[value] === states.open || state[value] === states.nothing) hasOpen = true;
    ofAll = isLeast ? Math.min(ofAll, low[value]!) : Math.max(ofAll, high[value]!);
    if (belongs !== truths.yes) continue;
    hasSure = true;
    ofSure = isLeast ? Math.min(ofSure, high[value]!) : Math.max(ofSure, low[value]!);
  }
  if (isEmpty || (isSettled && hasOpen)) setNothing(slots, slot);
  else if (!hasSure || hasOpen) setOpen(slots, slot);
  else setNumber(slots, slot, isLeast ? ofAll : ofSure, isLeast ? ofSure : ofAll);
}
