import { dayText } from './days.ts';
import type { DayNumber } from './days.ts';
import { durationText, ofMonths, ofSeconds } from './durations.ts';
import type { DurationValue } from './durations.ts';
import { double, doublesAround, isNumber } from './number.ts';
import type { Num } from './number.ts';
import type { TypeTree } from './tree.ts';
import { dateTimeText, timeText } from './times.ts';
import type { DateTimeValue, TimeValue } from './times.ts';

export type { DateTimeValue, DurationValue, TimeValue };

/** Keys of the facts a not-known value waits for, `fact@subject`. */
export type Missing = ReadonlySet<string>;

/**
 * Least and greatest of what a value can be: a number, or, as `of` says, a date counted in days since 1970-01-01, or a
 * duration counted in whole months or in seconds.
 */
export type Bounds = { readonly low: number; readonly high: number; readonly of?: 'date' | 'months' | 'seconds' };
/**
 * "Not known": a value of its own, apart from FEEL's null, which is "known to be none". Bounds are there when every
 * completion of the missing facts is a number (a date, a duration) and lies between them: "at least two", "some day of
 * 2019"; without bounds it may also turn out to be null.
 */
export type Unknown = { readonly kind: 'unknown'; readonly missing: Missing; readonly bounds?: Bounds };
export type DateValue = { readonly kind: 'date'; readonly day: DayNumber };
export type EntityValue = { readonly kind: 'entity'; readonly entity: string; readonly id: string };
export type ContextValue = { readonly kind: 'context'; readonly entries: Readonly<Record<string, Value>> };
/** `maybe[i]` names the facts that decide whether item i belongs to the list at all. */
export type ListValue = {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly maybe?: readonly (Missing | undefined)[];
};
/** An interval; no `low` or `high` where it is open to that side (`< 10`). */
export type RangeValue = {
  readonly kind: 'range';
  readonly low?: Value;
  readonly high?: Value;
  readonly lowIn: boolean;
  readonly highIn: boolean;
};
/** A function that an expression made or a model declares. `call` gets as many values as there are parameters. */
export type FunctionValue = {
  readonly kind: 'function';
  readonly parameters: readonly { readonly name: string; readonly type?: TypeTree }[];
  readonly result?: TypeTree;
  readonly call: (args: readonly Value[]) => Value;
};
export type Known =
  | boolean
  | Num
  | string
  | null
  | DateValue
  | TimeValue
  | DateTimeValue
  | DurationValue
  | RangeValue
  | FunctionValue
  | EntityValue
  | ContextValue
  | ListValue;
export type Value = Known | Unknown;

/** What leaves the room: JSON. Dates and durations are ISO 8601; `undefined` is "not known". */
export type PlainValue =
  | boolean
  | number
  | string
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue }
  | undefined;

export const nothingMissing: Missing = new Set();

export function isUnknown(value: Value): value is Unknown {
  return typeof value === 'object' && value !== null && value.kind === 'unknown';
}

export function unknown(missing: Missing, bounds?: Bounds): Value {
  if (bounds === undefined) return { kind: 'unknown', missing };
  return (bounds.low === bounds.high ? exactly(bounds) : undefined) ?? { kind: 'unknown', missing, bounds };
}

function exactly({ low, of }: Bounds): Known | undefined {
  if (of === undefined) return low;
  if (of === 'date') return { kind: 'date', day: low };
  return of === 'months' ? ofMonths(low) : ofSeconds(low);
}

export function missingOf(...values: readonly Value[]): Missing {
  const sets = values.filter(isUnknown).map((value) => value.missing);
  return sets.length === 1 && sets[0] !== undefined ? sets[0] : new Set(sets.flatMap((set) => [...set]));
}

export function union(...sets: readonly Missing[]): Missing {
  return new Set(sets.flatMap((set) => [...set]));
}

export function list(items: readonly Value[], maybe?: readonly (Missing | undefined)[]): ListValue {
  return maybe === undefined || maybe.every((entry) => entry === undefined)
    ? { kind: 'list', items }
    : { kind: 'list', items, maybe };
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

export function isTime(value: Value): value is TimeValue {
  return typeof value === 'object' && value !== null && value.kind === 'time';
}

export function isDateTime(value: Value): value is DateTimeValue {
  return typeof value === 'object' && value !== null && value.kind === 'date and time';
}

export function isRange(value: Value): value is RangeValue {
  return typeof value === 'object' && value !== null && value.kind === 'range';
}

export function isFunction(value: Value): value is FunctionValue {
  return typeof value === 'object' && value !== null && value.kind === 'function';
}

export function isContext(value: Value): value is ContextValue {
  return typeof value === 'object' && value !== null && value.kind === 'context';
}

/** A context of such entries; it has no prototype, so that no name of JavaScript's is in it. The last of a name counts. */
export function context(entries: Iterable<readonly [string, Value]>): ContextValue {
  const made = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) made[key] = value;
  return { kind: 'context', entries: made };
}

/** The entry of that name; undefined when the context has none. */
export function entryOf(of: ContextValue, name: string): Value | undefined {
  return Object.hasOwn(of.entries, name) ? of.entries[name] : undefined;
}

const openParts = new WeakMap<object, Missing | null>();

/** The facts that decide whatever is not known in a value or anywhere inside it; undefined when all of it is known. */
export function openIn(value: Value): Missing | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value.kind === 'unknown') return value.missing;
  if (value.kind !== 'list' && value.kind !== 'context' && value.kind !== 'range') return undefined;
  const kept = openParts.get(value);
  if (kept !== undefined) return kept ?? undefined;
  const inside =
    value.kind === 'list'
      ? value.items
      : value.kind === 'context'
        ? Object.values(value.entries)
        : [value.low ?? null, value.high ?? null];
  const open = [...inside.map(openIn), ...(value.kind === 'list' ? (value.maybe ?? []) : [])].filter(
    (one) => one !== undefined,
  );
  const found = open.length === 0 ? null : union(...open);
  openParts.set(value, found);
  return found ?? undefined;
}

export function isEntity(value: Value): value is EntityValue {
  return typeof value === 'object' && value !== null && value.kind === 'entity';
}

/** Any number at all: the bounds of a number nothing else is known of. */
export const anyNumber: Bounds = { low: -Infinity, high: Infinity };

/** Smallest and largest number the value can be; undefined when it is, or may turn out to be, no number. */
export function boundsOf(value: Value): Bounds | undefined {
  if (typeof value === 'number') return { low: value, high: value };
  if (isNumber(value)) return doublesAround(value);
  return isUnknown(value) && value.bounds?.of === undefined ? value.bounds : undefined;
}

export function plain(value: Value): PlainValue {
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'unknown':
      return undefined;
    case 'date':
      return dayText(value.day);
    case 'decimal':
      return double(value);
    case 'time':
      return timeText(value);
    case 'date and time':
      return dateTimeText(value);
    case 'duration':
      return durationText(value);
    case 'range': {
      const end = (at: Value | undefined): string => (at === undefined ? '' : JSON.stringify(plain(at)));
      return `${value.lowIn ? '[' : '('}${end(value.low)}..${end(value.high)}${value.highIn ? ']' : ')'}`;
    }
    case 'function':
      return null;
    case 'entity':
      return value.id;
    case 'context':
      return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plain(entry)]));
    case 'list':
      return value.items.map((item) => plain(item) ?? null);
  }
}
