import type { RuleProblem } from '#language/codes.ts';
import { equal } from '#language/compare.ts';
import { common, spotText, uncovered } from './cover.ts';
import type { Spot } from './cover.ts';
import { constantOf } from './outputs.ts';
import { columnOf, held, keyOf } from './regions.ts';
import type { Column } from './regions.ts';
import type { Pair, Row } from './tree-of-table.ts';
import type { TableFault } from './check-table.ts';
import type { CellPath, Piece, WrittenTable } from './written.ts';
import type { Text } from '#language/problem.ts';

export type Provable = {
  readonly table: WrittenTable;
  readonly inputs: readonly Piece[];
  /** By row as written, then by input. */
  readonly tests: readonly (readonly Piece[])[];
  readonly allowed: readonly (Piece | undefined)[];
  /** What the fact behind an input can be at all. */
  readonly limits: readonly (Piece | undefined)[];
  /** In the order in which they are asked. */
  readonly rows: readonly Row[];
};

/** Most pairs of rows that a table may hold against each other while it is counted. */
const mostPairs = 500;

const maybe = (cell: number): boolean => cell !== held.no;
const sure = (cell: number): boolean => cell === held.yes;

/**
 * What can be said of a table whatever the facts: what no row answers, which rows contradict each other, which never
 * decide. Only what is sure is told, each with an example; inputs are taken as independent of each other. `together` are
 * the pairs of rows that nothing proves to be apart.
 */
export function proveTable(of: Provable): {
  readonly faults: readonly TableFault[];
  readonly together: readonly Pair[];
  readonly isAlwaysAllowed: readonly boolean[];
  /** Some row holds, whatever the inputs are. */
  readonly isComplete: boolean;
} {
  const proof = new Proof(of);
  proof.impossibleRows();
  const together = proof.pairs();
  proof.maskedRows();
  proof.gaps();
  const isComplete = proof.isComplete();
  return { faults: proof.faults, together, isAlwaysAllowed: proof.isAlwaysAllowed(), isComplete };
}

class Proof {
  readonly faults: TableFault[] = [];
  readonly #of: Provable;
  readonly #columns: readonly Column[];
  readonly #never = new Set<number>();

  constructor(of: Provable) {
    this.#of = of;
    this.#columns = columnsOf(of);
  }

  fault(cell: CellPath, code: RuleProblem, message: Text, remedy: Text): void {
    this.faults.push({ cell, span: { from: 0, to: 0 }, problem: { code, message, remedy } });
  }

  /** A row with a cell that no value meets. */
  impossibleRows(): void {
    for (const row of this.#of.tests.keys()) {
      const column = this.#columns.findIndex(({ cells }) => !(cells[row] ?? []).some(maybe));
      if (column === -1) continue;
      this.#never.add(row);
      const name = this.#columns[column]?.name ?? '';
      const input = this.#of.inputs.findIndex(({ text }) => text === name);
      this.fault(
        ['rules', row, 'when', Math.max(0, input)],
        'table-row-never',
        {
          ru: `строка ${row + 1} никогда не решает: такого «${name}» не бывает`,
          en: `row ${row + 1} never decides: "${name}" is never like that`,
        },
        { ru: 'Исправьте ячейку или уберите строку.', en: 'Mend the cell or take the row out.' },
      );
    }
  }

