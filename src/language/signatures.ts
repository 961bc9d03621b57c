import { spend } from './budget.ts';
import { coerced } from './conform.ts';
import { listOf, types } from './types.ts';
import type { ValueType } from './types.ts';
import { isList, isUnknown, missingOf, openIn, union, unknown } from './values.ts';
import type { Value } from './values.ts';

/** What a function takes by name (DMN 1.5, tables 71–80). `rest` repeats the last of them. */
export type Taken = { readonly name: string; readonly type: ValueType; readonly optional: boolean };
export type Signature = {
  readonly takes: readonly Taken[];
  readonly rest: boolean;
  readonly gives: (args: readonly ValueType[]) => ValueType;
  readonly evaluate: (args: readonly Value[]) => Value;
  /** Set when `evaluate` itself knows what to do with not-known arguments and takes them as they are. */
  readonly open: boolean;
};
/** A function of the language: the ways it may be called, the first that fits counts. */
export type BuiltIn = readonly Signature[];

const named: Readonly<Record<string, ValueType>> = {
  ...types,
  list: listOf(types.any),
  texts: listOf(types.text),
  numbers: listOf(types.number),
  booleans: listOf(types.boolean),
  contexts: listOf({ kind: 'context', entries: {} }),
  context: { kind: 'context', entries: {} },
  range: { kind: 'range', of: types.any },
  function: { kind: 'function' },
  moment: types['date and time'],
};

/**
 * One way to call a function: `takes` names its parameters (`text: text, length?: number`, `items...: any`), `gives` its
 * result. With any not-known argument the result is not known, unless `open` says that `evaluate` knows better.
 */
export function signature(
  takes: string,
  gives: string | ((args: readonly ValueType[]) => ValueType),
  evaluate: (...args: readonly Value[]) => Value,
  open: 'open' | 'known' = 'known',
): Signature {
  const result = typeof gives === 'string' ? (named[gives] ?? types.any) : gives;
  let read: readonly Taken[] | undefined;
  return {
    // Read when it is first called: most processes use few of the functions.
    get takes() {
      return (read ??= takes === '' ? [] : takes.split(', ').map(taken));
    },
    rest: takes.includes('...'),
    gives: typeof result === 'function' ? result : () => result,
    evaluate: (args) => evaluate(...args),
    open: open === 'open',
  };
}

function taken(text: string): Taken {
  const [name = '', type = 'any'] = text.split(': ');
  return { name: name.replace(/\?$|\.\.\.$/u, ''), type: named[type] ?? types.any, optional: name.endsWith('?') };
}

export function callBuiltIn(builtIn: BuiltIn, args: readonly Value[], argNames?: readonly string[]): Value {
  const ways =
    argNames === undefined
      ? builtIn.map((way) => ({ way, args }))
      : builtIn.flatMap((way) => ordered(way, args, argNames));
  const fitting = ways.filter((one) => fitsCount(one.way, one.args.length));
  const [first] = fitting;
  if (first === undefined) return null;
  const result = first.way.open ? first.way.evaluate(first.args) : whenKnown(fitting);
  if (isList(result)) spend(result.items.length);
  return result;
}

export function fitsCount(way: Signature, count: number): boolean {
  return count >= way.takes.filter((one) => !one.optional).length && (way.rest || count <= way.takes.length);
}

function whenKnown(ways: readonly { readonly way: Signature; readonly args: readonly Value[] }[]): Value {
  const missing = ways[0]?.args.map(openIn).filter((one) => one !== undefined) ?? [];
  if (missing.length > 0) return unknown(union(...missing));
  for (const { way, args } of ways) {
    const fitted = fit(way, args);
    if (fitted !== undefined) return way.evaluate(fitted);
  }
  return null;
}

/** The arguments as the parameters want them; undefined when one cannot be. */
function fit(way: Signature, args: readonly Value[]): Value[] | undefined {
  const fitted: Value[] = [];
  for (const [index, arg] of args.entries()) {
    const parameter = way.takes[Math.min(index, way.takes.length - 1)];
    if (parameter === undefined) return undefined;
    const got = coerced(arg, parameter.type);
    if (typeof got === 'string') return undefined;
    fitted.push(got.value);
  }
  return fitted;
}

/** Named arguments in the order of the parameters; nothing when the names are not this signature's. */
export function ordered(
  way: Signature,
  args: readonly Value[],
  names: readonly string[],
): { readonly way: Signature; readonly args: readonly Value[] }[] {
  const places = placesOf(way, names);
  if (places === undefined) return [];
  return [{ way, args: places.map((place) => (place === -1 ? null : (args[place] ?? null))) }];
}

/** For each parameter the place of its named argument, -1 where it is left out at the end or in between. */
export function placesOf(way: Signature, names: readonly string[]): readonly number[] | undefined {
  if (new Set(names).size < names.length || names.some((name) => !way.takes.some((one) => one.name === name)))
    return undefined;
  const places = way.takes.map((one) => names.indexOf(one.name));
  if (way.takes.some((one, index) => !one.optional && places[index] === -1)) return undefined;
  const last = places.findLastIndex((place) => place !== -1);
  return places.slice(0, Math.max(last + 1, way.takes.filter((one) => !one.optional).length));
}

/** Not known, for whatever the values wait for. */
export function waiting(...values: readonly Value[]): Value {
  return unknown(
    union(...values.map((value) => openIn(value) ?? (isUnknown(value) ? missingOf(value) : new Set<string>()))),
  );
}
