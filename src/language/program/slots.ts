import { double, isNumber } from '#language/number.ts';
import { isDate, isDuration, isUnknown } from '#language/values.ts';
import type { Value } from '#language/values.ts';
import { states } from './graph.ts';
import type { Kind, Slot } from './graph.ts';
import type { LaidSlots } from './layout.ts';
import { truths } from './opcodes.ts';

/**
 * The values of one household, slot by slot. A Boolean slot has its truth; any other has its state and, when known, its
 * number (a day, the code of a text, the bits of choices) as both `low` and `high`. A number that is not known lies
 * between the two; what has no number has NaN in both, so that no comparison with it holds by accident.
 */
export type Slots = {
  readonly layout: LaidSlots;
  readonly truth: Uint8Array;
  readonly state: Uint8Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
};

export function setNumber(slots: Slots, at: number, low: number, high: number): void {
  slots.state[at] = low === high ? states.known : states.bounded;
  slots.low[at] = low;
  slots.high[at] = high;
}

export function setOpen(slots: Slots, at: number): void {
  slots.state[at] = states.open;
  slots.low[at] = Number.NaN;
  slots.high[at] = Number.NaN;
}

export function setNothing(slots: Slots, at: number): void {
  slots.state[at] = states.nothing;
  slots.low[at] = Number.NaN;
  slots.high[at] = Number.NaN;
}

export function copySlot({ state, low, high }: Slots, to: number, from: number): void {
  state[to] = state[from]!;
  low[to] = low[from]!;
  high[to] = high[from]!;
}

/** Writes a value of any kind. */
export function putSlot(slots: Slots, at: number, { state, low, high }: Slot): void {
  slots.truth[at] =
    state === states.known ? Number(low !== 0) : state === states.nothing ? truths.neither : truths.unknown;
  if (state === states.known || state === states.bounded) setNumber(slots, at, low, high);
  else if (state === states.nothing) setNothing(slots, at);
  else setOpen(slots, at);
}

/** A value as a slot holds it; undefined when this form has no place for such a value (a list, a person). */
export function slotOf(
  value: Value,
  codeOf: (text: string) => number,
): { readonly slot: Slot; readonly kind: Kind } | undefined {
  // Beyond 15 digits a number is counted as the double nearest to it.
  if (isNumber(value)) return { slot: known(double(value)), kind: 'number' };
  if (typeof value === 'boolean') return { slot: known(Number(value)), kind: 'boolean' };
  if (typeof value === 'string') return { slot: known(codeOf(value)), kind: 'text' };
  if (value === null) return undefined;
  if (isDate(value)) return { slot: known(value.day), kind: 'date' };
  if (isDuration(value)) return value.seconds === undefined ? { slot: known(value.months), kind: 'months' } : undefined;
  if (!isUnknown(value) || value.bounds === undefined) return undefined;
  const { low, high, of = 'number' } = value.bounds;
  return of === 'seconds' ? undefined : { slot: { state: states.bounded, low, high }, kind: of };
}

export function known(value: number): Slot {
  return { state: states.known, low: value, high: value };
}
