import type { Catalogue, Fact } from '#catalogue';
import { evaluate, partsOf, spanOf } from '#language';
import type { Scope, Tree } from '#language';

import { Anyone } from './anyone.ts';
import type { Period } from './anyone.ts';
import { constant, not } from './formula.ts';
import type { Cell, Formula, Held, Term } from './formula.ts';

type Order = '<' | '<=' | '>' | '>=' | '=' | '!=';
type Limits = { readonly term: Term; readonly cuts: Set<number>; readonly low: number; readonly high: number };
type Texts = { readonly term: Term; readonly values: Set<string> };

const subject: Scope = {
  name: 'subject',
  value: { kind: 'entity', entity: 'person', id: 'subject' },
  outer: undefined,
};

/**
 * Reads the rules of one version as formulas over the same terms: what two rules say of one fact meets. What it cannot
 * look through (a quantifier, a count over members) is a term of its own that may be anything.
 */
export class FormulaReader {
  readonly #catalogue: Catalogue;
  readonly #anyone: Anyone;
  readonly #limits = new Map<string, Limits>();
  readonly #texts = new Map<string, Texts>();
  readonly #others = new Map<string, Term>();

  constructor(catalogue: Catalogue, period: Period) {
    this.#catalogue = catalogue;
    this.#anyone = new Anyone(catalogue, period);
  }

