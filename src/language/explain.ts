import type { CheckedExpression } from './check.ts';
import { evaluate } from './evaluate.ts';
import type { Scope, World } from './evaluate.ts';
import type { Text } from './problem.ts';
import { rowText } from './table/written.ts';
import type { CheckedTable, Piece } from './table/written.ts';
import { textOf } from './text-of.ts';
import { partsOf } from './tree.ts';
import type { Tree } from './tree.ts';
import { endsOf } from './spans.ts';
import { isEntity, isList, isUnknown, plain } from './values.ts';
import type { PlainValue, Value } from './values.ts';

/** Why an expression has its value: the piece of text, its value (`undefined` is "not known"), and the pieces under it. */
export type Explanation = {
  readonly text: string;
  readonly value: PlainValue;
  /** Least and greatest of what a value that is not known can be; an end that is open is left out. */
  readonly between?: readonly [low: PlainValue, high: PlainValue];
  /** Set when the piece is one declared name: a fact, a derived fact, a parameter. */
  readonly name?: { readonly name: string; readonly subject?: string };
  /** Set when the piece is a row of a decision table; number 0 is what stands for the rest (`default`). */
  readonly row?: { readonly number: number; readonly holds: 'yes' | 'unknown' };
  readonly parts: readonly Explanation[];
};

/** What stands behind a name: the expression of a derived fact, with the scope it is evaluated in. */
export type Behind = { readonly expression: CheckedExpression; readonly scope: Scope | undefined } | undefined;

export type ExplainedWorld = World & { readonly behind: (name: string, subject?: string) => Behind };

/** Which row of a table it was, in words. */
export function rowTold({ number, holds }: NonNullable<Explanation['row']>): Text {
  const row: Text =
    number === 0
      ? { ru: 'правило таблицы для остального', en: 'the default of the table' }
      : { ru: `строка ${number} таблицы`, en: `row ${number} of the table` };
  return holds === 'yes'
    ? { ru: `${number === 0 ? 'решило' : 'решила'} ${row.ru}`, en: `${row.en} decided` }
    : { ru: `может решить ${row.ru}`, en: `${row.en} may decide` };
}

/** Deepest chain of derived facts that is told. */
const deepest = 8;

/** Most items of a list that are told one by one. */
const mostItems = 20;

/**
 * The tree of an expression with the value of every piece, down to facts and parameters. A quantifier and a filter over
 * one list are told item by item; a `for`, and a quantifier over several lists, as one piece.
 */
export function explain(expression: CheckedExpression, world: ExplainedWorld, scope?: Scope): Explanation {
  return explainExpression(expression, world, scope, 0);
}

function explainExpression(
  { text, tree, table }: CheckedExpression,
  world: ExplainedWorld,
  scope: Scope | undefined,
  depth: number,
): Explanation {
  if (table === undefined) return explainTree(text, tree, world, scope, depth);
  return { text, ...told(evaluate(tree, world, scope)), parts: explainTable(table, world, scope, depth) };
}

/** The inputs with their values, then the rows that decided, or that may still decide, each with what it gives. */
function explainTable(
  { written, inputs, rows, otherwise }: CheckedTable,
  world: ExplainedWorld,
  scope: Scope | undefined,
  depth: number,
): Explanation[] {
  const explained = (pieces: readonly Piece[]): Explanation[] =>
    pieces
      .filter(({ tree }) => tree.kind !== 'literal')
      .map((piece) => explainTree(piece.text, piece.tree, world, scope, depth));
  const rowOf = (number: number, holds: 'yes' | 'unknown', text: string, gives: readonly Piece[]): Explanation => {
    const values = gives.map(({ tree }) => evaluate(tree, world, scope));
    const [only = null] = values;
    const value = values.length === 1 ? told(only) : { value: values.map((one) => plain(one) ?? null) };
    return { text, ...value, row: { number, holds }, parts: explained(gives) };
  };
  const isFirst = ['FIRST', 'PRIORITY'].includes(written.hitPolicy);
  const deciding: Explanation[] = [];
  let isDecided = false;
  for (const { number, hit, gives } of rows) {
    const holds = evaluate(hit, world, scope);
    if (holds !== true && !isUnknown(holds)) continue;
    const row = written.rows[number - 1];
    const text = row === undefined ? '' : rowText(row, written.inputs);
    deciding.push(rowOf(number, holds === true ? 'yes' : 'unknown', text, gives));
    isDecided ||= holds === true;
    if (isFirst && holds === true) break;
  }
  if (!isDecided && otherwise !== undefined && written.otherwise !== undefined)
    deciding.push(
      rowOf(0, deciding.length === 0 ? 'yes' : 'unknown', `- → ${written.otherwise.join(', ')}`, otherwise),
    );
  return [...explained(inputs), ...deciding];
}

/** A value as it is told: with its ends while it is not known. */
function told(value: Value): Pick<Explanation, 'value' | 'between'> {
  const between = isUnknown(value) ? endsOf(value) : undefined;
  return { value: plain(value), ...(between === undefined ? {} : { between }) };
}

function explainTree(
  text: string,
  tree: Tree,
  world: ExplainedWorld,
  scope: Scope | undefined,
  depth: number,
): Explanation {
  const piece = text.slice(tree.from, tree.to);
  const valued = { text: piece, ...told(evaluate(tree, world, scope)) };
  const name = nameOf(tree, world, scope);
  if (name !== undefined) {
    const behind = depth < deepest ? world.behind(name.name, name.subject) : undefined;
    const parts = behind === undefined ? [] : [explainExpression(behind.expression, world, behind.scope, depth + 1)];
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
