import { arithmetic, negate } from './arithmetic.ts';
import { bounded, spend } from './budget.ts';
import { compare } from './compare.ts';
import { conforms, typeOfTree } from './conform.ts';
import { dayNumber } from './days.ts';
import { functionOf, invoke } from './invoke.ts';
import { builtIns } from './functions.ts';
import { combinations } from './iterate.ts';
import { all, any } from './logic.ts';
import { double, readNumber } from './number.ts';
import { pathOf } from './path.ts';
import { callBuiltIn } from './signatures.ts';
import { hull } from './spans.ts';
import { meets, mentions } from './tests.ts';
import type { Tree, UnaryTest } from './tree.ts';
import type { ValueType } from './types.ts';
import {
  context,
  entryOf,
  isContext,
  isFunction,
  isList,
  isUnknown,
  list,
  missingOf,
  nothingMissing,
  openIn,
  union,
  unknown,
} from './values.ts';
import type { ListValue, Missing, Value } from './values.ts';

/** Where names get their values: the household told, the parameters of the day, the declared functions. */
export type World = {
  readonly global: (name: string) => Value;
  readonly member: (entity: string, id: string, name: string) => Value;
  readonly call: (name: string, args: readonly Value[], argNames?: readonly string[]) => Value;
  /** Types a model declares, for `instance of`. */
  readonly type?: (name: string) => ValueType | undefined;
};

/** Names bound inside an expression; the innermost first. With `members` the entries of a context are names too. */
export type Scope = {
  readonly name: string;
  readonly value: Value;
  readonly outer: Scope | undefined;
  readonly members?: boolean;
};

/**
 * Value of an expression: a value, null, or not known with the facts it waits for. Never throws on any facts; what takes
 * too long is not known and waits for nothing. A number comes as the double nearest to it.
 */
export function evaluate(tree: Tree, world: World, scope?: Scope): Value {
  const value = evaluateExactly(tree, world, scope);
  return typeof value === 'object' && value !== null && value.kind === 'decimal' ? double(value) : value;
}

/** As `evaluate`, with numbers of up to 34 digits. */
export function evaluateExactly(tree: Tree, world: World, scope?: Scope): Value {
  return bounded(() => new Evaluation(world).value(tree, scope), unknown(nothingMissing));
}