  read(tree: Tree): Formula {
    switch (tree.kind) {
      case 'all':
      case 'any':
        return { kind: tree.kind, parts: tree.parts.map((part) => this.read(part)) };
      case 'literal':
        if (typeof tree.value === 'boolean') return constant(tree.value ? 'yes' : 'no');
        return this.#opaque(tree);
      case 'if': {
        const condition = this.read(tree.condition);
        return {
          kind: 'any',
          parts: [
            { kind: 'all', parts: [condition, this.read(tree.then)] },
            { kind: 'all', parts: [not(condition), this.read(tree.else)] },
          ],
        };
      }
      case 'call': {
        const [only, more] = tree.args;
        return tree.name === 'not' && only !== undefined && more === undefined
          ? not(this.read(only))
          : this.#folded(tree, () => this.#opaque(tree));
      }
      case 'compare':
        return this.#folded(tree, () => this.#compared(tree.left, tree.operator, tree.right, tree));
      case 'in':
        return this.#folded(tree, () => ({
          kind: 'any',
          parts: tree.tests.map((test): Formula => {
            switch (test.kind) {
              case 'interval':
                return {
                  kind: 'all',
                  parts: [
                    this.#compared(tree.value, test.lowIn ? '>=' : '>', test.low, tree),
                    this.#compared(tree.value, test.highIn ? '<=' : '<', test.high, tree),
                  ],
                };
              case 'compare':
                return this.#compared(tree.value, test.operator, test.value, tree);
              case 'value':
                return this.#isOne(tree.value, test.value, tree);
            }
          }),
        }));
      case 'name':
      case 'path':
        return this.#named(tree);
      default:
        return this.#folded(tree, () => this.#opaque(tree));
    }
  }

  /** What has the same answer for everybody needs no term. */
  #folded(tree: Tree, otherwise: () => Formula): Formula {
    const value = evaluate(tree, this.#anyone, subject);
    return typeof value === 'boolean' ? constant(value ? 'yes' : 'no') : otherwise();
  }

  #isOne(left: Tree, value: Tree, whole: Tree): Formula {
    if (value.kind === 'list') return { kind: 'any', parts: value.items.map((item) => this.#isOne(left, item, whole)) };
    return value.kind === 'literal' && (typeof value.value === 'string' || typeof value.value === 'number')
      ? this.#compared(left, '=', value, whole)
      : this.#opaque({ kind: 'in', value: left, tests: [{ kind: 'value', value }], from: whole.from, to: whole.to });
  }

  #named(tree: Tree & { readonly kind: 'name' | 'path' }): Formula {
    const fact = this.#factOf(tree);
    if (fact?.type === 'boolean')
      return this.#fact(fact, tree, (cell) => (cell === null ? 'unknown' : heldAs(cell === true)));
    const derived = fact === undefined && isWhose(tree) ? this.#catalogue.derived.get(tree.name) : undefined;
    const [way, other] = derived?.ways ?? [];
    // Which of several ways counts depends on what is told.
    if (derived?.type.kind !== 'boolean' || way === undefined || other !== undefined) return this.#opaque(tree);
    return this.read(whoseIs(tree) === 'applicant' ? ofApplicant(way.tree) : way.tree);
  }

  #compared(left: Tree, operator: Order, right: Tree, whole: Tree): Formula {
    if (isConstant(left) && !isConstant(right)) return this.#compared(right, turned[operator], left, whole);
    const fact = this.#factOf(left);
    if (right.kind === 'literal') {
      const { value } = right;
      if (value === null) return this.#againstNull(left, operator, fact, whole);
      if (typeof value === 'boolean' && (operator === '=' || operator === '!=')) {
        const is = this.read(left);
        const isSame = value === (operator === '=');
        // Of a fact that is known to be absent it is false that it equals anything.
        if (fact?.mayBeAbsent !== undefined)
          return this.#fact(fact, left, (cell) => heldAs((cell === value) === (operator === '=')));
        return isSame ? is : not(is);
      }
      if (typeof value === 'string' && (operator === '=' || operator === '!='))
        return this.#textIs(left, value, operator === '=', fact);
    }
    const limit = this.#limitIn(right);
    if (limit !== undefined) return this.#limited(left, operator, limit.at, fact, limit.isDate);
    return this.#ordered(left, operator, right, whole);
  }

  #againstNull(left: Tree, operator: Order, fact: Fact | undefined, whole: Tree): Formula {
    if (fact === undefined || fact.type === 'choices' || (operator !== '=' && operator !== '!='))
      return this.#opaque(whole);
    const atom = this.#fact(fact, left, (cell) => heldAs(cell === null));
    return operator === '=' ? atom : not(atom);
  }

  /** A fact by the term in which all rules speak of it. */
  #fact(fact: Fact, tree: Tree, holds: (cell: Cell) => Held): Formula {
    const term =
      fact.type === 'boolean'
        ? this.#other(keyOf(tree), fact.mayBeAbsent === undefined ? [true, false] : [true, false, null])
        : fact.type === 'choice' || fact.type === 'text'
          ? this.#textTerm(keyOf(tree), fact).term
          : this.#limitsOf(tree, fact, fact.type === 'date').term;
    return { kind: 'atom', term, holds };
  }

  #textIs(left: Tree, value: string, isEqual: boolean, fact: Fact | undefined): Formula {
    const { term, values } = this.#textTerm(keyOf(left), fact);
    values.add(value);
    return {
      kind: 'atom',
      term,
      holds: (cell) => (cell === undefined ? 'unknown' : heldAs((cell === value) === isEqual)),
    };
  }

  #limited(left: Tree, operator: Order, limit: number, fact: Fact | undefined, isDate: boolean): Formula {
    const { term, cuts } = this.#limitsOf(left, fact, isDate);
    cuts.add(limit);
    return {
      kind: 'atom',
      term,
      holds: (cell) => {
        if (cell === null) return operator === '=' ? 'no' : operator === '!=' ? 'yes' : 'unknown';
        return typeof cell === 'number' ? inOrder(Math.sign(cell - limit), operator) : 'unknown';
      },
    };
  }

  /** Two sums held against each other: less, the same or more, whatever they are. */
  #ordered(left: Tree, operator: Order, right: Tree, whole: Tree): Formula {
    const [a, b] = [keyOf(left), keyOf(right)];
    const isOrdered = (tree: Tree): boolean => spanOf(evaluate(tree, this.#anyone, subject)) !== undefined;
    if ((operator === '=' || operator === '!=') && !(isOrdered(left) && isOrdered(right))) return this.#opaque(whole);
    const term = this.#other(a < b ? `${a} ~ ${b}` : `${b} ~ ${a}`, [-1, 0, 1, undefined]);
    const way = a < b ? 1 : -1;
    return {
      kind: 'atom',
      term,
      holds: (cell) => (typeof cell === 'number' ? inOrder(cell * way, operator) : 'unknown'),
    };
  }

  #opaque(tree: Tree): Formula {
    const term = this.#other(keyOf(tree), [true, false, undefined]);
    return { kind: 'atom', term, holds: (cell) => (cell === undefined ? 'unknown' : heldAs(cell === true)) };
  }

  #other(key: string, cells: readonly Cell[]): Term {
    const term = this.#others.get(key) ?? { key, cells: () => cells };
    this.#others.set(key, term);
    return term;
  }

  #textTerm(key: string, fact: Fact | undefined): Texts {
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const values = new Set<string>();
    const isClosed = fact?.type === 'choice';
    const cells = (): Cell[] => [
      ...(isClosed ? fact.choices.map((choice) => choice.value) : [...values, ' another']),
      ...(fact === undefined ? [undefined] : []),
      ...(fact?.mayBeAbsent === undefined ? [] : [null]),
    ];
    const made = { term: { key, cells }, values };
    this.#texts.set(key, made);
    return made;
  }

  /** A number or a day by the limits that rules name: at each of them, and between two neighbours. */
  #limitsOf(tree: Tree, fact: Fact | undefined, isDate: boolean): Limits {
    const key = keyOf(tree);
    const known = this.#limits.get(key);
    if (known !== undefined) return known;
    const span = spanOf(evaluate(tree, this.#anyone, subject));
    const [low, high] = [span?.low ?? -Infinity, span?.high ?? Infinity];
    const cuts = new Set<number>([low, high].filter(Number.isFinite));
    const cells = (): Cell[] => [
      ...cellsOf(cuts, isDate).filter((cell) => cell >= low && cell <= high),
      ...(fact === undefined ? [undefined] : []),
      ...(fact?.mayBeAbsent === undefined ? [] : [null]),
    ];
    const made = { term: { key, cells }, cuts, low, high };
    this.#limits.set(key, made);
    return made;
  }

  /** A number or a day written out. */
  #limitIn(tree: Tree): { readonly at: number; readonly isDate: boolean } | undefined {
    if (!isConstant(tree)) return undefined;
    const value = evaluate(tree, this.#anyone, subject);
    if (typeof value === 'number') return { at: value, isDate: false };
    return typeof value === 'object' && value?.kind === 'date' ? { at: value.day, isDate: true } : undefined;
  }

  #factOf(tree: Tree): Fact | undefined {
    return (tree.kind === 'name' || tree.kind === 'path') && isWhose(tree)
      ? this.#catalogue.facts.get(tree.name)
      : undefined;
  }
}

