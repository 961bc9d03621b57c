import { dayText, durationText } from './days.ts';
import type { DayNumber } from './days.ts';

/** Keys of the facts a not-known value waits for, `fact@subject`. */
export type Missing = ReadonlySet<string>;

export type Bounds = { readonly low: number; readonly high: number };
/**
 * "Not known": a value of its own, apart from FEEL's null, which is "known to be none". Bounds are there when every
 * completion of the missing facts is a number, and lies between them ("at least two"); without bounds it may also turn
 * out to be null.
 */
export type Unknown = { readonly kind: 'unknown'; readonly missing: Missing; readonly bounds?: Bounds };
export type DateValue = { readonly kind: 'date'; readonly day: DayNumber };
export type DurationValue = { readonly kind: 'duration'; readonly months: number; readonly days: number };
export type EntityValue = { readonly kind: 'entity'; readonly entity: string; readonly id: string };
export type ContextValue = { readonly kind: 'context'; readonly entries: Readonly<Record<string, Value>> };
/** `maybe[i]` names the facts that decide whether item i belongs to the list at all. */
export type ListValue = { readonly kind: 'list'; readonly items: readonly Value[]; readonly maybe?: readonly (Missing | undefined)[] };
export type Known = boolean | number | string | null | DateValue | DurationValue | EntityValue | ContextValue | ListValue;
export type Value = Known | Unknown;

/** What leaves the room: JSON. Dates and durations are ISO 8601; `undefined` is "not known". */
export type PlainValue = boolean | number | string | null | readonly PlainValue[] | { readonly [key: string]: PlainValue } | undefined;

export const nothingMissing: Missing = new Set();

export function isUnknown(value: Value): value is Unknown {
  return typeof value === 'object' && value !== null && value.kind === 'unknown';
}

export function unknown(missing: Missing, bounds?: Bounds): Value {
  if (bounds === undefined) return { kind: 'unknown', missing };
  return bounds.low === bounds.high ? bounds.low : { kind: 'unknown', missing, bounds };
}

export function missingOf(...values: readonly Value[]): Missing {
  const sets = values.filter(isUnknown).map((value) => value.missing);
  return sets.length === 1 && sets[0] !== undefined ? sets[0] : new Set(sets.flatMap((set) => [...set]));
}

export function union(...sets: readonly Missing[]): Missing {
  return new Set(sets.flatMap((set) => [...set]));
}

export function list(items: readonly Value[], maybe?: readonly (Missing | undefined)[]): ListValue {
  return maybe === undefined || maybe.every((entry) => entry === undefined) ? { kind: 'list', items } : { kind: 'list', items, maybe };
}

export function isList(value: Value): value is ListValue {
  return typeof value === 'object' && value !== null && value.kind === 'list';
}

export function isDate(value: Value): value is DateValue {
  return typeof value === 'object' && value !== null && value.kind === 'date';
}

export function isDuration(value: Value): value is DurationValue {
  return typeof value === 'object' && value !== null && value.kind === 'duration';
}

export function isEntity(value: Value): value is EntityValue {
  return typeof value === 'object' && value !== null && value.kind === 'entity';
}

/** Any number at all: the bounds of a number nothing else is known of. */
export const anyNumber: Bounds = { low: -Infinity, high: Infinity };

/** Smallest and largest number the value can be; undefined when it is, or may turn out to be, no number. */
export function boundsOf(value: Value): Bounds | undefined {
  if (typeof value === 'number') return { low: value, high: value };
  return isUnknown(value) ? value.bounds : undefined;
}

/** The bounds that hold whichever of the values it is. */
export function hull(values: readonly Value[]): Bounds | undefined {
  const bounds = values.map(boundsOf);
  if (bounds.includes(undefined)) return undefined;
  const sure = bounds.filter((one) => one !== undefined);
  return { low: Math.min(...sure.map((one) => one.low)), high: Math.max(...sure.map((one) => one.high)) };
}

export function plain(value: Value): PlainValue {
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'unknown':
      return undefined;
    case 'date':
      return dayText(value.day);
    case 'duration':
      return durationText(value);
    case 'entity':
      return value.id;
    case 'context':
      return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plain(entry)]));
    case 'list':
      return value.items.map((item) => plain(item) ?? null);
  }
}
