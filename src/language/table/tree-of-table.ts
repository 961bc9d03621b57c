import type { Tree } from '#language/tree.ts';
import { isListed, isOneRow } from './written.ts';
import type { Piece, WrittenTable } from './written.ts';

/** A row whose cells are checked: whether it holds, and what it gives (one value, or a context of its outputs). */
export type Row = {
  readonly number: number;
  readonly tests: readonly Piece[];
  readonly hit: Tree;
  readonly gives: readonly Piece[];
  readonly value: Tree;
};

/** Two rows that may hold together. */
export type Pair = readonly [Row, Row];

type Shape = {
  readonly table: WrittenTable;
  /** In the order in which they are asked: that of the allowed outputs for PRIORITY and OUTPUT ORDER. */
  readonly rows: readonly Row[];
  /** Some row always holds: what is left when no other does is the last. */
  readonly isComplete: boolean;
  /** Rows that nothing proves to be apart. */
  readonly together: readonly Pair[];
  /** Every input has one of its allowed values; undefined when nothing else is possible. */
  readonly allowed: Tree | undefined;
  readonly otherwise: Tree | undefined;
};

const span = { from: 0, to: 0 };
const nothing: Tree = { kind: 'literal', value: null, ...span };

/**
 * A decision table as an ordinary expression, so that everything that walks expressions walks tables: bounds and not
 * known, the graph, the interview. Rows that may hold together against the hit policy make the table null, as DMN wants.
 */
export function treeOfTable(shape: Shape): Tree {
  const decided = decision(shape);
  return shape.allowed === undefined ? decided : choose(shape.allowed, decided, nothing);
}

function decision({ table, rows: asked, isComplete, together, otherwise }: Shape): Tree {
  const rows = isComplete && isOneRow(table) ? lastAlways(asked) : asked;
  switch (table.hitPolicy) {
    case 'FIRST':
    case 'PRIORITY':
      return firstOf(rows, otherwise);
    case 'UNIQUE':
      return unless(
        together.map(([a, b]) => every([a.hit, b.hit])),
        firstOf(rows, otherwise),
      );
    case 'ANY':
      return unless(
        together.map(([a, b]) =>
          every([a.hit, b.hit, { kind: 'compare', operator: '!=', left: a.value, right: b.value, ...span }]),
        ),
        firstOf(rows, otherwise),
      );
    case 'RULE ORDER':
    case 'OUTPUT ORDER':
    case 'COLLECT':
      return collected(table, rows, otherwise);
  }
}

function lastAlways(rows: readonly Row[]): readonly Row[] {
  const last = rows.at(-1);
  return last === undefined
    ? rows
    : [...rows.slice(0, -1), { ...last, hit: { kind: 'literal', value: true, ...span } }];
}

function firstOf(rows: readonly Row[], otherwise: Tree = nothing): Tree {
  return rows.reduceRight((rest, { hit, value }) => choose(hit, value, rest), otherwise);
}

function unless(conflicts: readonly Tree[], tree: Tree): Tree {
  return conflicts.length === 0 ? tree : choose(some(conflicts), nothing, tree);
}

function collected(table: WrittenTable, rows: readonly Row[], otherwise: Tree | undefined): Tree {
  const zero: Tree = { kind: 'literal', value: 0, ...span };
  const one: Tree = { kind: 'literal', value: 1, ...span };
  const summed = (gives: (row: Row) => Tree): Tree =>
    rows
      .map((row) => choose(row.hit, gives(row), zero))
      .reduce((left, right) => ({ kind: 'arithmetic', operator: '+', left, right, ...span }));
  const none =
    isListed(table) && otherwise !== undefined ? ({ kind: 'list', items: [otherwise], ...span } as const) : otherwise;
  const whenAny = (tree: Tree): Tree => choose(some(rows.map(({ hit }) => hit)), tree, none ?? nothing);
  switch (table.aggregation) {
    case 'COUNT':
      return otherwise === undefined ? summed(() => one) : whenAny(summed(() => one));
    case 'SUM':
      return whenAny(summed(({ value }) => value));
    case 'MIN':
    case 'MAX':
      return whenAny({ kind: 'call', name: table.aggregation.toLowerCase(), args: [hitsOf(rows)], ...span });
    default:
      return whenAny(hitsOf(rows));
  }
}

/** `[{hit: …, gives: …}, …][item.hit].gives` */
function hitsOf(rows: readonly Row[]): Tree {
  const items = rows.map(({ hit, value }): Tree => ({
    kind: 'context',
    entries: [
      { key: 'hit', value: hit },
      { key: 'gives', value },
    ],
    ...span,
  }));
  const by: Tree = { kind: 'path', of: { kind: 'name', name: 'item', ...span }, name: 'hit', ...span };
  const kept: Tree = { kind: 'filter', list: { kind: 'list', items, ...span }, by, how: 'condition', ...span };
  return { kind: 'path', of: kept, name: 'gives', ...span };
}

export function choose(condition: Tree, then: Tree, otherwise: Tree): Tree {
  if (condition.kind === 'literal') return condition.value === true ? then : otherwise;
  return { kind: 'if', condition, then, else: otherwise, ...span };
}

export function every(parts: readonly Tree[]): Tree {
  const said = parts.filter((part) => !(part.kind === 'literal' && part.value === true));
  const [only] = said;
  if (only === undefined) return { kind: 'literal', value: true, ...span };
  return said.length === 1 ? only : { kind: 'all', parts: said, ...span };
}

function some(parts: readonly Tree[]): Tree {
  const [only] = parts;
  if (parts.some((part) => part.kind === 'literal' && part.value === true))
    return { kind: 'literal', value: true, ...span };
  return parts.length === 1 && only !== undefined ? only : { kind: 'any', parts, ...span };
}
