import { spend } from './budget.ts';
import { isNumber } from './number.ts';
import type { TypeTree } from './tree.ts';
import { oneOf } from './spans.ts';
import { types } from './types.ts';
import type { ValueType } from './types.ts';
import { entryOf, isUnknown, list } from './values.ts';
import type { FunctionValue, Value } from './values.ts';

const namedTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['number', types.number],
  ['string', types.text],
  ['boolean', types.boolean],
  ['date', types.date],
  ['time', types.time],
  ['date and time', types['date and time']],
  ['dateTime', types['date and time']],
  ['years and months duration', { kind: 'duration', of: 'months' }],
  ['yearMonthDuration', { kind: 'duration', of: 'months' }],
  ['days and time duration', { kind: 'duration', of: 'days' }],
  ['dayTimeDuration', { kind: 'duration', of: 'days' }],
  ['list', { kind: 'list', of: types.any }],
  ['context', { kind: 'context', entries: {} }],
  ['range', { kind: 'range', of: types.any }],
  ['function', { kind: 'function' }],
  ['Any', types.any],
  ['Null', types.null],
]);

/** The type an expression names (DMN 1.5, table 58); undefined when there is no such type. */
export function typeOfTree(tree: TypeTree, declared?: (name: string) => ValueType | undefined): ValueType | undefined {
  switch (tree.kind) {
    case 'named':
      return declared?.(tree.name) ?? namedTypes.get(tree.name);
    case 'list':
    case 'range': {
      const of = typeOfTree(tree.of, declared);
      return of === undefined ? undefined : { kind: tree.kind, of };
    }
    case 'context': {
      const entries = tree.entries.map(({ key, type }) => [key, typeOfTree(type, declared)] as const);
      return entries.some(([, type]) => type === undefined)
        ? undefined
        : { kind: 'context', entries: Object.fromEntries(entries) as Record<string, ValueType> };
    }
    case 'function': {
      const parameters = tree.parameters.map((type) => typeOfTree(type, declared)).filter((type) => type !== undefined);
      const result = typeOfTree(tree.result, declared);
      return parameters.length < tree.parameters.length || result === undefined
        ? undefined
        : { kind: 'function', parameters, result };
    }
  }
}

/** Whether a value is of the type, `instance of` style: null is of none but `Null` and `Any`. Undefined: not known yet. */
export function conforms(value: Value, type: ValueType): boolean | undefined {
  if (type.kind === 'any') return true;
  if (isUnknown(value)) return value.bounds === undefined ? undefined : conforms(oneOf(value.bounds), type);
  if (value === null) return type.kind === 'null';
  if (typeof value === 'boolean') return type.kind === 'boolean';
  if (typeof value === 'string') return type.kind === 'text';
  if (isNumber(value)) return type.kind === 'number';
  spend(1);
  switch (value.kind) {
    case 'duration':
      return (
        type.kind === 'duration' && (type.of === undefined || (type.of === 'days') === (value.seconds !== undefined))
      );
    case 'list':
      return type.kind === 'list' && allConform(value.items.map((item) => orNull(item, type.of)));
    case 'range':
      return (
        type.kind === 'range' &&
        allConform([value.low, value.high].filter((end) => end !== undefined).map((end) => orNull(end, type.of)))
      );
    case 'context':
      return (
        type.kind === 'context' &&
        allConform(
          Object.entries(type.entries).map(([key, of]) => {
            const entry = entryOf(value, key);
            return entry !== undefined && orNull(entry, of);
          }),
        )
      );
    case 'function':
      return type.kind === 'function' && sameFunction(value, type);
    case 'entity':
      return type.kind === 'entity' && type.entity === value.entity;
    default:
      return value.kind === type.kind;
  }
}

/** Inside a list or a context an absent value belongs to any type. */
function orNull(value: Value, type: ValueType): boolean | undefined {
  return value === null ? true : conforms(value, type);
}

function allConform(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

/** A function is of a type when it takes no less and gives no more (DMN 1.5, 10.3.2.9.2). */
function sameFunction(value: FunctionValue, type: ValueType & { kind: 'function' }): boolean {
  if (type.parameters === undefined) return true;
  if (type.parameters.length !== value.parameters.length) return false;
  const takesAll = value.parameters.every((parameter, index) => {
    const own = parameter.type === undefined ? types.any : typeOfTree(parameter.type);
    const given = type.parameters?.[index];
    return own !== undefined && given !== undefined && isWithin(given, own);
  });
  if (value.result === undefined) return takesAll;
  const result = typeOfTree(value.result);
  return takesAll && result !== undefined && (type.result === undefined || isWithin(result, type.result));
}

/** Whether every value of the first type is of the second. */
export function isWithin(inner: ValueType, outer: ValueType): boolean {
  if (outer.kind === 'any' || inner.kind === 'null') return true;
  if (inner.kind === 'list' && outer.kind === 'list') return isWithin(inner.of, outer.of);
  if (inner.kind === 'range' && outer.kind === 'range') return isWithin(inner.of, outer.of);
  if (inner.kind === 'duration' && outer.kind === 'duration') return outer.of === undefined || inner.of === outer.of;
  if (inner.kind === 'context' && outer.kind === 'context') {
    return Object.entries(outer.entries).every(
      ([key, of]) => Object.hasOwn(inner.entries, key) && isWithin(inner.entries[key] ?? types.any, of),
    );
  }
  return inner.kind === outer.kind;
}

/**
 * The value as the type wants it (DMN 1.5, 10.3.2.9.4): a single value for a list of one, a list of one for a single
 * value, the midnight of a date. `no` when it cannot be; not known while that is open. Null stays null.
 */
export function coerced(value: Value, type: ValueType): { readonly value: Value } | 'no' | 'open' {
  if (value === null) return { value };
  const fits = conforms(value, type);
  if (fits === true) return { value };
  if (isUnknown(value)) return 'open';
  if (typeof value === 'object' && value.kind === 'list') {
    const [only, more] = value.items;
    if (only !== undefined && more === undefined && value.maybe === undefined && type.kind !== 'list') {
      const inner = only === null ? false : conforms(only, type);
      if (inner === true) return { value: only };
      if (inner === undefined) return 'open';
    } else if (value.maybe !== undefined && type.kind !== 'list') return 'open';
  } else if (type.kind === 'list') {
    const inner = conforms(value, type.of);
    if (inner === true) return { value: list([value]) };
    if (inner === undefined) return 'open';
  }
  if (type.kind === 'date and time' && typeof value === 'object' && value.kind === 'date') {
    return { value: { kind: 'date and time', day: value.day, seconds: 0, zone: 0 } };
  }
  return fits === undefined ? 'open' : 'no';
}
