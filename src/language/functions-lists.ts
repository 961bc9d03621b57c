import { spend } from './budget.ts';
import { contains, equal } from './compare.ts';
import * as number from './number.ts';
import { isNumber } from './number.ts';
import { signature, waiting } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import { isFunction, isList, isUnknown, list, openIn } from './values.ts';
import type { ListValue, Value } from './values.ts';

const likeFirst = ([first]: readonly ValueType[]): ValueType => (first?.kind === 'list' ? first : listOf(types.any));

/** FEEL's functions of lists (DMN 1.5, table 74 and 79); the aggregates stand apart. Positions count from 1. */
export const listFunctions: readonly (readonly [string, BuiltIn])[] = [
  [
    'list contains',
    [
      signature(
        'list: list, element: any',
        'boolean',
        (of = null, element = null) =>
          of === null ? null : contains(isList(of) || isUnknown(of) ? of : list([of]), element),
        'open',
      ),
    ],
  ],
  [
    'append',
    [
      signature(
        'list: list, items...: any',
        likeFirst,
        (of = null, ...items) => (of === null ? null : concatenate(of, list(items))),
        'open',
      ),
    ],
  ],
  ['concatenate', [signature('lists...: list', likeFirst, concatenate, 'open')]],
  ['sublist', [signature('list: list, start position: number, length?: number', likeFirst, sublist)]],
  ['insert before', [signature('list: list, position: number, newItem: any', likeFirst, insertBefore)]],
  ['remove', [signature('list: list, position: number', likeFirst, remove)]],
  [
    'list replace',
    [
      signature('list: list, position: number, newItem: any', likeFirst, replaceAt),
      signature('list: list, match: function, newItem: any', likeFirst, replaceMatching),
    ],
  ],
  ['reverse', [signature('list: list', likeFirst, reverse, 'open')]],
  ['index of', [signature('list: list, match: any', () => listOf(types.number), indexOf)]],
  ['union', [signature('lists...: list', likeFirst, (...lists) => distinct(concatenate(...lists)))]],
  ['distinct values', [signature('list: list', likeFirst, distinct)]],
  ['duplicate values', [signature('list: list', likeFirst, duplicates)]],
  [
    'flatten',
    [
      signature(
        'list: list',
        () => listOf(types.any),
        (of = null) => (isList(of) ? list(flat(of)) : null),
      ),
    ],
  ],
  ['sort', [signature('list: list, precedes?: function', likeFirst, sort)]],
];

/** A list that may have items in question stays such a list; a single value counts as a list of one. */
function concatenate(...lists: readonly Value[]): Value {
  if (lists.includes(null)) return null;
  if (lists.some(isUnknown)) return waiting(...lists);
  const known = lists.map((one) => (isList(one) ? one : list([one])));
  spend(known.reduce((sum, one) => sum + one.items.length, 0));
  if (known.every((one) => one.maybe === undefined)) return list(known.flatMap((one) => one.items));
  return list(
    known.flatMap((one) => one.items),
    known.flatMap((one) => one.items.map((_, index) => one.maybe?.[index])),
  );
}

function reverse(of: Value = null): Value {
  if (of === null) return null;
  if (isUnknown(of)) return waiting(of);
  if (!isList(of)) return list([of]);
  return list(of.items.toReversed(), of.maybe?.toReversed());
}

/** Index from 0 of a position from 1, or from the end when negative; undefined outside of `length`. */
function placeIn(position: Value, length: number): number | undefined {
  if (!isNumber(position) || !number.isWhole(position)) return undefined;
  const at = number.double(position);
  if (at === 0 || Math.abs(at) > length) return undefined;
  return at > 0 ? at - 1 : length + at;
}

function sublist(of: Value = null, start: Value = null, length?: Value): Value {
  if (!isList(of)) return null;
  const from = placeIn(start, of.items.length);
  if (from === undefined) return null;
  if (length === undefined || length === null) return list(of.items.slice(from));
  if (!isNumber(length) || !number.isWhole(length)) return null;
  const count = number.double(length);
  return count < 0 || from + count > of.items.length ? null : list(of.items.slice(from, from + count));
}

function insertBefore(of: Value = null, position: Value = null, item: Value = null): Value {
  if (!isList(of)) return null;
  const at = placeIn(position, position === of.items.length + 1 ? of.items.length + 1 : of.items.length);
  return at === undefined ? null : list(of.items.toSpliced(at, 0, item));
}

function remove(of: Value = null, position: Value = null): Value {
  if (!isList(of)) return null;
  const at = placeIn(position, of.items.length);
  return at === undefined ? null : list(of.items.toSpliced(at, 1));
}

function replaceAt(of: Value = null, position: Value = null, item: Value = null): Value {
  if (!isList(of)) return null;
  // A position with a fraction counts as its whole part (as the conformance kit has it).
  const at = placeIn(isNumber(position) ? (number.round(position, 0, 'down') ?? null) : null, of.items.length);
  return at === undefined ? null : list(of.items.with(at, item));
}

function replaceMatching(of: Value = null, match: Value = null, item: Value = null): Value {
  if (!isList(of) || !isFunction(match) || match.parameters.length !== 2) return null;
  const found = of.items.map((old) => match.call([old, item]));
  if (found.some((one) => openIn(one) !== undefined)) return waiting(...found);
  if (found.some((one) => typeof one !== 'boolean')) return null;
  return list(of.items.map((old, index) => (found[index] === true ? item : old)));
}

function indexOf(of: Value = null, match: Value = null): Value {
  if (!isList(of)) return null;
  const found: number[] = [];
  for (const [index, item] of of.items.entries()) {
    spend(1);
    if (equal(item, match) === true) found.push(index + 1);
  }
  return list(found);
}

function distinct(of: Value = null): Value {
  if (!isList(of)) return null;
  const seen: Value[] = [];
  const plain = new Set<Value>();
  for (const item of of.items) {
    if (typeof item !== 'object' || item === null) {
      if (plain.has(item)) continue;
      plain.add(item);
      seen.push(item);
    } else if (!seen.some((other) => equal(other, item) === true)) seen.push(item);
  }
  return list(seen);
}

function duplicates(of: Value = null): Value {
  if (!isList(of)) return null;
  return distinct(
    list(of.items.filter((item, index) => of.items.some((other, at) => at !== index && equal(item, other) === true))),
  );
}

function flat(of: ListValue): Value[] {
  return of.items.flatMap((item) => {
    spend(1);
    return isList(item) ? flat(item) : [item];
  });
}

/** Stable; the function says whether its first argument stands before its second. */
function sort(of: Value = null, precedes: Value = null): Value {
  if (!isList(of)) return null;
  if (precedes !== null && (!isFunction(precedes) || precedes.parameters.length !== 2)) return null;
  let isSortable = true;
  const answers: Value[] = [];
  const isBefore = (a: Value, b: Value): boolean => {
    spend(1);
    const answer = isFunction(precedes)
      ? precedes.call([a, b])
      : isNumber(a) && isNumber(b)
        ? number.order(a, b) < 0
        : typeof a === 'string' && typeof b === 'string'
          ? a < b
          : null;
    if (openIn(answer) !== undefined) answers.push(answer);
    if (typeof answer !== 'boolean') isSortable = false;
    return answer === true;
  };
  const sorted = of.items.toSorted((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
  if (answers.length > 0) return waiting(...answers);
  return isSortable ? list(sorted) : null;
}
