import type { CheckedExpression } from './check.ts';
import { evaluate } from './evaluate.ts';
import type { Scope, World } from './evaluate.ts';
import { textOf } from './text-of.ts';
import { partsOf } from './tree.ts';
import type { Tree } from './tree.ts';
import { endsOf } from './spans.ts';
import { isEntity, isList, isUnknown, plain } from './values.ts';
import type { PlainValue } from './values.ts';

/** Why an expression has its value: the piece of text, its value (`undefined` is "not known"), and the pieces under it. */
export type Explanation = {
  readonly text: string;
  readonly value: PlainValue;
  /** Least and greatest of what a value that is not known can be; an end that is open is left out. */
  readonly between?: readonly [low: PlainValue, high: PlainValue];
  /** Set when the piece is one declared name: a fact, a derived fact, a parameter. */
  readonly name?: { readonly name: string; readonly subject?: string };
  readonly parts: readonly Explanation[];
};

/** What stands behind a name: the expression of a derived fact, with the scope it is evaluated in. */
export type Behind = { readonly expression: CheckedExpression; readonly scope: Scope | undefined } | undefined;

export type ExplainedWorld = World & { readonly behind: (name: string, subject?: string) => Behind };

/** Deepest chain of derived facts that is told. */
const deepest = 8;

/** Most items of a list that are told one by one. */
const mostItems = 20;

/**
 * The tree of an expression with the value of every piece, down to facts and parameters. A quantifier and a filter over
 * one list are told item by item; a `for`, and a quantifier over several lists, as one piece.
 */
export function explain(expression: CheckedExpression, world: ExplainedWorld, scope?: Scope): Explanation {
  return explainTree(expression.text, expression.tree, world, scope, 0);
}

function explainTree(
  text: string,
  tree: Tree,
  world: ExplainedWorld,
  scope: Scope | undefined,
  depth: number,
): Explanation {
  const piece = text.slice(tree.from, tree.to);
  const found = evaluate(tree, world, scope);
  const value = plain(found);
  const between = isUnknown(found) ? endsOf(found) : undefined;
  const valued = { text: piece, value, ...(between === undefined ? {} : { between }) };
  const name = nameOf(tree, world, scope);
  if (name !== undefined) {
    const behind = depth < deepest ? world.behind(name.name, name.subject) : undefined;
    const parts =
      behind === undefined
        ? []
        : [explainTree(behind.expression.text, behind.expression.tree, world, behind.scope, depth + 1)];
    return { ...valued, name, parts };
  }
  const each = iterationOf(tree);
  if (each !== undefined)
    return { ...valued, parts: depth < deepest ? explainItems(text, each, world, scope, depth) : [] };
  if (tree.kind === 'for' || tree.kind === 'quantified') return { ...valued, parts: [] };
  const parts = partsOf(tree)
    .filter((part) => part.kind !== 'literal' && part.kind !== 'date' && part.kind !== 'duration')
    .map((part) => explainTree(text, part, world, scope, depth));
  return { ...valued, parts };
}

type Iteration = { readonly name: string; readonly over: Tree; readonly held: Tree };

function iterationOf(tree: Tree): Iteration | undefined {
  if (tree.kind === 'filter') return { name: 'item', over: tree.list, held: tree.by };
  const [binding, more] = tree.kind === 'quantified' ? tree.bindings : [];
  if (tree.kind !== 'quantified' || binding === undefined || more !== undefined) return undefined;
  return binding.to === undefined ? { name: binding.name, over: binding.over, held: tree.satisfies } : undefined;
}

/** Why each item of the list holds or not: which of the parents has the excuse. */
function explainItems(
  text: string,
  { name, over, held }: Iteration,
  world: ExplainedWorld,
  scope: Scope | undefined,
  depth: number,
): Explanation[] {
  const of = evaluate(over, world, scope);
  if (!isList(of)) return [];
  return of.items.slice(0, mostItems).map((item) => {
    const why = explainTree(text, held, world, { name, value: item, outer: scope }, depth + 1);
    return { text: `${name} = ${textOf(item)}`, value: why.value, parts: [why] };
  });
}

function nameOf(
  tree: Tree,
  world: World,
  scope: Scope | undefined,
): { readonly name: string; readonly subject?: string } | undefined {
  if (tree.kind === 'name') return { name: tree.name };
  if (tree.kind !== 'path') return undefined;
  const of = evaluate(tree.of, world, scope);
  return isEntity(of) ? { name: tree.name, subject: of.id } : undefined;
}
