import type { Binding, Tree, UnaryTest } from './tree.ts';

/** The tree with each of its direct parts changed; the tree itself is not asked about. */
export function withParts(tree: Tree, change: (part: Tree) => Tree): Tree {
  const bound = (binding: Binding): Binding => ({
    name: binding.name,
    over: change(binding.over),
    ...(binding.to === undefined ? {} : { to: change(binding.to) }),
  });
  switch (tree.kind) {
    case 'literal':
    case 'decimal':
    case 'date':
    case 'duration':
    case 'name':
    case 'external':
      return tree;
    case 'path':
    case 'negate':
    case 'instance':
      return { ...tree, of: change(tree.of) };
    case 'invoke':
      return { ...tree, of: change(tree.of), args: tree.args.map(change) };
    case 'function':
      return { ...tree, body: change(tree.body) };
    case 'range':
      return {
        ...tree,
        ...(tree.low === undefined ? {} : { low: change(tree.low) }),
        ...(tree.high === undefined ? {} : { high: change(tree.high) }),
      };
    case 'call':
      return { ...tree, args: tree.args.map(change) };
    case 'all':
    case 'any':
      return { ...tree, parts: tree.parts.map(change) };
    case 'compare':
    case 'arithmetic':
      return { ...tree, left: change(tree.left), right: change(tree.right) };
    case 'in':
      return {
        ...tree,
        value: change(tree.value),
        tests: tree.tests.map((test): UnaryTest =>
          test.kind === 'interval'
            ? { ...test, low: change(test.low), high: change(test.high) }
            : { ...test, value: change(test.value) },
        ),
      };
    case 'if':
      return { ...tree, condition: change(tree.condition), then: change(tree.then), else: change(tree.else) };
    case 'list':
      return { ...tree, items: tree.items.map(change) };
    case 'context':
      return { ...tree, entries: tree.entries.map(({ key, value }) => ({ key, value: change(value) })) };
    case 'filter':
      return { ...tree, list: change(tree.list), by: change(tree.by) };
    case 'quantified':
      return { ...tree, bindings: tree.bindings.map(bound), satisfies: change(tree.satisfies) };
    case 'for':
      return { ...tree, bindings: tree.bindings.map(bound), give: change(tree.give) };
  }
}
