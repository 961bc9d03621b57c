import type { CheckedExpression } from '#language/check.ts';
import type { Rounding } from '#language/number.ts';
import { partsOf } from '#language/tree.ts';
import type { Tree, UnaryTest } from '#language/tree.ts';
import type { Definitions, LeafDefinition } from './definitions.ts';
import { states } from './graph.ts';
import type { Aggregate, Dated, Frame, Graph, Kind } from './graph.ts';
import { bindsOf, frameOf, namesOuter, whoIs, withEach } from './names.ts';
import type { Names } from './names.ts';
import { NoOperation, Nodes } from './nodes.ts';
import { slotOf } from './slots.ts';

/** Grows the graph of many rules; equal pieces become one node. */
export class Grower {
  readonly #definitions: Definitions;
  readonly #nodes = new Nodes();
  readonly #named = new Map<string, number>();
  readonly #constants = new Map<Tree, boolean>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The node of a rule about the household, the applicant (`subject` is he) or each person (`subject` is she in turn). */
  rule(expression: CheckedExpression, kind: Kind, subject?: 'each' | 'applicant'): number {
    const names: Names = new Map(subject === undefined ? [] : [['subject', subject]]);
    return this.#orTree(expression.tree, kind, names, subject === 'each' ? 'person' : 'household');
  }

  /** Several rules together. Not taken apart as `and` is: what services share stays one node. */
  conjunction(parts: readonly number[]): number {
    return this.#nodes.chain('all', parts);
  }

  graph(): Graph {
    return this.#nodes.graph();
  }

