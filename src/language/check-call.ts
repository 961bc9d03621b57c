import { builtIns } from './functions.ts';
import { callBuiltIn, fitsCount, placesOf } from './signatures.ts';
import type { Signature } from './signatures.ts';
import type { Tree } from './tree.ts';
import { comparable, types } from './types.ts';
import type { ValueType } from './types.ts';

type Way = Pick<Signature, 'takes' | 'rest' | 'gives'>;
type Arg = { readonly tree: Tree; readonly type: ValueType };

/**
 * The way of calling that fits the arguments best, with the arguments in its order (what is left out is null); `names`
 * or `count` when none takes such names or so many.
 */
export function chosenWay(
  ways: readonly Way[],
  args: readonly Arg[],
  argNames?: readonly string[],
): { readonly way: Way; readonly args: readonly Arg[] } | 'names' | 'count' {
  const named =
    argNames === undefined ? ways.map((way) => ({ way, args })) : ways.flatMap((way) => inOrder(way, args, argNames));
  if (named.length === 0) return 'names';
  const counted = named.filter((one) => fitsCount(one.way as Signature, one.args.length));
  const fits = (one: (typeof counted)[number]): boolean =>
    one.args.every((arg, index) =>
      comparable(arg.type, one.way.takes[Math.min(index, one.way.takes.length - 1)]?.type ?? types.any),
    );
  return counted.find(fits) ?? counted[0] ?? 'count';
}

function inOrder(
  way: Way,
  args: readonly Arg[],
  names: readonly string[],
): { readonly way: Way; readonly args: readonly Arg[] }[] {
  const places = placesOf(way as Signature, names);
  if (places === undefined) return [];
  const nothing: Arg = { tree: { kind: 'literal', value: null, from: 0, to: 0 }, type: types.null };
  return [{ way, args: places.map((place) => args[place] ?? nothing) }];
}

const readers: ReadonlySet<string> = new Set(['date', 'time', 'date and time', 'duration', '@']);

/** The text of a `date("…")`, `duration("…")` or `@"…"` that is none. */
export function badLiteral(tree: Tree & { kind: 'call' }): string | undefined {
  const [only, more] = tree.args;
  if (!readers.has(tree.name) || only?.kind !== 'literal' || typeof only.value !== 'string' || more !== undefined)
    return undefined;
  const builtIn = builtIns.get(tree.name);
  return builtIn !== undefined && callBuiltIn(builtIn, [only.value]) === null ? only.value : undefined;
}
