import { isDate, isDuration, isUnknown } from '#language/values.ts';
import type { Value } from '#language/values.ts';
import { states } from './graph.ts';
import type { Kind, Slot } from './graph.ts';

/** A value as a slot holds it; undefined when this form has no place for such a value (a list, a person). */
export function slotOf(value: Value, codeOf: (text: string) => number): { readonly slot: Slot; readonly kind: Kind } | undefined {
  if (typeof value === 'number') return { slot: known(value), kind: 'number' };
  if (typeof value === 'boolean') return { slot: known(Number(value)), kind: 'boolean' };
  if (typeof value === 'string') return { slot: known(codeOf(value)), kind: 'text' };
  if (value === null) return undefined;
  if (isDate(value)) return { slot: known(value.day), kind: 'date' };
  if (isDuration(value)) return value.seconds === undefined ? { slot: known(value.months), kind: 'months' } : undefined;
  if (!isUnknown(value) || value.bounds === undefined) return undefined;
  return { slot: { state: states.bounded, low: value.bounds.low, high: value.bounds.high }, kind: 'number' };
}

export function known(value: number): Slot {
  return { state: states.known, low: value, high: value };
}