const turned: Readonly<Record<Order, Order>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' };

function heldAs(holds: boolean): Held {
  return holds ? 'yes' : 'no';
}

function inOrder(sign: number, operator: Order): Held {
  switch (operator) {
    case '<':
      return heldAs(sign < 0);
    case '<=':
      return heldAs(sign <= 0);
    case '>':
      return heldAs(sign > 0);
    case '>=':
      return heldAs(sign >= 0);
    case '=':
      return heldAs(sign === 0);
    case '!=':
      return heldAs(sign !== 0);
  }
}

/** One number for each limit and for each stretch between two, before the first and after the last. */
function cellsOf(cuts: ReadonlySet<number>, isDate: boolean): number[] {
  const limits = [...cuts].toSorted((a, b) => a - b);
  const [first = 0] = limits;
  return [
    first - 1,
    ...limits.flatMap((limit, index) => {
      const next = limits[index + 1];
      if (next === undefined) return [limit, limit + 1];
      return isDate && next === limit + 1 ? [limit] : [limit, isDate ? limit + 1 : (limit + next) / 2];
    }),
  ];
}

/** Whether no name stands in it. */
function isConstant(tree: Tree): boolean {
  return tree.kind !== 'name' && tree.kind !== 'path' && partsOf(tree).every(isConstant);
}

/** A name of the household, or a path from one person to a fact. */
function isWhose(tree: Tree & { readonly kind: 'name' | 'path' }): boolean {
  return tree.kind === 'name' || whoseIs(tree) !== undefined;
}

function whoseIs(tree: Tree): 'subject' | 'applicant' | undefined {
  if (tree.kind !== 'path' || tree.of.kind !== 'name') return undefined;
  return tree.of.name === 'subject' || tree.of.name === 'applicant' ? tree.of.name : undefined;
}

/** A rule about a person, said of the applicant. */
export function ofApplicant(tree: Tree): Tree {
  return JSON.parse(
    JSON.stringify(tree, (_key, part: unknown) =>
      isNamed(part) && part.kind === 'name' && part.name === 'subject' ? { ...part, name: 'applicant' } : part,
    ),
  ) as Tree;
}

function isNamed(part: unknown): part is { readonly kind: unknown; readonly name: unknown } {
  return typeof part === 'object' && part !== null && 'kind' in part && 'name' in part;
}

/** What a tree says, wherever it stands: two pieces with the same key have the same value. */
function keyOf(tree: Tree): string {
  return JSON.stringify(tree, (key, part: unknown) =>
    (key === 'from' || key === 'to') && typeof part === 'number' ? undefined : part,
  );
}
