import { spend } from './budget.ts';
import type { Scope } from './evaluate.ts';
import type { Binding, Tree } from './tree.ts';
import { isDate, isList, isRange, isUnknown, list, openIn } from './values.ts';
import type { Missing, Value } from './values.ts';

type Evaluator = { readonly value: (tree: Tree, scope: Scope | undefined) => Value };

/**
 * One combination of the bindings of a `for`, `some` or `every`: the names bound, and the facts that decide whether it is
 * there at all. Without a scope a list is not known (`maybe` says what it waits for) or cannot be gone through.
 */
export type Combination = { readonly scope: Scope | undefined; readonly maybe: Missing | undefined };

export function* combinations(
  [first, ...rest]: readonly Binding[],
  scope: Scope | undefined,
  evaluator: Evaluator,
  before?: Missing,
): Generator<Combination> {
  if (first === undefined) {
    yield { scope, maybe: before };
    return;
  }
  const from = evaluator.value(first.over, scope);
  const to = first.to === undefined ? undefined : evaluator.value(first.to, scope);
  const open = [from, to ?? null].filter((one) => isUnknown(one) || (isRange(one) && openIn(one) !== undefined));
  if (open.length > 0) {
    yield { scope: undefined, maybe: new Set([...(before ?? []), ...open.flatMap((one) => [...(openIn(one) ?? [])])]) };
    return;
  }
  const items = to === undefined ? itemsOf(from) : counted(from, to);
  if (items === undefined) {
    yield { scope: undefined, maybe: before };
    return;
  }
  const maybes = isList(from) && to === undefined ? from.maybe : undefined;
  let index = 0;
  for (const item of items) {
    spend(1);
    const maybe = maybes?.[index];
    index += 1;
    const all = maybe === undefined ? before : new Set([...(before ?? []), ...maybe]);
    yield* combinations(rest, { name: first.name, value: item, outer: scope }, evaluator, all);
  }
}

function itemsOf(over: Value): Iterable<Value> | undefined {
  if (isRange(over)) {
    const { low, high } = over;
    if (low === undefined || high === undefined) return undefined;
    const from = typeof low === 'number' && !over.lowIn ? low + 1 : low;
    const to = typeof high === 'number' && !over.highIn ? high - 1 : high;
    return counted(from, to);
  }
  if (over === null) return undefined;
  return (isList(over) ? over : list([over])).items;
}

/** Whole numbers or days from one to the other, in either direction; made one by one, as far as the budget goes. */
function counted(from: Value, to: Value): Iterable<Value> | undefined {
  if (typeof from === 'number' && typeof to === 'number') {
    return Number.isSafeInteger(from) && Number.isSafeInteger(to) ? steps(from, to, (at) => at) : undefined;
  }
  if (isDate(from) && isDate(to)) return steps(from.day, to.day, (day) => ({ kind: 'date', day }));
  return undefined;
}

function* steps(from: number, to: number, make: (at: number) => Value): Generator<Value> {
  const step = from <= to ? 1 : -1;
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) yield make(at);
}
