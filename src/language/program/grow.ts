import type { CheckedExpression } from '#language/check.ts';
import type { Rounding } from '#language/number.ts';
import { partsOf } from '#language/tree.ts';
import type { Tree, UnaryTest } from '#language/tree.ts';
import type { Value } from '#language/values.ts';
import type { Aggregate, Arithmetic, Comparison, Dated, Frame, Graph, Kind, LeafKind, Node } from './graph.ts';
import { bindsOf, frameOf, namesOuter, whoIs, withEach } from './names.ts';
import type { Names } from './names.ts';
import { slotOf } from './slots.ts';

type LeafDefinition = {
  readonly of: Exclude<Frame, 'pair'>;
  readonly kind: LeafKind;
  readonly choices: readonly string[];
};

/** What stands behind the names of rules, on one day in one territory. */
export type Definitions = {
  readonly leaf: (name: string) => LeafDefinition | undefined;
  readonly derived: (
    name: string,
  ) => { readonly of: Frame; readonly kind: Kind; readonly ways: readonly CheckedExpression[] } | undefined;
  /** Whether the name is the same for every household: the day, the territory, a parameter. */
  readonly isConstant: (name: string) => boolean;
  /** Value of a tree that rests on no fact, and the parameters it was counted from. */
  readonly constant: (tree: Tree) => { readonly value: Value; readonly parameters: readonly string[] };
  /** A parameter over time, when a rule asks how it stood on a day that is a fact. */
  readonly dated: (parameter: string) => readonly { readonly from: number; readonly value: Value }[];
};

/** Thrown inside the room when a piece has no operation of its own. */
class NoOperation extends Error {}

/** Grows the graph of many rules; equal pieces become one node. */
export class Grower {
  readonly #definitions: Definitions;
  readonly #nodes: Node[] = [];
  readonly #kinds: Kind[] = [];
  readonly #known = new Map<string, number>();
  readonly #texts = new Map<string, number>();
  readonly #named = new Map<string, number>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The node of a rule about the household, the applicant (`subject` is he) or each person (`subject` is she in turn). */
  rule(expression: CheckedExpression, kind: Kind, subject?: 'each' | 'applicant'): number {
    const names: Names = new Map(subject === undefined ? [] : [['subject', subject]]);
    return this.#orTree(expression.tree, kind, names, subject === 'each' ? 'person' : 'household');
  }

  conjunction(parts: readonly number[]): number {
    // Not taken apart: what several rules share stays one node.
    const distinct = [...new Set(parts)];
    const [only] = distinct;
    if (distinct.length === 1 && only !== undefined) return only;
    return this.#node({ op: 'all', parts: distinct, frame: this.#frame(...distinct) }, 'boolean');
  }

  graph(): Graph {
    return { nodes: this.#nodes, kinds: this.#kinds, texts: this.#texts };
  }

  #orTree(tree: Tree, kind: Kind, names: Names, frame: Frame): number {
    try {
      return this.#grow(tree, names);
    } catch (error) {
      if (!(error instanceof NoOperation) || namesOuter(tree, names)) throw error;
      const rests = [...new Set(this.#leavesIn(tree))];
      return this.#node({ op: 'tree', tree, binds: bindsOf(names), rests, frame }, kind);
    }
  }

  #node(node: Node, kind: Kind): number {
    const key = JSON.stringify(
      [kind, node.op === 'tree' ? { ...node, tree: strippedOfPlaces(node.tree) } : node],
      infinite,
    );
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#nodes.push(node);
    this.#kinds.push(kind);
    this.#known.set(key, this.#nodes.length - 1);
    return this.#nodes.length - 1;
  }

  #kind(index: number): Kind {
    return this.#kinds[index] ?? 'number';
  }

  #frame(...inputs: readonly number[]): Frame {
    const frames = inputs.map((index) => this.#nodes[index]?.frame);
    return frames.includes('pair') ? 'pair' : frames.includes('person') ? 'person' : 'household';
  }

