import { equal } from '#language/compare.ts';
import { evaluateExactly } from '#language/evaluate.ts';
import type { World } from '#language/evaluate.ts';
import { read } from '#language/read.ts';
import { partsOf } from '#language/tree.ts';
import type { Tree } from '#language/tree.ts';
import { isList } from '#language/values.ts';
import type { Value } from '#language/values.ts';
import type { Row } from './tree-of-table.ts';
import type { WrittenTable } from './written.ts';

const empty: World = { global: () => null, member: () => null, call: () => null };

/** The value of a piece that rests on no fact. */
export function constantOf(tree: Tree): { readonly value: Value } | undefined {
  return isConstant(tree) ? { value: evaluateExactly(tree, empty) } : undefined;
}

function isConstant(tree: Tree): boolean {
  if (tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'invoke' || tree.kind === 'external') return false;
  return partsOf(tree).every(isConstant);
}

/** Whether an output is one of the allowed values: told for constants. */
export function givesOneOf(output: Tree, allowed: Tree): 'yes' | 'no' | 'unsure' {
  const constant = constantOf(output);
  if (constant === undefined) return 'unsure';
  const { value } = constant;
  if (value === null) return 'yes';
  return evaluateExactly(allowed, empty, { name: '?', value, outer: undefined }) === true ? 'yes' : 'no';
}

/** Rows by the place of their outputs among the allowed ones, the first output first (DMN 1.5, 8.2.10); else as written. */
export function byPriority(table: WrittenTable, rows: readonly Row[]): readonly Row[] {
  if (table.hitPolicy !== 'PRIORITY' && table.hitPolicy !== 'OUTPUT ORDER') return rows;
  const orders = table.outputs.map(({ allowed }) => valuesIn(allowed));
  const rank = (row: Row, output: number): number => {
    const order = orders[output] ?? [];
    const given = row.gives[output];
    const value = given === undefined ? undefined : constantOf(given.tree);
    const at = value === undefined ? -1 : order.findIndex((one) => equal(one, value.value) === true);
    return at === -1 ? order.length : at;
  };
  return rows.toSorted((a, b) => {
    for (const output of table.outputs.keys()) {
      const away = rank(a, output) - rank(b, output);
      if (away !== 0) return away;
    }
    return 0;
  });
}

/** The values a list of allowed ones names, in its order. */
export function valuesIn(allowed: string | undefined): readonly Value[] {
  const got = allowed === undefined ? undefined : read(`[${allowed}]`);
  const values = got === undefined || 'problem' in got ? undefined : constantOf(got.tree);
  return values !== undefined && isList(values.value) ? values.value.items : [];
}
