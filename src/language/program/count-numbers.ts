import { monthsBetween, shiftDay } from '#language/days.ts';
import { add, divide, multiply, round, subtract } from './exact.ts';
import { states } from './graph.ts';
import type { Dated } from './graph.ts';
import { roundings } from './instructions.ts';
import { truths } from './opcodes.ts';
import { copySlot, putSlot, setNothing, setNumber, setOpen } from './slots.ts';
import type { Slots } from './slots.ts';

// Every function counts the slots from `from` to before `to`, all of one operation. Bounds follow interval arithmetic, as
// `arithmetic.ts` has it for trees.

type Two = (a: number, b: number) => number;

function countArithmetic(exact: Two, unbounded: Two): (slots: Slots, from: number, to: number) => void {
  const isTimes = exact === multiply;
  const isDivided = exact === divide;
  /** Interval arithmetic takes its extremes at the corners; infinity times an exact zero is zero. */
  const corner: Two = (a, b) => {
    if (isTimes && (a === 0 || b === 0)) return 0;
    return Number.isFinite(a) && Number.isFinite(b) ? exact(a, b) : unbounded(a, b);
  };
  return (slots, from, to) => {
    const { state, low, high, layout } = slots;
    for (let slot = from; slot < to; slot += 1) {
      const left = layout.a[slot]!;
      const right = layout.b[slot]!;
      if (state[left] === states.known && state[right] === states.known) {
        const value = exact(low[left]!, low[right]!);
        if (Number.isFinite(value)) setNumber(slots, slot, value, value);
        else setNothing(slots, slot);
      } else if (state[left] === states.nothing || state[right] === states.nothing) {
        setNothing(slots, slot);
      } else if (
        state[left] === states.open ||
        state[right] === states.open ||
        (isDivided && low[right]! <= 0 && high[right]! >= 0)
      ) {
        setOpen(slots, slot);
      } else {
        const w = corner(low[left]!, low[right]!);
        const x = corner(low[left]!, high[right]!);
        const y = corner(high[left]!, low[right]!);
        const z = corner(high[left]!, high[right]!);
        const least = Math.min(w, x, y, z);
        if (Number.isNaN(least)) setOpen(slots, slot);
        else setNumber(slots, slot, least, Math.max(w, x, y, z));
      }
    }
  };
}

export const countPlus = countArithmetic(add, (a, b) => a + b);
export const countMinus = countArithmetic(subtract, (a, b) => a - b);
export const countTimes = countArithmetic(multiply, (a, b) => a * b);
export const countDivided = countArithmetic(divide, (a, b) => a / b);

/** `if` of texts and the like, which have no bounds. */
export function countChoose(slots: Slots, from: number, to: number): void {
  choose(slots, from, to, false);
}

export function countChooseNumber(slots: Slots, from: number, to: number): void {
  choose(slots, from, to, true);
}

function choose(slots: Slots, from: number, to: number, hasBounds: boolean): void {
  const { truth, state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const condition = truth[layout.a[slot]!]!;
    const then = layout.b[slot]!;
    const otherwise = layout.c[slot]!;
    if (condition !== truths.unknown) copySlot(slots, slot, condition === truths.yes ? then : otherwise);
    else if (state[then] === states.known && state[otherwise] === states.known && low[then] === low[otherwise])
      copySlot(slots, slot, then);
    else if (state[then] === states.nothing && state[otherwise] === states.nothing) setNothing(slots, slot);
    else if (hasBounds && isNumber(state[then]!) && isNumber(state[otherwise]!)) {
      setNumber(slots, slot, Math.min(low[then]!, low[otherwise]!), Math.max(high[then]!, high[otherwise]!));
    } else setOpen(slots, slot);
  }
}

function isNumber(state: number): boolean {
  return state === states.known || state === states.bounded;
}

/** The first way that is known and does not contradict the bounds of those before it; else the bounds that all ways leave. */
export function countFirst(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    let least = -Infinity;
    let most = Infinity;
    let isBounded = false;
    let known = -1;
    for (let i = layout.starts[slot]!, end = layout.starts[slot + 1]!; i < end && known < 0; i += 1) {
      const way = layout.inputs[i]!;
      const meets = low[way]! <= most && high[way]! >= least;
      if (state[way]! < states.bounded && (meets || !isBounded)) known = way;
      if (state[way] !== states.bounded || !meets) continue;
      isBounded = true;
      least = Math.max(least, low[way]!);
      most = Math.min(most, high[way]!);
    }
    if (known >= 0) copySlot(slots, slot, known);
    else if (isBounded) setNumber(slots, slot, least, most);
    else setOpen(slots, slot);
  }
}

