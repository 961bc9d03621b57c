import { arithmetic, negate } from './arithmetic.ts';
import { compare, contains } from './compare.ts';
import { dayNumber, dayParts, weekdayOf } from './days.ts';
import { builtIns } from './functions.ts';
import { all, any } from './logic.ts';
import type { Tree, UnaryTest } from './tree.ts';
import { hull, isDate, isDuration, isEntity, isList, isUnknown, list, missingOf, unknown } from './values.ts';
import type { ListValue, Missing, Value } from './values.ts';

/** Where names get their values: the household told, the parameters of the day, the declared functions. */
export type World = {
  readonly global: (name: string) => Value;
  readonly member: (entity: string, id: string, name: string) => Value;
  readonly call: (name: string, args: readonly Value[]) => Value;
};

/** Names bound inside an expression; the innermost first. */
export type Scope = { readonly name: string; readonly value: Value; readonly outer: Scope | undefined };

/** The most items that nested iterations may visit in one expression. */
const mostIterations = 100_000;

/** Value of a checked expression: a value, null, or not known with the facts it waits for. Never throws on any facts. */
export function evaluate(tree: Tree, world: World, scope?: Scope): Value {
  return new Evaluation(world).value(tree, scope);
}

class Evaluation {
  readonly #world: World;
  #iterations = 0;

  constructor(world: World) {
    this.#world = world;
  }

  value(tree: Tree, scope: Scope | undefined): Value {
    switch (tree.kind) {
      case 'literal':
        return tree.value;
      case 'date':
        return { kind: 'date', day: dayNumber(tree.day) ?? 0 };
      case 'duration':
        return { kind: 'duration', months: tree.months, days: tree.days };
      case 'name':
        return this.name(tree.name, scope);
      case 'path':
        return this.path(this.value(tree.of, scope), tree.name);
      case 'call':
        return this.call(tree.name, tree.args.map((arg) => this.value(arg, scope)));
      case 'all':
        return all(this.lazily(tree.parts, scope));
      case 'any':
        return any(this.lazily(tree.parts, scope));
      case 'compare':
        return compare(tree.operator, this.value(tree.left, scope), this.value(tree.right, scope));
      case 'in': {
        const value = this.value(tree.value, scope);
        return any(tree.tests.map((test) => this.test(value, test, scope)));
      }
      case 'arithmetic':
        return arithmetic(tree.operator, this.value(tree.left, scope), this.value(tree.right, scope));
      case 'negate':
        return negate(this.value(tree.of, scope));
      case 'if':
        return this.choose(tree, scope);
      case 'list':
        return list(tree.items.map((item) => this.value(item, scope)));
      case 'context':
        return { kind: 'context', entries: Object.fromEntries(tree.entries.map((entry) => [entry.key, this.value(entry.value, scope)])) };
      case 'filter':
        return this.filter(tree, scope);
      case 'quantified': {
        const decide = tree.quantifier === 'some' ? any : all;
        return decide(this.quantified(tree, scope));
      }
      case 'for':
        return this.collect(tree, scope);
    }
  }

  /** One part at a time, so that a deciding part stops the rest. */
  *lazily(parts: readonly Tree[], scope: Scope | undefined): Generator<Value> {
    for (const part of parts) yield this.value(part, scope);
  }

  name(name: string, scope: Scope | undefined): Value {
    for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.value;
    return this.#world.global(name);
  }

  path(of: Value, name: string): Value {
    if (isUnknown(of)) return unknown(of.missing);
    if (of === null) return null;
    if (isList(of)) return list(of.items.map((item) => this.path(item, name)), of.maybe);
    if (isEntity(of)) return this.#world.member(of.entity, of.id, name);
    if (isDate(of)) {
      if (name === 'weekday') return weekdayOf(of.day);
      const parts = dayParts(of.day);
      return name === 'year' || name === 'month' || name === 'day' ? parts[name] : null;
    }
    if (isDuration(of)) {
      if (name === 'years') return Math.trunc(of.months / 12);
      if (name === 'months') return of.months % 12;
      return name === 'days' ? of.days : null;
    }
    if (typeof of === 'object' && of.kind === 'context') return of.entries[name] ?? null;
    return null;
  }

  call(name: string, args: readonly Value[]): Value {
    const builtIn = builtIns.get(name);
    return builtIn === undefined ? this.#world.call(name, args) : builtIn.evaluate(args);
  }

