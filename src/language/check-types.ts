import { comparable, types } from './types.ts';
import type { ValueType } from './types.ts';

/** Names of the parts of values that have such. */
export const namedParts: Readonly<Partial<Record<ValueType['kind'], readonly string[]>>> = {
  date: ['year', 'month', 'day', 'weekday'],
  time: ['hour', 'minute', 'second', 'timezone'],
  'date and time': ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second', 'timezone'],
  duration: ['years', 'months', 'days', 'hours', 'minutes', 'seconds'],
  range: ['start', 'end', 'start included', 'end included'],
};

export function literalType(value: boolean | number | string | null): ValueType {
  if (value === null) return types.null;
  return typeof value === 'string' ? types.text : types[typeof value as 'boolean' | 'number'];
}

/** A list may stand for its one item, and one item for a list (DMN 1.5, 10.3.2.9.4); a person is never a list of one. */
export function fitsParameter(given: ValueType, wanted: ValueType): boolean {
  if (comparable(given, wanted)) return true;
  return wanted.kind === 'list' ? comparable(given, wanted.of) : given.kind === 'list' && comparable(given.of, wanted);
}

export function partType(of: ValueType, name: string): ValueType {
  if (of.kind === 'range') return name.endsWith('included') ? types.boolean : of.of;
  if (of.kind === 'duration' && (name === 'years' || name === 'months' || name === 'days'))
    return { kind: 'number', unit: { [name.slice(0, -1)]: 1 } };
  return name === 'timezone' ? types.text : types.number;
}

export function arithmeticType(
  operator: string,
  left: ValueType['kind'],
  right: ValueType['kind'],
): ValueType | undefined {
  if (left === 'any' || right === 'any' || left === 'null' || right === 'null') return types.any;
  if (left === 'number' && right === 'number') return types.number;
  if (left === 'text' && right === 'text') return operator === '+' ? types.text : undefined;
  if (isMoment(left) && isMoment(right))
    return operator === '-' && (left === 'time') === (right === 'time') ? types.duration : undefined;
  if (isMoment(left) && right === 'duration') return operator === '+' || operator === '-' ? types[left] : undefined;
  if (left === 'duration' && isMoment(right)) return operator === '+' ? types[right] : undefined;
  if (left === 'duration' && right === 'duration')
    return operator === '/' ? types.number : operator === '+' || operator === '-' ? types.duration : undefined;
  if (left === 'duration' && right === 'number')
    return operator === '*' || operator === '/' ? types.duration : undefined;
  return left === 'number' && right === 'duration' && operator === '*' ? types.duration : undefined;
}

export function isMoment(kind: ValueType['kind']): kind is 'date' | 'time' | 'date and time' {
  return kind === 'date' || kind === 'time' || kind === 'date and time';
}
