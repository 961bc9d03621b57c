import { states } from './graph.ts';
import { truths } from './opcodes.ts';
import type { Slots } from './slots.ts';

// Every function counts the slots from `from` to before `to`, all of one operation. Kleene's strong logic, as `logic.ts`
// and `compare.ts` have it for trees.

const { no, yes, unknown, neither } = truths;

export function countAll({ truth, layout: { starts, inputs } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    let result: number = yes;
    for (let i = starts[slot]!, end = starts[slot + 1]!; i < end; i += 1) {
      const part = truth[inputs[i]!]!;
      if (part === yes) continue;
      if (part === no) {
        result = no;
        break;
      }
      if (result !== unknown) result = part;
    }
    truth[slot] = result;
  }
}

export function countAny({ truth, layout: { starts, inputs } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    let result: number = no;
    for (let i = starts[slot]!, end = starts[slot + 1]!; i < end; i += 1) {
      const part = truth[inputs[i]!]!;
      if (part === no) continue;
      if (part === yes) {
        result = yes;
        break;
      }
      if (result !== unknown) result = part;
    }
    truth[slot] = result;
  }
}

export function countNot({ truth, layout: { a } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const of = truth[a[slot]!]!;
    truth[slot] = of < unknown ? 1 - of : of;
  }
}

/** What has bounds is something, whatever it will turn out to be. */
export function countAbsent({ truth, state, layout: { a, isTruth } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const of = a[slot]!;
    const isNothing = isTruth[of] === 1 ? truth[of] === neither : state[of] === states.nothing;
    const isOpen = isTruth[of] === 1 ? truth[of] === unknown : state[of] === states.open;
    truth[slot] = isNothing ? yes : isOpen ? unknown : no;
  }
}

/** FEEL's `=` of truths: null equals null. */
export function countSameTruth({ truth, layout: { a, b } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const left = truth[a[slot]!]!;
    const right = truth[b[slot]!]!;
    truth[slot] = left === unknown || right === unknown ? unknown : left === right ? yes : no;
  }
}

export function countOtherTruth({ truth, layout: { a, b } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const left = truth[a[slot]!]!;
    const right = truth[b[slot]!]!;
    truth[slot] = left === unknown || right === unknown ? unknown : left === right ? no : yes;
  }
}

export function countChooseTruth({ truth, layout: { a, b, c } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const condition = truth[a[slot]!]!;
    const then = truth[b[slot]!]!;
    const otherwise = truth[c[slot]!]!;
    if (condition === unknown) truth[slot] = then === otherwise ? then : unknown;
    else truth[slot] = condition === yes ? then : otherwise;
  }
}

export function countFirstTruth({ truth, layout: { starts, inputs } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    let result: number = unknown;
    for (let i = starts[slot]!, end = starts[slot + 1]!; i < end && result === unknown; i += 1)
      result = truth[inputs[i]!]!;
    truth[slot] = result;
  }
}

export function countLess(slots: Slots, from: number, to: number): void {
  const { truth, low, high, layout } = slots;
  const { a, b } = layout;
  for (let slot = from; slot < to; slot += 1) {
    const left = a[slot]!;
    const right = b[slot]!;
    truth[slot] = high[left]! < low[right]! ? yes : low[left]! >= high[right]! ? no : notOrdered(slots, left, right);
  }
}

export function countLessOrEqual(slots: Slots, from: number, to: number): void {
  const { truth, low, high, layout } = slots;
  const { a, b } = layout;
  for (let slot = from; slot < to; slot += 1) {
    const left = a[slot]!;
    const right = b[slot]!;
    truth[slot] = high[left]! <= low[right]! ? yes : low[left]! > high[right]! ? no : notOrdered(slots, left, right);
  }
}

export function countBelow(slots: Slots, from: number, to: number): void {
  isBelow(slots, from, to, yes, no);
}

export function countAtLeast(slots: Slots, from: number, to: number): void {
  isBelow(slots, from, to, no, yes);
}

export function countAtMost(slots: Slots, from: number, to: number): void {
  isAtMost(slots, from, to, yes, no);
}

