import type { TableFault, WrittenTable } from '#language';

import type { RawTable } from './shape-pieces.ts';
import type { PathPart } from './source.ts';

type Cell = string | boolean | number;

/** A table of a pack as the language takes it: every cell a text, FEEL's own hit policy UNIQUE where none is named. */
export function writtenTable({
  hitPolicy,
  aggregation,
  inputs,
  outputs,
  rules,
  default: otherwise,
}: RawTable): WrittenTable {
  return {
    hitPolicy: hitPolicy ?? 'UNIQUE',
    inputs: inputs.map((input) =>
      typeof input === 'object'
        ? { text: String(input.value), allowed: String(input.allowed) }
        : { text: String(input) },
    ),
    outputs: (outputs ?? [{}]).map(({ name, allowed }) => ({
      ...(name === undefined ? {} : { name }),
      ...(allowed === undefined ? {} : { allowed: String(allowed) }),
    })),
    rows: rules.map(({ when, then }) => ({ when: when.map(String), then: textsOf(then) })),
    ...(aggregation === undefined ? {} : { aggregation }),
    ...(otherwise === undefined ? {} : { otherwise: textsOf(otherwise) }),
  };
}

function textsOf(cells: Cell | readonly Cell[]): readonly string[] {
  return (Array.isArray(cells) ? (cells as readonly Cell[]) : [cells as Cell]).map(String);
}

/** Where a cell stands in the file: a single `then` has no list around it, an input without allowed values no map. */
export function cellPath(table: RawTable, cell: TableFault['cell']): readonly PathPart[] {
  const [list, index] = cell;
  const isSingle =
    list === 'default'
      ? !Array.isArray(table.default)
      : cell[2] === 'then' && !Array.isArray(table.rules[Number(index)]?.then);
  if (isSingle) return cell.slice(0, -1);
  return list === 'inputs' && cell.length === 2 && typeof table.inputs[Number(index)] === 'object'
    ? [...cell, 'value']
    : cell;
}