/** Rounding never turns the order of two numbers round, so bounds may be rounded too. */
export function countRound(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const of = layout.a[slot]!;
    const rounding = roundings[layout.b[slot]!]!;
    const scale = layout.c[slot]!;
    if (!isNumber(state[of]!)) {
      copySlot(slots, slot, of);
      continue;
    }
    const least = Number.isFinite(low[of]!) ? round(low[of]!, scale, rounding) : low[of]!;
    const most =
      low[of] === high[of] ? least : Number.isFinite(high[of]!) ? round(high[of]!, scale, rounding) : high[of]!;
    setNumber(slots, slot, least, most);
  }
}

export function countMonthsBetween(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const first = layout.a[slot]!;
    const last = layout.b[slot]!;
    if (state[first] === states.known && state[last] === states.known) {
      const months = monthsBetween(low[first]!, low[last]!);
      setNumber(slots, slot, months, months);
    } else if (isNumber(state[first]!) && isNumber(state[last]!)) {
      setNumber(slots, slot, monthsBetween(high[first]!, low[last]!), monthsBetween(low[first]!, high[last]!));
    } else if (state[first]! >= states.bounded || state[last]! >= states.bounded) setOpen(slots, slot);
    else setNothing(slots, slot);
  }
}

export function countYearsOf(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const of = layout.a[slot]!;
    if (isNumber(state[of]!)) setNumber(slots, slot, yearsIn(low[of]!), yearsIn(high[of]!));
    else copySlot(slots, slot, of);
  }
}

function yearsIn(months: number): number {
  return Math.trunc(months / 12) + 0;
}

/** Beyond whole years. They begin anew with each year, so bounds of several years leave any number of them. */
export function countMonthsOf(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const of = layout.a[slot]!;
    const least = low[of]!;
    const most = high[of]!;
    if (!isNumber(state[of]!)) copySlot(slots, slot, of);
    else if (yearsIn(least) === yearsIn(most) && Math.sign(least) === Math.sign(most))
      setNumber(slots, slot, (least % 12) + 0, (most % 12) + 0);
    else setNumber(slots, slot, least < 0 ? -11 : 0, most > 0 ? 11 : 0);
  }
}

/** A later day never comes to stand before an earlier one. */
export function countShiftDay(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const of = layout.a[slot]!;
    if (!isNumber(state[of]!)) {
      copySlot(slots, slot, of);
      continue;
    }
    const first = shiftDay(low[of]!, layout.b[slot]!, layout.c[slot]!);
    const last = low[of] === high[of] ? first : shiftDay(high[of]!, layout.b[slot]!, layout.c[slot]!);
    setNumber(slots, slot, first, last);
  }
}

/** On a day of which only the month or the year is known: the value when it stayed the same all the time. */
export function countParameterOn(slots: Slots, from: number, to: number): void {
  const { state, low, high, layout } = slots;
  for (let slot = from; slot < to; slot += 1) {
    const of = layout.a[slot]!;
    if (!isNumber(state[of]!)) {
      copySlot(slots, slot, of);
      continue;
    }
    const dated = layout.dated[layout.b[slot]!]!;
    const first = dated.findLastIndex((one) => one.from <= low[of]!);
    const last = dated.findLastIndex((one) => one.from <= high[of]!);
    if (first < 0) setOpen(slots, slot);
    else if (first === last) putSlot(slots, slot, dated[first]!.slot);
    else putHull(slots, slot, dated.slice(first, last + 1));
  }
}

function putHull(slots: Slots, slot: number, dated: readonly Dated[]): void {
  if (dated.every((one) => isNumber(one.slot.state))) {
    const lows = dated.map((one) => one.slot.low);
    const highs = dated.map((one) => one.slot.high);
    setNumber(slots, slot, Math.min(...lows), Math.max(...highs));
  } else setOpen(slots, slot);
}