export function countAbove(slots: Slots, from: number, to: number): void {
  isAtMost(slots, from, to, no, yes);
}

/** One value stands beside all its thresholds, in their order: it is read once, and the processor guesses the way. */
function isBelow(
  { truth, state, low, high, layout: { a, thresholds } }: Slots,
  from: number,
  to: number,
  whenSo: number,
  whenNot: number,
): void {
  for (let slot = from; slot < to;) {
    const value = a[slot]!;
    const least = low[value]!;
    const most = high[value]!;
    const otherwise = state[value] === states.nothing ? neither : unknown;
    do {
      const threshold = thresholds[slot]!;
      truth[slot] = most < threshold ? whenSo : least >= threshold ? whenNot : otherwise;
      slot += 1;
    } while (slot < to && a[slot] === value);
  }
}

function isAtMost(
  { truth, state, low, high, layout: { a, thresholds } }: Slots,
  from: number,
  to: number,
  whenSo: number,
  whenNot: number,
): void {
  for (let slot = from; slot < to;) {
    const value = a[slot]!;
    const least = low[value]!;
    const most = high[value]!;
    const otherwise = state[value] === states.nothing ? neither : unknown;
    do {
      const threshold = thresholds[slot]!;
      truth[slot] = most <= threshold ? whenSo : least > threshold ? whenNot : otherwise;
      slot += 1;
    } while (slot < to && a[slot] === value);
  }
}

export function countEqual(slots: Slots, from: number, to: number): void {
  const { truth, layout } = slots;
  const { a, b } = layout;
  for (let slot = from; slot < to; slot += 1) truth[slot] = equal(slots, a[slot]!, b[slot]!);
}

export function countUnequal(slots: Slots, from: number, to: number): void {
  const { truth, layout } = slots;
  const { a, b } = layout;
  for (let slot = from; slot < to; slot += 1) {
    const same = equal(slots, a[slot]!, b[slot]!);
    truth[slot] = same < unknown ? 1 - same : same;
  }
}

/** Bounds that overlap decide nothing; nothing at all has no order, unless something is not known yet. */
function notOrdered({ state }: Slots, left: number, right: number): number {
  return state[left]! >= states.bounded || state[right]! >= states.bounded ? unknown : neither;
}

function equal({ state, low, high }: Slots, left: number, right: number): number {
  if (high[left]! < low[right]! || low[left]! > high[right]!) return no;
  const isNothing = state[left] === states.nothing || state[right] === states.nothing;
  const isOpen = Math.max(state[left]!, state[right]!) >= (isNothing ? states.open : states.bounded);
  return isOpen ? unknown : state[left] === state[right] ? yes : no;
}

export function countAmong({ truth, state, low, layout: { a, b, texts } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const of = a[slot]!;
    if (state[of] === states.known) truth[slot] = low[of]! < 0 ? no : texts[b[slot]! + low[of]! + 1]!;
    else truth[slot] = state[of] === states.nothing ? no : unknown;
  }
}

export function countHolds({ truth, state, low, layout: { a, b } }: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) {
    const of = a[slot]!;
    if (state[of] === states.known) truth[slot] = (low[of]! >> b[slot]!) & 1;
    else truth[slot] = state[of] === states.nothing ? no : unknown;
  }
}

export function countSome(slots: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) slots.truth[slot] = quantified(slots, slot, yes);
}

export function countEvery(slots: Slots, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) slots.truth[slot] = quantified(slots, slot, no);
}

/** One member who surely belongs decides; one who may belong leaves it open, unless he would not change it. */
function quantified({ truth, layout: { starts, inputs } }: Slots, slot: number, deciding: number): number {
  let result: number = 1 - deciding;
  for (let i = starts[slot]!, end = starts[slot + 1]!; i < end; i += 2) {
    const belongs = truth[inputs[i]!]!;
    if (belongs === no || belongs === neither) continue;
    const holds = truth[inputs[i + 1]!]!;
    if (belongs === yes && holds === deciding) return deciding;
    if (holds === unknown || (belongs === unknown && holds !== 1 - deciding)) result = unknown;
    else if (holds === neither && result !== unknown) result = neither;
  }
  return result;
}