  test(value: Value, test: UnaryTest, scope: Scope | undefined): Value {
    if (test.kind === 'compare') return compare(test.operator, value, this.value(test.value, scope));
    if (test.kind === 'value') {
      const against = this.value(test.value, scope);
      return isList(against) ? contains(against, value) : compare('=', value, against);
    }
    return all([
      compare(test.lowIn ? '>=' : '>', value, this.value(test.low, scope)),
      compare(test.highIn ? '<=' : '<', value, this.value(test.high, scope)),
    ]);
  }

  choose(tree: Tree & { kind: 'if' }, scope: Scope | undefined): Value {
    const condition = this.value(tree.condition, scope);
    if (!isUnknown(condition)) return this.value(condition === true ? tree.then : tree.else, scope);
    const yes = this.value(tree.then, scope);
    const no = this.value(tree.else, scope);
    if (compare('=', yes, no) === true) return yes;
    return unknown(missingOf(condition, yes, no), hull([yes, no]));
  }

  filter(tree: Tree & { kind: 'filter' }, scope: Scope | undefined): Value {
    const of = this.value(tree.list, scope);
    if (isUnknown(of)) return unknown(of.missing);
    const source: ListValue = isList(of) ? of : list(of === null ? [] : [of]);
    const by = tree.by.kind === 'literal' || tree.by.kind === 'negate' ? this.value(tree.by, scope) : undefined;
    if (typeof by === 'number') return this.at(source, by);
    const items: Value[] = [];
    const maybe: (Missing | undefined)[] = [];
    for (const [index, item] of source.items.entries()) {
      this.visit();
      const kept = this.value(tree.by, { name: 'item', value: item, outer: scope });
      if (kept !== true && !isUnknown(kept)) continue;
      items.push(item);
      const already = source.maybe?.[index];
      maybe.push(isUnknown(kept) ? missingOf(kept, ...(already === undefined ? [] : [unknown(already)])) : already);
    }
    return list(items, maybe);
  }

  /** The item at a position from 1, or from the end when negative; not known while the positions before it are not. */
  at(source: ListValue, position: number): Value {
    if (source.maybe !== undefined) return unknown(missingOf(...source.maybe.map((entry) => unknown(entry ?? new Set()))));
    return source.items.at(position > 0 ? position - 1 : position) ?? null;
  }

  *quantified(tree: Tree & { kind: 'quantified' }, scope: Scope | undefined): Generator<Value> {
    const absent = tree.quantifier === 'every';
    for (const { scope: inner, maybe } of this.combinations(tree.bindings, scope)) {
      if (inner === undefined) {
        yield unknown(maybe);
        continue;
      }
      const holds = this.value(tree.satisfies, inner);
      yield maybe.size === 0 || holds === absent ? holds : unknown(new Set([...maybe, ...missingOf(holds)]));
    }
  }

  collect(tree: Tree & { kind: 'for' }, scope: Scope | undefined): Value {
    const items: Value[] = [];
    const maybes: (Missing | undefined)[] = [];
    for (const { scope: inner, maybe } of this.combinations(tree.bindings, scope)) {
      if (inner === undefined) return unknown(maybe);
      items.push(this.value(tree.give, inner));
      maybes.push(maybe.size === 0 ? undefined : maybe);
    }
    return list(items, maybes);
  }

  /** Every combination of the bindings with the facts that decide whether it exists; no scope when a list is not known. */
  *combinations(
    [first, ...rest]: (Tree & { kind: 'for' })['bindings'],
    scope: Scope | undefined,
    before: Missing = new Set(),
  ): Generator<{ readonly scope: Scope | undefined; readonly maybe: Missing }> {
    if (first === undefined) {
      if (scope !== undefined) yield { scope, maybe: before };
      return;
    }
    const over = this.value(first.over, scope);
    if (isUnknown(over)) {
      yield { scope: undefined, maybe: new Set([...before, ...over.missing]) };
      return;
    }
    const source = isList(over) ? over : list(over === null ? [] : [over]);
    for (const [index, item] of source.items.entries()) {
      this.visit();
      const maybe = source.maybe?.[index];
      yield* this.combinations(rest, { name: first.name, value: item, outer: scope }, maybe === undefined ? before : new Set([...before, ...maybe]));
    }
  }

  visit(): void {
    this.#iterations += 1;
    if (this.#iterations > mostIterations) throw new RangeError(`more than ${mostIterations} items visited in one expression`);
  }
}
