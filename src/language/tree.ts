/** Where a piece of an expression stands in its text: offsets in UTF-16 units, `to` exclusive. */
export type Span = { readonly from: number; readonly to: number };

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** What `x in …` is held against: an interval, a comparison, or a value (a list means any of its items). */
export type UnaryTest =
  | { readonly kind: 'interval'; readonly low: Tree; readonly high: Tree; readonly lowIn: boolean; readonly highIn: boolean }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly value: Tree }
  | { readonly kind: 'value'; readonly value: Tree };

export type Binding = { readonly name: string; readonly over: Tree };

/**
 * A FEEL expression (DMN 1.5, chapter 10) as a tree of plain frozen data, so that a checked pack can be kept as JSON.
 * Every evaluator, the explainer and the checker walk this one form.
 */
export type Tree = Span &
  (
    | { readonly kind: 'literal'; readonly value: boolean | number | string | null }
    | { readonly kind: 'date'; readonly day: string }
    | { readonly kind: 'duration'; readonly months: number; readonly days: number }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'path'; readonly of: Tree; readonly name: string }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[]; readonly argNames?: readonly string[] }
    | { readonly kind: 'all' | 'any'; readonly parts: readonly Tree[] }
    | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Tree; readonly right: Tree }
    | { readonly kind: 'in'; readonly value: Tree; readonly tests: readonly UnaryTest[] }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Tree; readonly right: Tree }
    | { readonly kind: 'negate'; readonly of: Tree }
    | { readonly kind: 'if'; readonly condition: Tree; readonly then: Tree; readonly else: Tree }
    | { readonly kind: 'list'; readonly items: readonly Tree[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Tree }[] }
    | { readonly kind: 'filter'; readonly list: Tree; readonly by: Tree }
    | { readonly kind: 'quantified'; readonly quantifier: 'some' | 'every'; readonly bindings: readonly Binding[]; readonly satisfies: Tree }
    | { readonly kind: 'for'; readonly bindings: readonly Binding[]; readonly give: Tree }
  );

/** The direct parts of a tree, left to right. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'literal':
    case 'date':
    case 'duration':
    case 'name':
      return [];
    case 'path':
    case 'negate':
      return [tree.of];
    case 'call':
      return tree.args;
    case 'all':
    case 'any':
      return tree.parts;
    case 'compare':
    case 'arithmetic':
      return [tree.left, tree.right];
    case 'in':
      return [tree.value, ...tree.tests.flatMap((test) => (test.kind === 'interval' ? [test.low, test.high] : [test.value]))];
    case 'if':
      return [tree.condition, tree.then, tree.else];
    case 'list':
      return tree.items;
    case 'context':
      return tree.entries.map((entry) => entry.value);
    case 'filter':
      return [tree.list, tree.by];
    case 'quantified':
      return [...tree.bindings.map((binding) => binding.over), tree.satisfies];
    case 'for':
      return [...tree.bindings.map((binding) => binding.over), tree.give];
  }
}