  /** Rows that contradict each other for sure are told; those that may are given back. */
  pairs(): readonly Pair[] {
    const { hitPolicy } = this.#of.table;
    if (hitPolicy !== 'UNIQUE' && hitPolicy !== 'ANY') return [];
    const together: Pair[] = [];
    for (const [index, later] of this.#of.rows.entries()) {
      for (const earlier of this.#of.rows.slice(0, index)) {
        const [a, b] = [earlier.number - 1, later.number - 1];
        if (common(this.#columns, a, b, maybe) === undefined) continue;
        const same = hitPolicy === 'ANY' ? isSame(earlier, later) : 'no';
        if (same === 'yes') continue;
        const spot = same === 'no' ? common(this.#columns, a, b, sure) : undefined;
        if (spot === undefined) together.push([earlier, later]);
        else this.#conflict(hitPolicy, earlier, later, spot);
      }
    }
    if (together.length > mostPairs)
      this.fault(
        ['rules'],
        'table-too-large',
        {
          ru: `пар строк, которые могут подойти вместе, ${together.length}, а держать можно ${mostPairs}`,
          en: `${together.length} pairs of rows may hold together, and ${mostPairs} can be kept apart`,
        },
        {
          ru: 'Разделите таблицу или возьмите hitPolicy: FIRST.',
          en: 'Split the table or take hitPolicy: FIRST.',
        },
      );
    return together;
  }

  #conflict(hitPolicy: 'UNIQUE' | 'ANY', earlier: Row, later: Row, spot: Spot): void {
    const when = spotText(this.#columns, spot);
    const both: Text = {
      ru: `строки ${earlier.number} и ${later.number} подходят обе, когда ${when}`,
      en: `rows ${earlier.number} and ${later.number} both hold when ${when}`,
    };
    const said: Text =
      hitPolicy === 'UNIQUE'
        ? both
        : { ru: `${both.ru}, и говорят разное`, en: `${both.en}, and say different things` };
    this.fault(['rules', later.number - 1], 'table-overlap', said, {
      ru: 'Разведите условия строк; если решает первая подходящая, напишите hitPolicy: FIRST.',
      en: 'Part the conditions of the rows; if the first that holds decides, write hitPolicy: FIRST.',
    });
  }

  /** Where the first row that holds decides: a row whose every case an earlier one takes. */
  maskedRows(): void {
    const { hitPolicy } = this.#of.table;
    if (hitPolicy !== 'FIRST' && hitPolicy !== 'PRIORITY') return;
    for (const [index, { number }] of this.#of.rows.entries()) {
      const row = number - 1;
      if (this.#never.has(row)) continue;
      const before = this.#of.rows.slice(0, index).map((one) => one.number - 1);
      const box = (column: number, place: number): boolean =>
        maybe(this.#columns[column]?.cells[row]?.[place] ?? held.no);
      if (uncovered(this.#columns, before, sure, box) !== undefined) continue;
      const alone = before.find((one) => uncovered(this.#columns, [one], sure, box) === undefined);
      const by: Text =
        alone === undefined
          ? { ru: 'строки, которые важнее', en: 'the rows before it' }
          : { ru: `строка ${alone + 1}`, en: `row ${alone + 1}` };
      this.fault(
        ['rules', row],
        'table-row-never',
        {
          ru: `строка ${number} никогда не решает: всё, что ей подходит, раньше решает ${by.ru}`,
          en: `row ${number} never decides: ${by.en} decides all that it holds for`,
        },
        { ru: 'Поставьте её раньше или уберите.', en: 'Put it before or take it out.' },
      );
    }
  }

  gaps(): void {
    const { table, tests } = this.#of;
    if (table.otherwise !== undefined || table.aggregation === 'COUNT') return;
    const spot = uncovered(this.#columns, [...tests.keys()], maybe);
    if (spot === undefined) return;
    const remedy: Text = { ru: 'Добавьте строку или «default».', en: 'Add a row or a "default".' };
    if (spot === 'too large') {
      this.fault(
        [],
        'table-too-large',
        {
          ru: 'таблица слишком велика, чтобы показать, что она отвечает всегда',
          en: 'the table is too large to show that it always answers',
        },
        { ru: 'Добавьте «default» или разделите таблицу.', en: 'Add a "default" or split the table.' },
      );
      return;
    }
    const when = spotText(this.#columns, spot);
    this.fault(
      [],
      'table-gap',
      { ru: `ни одна строка не отвечает, когда ${when}`, en: `no row answers when ${when}` },
      remedy,
    );
  }

  isComplete(): boolean {
    return uncovered(this.#columns, [...this.#of.tests.keys()], sure) === undefined;
  }

  /** Whether what the facts can be is all allowed, input by input. */
  isAlwaysAllowed(): readonly boolean[] {
    return this.#of.inputs.map((input, index) => {
      const allowed = this.#of.allowed[index];
      const limits = this.#of.limits[index];
      if (allowed === undefined) return true;
      const { cells } = columnOf({
        name: input.text,
        type: input.type,
        cells: [allowed],
        allowed: limits === undefined ? [] : [limits],
      });
      return (cells[0] ?? []).every((cell) => cell === held.yes);
    });
  }
}

/** Inputs of one expression are one column: a row holds there when both of its cells do. */
function columnsOf({ inputs, tests, allowed, limits }: Provable): readonly Column[] {
  const groups = new Map<string, number[]>();
  for (const [index, { tree }] of inputs.entries()) {
    const key = keyOf(tree);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()].map((group) => {
    const [first = 0] = group;
    const cells = group.flatMap((index) => tests.map((row) => row[index] ?? { text: '-', tree: always }));
    const column = columnOf({
      name: inputs[first]?.text ?? '',
      type: inputs[first]?.type ?? { kind: 'any' },
      cells,
      allowed: group.flatMap((index) => [allowed[index], limits[index]].filter((one) => one !== undefined)),
    });
    const together = tests.map((_, row) =>
      Uint8Array.from(column.places, (_place, at) =>
        both(group.map((_index, nth) => column.cells[nth * tests.length + row]?.[at] ?? held.no)),
      ),
    );
    return { ...column, cells: together };
  });
}

const always = { kind: 'literal', value: true, from: 0, to: 0 } as const;

function both(cells: readonly number[]): number {
  if (cells.includes(held.no)) return held.no;
  return cells.includes(held.maybe) ? held.maybe : held.yes;
}

/** Whether two rows give the same: sure of constants and of equal expressions. */
function isSame(a: Row, b: Row): 'yes' | 'no' | 'unsure' {
  if (keyOf(a.value) === keyOf(b.value)) return 'yes';
  const [first, second] = [constantOf(a.value), constantOf(b.value)];
  if (first === undefined || second === undefined) return 'unsure';
  return equal(first.value, second.value) === true ? 'yes' : 'no';
}
