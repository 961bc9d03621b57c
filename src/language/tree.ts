/** Where a piece of an expression stands in its text: offsets in UTF-16 units, `to` exclusive. */
export type Span = { readonly from: number; readonly to: number };

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** A type as an expression names it: `list<number>`, `range<date>`, `context<a: string>`. */
export type TypeTree =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list' | 'range'; readonly of: TypeTree }
  | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly type: TypeTree }[] }
  | { readonly kind: 'function'; readonly parameters: readonly TypeTree[]; readonly result: TypeTree };

/** What `x in …` is held against: an interval, a comparison, or a value (a list means any of its items). */
export type UnaryTest =
  | {
      readonly kind: 'interval';
      readonly low: Tree;
      readonly high: Tree;
      readonly lowIn: boolean;
      readonly highIn: boolean;
    }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly value: Tree }
  | { readonly kind: 'value'; readonly value: Tree };

/** `name in over`, or with `to` the numbers or days `over..to`. */
export type Binding = { readonly name: string; readonly over: Tree; readonly to?: Tree };

/**
 * A FEEL expression (DMN 1.5, chapter 10) as a tree of plain frozen data, so that a checked pack can be kept as JSON.
 * Every evaluator, the explainer and the checker walk this one form.
 */
export type Tree = Span &
  (
    | { readonly kind: 'literal'; readonly value: boolean | number | string | null }
    /** A number with more digits than a JSON number keeps. */
    | { readonly kind: 'decimal'; readonly digits: string }
    | { readonly kind: 'date'; readonly day: string }
    | { readonly kind: 'duration'; readonly months: number; readonly days: number }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'path'; readonly of: Tree; readonly name: string }
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly args: readonly Tree[];
        readonly argNames?: readonly string[];
      }
    /** A function that is itself a value is called: `(function(x) x + 1)(2)`. */
    | {
        readonly kind: 'invoke';
        readonly of: Tree;
        readonly args: readonly Tree[];
        readonly argNames?: readonly string[];
      }
    | {
        readonly kind: 'function';
        readonly parameters: readonly { readonly name: string; readonly type?: TypeTree }[];
        readonly body: Tree;
      }
    /** A function of the host (Java, PMML): never called. */
    | { readonly kind: 'external' }
    | {
        readonly kind: 'range';
        readonly low?: Tree;
        readonly high?: Tree;
        readonly lowIn: boolean;
        readonly highIn: boolean;
      }
    | { readonly kind: 'instance'; readonly of: Tree; readonly type: TypeTree }
    | { readonly kind: 'all' | 'any'; readonly parts: readonly Tree[] }
    | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Tree; readonly right: Tree }
    | { readonly kind: 'in'; readonly value: Tree; readonly tests: readonly UnaryTest[] }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Tree; readonly right: Tree }
    | { readonly kind: 'negate'; readonly of: Tree }
    | { readonly kind: 'if'; readonly condition: Tree; readonly then: Tree; readonly else: Tree }
    | { readonly kind: 'list'; readonly items: readonly Tree[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Tree }[] }
    /** `how` is set once types are checked: whether `by` is a position or a condition. */
    | { readonly kind: 'filter'; readonly list: Tree; readonly by: Tree; readonly how?: 'position' | 'condition' }
    | {
        readonly kind: 'quantified';
        readonly quantifier: 'some' | 'every';
        readonly bindings: readonly Binding[];
        readonly satisfies: Tree;
      }
    | { readonly kind: 'for'; readonly bindings: readonly Binding[]; readonly give: Tree }
  );

/** The direct parts of a tree, left to right. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'literal':
    case 'decimal':
    case 'date':
    case 'duration':
    case 'name':
    case 'external':
      return [];
    case 'path':
    case 'negate':
    case 'instance':
      return [tree.of];
    case 'invoke':
      return [tree.of, ...tree.args];
    case 'function':
      return [tree.body];
    case 'range':
      return [tree.low, tree.high].filter((part) => part !== undefined);
    case 'call':
      return tree.args;
    case 'all':
    case 'any':
      return tree.parts;
    case 'compare':
    case 'arithmetic':
      return [tree.left, tree.right];
    case 'in':
      return [
        tree.value,
        ...tree.tests.flatMap((test) => (test.kind === 'interval' ? [test.low, test.high] : [test.value])),
      ];
    case 'if':
      return [tree.condition, tree.then, tree.else];
    case 'list':
      return tree.items;
    case 'context':
      return tree.entries.map((entry) => entry.value);
    case 'filter':
      return [tree.list, tree.by];
    case 'quantified':
      return [...tree.bindings.flatMap(boundTo), tree.satisfies];
    case 'for':
      return [...tree.bindings.flatMap(boundTo), tree.give];
  }
}

function boundTo(binding: Binding): readonly Tree[] {
  return binding.to === undefined ? [binding.over] : [binding.over, binding.to];
}
