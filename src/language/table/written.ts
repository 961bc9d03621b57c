import type { Tree } from '#language/tree.ts';
import type { ValueType } from '#language/types.ts';

export const hitPolicies = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const;
export type HitPolicy = (typeof hitPolicies)[number];
export const aggregations = ['SUM', 'MIN', 'MAX', 'COUNT'] as const;
export type Aggregation = (typeof aggregations)[number];

/** A decision table (DMN 1.5, chapter 8) as texts: cells of inputs are unary tests, those of outputs expressions. */
export type WrittenTable = {
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly { readonly text: string; readonly allowed?: string }[];
  readonly outputs: readonly { readonly name?: string; readonly allowed?: string }[];
  readonly rows: readonly { readonly when: readonly string[]; readonly then: readonly string[] }[];
  readonly otherwise?: readonly string[];
};

/** Where in a table: `inputs 0 allowed`, `rows 2 when 1`. */
export type CellPath = readonly (string | number)[];

/** A piece of a table: its own text, and the checked tree whose spans are of that text. */
export type Piece = { readonly text: string; readonly tree: Tree; readonly type: ValueType };

/** What a checked table keeps beside its expression, for explaining, showing and exporting it. Plain data. */
export type CheckedTable = {
  readonly written: WrittenTable;
  readonly inputs: readonly Piece[];
  /** In the order in which they are asked; `number` is the row's place as written, from 1. */
  readonly rows: readonly {
    readonly number: number;
    /** The cells: each a test of `?`, which is its input. */
    readonly tests: readonly Piece[];
    readonly hit: Tree;
    readonly gives: readonly Piece[];
  }[];
  readonly otherwise?: readonly Piece[];
};

/** One of the rows that hold answers. */
export function isOneRow({ hitPolicy }: Pick<WrittenTable, 'hitPolicy'>): boolean {
  return ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY'].includes(hitPolicy);
}

/** The answer is a list of what all rows that hold give. */
export function isListed({ hitPolicy, aggregation }: Pick<WrittenTable, 'hitPolicy' | 'aggregation'>): boolean {
  return (
    hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER' || (hitPolicy === 'COLLECT' && aggregation === undefined)
  );
}

/** Of a column, or a row, that says nothing. */
export function saysNothing(cell: string): boolean {
  return cell.trim() === '-' || cell.trim() === '';
}

export function rowText({ when, then }: WrittenTable['rows'][number], inputs: WrittenTable['inputs']): string {
  const tests = inputs.flatMap(({ text }, index) => {
    const cell = (when[index] ?? '-').trim();
    if (saysNothing(cell)) return [];
    return /^(?:[<>=!]|not\b)/u.test(cell) || cell.includes('?') ? [`${text} ${cell}`] : [`${text} = ${cell}`];
  });
  return `${tests.join(', ')} → ${then.join(', ')}`.trimStart();
}

/** The table on one line, as it stands where an expression's text is shown. */
export function tableText(table: WrittenTable): string {
  const { hitPolicy, aggregation, inputs, rows, otherwise } = table;
  const policy = aggregation === undefined ? hitPolicy : `${hitPolicy} ${aggregation}`;
  const last = otherwise === undefined ? [] : [`- → ${otherwise.join(', ')}`];
  return `${policy}: ${[...rows.map((row) => rowText(row, inputs)), ...last].join('; ')}`;
}