class Evaluation {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  value(tree: Tree, scope: Scope | undefined): Value {
    // A long expression over many items costs its length each time.
    spend(0.1);
    switch (tree.kind) {
      case 'literal':
        return tree.value;
      case 'decimal':
        return readNumber(tree.digits) ?? null;
      case 'date':
        return { kind: 'date', day: dayNumber(tree.day) ?? 0 };
      case 'duration':
        return { kind: 'duration', months: tree.months, days: tree.days, ...(tree.days === 0 ? {} : { seconds: 0 }) };
      case 'name':
        return this.name(tree.name, scope);
      case 'path':
        return pathOf(this.value(tree.of, scope), tree.name, this.#world);
      case 'call':
        return this.call(tree, scope);
      case 'invoke': {
        const of = this.value(tree.of, scope);
        const args = tree.args.map((arg) => this.value(arg, scope));
        return invoke(of, args, tree.argNames);
      }
      case 'function':
        return functionOf(tree, (args) =>
          this.value(
            tree.body,
            args.reduce<Scope | undefined>(
              (outer, value, index) => ({ name: tree.parameters[index]?.name ?? '', value, outer }),
              scope,
            ),
          ),
        );
      case 'external':
        return null;
      case 'range':
        return this.range(tree, scope);
      case 'instance': {
        const type = typeOfTree(tree.type, this.#world.type);
        const value = this.value(tree.of, scope);
        if (type === undefined) return null;
        if (isUnknown(value) && value.bounds === undefined) return unknown(value.missing);
        return (value !== null && conforms(value, type)) ?? unknown(openIn(value) ?? nothingMissing);
      }
      case 'all':
        return all(this.lazily(tree.parts, scope));
      case 'any':
        return any(this.lazily(tree.parts, scope));
      case 'compare':
        return compare(tree.operator, this.value(tree.left, scope), this.value(tree.right, scope));
      case 'in': {
        const value = this.value(tree.value, scope);
        const inner = { name: '?', value, outer: scope };
        return any(tree.tests.map((test) => this.test(value, test, inner)));
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
        return this.context(tree, scope);
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
    const bound = inScope(name, scope);
    return bound === undefined ? this.#world.global(name) : bound;
  }

  call(tree: Tree & { kind: 'call' }, scope: Scope | undefined): Value {
    spend(1);
    const args = tree.args.map((arg) => this.value(arg, scope));
    const local = inScope(tree.name, scope);
    if (local !== undefined && isFunction(local)) return invoke(local, args, tree.argNames);
    const builtIn = builtIns.get(tree.name);
    return builtIn === undefined
      ? this.#world.call(tree.name, args, tree.argNames)
      : callBuiltIn(builtIn, args, tree.argNames);
  }

  range(tree: Tree & { kind: 'range' }, scope: Scope | undefined): Value {
    const low = tree.low === undefined ? undefined : this.value(tree.low, scope);
    const high = tree.high === undefined ? undefined : this.value(tree.high, scope);
    if (low !== undefined && high !== undefined && low !== null && high !== null) {
      // A range whose ends are the wrong way round is null: while an end is open, so is that.
      const open = [openIn(low), openIn(high)].filter((one) => one !== undefined);
      if (open.length > 0) return unknown(union(...open));
      if (compare('<=', low, high) !== true) return null;
    }
    return {
      kind: 'range',
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      lowIn: tree.lowIn,
      highIn: tree.highIn,
    };
  }

  /** Entries may use those before them. */
  context(tree: Tree & { kind: 'context' }, scope: Scope | undefined): Value {
    let inner = scope;
    const entries = tree.entries.map(({ key, value: of }) => {
      const value = this.value(of, inner);
      inner = { name: key, value, outer: inner };
      return [key, value] as const;
    });
    return new Set(tree.entries.map(({ key }) => key)).size < entries.length ? null : context(entries);
  }

  test(value: Value, test: UnaryTest, scope: Scope): Value {
    if (test.kind === 'compare') return compare(test.operator, value, this.value(test.value, scope));
    if (test.kind === 'value') {
      const against = this.value(test.value, scope);
      return mentions(test.value, '?') ? against : meets(value, against);
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
    if (isSimple(yes) && isSimple(no) && compare('=', yes, no) === true) return yes;
    return unknown(
      union(condition.missing, openIn(yes) ?? nothingMissing, openIn(no) ?? nothingMissing),
      hull([yes, no]),
    );
  }

  filter(tree: Tree & { kind: 'filter' }, scope: Scope | undefined): Value {
    const of = this.value(tree.list, scope);
    if (isUnknown(of)) return unknown(of.missing);
    const source: ListValue = isList(of) ? of : list(of === null ? [] : [of]);
    if (tree.how === 'position' || tree.by.kind === 'literal' || tree.by.kind === 'negate')
      return this.at(source, this.value(tree.by, scope));
    const items: Value[] = [];
    const maybe: (Missing | undefined)[] = [];
    for (const [index, item] of source.items.entries()) {
      spend(1);
      const kept = this.value(tree.by, { name: 'item', value: item, outer: scope, members: true });
      if (tree.how === undefined && (typeof kept === 'number' || isUnknown(kept))) return this.at(source, kept);
      if (kept !== true && !isUnknown(kept)) continue;
      items.push(item);
      const already = source.maybe?.[index];
      maybe.push(isUnknown(kept) ? missingOf(kept, ...(already === undefined ? [] : [unknown(already)])) : already);
    }
    return list(items, maybe);
  }

  /** The item at a position from 1, or from the end when negative; not known while the positions before it are not. */
  at(source: ListValue, position: Value): Value {
    if (typeof position === 'boolean') return position ? source : list([]);
    if (isUnknown(position)) return unknown(union(position.missing, openIn(source) ?? nothingMissing));
    if (typeof position !== 'number' || !Number.isInteger(position) || position === 0)
      return typeof position === 'number' ? null : list([]);
    if (source.maybe !== undefined) return unknown(openIn(source) ?? nothingMissing);
    return source.items.at(position > 0 ? position - 1 : position) ?? null;
  }

  *quantified(tree: Tree & { kind: 'quantified' }, scope: Scope | undefined): Generator<Value> {
    const absent = tree.quantifier === 'every';
    for (const { scope: inner, maybe } of combinations(tree.bindings, scope, this)) {
      if (inner === undefined) {
        yield maybe === undefined ? null : unknown(maybe);
        continue;
      }
      const holds = this.value(tree.satisfies, inner);
      yield maybe === undefined || maybe.size === 0 || holds === absent
        ? holds
        : unknown(new Set([...maybe, ...missingOf(holds)]));
    }
  }

  collect(tree: Tree & { kind: 'for' }, scope: Scope | undefined): Value {
    const items: Value[] = [];
    const maybes: (Missing | undefined)[] = [];
    const usesPartial = mentions(tree.give, 'partial');
    for (const { scope: found, maybe } of combinations(tree.bindings, scope, this)) {
      if (found === undefined) return maybe === undefined ? null : unknown(maybe);
      if (usesPartial) spend(items.length);
      const inner = usesPartial ? { name: 'partial', value: list([...items], [...maybes]), outer: found } : found;
      items.push(this.value(tree.give, inner));
      maybes.push(maybe === undefined || maybe.size === 0 ? undefined : maybe);
    }
    return list(items, maybes);
  }
}

function inScope(name: string, scope: Scope | undefined): Value | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.members === true && isContext(at.value)) {
      const entry = entryOf(at.value, name);
      if (entry !== undefined) return entry;
    }
    if (at.name === name) return at.value;
  }
  return undefined;
}

/** A value that is the same whenever it is equal: `[1]` equals `1`, and an hour equals itself in another zone. */
function isSimple(value: Value): boolean {
  return typeof value !== 'object' || value === null || value.kind === 'date' || value.kind === 'decimal';
}