  #orTree(tree: Tree, kind: Kind, names: Names, frame: Frame): number {
    try {
      return this.#grow(tree, names);
    } catch (error) {
      if (!(error instanceof NoOperation) || namesOuter(tree, names)) throw error;
      const { facts, parameters } = this.#behind(tree);
      return this.#nodes.add(
        { op: 'tree', tree, binds: bindsOf(names), rests: [...facts], parameters: [...parameters], frame },
        kind,
      );
    }
  }

  #grow(tree: Tree, names: Names): number {
    if (this.#isConstant(tree)) {
      const local = this.#definitions.isLocal?.(tree) === true ? tree : undefined;
      return this.#nodes.constant(this.#definitions.constant(tree), this.#definitions.parametersIn(tree), local);
    }
    switch (tree.kind) {
      case 'name':
        if (names.has(tree.name)) throw new NoOperation();
        return this.#household(tree.name);
      case 'path':
        return this.#path(tree, names);
      case 'all':
      case 'any':
        return this.#nodes.combine(
          tree.kind,
          tree.parts.map((part) => this.#orTree(part, 'boolean', names, frameOf(names))),
        );
      case 'call':
        return this.#call(tree, names);
      case 'compare':
        if (isNull(tree.left) || isNull(tree.right)) return this.#absence(tree, names);
        return this.#nodes.compare(tree.operator, this.#grow(tree.left, names), this.#grow(tree.right, names));
      case 'in':
        return this.#membership(tree, names);
      case 'arithmetic':
        return this.#arithmetic(tree, names);
      case 'negate':
        return this.#nodes.arithmetic('-', this.#nodes.constant(0), this.#grow(tree.of, names));
      case 'if': {
        const condition = this.#grow(tree.condition, names);
        // Null has the kind of the other branch.
        const known = isNull(tree.then) ? undefined : this.#grow(tree.then, names);
        const otherwise = isNull(tree.else) ? this.#nothing(known) : this.#grow(tree.else, names);
        const then = known ?? this.#nothing(otherwise);
        const kind = this.#nodes.kind(then);
        if (kind !== this.#nodes.kind(otherwise)) throw new NoOperation();
        return this.#nodes.add(
          {
            op: 'if',
            condition,
            then,
            otherwise,
            ofNumbers: kind === 'number',
            frame: this.#nodes.frame(condition, then, otherwise),
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

  #absence(tree: Tree & { kind: 'compare' }, names: Names): number {
    if (tree.operator !== '=' && tree.operator !== '!=') throw new NoOperation();
    const of = this.#grow(isNull(tree.left) ? tree.right : tree.left, names);
    const frame = this.#nodes.frame(of);
    const absent = this.#nodes.add({ op: 'absent', of, frame }, 'boolean');
    return tree.operator === '=' ? absent : this.#nodes.add({ op: 'not', of: absent, frame }, 'boolean');
  }

  #nothing(like: number | undefined): number {
    if (like === undefined) throw new NoOperation();
    const slot = { state: states.nothing, low: Number.NaN, high: Number.NaN };
    return this.#nodes.add({ op: 'constant', slot, parameters: [], frame: 'household' }, this.#nodes.kind(like));
  }

  /** Whether a tree rests on no fact. */
  #isConstant(tree: Tree): boolean {
    const known = this.#constants.get(tree);
    if (known !== undefined) return known;
    const found = this.#restsOnNothing(tree);
    this.#constants.set(tree, found);
    return found;
  }

  #restsOnNothing(tree: Tree): boolean {
    if (tree.kind === 'name') return this.#definitions.isConstant(tree.name);
    if (tree.kind === 'quantified' || tree.kind === 'for' || tree.kind === 'filter') return false;
    if (tree.kind === 'call' && this.#definitions.behind(tree.name).length > 0) return false;
    return partsOf(tree).every((part) => this.#isConstant(part));
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
    if (kind === 'text') for (const choice of choices) this.#nodes.text(choice);
    return this.#nodes.add({ op: 'leaf', name, kind, frame: of }, kind);
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
        : this.#nodes.add({ op: 'first-known', ways: grown, frame: this.#nodes.frame(...grown) }, kind);
    this.#named.set(name, found);
    return found;
  }

  #path(tree: Tree & { kind: 'path' }, names: Names): number {
    const who = whoIs(tree.of, names);
    if (who === 'hidden') throw new NoOperation();
    if (who !== undefined) {
      const ofEach = this.#person(tree.name);
      if (who === 'each' || this.#nodes.frame(ofEach) === 'household') return ofEach;
      if (who === 'outer')
        return this.#nodes.add({ op: 'of-outer', of: ofEach, frame: 'pair' }, this.#nodes.kind(ofEach));
      return this.#nodes.add({ op: 'of-applicant', of: ofEach, frame: 'household' }, this.#nodes.kind(ofEach));
    }
    const of = this.#grow(tree.of, names);
    if (this.#nodes.kind(of) === 'months' && (tree.name === 'years' || tree.name === 'months')) {
      return this.#nodes.add(
        { op: tree.name === 'years' ? 'years-of' : 'months-of', of, frame: this.#nodes.frame(of) },
        'number',
      );
    }
    throw new NoOperation();
  }

  #call(tree: Tree & { kind: 'call' }, names: Names): number {
    const [first, second] = tree.args;
    if (first === undefined || tree.argNames !== undefined) throw new NoOperation();
    switch (tree.name) {
      case 'not': {
        const of = this.#orTree(first, 'boolean', names, frameOf(names));
        return this.#nodes.add({ op: 'not', of, frame: this.#nodes.frame(of) }, 'boolean');
      }
      case 'years and months duration': {
        const from = this.#grow(first, names);
        const to = second === undefined ? from : this.#grow(second, names);
        if (this.#nodes.kind(from) !== 'date' || this.#nodes.kind(to) !== 'date') throw new NoOperation();
        return this.#nodes.add({ op: 'months-between', from, to, frame: this.#nodes.frame(from, to) }, 'months');
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
    if (parts.some((part) => this.#nodes.kind(part) !== 'number')) throw new NoOperation();
    return this.#nodes.add(
      { op: name === 'min' ? 'least' : 'greatest', parts, frame: this.#nodes.frame(...parts) },
      'number',
    );
  }

  #parameterOn(id: Tree, day: Tree | undefined, names: Names): number {
    if (id.kind !== 'literal' || typeof id.value !== 'string' || day === undefined) throw new NoOperation();
    const parameter = id.value;
    const of = this.#grow(day, names);
    if (this.#nodes.kind(of) !== 'date') throw new NoOperation();
    const dated = this.#definitions.dated(parameter).map(({ from, value }): Dated => {
      const slot = slotOf(value, () => -1)?.slot;
      if (slot === undefined) throw new NoOperation();
      return { from, slot };
    });
    return this.#nodes.add({ op: 'parameter-on', of, parameter, dated, frame: this.#nodes.frame(of) }, 'number');
  }

  #round(name: string, value: Tree, scale: Tree | undefined, names: Names): number {
    const rounding = roundings.get(name);
    if (
      rounding === undefined ||
      (scale !== undefined && (scale.kind !== 'literal' || typeof scale.value !== 'number'))
    )
      throw new NoOperation();
    const of = this.#grow(value, names);
    if (this.#nodes.kind(of) !== 'number') throw new NoOperation();
    return this.#nodes.add(
      {
        op: 'round',
        of,
        rounding,
        scale: Number(scale?.kind === 'literal' ? scale.value : 0),
        frame: this.#nodes.frame(of),
      },
      'number',
    );
  }

  #holds(list: Tree, item: Tree | undefined, names: Names): number {
    const of = this.#grow(list, names);
    const node = this.#nodes.node(of);
    if (node?.op !== 'leaf' || item?.kind !== 'literal' || typeof item.value !== 'string') throw new NoOperation();
    const bit = this.#definitions.leaf(node.name)?.choices.indexOf(item.value) ?? -1;
    if (bit < 0 || bit > 30) throw new NoOperation();
    return this.#nodes.add({ op: 'holds', of, bit, frame: node.frame }, 'boolean');
  }

  #membership(tree: Tree & { kind: 'in' }, names: Names): number {
    const of = this.#grow(tree.value, names);
    const texts = this.#nodes.kind(of) === 'text' ? textsOf(tree.tests) : undefined;
    if (texts !== undefined) {
      return this.#nodes.add(
        {
          op: 'among',
          of,
          codes: texts.map((text) => this.#nodes.text(text)).toSorted((a, b) => a - b),
          frame: this.#nodes.frame(of),
        },
        'boolean',
      );
    }
    return this.#nodes.combine(
      'any',
      tree.tests.map((test) => {
        if (test.kind === 'compare') return this.#nodes.compare(test.operator, of, this.#grow(test.value, names));
        if (test.kind === 'value') return this.#nodes.compare('=', of, this.#grow(test.value, names));
        return this.#nodes.combine('all', [
          this.#nodes.compare(test.lowIn ? '>=' : '>', of, this.#grow(test.low, names)),
          this.#nodes.compare(test.highIn ? '<=' : '<', of, this.#grow(test.high, names)),
        ]);
      }),
    );
  }

  #arithmetic(tree: Tree & { kind: 'arithmetic' }, names: Names): number {
    if (tree.operator === '**') throw new NoOperation();
    const left = this.#grow(tree.left, names);
    if (
      this.#nodes.kind(left) === 'date' &&
      tree.right.kind === 'duration' &&
      (tree.operator === '+' || tree.operator === '-')
    ) {
      const sign = tree.operator === '+' ? 1 : -1;
      return this.#nodes.add(
        {
          op: 'shift-day',
          of: left,
          months: sign * tree.right.months,
          days: sign * tree.right.days,
          frame: this.#nodes.frame(left),
        },
        'date',
      );
    }
    return this.#nodes.arithmetic(tree.operator, left, this.#grow(tree.right, names));
  }

  #quantified(tree: Tree & { kind: 'quantified' }, names: Names): number {
    const [binding, more] = tree.bindings;
    if (binding === undefined || binding.to !== undefined || more !== undefined) throw new NoOperation();
    // A bound name that hides a parameter.
    if (this.#definitions.isConstant(binding.name)) throw new NoOperation();
    const among = this.#members(binding.over, names);
    const of = this.#grow(tree.satisfies, withEach(names, binding.name));
    return this.#nodes.add(
      { op: tree.quantifier, among, of, frame: this.#nodes.frameOverPeople(among, of) },
      'boolean',
    );
  }

  #aggregate(aggregate: Aggregate, list: Tree, names: Names): number {
    if (aggregate === 'count') {
      const among = this.#members(list, names);
      return this.#nodes.add(
        { op: 'aggregate', aggregate, among, of: among, frame: this.#nodes.frameOverPeople(among) },
        'number',
      );
    }
    if (list.kind !== 'path') throw new NoOperation();
    const among = this.#members(list.of, names);
    const of = this.#person(list.name);
    if (this.#nodes.kind(of) !== 'number') throw new NoOperation();
    return this.#nodes.add(
      { op: 'aggregate', aggregate, among, of, frame: this.#nodes.frameOverPeople(among, of) },
      'number',
    );
  }

  /** Whether each person belongs to a list of members. */
  #members(list: Tree, names: Names): number {
    if (list.kind === 'name' && list.name === 'members' && !names.has('members')) return this.#nodes.constant(true);
    if (list.kind !== 'filter') throw new NoOperation();
    const by = this.#grow(list.by, withEach(names, 'item'));
    if (this.#nodes.kind(by) !== 'boolean') throw new NoOperation();
    const outer = this.#members(list.list, names);
    const node = this.#nodes.node(outer);
    return node?.op === 'constant' ? by : this.#nodes.combine('all', [outer, by]);
  }

  /** Every fact and parameter a tree may rest on, through derived facts and declared functions. */
  #behind(tree: Tree): { readonly facts: ReadonlySet<number>; readonly parameters: ReadonlySet<string> } {
    const facts = new Set<number>();
    const parameters = new Set<string>();
    const seen = new Set<string>();
    const visit = (part: Tree): void => {
      if ((part.kind === 'name' || part.kind === 'path' || part.kind === 'call') && !seen.has(part.name)) {
        seen.add(part.name);
        const leaf = this.#definitions.leaf(part.name);
        if (leaf !== undefined) facts.add(this.#leaf(part.name, leaf));
        for (const way of this.#definitions.behind(part.name)) visit(way.tree);
      }
      for (const parameter of this.#definitions.parametersIn(part)) parameters.add(parameter);
      for (const inner of partsOf(part)) visit(inner);
    };
    visit(tree);
    return { facts, parameters };
  }
}

function isNull(tree: Tree): boolean {
  return tree.kind === 'literal' && tree.value === null;
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
