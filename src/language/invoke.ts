import { deepestCalls, OutOfBudget, spend } from './budget.ts';
import { coerced, typeOfTree } from './conform.ts';
import { builtIns } from './functions.ts';
import { callBuiltIn } from './signatures.ts';
import type { Tree } from './tree.ts';
import { types } from './types.ts';
import { isFunction, isUnknown, openIn, union, unknown } from './values.ts';
import type { FunctionValue, Value } from './values.ts';

let depth = 0;

/** Calls a function value. Null when it is none, or has other parameters, or an argument is of another type. */
export function invoke(of: Value, args: readonly Value[], argNames?: readonly string[]): Value {
  if (isUnknown(of)) return unknown(of.missing);
  if (!isFunction(of)) return null;
  const placed = argNames === undefined ? args : placedByName(of, args, argNames);
  if (placed === undefined || placed.length !== of.parameters.length) return null;
  const fitted: Value[] = [];
  for (const [index, arg] of placed.entries()) {
    const type = of.parameters[index]?.type;
    const wanted = type === undefined ? types.any : (typeOfTree(type) ?? types.any);
    const got = coerced(arg, wanted);
    if (got === 'no') return null;
    if (got === 'open') return unknown(union(...placed.map(openIn).filter((one) => one !== undefined)));
    fitted.push(got.value);
  }
  spend(1);
  if (depth >= deepestCalls) throw new OutOfBudget('functions call each other too deep');
  depth += 1;
  try {
    return of.call(fitted);
  } finally {
    depth -= 1;
  }
}

function placedByName(
  of: FunctionValue,
  args: readonly Value[],
  names: readonly string[],
): readonly Value[] | undefined {
  if (
    new Set(names).size < names.length ||
    names.some((name) => !of.parameters.some((parameter) => parameter.name === name))
  )
    return undefined;
  return of.parameters.map((parameter) => args[names.indexOf(parameter.name)] ?? null);
}

/** The value of `function(a, b) …`. */
export function functionOf(tree: Tree & { kind: 'function' }, call: (args: readonly Value[]) => Value): FunctionValue {
  const value: FunctionValue = { kind: 'function', parameters: tree.parameters, call: (args) => call(args) };
  return value;
}

/** A built-in function as a value, to be handed to others: `sort(names, before)`. */
export function builtInFunction(name: string): FunctionValue | undefined {
  const builtIn = builtIns.get(name);
  const [way] = builtIn ?? [];
  if (builtIn === undefined || way === undefined) return undefined;
  return {
    kind: 'function',
    parameters: way.takes.map((taken) => ({ name: taken.name })),
    call: (args) => callBuiltIn(builtIn, args),
  };
}
