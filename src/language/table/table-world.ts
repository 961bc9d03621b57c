import { vocabulary } from '#language/small-world.ts';
import type { ValueType } from '#language/types.ts';
import { checkTable } from './check-table.ts';
import type { TableFault } from './check-table.ts';
import type { CheckedExpression } from '#language/check.ts';
import type { WrittenTable } from './written.ts';

/** A table as the tests of this room write it: `age | works` and rows `< 3 | - | 5`, the last cell the output. */
export function tableOf(inputs: string, rows: readonly string[], more: Partial<WrittenTable> = {}): WrittenTable {
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const names = cells(inputs);
  return {
    hitPolicy: 'UNIQUE',
    inputs: names.map((text) => ({ text })),
    outputs: [{}],
    rows: rows.map((line) => ({ when: cells(line).slice(0, names.length), then: cells(line).slice(names.length) })),
    ...more,
  };
}

export function checkedTable(table: WrittenTable, expects?: ValueType): CheckedExpression {
  const checked = checkTable(table, {
    vocabulary,
    isNeverNull: () => true,
    ...(expects === undefined ? {} : { expects }),
  });
  if ('faults' in checked) throw new Error(faultTexts(checked.faults).join('\n'));
  return checked.expression;
}

/** What is said of which cell; with its remedy and place it stands in `test/bad/`. */
export function faultTexts(faults: readonly TableFault[], language: 'ru' | 'en' = 'en'): string[] {
  return faults.map(({ cell, problem }) => `${cell.join('.')}: ${problem.message[language]}`);
}