  #text(text: string): number {
    const code = this.#texts.get(text) ?? this.#texts.size;
    this.#texts.set(text, code);
    return code;
  }

  #value(value: Value, parameters: readonly string[] = []): number {
    const found = slotOf(value, (text) => this.#text(text));
    if (found === undefined) throw new NoOperation();
    return this.#node({ op: 'constant', slot: found.slot, parameters, frame: 'household' }, found.kind);
  }

  #grow(tree: Tree, names: Names): number {
    if (this.#isConstant(tree, names)) {
      const { value, parameters } = this.#definitions.constant(tree);
      return this.#value(value, parameters);
    }
    switch (tree.kind) {
      case 'name':
        return this.#household(tree.name);
      case 'path':
        return this.#path(tree, names);
      case 'all':
      case 'any':
        return this.#combine(
          tree.kind,
          tree.parts.map((part) => this.#orTree(part, 'boolean', names, frameOf(names))),
        );
      case 'call':
        return this.#call(tree, names);
      case 'compare':
        return this.#compare(tree.operator, this.#grow(tree.left, names), this.#grow(tree.right, names));
      case 'in':
        return this.#membership(tree, names);
      case 'arithmetic':
        return this.#arithmetic(tree, names);
      case 'negate':
        return this.#count('-', this.#value(0), this.#grow(tree.of, names));
      case 'if': {
        const condition = this.#grow(tree.condition, names);
        const then = this.#grow(tree.then, names);
        const otherwise = this.#grow(tree.else, names);
        const kind = this.#kind(then);
        if (kind !== this.#kind(otherwise)) throw new NoOperation();
        return this.#node(
          {
            op: 'if',
            condition,
            then,
            otherwise,
            ofNumbers: kind === 'number',
            frame: this.#frame(condition, then, otherwise),
          },
          kind,
        );
      }
      case 'quantified':
        return this.#quantified(tree, names);
      default:
        throw new NoOperation();
    }
  }

  #isConstant(tree: Tree, names: Names): boolean {
    if (tree.kind === 'name') return !names.has(tree.name) && this.#definitions.isConstant(tree.name);
    if (tree.kind === 'quantified' || tree.kind === 'for' || tree.kind === 'filter') return false;
    if (tree.kind === 'call' && this.#definitions.derived(tree.name) !== undefined) return false;
    return partsOf(tree).every((part) => this.#isConstant(part, names));
  }

  #combine(op: 'all' | 'any', parts: readonly number[]): number {
    // A chain inside a chain of the same kind is one chain; a part said twice is said once.
    const flat = [...new Set(parts.flatMap((part) => this.#inside(part, op)))];
    const [only] = flat;
    if (flat.length === 1 && only !== undefined) return only;
    return this.#node({ op, parts: flat, frame: this.#frame(...flat) }, 'boolean');
  }

  #inside(index: number, op: 'all' | 'any'): readonly number[] {
    const node = this.#nodes[index];
    return node !== undefined && node.op === op ? node.parts : [index];
  }

  /** A fact or derived fact of the household. */
  #household(name: string): number {
    const leaf = this.#definitions.leaf(name);
    if (leaf?.of === 'household') return this.#leaf(name, leaf);
    const derived = this.#definitions.derived(name);
    if (derived?.of !== 'household') throw new NoOperation();
    return this.#derived(name, derived, new Map());
  }

  /** A fact or derived fact of each person. */
  #person(name: string): number {
    const leaf = this.#definitions.leaf(name);
    if (leaf?.of === 'person') return this.#leaf(name, leaf);
    const derived = this.#definitions.derived(name);
    if (derived?.of !== 'person') throw new NoOperation();
    return this.#derived(name, derived, new Map([['subject', 'each']]));
  }

  #leaf(name: string, { of, kind, choices }: LeafDefinition): number {
    // Every choice has its code, so that two facts with the same answer are equal though no rule names it.
    if (kind === 'text') for (const choice of choices) this.#text(choice);
    return this.#node({ op: 'leaf', name, kind, frame: of }, kind);
  }

  #derived(
    name: string,
    { of, kind, ways }: { readonly of: Frame; readonly kind: Kind; readonly ways: readonly CheckedExpression[] },
    names: Names,
  ): number {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const grown = ways.map((way) => this.#orTree(way.tree, kind, names, of));
    const [only] = grown;
    const found =
      grown.length === 1 && only !== undefined
        ? only
        : this.#node({ op: 'first-known', ways: grown, frame: this.#frame(...grown) }, kind);
    this.#named.set(name, found);
    return found;
  }

  #path(tree: Tree & { kind: 'path' }, names: Names): number {
    const who = whoIs(tree.of, names);
    if (who === 'hidden') throw new NoOperation();
    if (who !== undefined) {
      const ofEach = this.#person(tree.name);
      if (who === 'each' || this.#nodes[ofEach]?.frame === 'household') return ofEach;
      if (who === 'outer') return this.#node({ op: 'of-outer', of: ofEach, frame: 'pair' }, this.#kind(ofEach));
      return this.#node({ op: 'of-applicant', of: ofEach, frame: 'household' }, this.#kind(ofEach));
    }
    const of = this.#grow(tree.of, names);
    if (this.#kind(of) === 'months' && (tree.name === 'years' || tree.name === 'months')) {
      return this.#node({ op: tree.name === 'years' ? 'years-of' : 'months-of', of, frame: this.#frame(of) }, 'number');
    }
    throw new NoOperation();
  }

  #call(tree: Tree & { kind: 'call' }, names: Names): number {
    const [first, second] = tree.args;
    if (first === undefined) throw new NoOperation();
    switch (tree.name) {
      case 'not': {
        const of = this.#orTree(first, 'boolean', names, frameOf(names));
        return this.#node({ op: 'not', of, frame: this.#frame(of) }, 'boolean');
      }
      case 'years and months duration': {
        const from = this.#grow(first, names);
        const to = second === undefined ? from : this.#grow(second, names);
        if (this.#kind(from) !== 'date' || this.#kind(to) !== 'date') throw new NoOperation();
        return this.#node({ op: 'months-between', from, to, frame: this.#frame(from, to) }, 'months');
      }
      case 'list contains':
        return this.#holds(first, second, names);
      case 'count':
      case 'sum':
      case 'min':
      case 'max':
        return second === undefined
          ? this.#aggregate(tree.name, first, names)
          : this.#extreme(tree.name, tree.args, names);
      case 'parameterOn':
        return this.#parameterOn(first, second, names);
      default:
        return this.#round(tree.name, first, second, names);
    }
  }

  /** `min(1, 2)` is the least of its arguments. */
  #extreme(name: Aggregate, args: readonly Tree[], names: Names): number {
    if (name !== 'min' && name !== 'max') throw new NoOperation();
    const parts = args.map((arg) => this.#grow(arg, names));
    if (parts.some((part) => this.#kind(part) !== 'number')) throw new NoOperation();
    return this.#node({ op: name === 'min' ? 'least' : 'greatest', parts, frame: this.#frame(...parts) }, 'number');
  }

  #parameterOn(id: Tree, day: Tree | undefined, names: Names): number {
    if (id.kind !== 'literal' || typeof id.value !== 'string' || day === undefined) throw new NoOperation();
    const parameter = id.value;
    const of = this.#grow(day, names);
    if (this.#kind(of) !== 'date') throw new NoOperation();
    const dated = this.#definitions.dated(parameter).map(({ from, value }): Dated => {
      const slot = slotOf(value, () => -1)?.slot;
      if (slot === undefined) throw new NoOperation();
      return { from, slot };
    });
    return this.#node({ op: 'parameter-on', of, parameter, dated, frame: this.#frame(of) }, 'number');
  }

  #round(name: string, value: Tree, scale: Tree | undefined, names: Names): number {
    const rounding = roundings.get(name);
    if (
      rounding === undefined ||
      (scale !== undefined && (scale.kind !== 'literal' || typeof scale.value !== 'number'))
    )
      throw new NoOperation();
    const of = this.#grow(value, names);
    if (this.#kind(of) !== 'number') throw new NoOperation();
    return this.#node(
      { op: 'round', of, rounding, scale: Number(scale?.kind === 'literal' ? scale.value : 0), frame: this.#frame(of) },
      'number',
    );
  }

  #holds(list: Tree, item: Tree | undefined, names: Names): number {
    const of = this.#grow(list, names);
    const node = this.#nodes[of];
    if (node?.op !== 'leaf' || item?.kind !== 'literal' || typeof item.value !== 'string') throw new NoOperation();
    const bit = this.#definitions.leaf(node.name)?.choices.indexOf(item.value) ?? -1;
    if (bit < 0 || bit > 30) throw new NoOperation();
    return this.#node({ op: 'holds', of, bit, frame: node.frame }, 'boolean');
  }

  #compare(sign: Comparison, left: number, right: number): number {
    const kinds = [this.#kind(left), this.#kind(right)];
    if (kinds[0] !== kinds[1] || kinds[0] === 'choices' || kinds[0] === 'months') throw new NoOperation();
    if ((kinds[0] === 'text' || kinds[0] === 'boolean') && sign !== '=' && sign !== '!=') throw new NoOperation();
    return this.#node(
      { op: 'compare', sign, left, right, ofNumbers: kinds[0] === 'number', frame: this.#frame(left, right) },
      'boolean',
    );
  }

  #membership(tree: Tree & { kind: 'in' }, names: Names): number {
    const of = this.#grow(tree.value, names);
    const texts = this.#kind(of) === 'text' ? textsOf(tree.tests) : undefined;
    if (texts !== undefined) {
      return this.#node(
        {
          op: 'among',
          of,
          codes: texts.map((text) => this.#text(text)).toSorted((a, b) => a - b),
          frame: this.#frame(of),
        },
        'boolean',
      );
    }
    return this.#combine(
      'any',
      tree.tests.map((test) => {
        if (test.kind === 'compare') return this.#compare(test.operator, of, this.#grow(test.value, names));
        if (test.kind === 'value') return this.#compare('=', of, this.#grow(test.value, names));
        return this.#combine('all', [
          this.#compare(test.lowIn ? '>=' : '>', of, this.#grow(test.low, names)),
          this.#compare(test.highIn ? '<=' : '<', of, this.#grow(test.high, names)),
        ]);
      }),
    );
  }

  #arithmetic(tree: Tree & { kind: 'arithmetic' }, names: Names): number {
    if (tree.operator === '**') throw new NoOperation();
    const left = this.#grow(tree.left, names);
    if (
      this.#kind(left) === 'date' &&
      tree.right.kind === 'duration' &&
      (tree.operator === '+' || tree.operator === '-')
    ) {
      const sign = tree.operator === '+' ? 1 : -1;
      return this.#node(
        {
          op: 'shift-day',
          of: left,
          months: sign * tree.right.months,
          days: sign * tree.right.days,
          frame: this.#frame(left),
        },
        'date',
      );
    }
    return this.#count(tree.operator, left, this.#grow(tree.right, names));
  }

  #count(sign: Arithmetic, left: number, right: number): number {
    if (this.#kind(left) !== 'number' || this.#kind(right) !== 'number') throw new NoOperation();
    return this.#node({ op: 'arithmetic', sign, left, right, frame: this.#frame(left, right) }, 'number');
  }

  #quantified(tree: Tree & { kind: 'quantified' }, names: Names): number {
    const [binding, more] = tree.bindings;
    if (binding === undefined || more !== undefined) throw new NoOperation();
    const among = this.#members(binding.over, names);
    const of = this.#grow(tree.satisfies, withEach(names, binding.name));
    return this.#node({ op: tree.quantifier, among, of, frame: this.#overPeople(among, of) }, 'boolean');
  }

  #aggregate(aggregate: Aggregate, list: Tree, names: Names): number {
    if (aggregate === 'count') {
      const among = this.#members(list, names);
      return this.#node({ op: 'aggregate', aggregate, among, of: among, frame: this.#overPeople(among) }, 'number');
    }
    if (list.kind !== 'path') throw new NoOperation();
    const among = this.#members(list.of, names);
    const of = this.#person(list.name);
    if (this.#kind(of) !== 'number') throw new NoOperation();
    return this.#node({ op: 'aggregate', aggregate, among, of, frame: this.#overPeople(among, of) }, 'number');
  }

  /** What is said of a list of people is said once, unless it depends on the person outside the list. */
  #overPeople(...inputs: readonly number[]): Frame {
    return this.#frame(...inputs) === 'pair' ? 'person' : 'household';
  }

  /** Whether each person belongs to a list of members. */
  #members(list: Tree, names: Names): number {
    if (list.kind === 'name' && list.name === 'members' && !names.has('members')) return this.#value(true);
    if (list.kind !== 'filter') throw new NoOperation();
    const by = this.#grow(list.by, withEach(names, 'item'));
    if (this.#kind(by) !== 'boolean') throw new NoOperation();
    const outer = this.#members(list.list, names);
    const node = this.#nodes[outer];
    return node?.op === 'constant' ? by : this.#combine('all', [outer, by]);
  }

  /** Every fact a tree may rest on, through derived facts. */
  #leavesIn(tree: Tree, seen = new Set<string>()): number[] {
    const own: number[] = [];
    if ((tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'call') && !seen.has(tree.name)) {
      const leaf = this.#definitions.leaf(tree.name);
      if (leaf !== undefined) own.push(this.#leaf(tree.name, leaf));
      seen.add(tree.name);
      for (const way of this.#definitions.derived(tree.name)?.ways ?? []) own.push(...this.#leavesIn(way.tree, seen));
    }
    return [...own, ...partsOf(tree).flatMap((part) => this.#leavesIn(part, seen))];
  }
}

const roundings: ReadonlyMap<string, Rounding> = new Map<string, Rounding>([
  ['floor', 'floor'],
  ['ceiling', 'ceiling'],
  ['round up', 'up'],
  ['round down', 'down'],
  ['round half up', 'half up'],
  ['round half down', 'half down'],
  ['decimal', 'half even'],
]);

function textsOf(tests: readonly UnaryTest[]): readonly string[] | undefined {
  const values = tests.flatMap((test): readonly (Tree | undefined)[] => {
    if (test.kind !== 'value') return [undefined];
    return test.value.kind === 'list' ? test.value.items : [test.value];
  });
  const texts = values.map((value) =>
    value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.filter((text) => text !== undefined);
}

/** JSON has no infinity, and bounds may be infinite. */
function infinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Equal trees at other places of other texts are equal. */
function strippedOfPlaces(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(strippedOfPlaces);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== 'from' && key !== 'to')
      .map(([key, value]) => [key, strippedOfPlaces(value)]),
  );
}
