import { checkTree, check } from '#language/check.ts';
import type { CheckedExpression, CheckFault, CheckOptions } from '#language/check.ts';
import type { RuleProblem } from '#language/codes.ts';
import type { Text } from '#language/problem.ts';
import { readTests } from '#language/read.ts';
import type { Tree } from '#language/tree.ts';
import { comparable, joined, listOf, types, typeText } from '#language/types.ts';
import type { ValueType } from '#language/types.ts';
import { proveTable } from './prove-table.ts';
import { isNeverNull } from './never-null.ts';
import { choose, every, treeOfTable } from './tree-of-table.ts';
import type { Row } from './tree-of-table.ts';
import { byPriority, givesOneOf } from './outputs.ts';
import { isListed, saysNothing, tableText } from './written.ts';
import type { CellPath, Piece, WrittenTable } from './written.ts';

export type TableFault = CheckFault & { readonly cell: CellPath };
export type TableOptions = CheckOptions & {
  /** Tests of what a declared fact can be at all (`[0..120]`), by its name: a row for an age of -1 is not missed. */
  readonly limits?: (fact: string) => string | undefined;
  /** Names that are never null once they are known: every told fact. */
  readonly isNeverNull?: (name: string) => boolean;
};

/** Most rows of a table; a table of law has a few dozen. */
const mostRows = 1000;

/**
 * Checks a decision table cell by cell and as a whole (gaps, overlaps, rows that never decide), and gives it as one
 * expression. Each fault names its cell.
 */
export function checkTable(
  table: WrittenTable,
  options: TableOptions,
): { readonly expression: CheckedExpression } | { readonly faults: readonly TableFault[] } {
  const checker = new TableChecker(table, options);
  const expression = checker.expression();
  return checker.faults.length > 0 || expression === undefined ? { faults: checker.faults } : { expression };
}

class TableChecker {
  readonly faults: TableFault[] = [];
  readonly #table: WrittenTable;
  readonly #options: TableOptions;

  constructor(table: WrittenTable, options: TableOptions) {
    this.#table = table;
    this.#options = options;
  }

  expression(): CheckedExpression | undefined {
    this.#shape();
    if (this.faults.length > 0) return undefined;
    const { inputs, rows, outputs, otherwise } = this.#table;
    const checked = inputs.map(({ text }, index) => this.#piece(text, ['inputs', index], {}));
    const allowed = inputs.map(({ allowed: text }, index) =>
      text === undefined ? undefined : this.#test(text, ['inputs', index, 'allowed'], checked[index]),
    );
    const tests = rows.map(({ when }, row) =>
      when.map((cell, index) => this.#test(cell, ['rules', row, 'when', index], checked[index])),
    );
    const expects = this.#cellType();
    const outputAt = (cell: string, output: number, path: CellPath): Piece =>
      this.#output(cell, output, path, outputs.length === 1 ? expects : undefined);
    const gives = rows.map(({ then }, row) =>
      then.map((cell, output) => outputAt(cell, output, ['rules', row, 'then', output])),
    );
    const last = otherwise?.map((cell, output) => outputAt(cell, output, ['default', output]));
    if (this.faults.length > 0) return undefined;

    const made = rows.map((_, row): Row => ({
      number: row + 1,
      tests: tests[row] ?? [],
      hit: every((tests[row] ?? []).map((test, index) => graft(test.tree, checked[index]?.tree))),
      gives: gives[row] ?? [],
      value: this.#valueOf(gives[row] ?? []),
    }));
    const ordered = byPriority(this.#table, made);
    const proof = proveTable({
      table: this.#table,
      inputs: checked,
      tests,
      allowed,
      rows: ordered,
      limits: this.#limits(checked),
    });
    this.faults.push(...proof.faults);
    const type = this.#type(gives, last);
    const { expects: wanted } = this.#options;
    if (wanted !== undefined && !comparable(type, wanted)) this.#wrongResult(wanted, type);
    if (this.faults.length > 0) return undefined;
    const guards = allowed.flatMap((test, index) =>
      test === undefined || proof.isAlwaysAllowed[index] === true ? [] : [graft(test.tree, checked[index]?.tree)],
    );
    return {
      text: tableText(this.#table),
      type,
      tree: treeOfTable({
        table: this.#table,
        rows: ordered,
        isComplete:
          proof.isComplete && checked.every(({ tree }) => isNeverNull(tree, this.#options.isNeverNull ?? isNobody)),
        together: proof.together,
        allowed: guards.length === 0 ? undefined : every(guards),
        otherwise: last === undefined ? undefined : this.#valueOf(last),
      }),
      table: {
        written: this.#table,
        inputs: checked,
        rows: ordered.map(({ number, tests: cells, hit, gives: pieces }) => ({
          number,
          tests: cells,
          hit,
          gives: pieces,
        })),
        ...(last === undefined ? {} : { otherwise: last }),
      },
    };
  }

  fault(cell: CellPath, code: RuleProblem, ru: string, en: string, remedy: Text): void {
    const problem = { code, message: { ru, en }, remedy };
    this.faults.push({ cell, span: { from: 0, to: 0 }, problem });
  }

  /** Numbers of rows and cells, and what only some hit policies can have. */
  #shape(): void {
    const { inputs, outputs, rows, otherwise, hitPolicy, aggregation } = this.#table;
    if (rows.length > mostRows)
      this.fault(['rules'], 'table-too-large', `строк больше ${mostRows}`, `there are more than ${mostRows} rows`, {
        ru: 'Разделите таблицу.',
        en: 'Split the table.',
      });
    for (const [row, { when, then }] of rows.entries()) {
      this.#count(['rules', row, 'when'], when.length, inputs.length, 'when');
      this.#count(['rules', row, 'then'], then.length, outputs.length, 'then');
    }
    if (otherwise !== undefined) this.#count(['default'], otherwise.length, outputs.length, 'then');
    if (aggregation !== undefined && hitPolicy !== 'COLLECT')
      this.fault(
        ['aggregation'],
        'table-policy',
        `«${aggregation}» бывает только у COLLECT, а здесь ${hitPolicy}`,
        `"${aggregation}" goes with COLLECT only, and this is ${hitPolicy}`,
        {
          ru: 'Напишите hitPolicy: COLLECT или уберите «aggregation».',
          en: 'Write hitPolicy: COLLECT or take "aggregation" out.',
        },
      );
    if (aggregation !== undefined && outputs.length > 1)
      this.fault(
        ['outputs'],
        'table-policy',
        `«${aggregation}» считает один столбец, а их ${outputs.length}`,
        `"${aggregation}" counts one column, and there are ${outputs.length}`,
        { ru: 'Оставьте один результат.', en: 'Leave one output.' },
      );
    if (outputs.length > 1)
      for (const [index, { name }] of outputs.entries())
        if (name === undefined)
          this.fault(
            ['outputs', index],
            'table-output',
            `у столбца ${index + 1} результата нет имени`,
            `output column ${index + 1} has no name`,
            {
              ru: 'Когда результатов несколько, каждому нужно «name».',
              en: 'With several outputs each needs a "name".',
            },
          );
    if (hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER')
      for (const [index, { allowed }] of outputs.entries())
        if (allowed === undefined)
          this.fault(
            ['outputs', index],
            'table-policy',
            `${hitPolicy} не знает, что важнее: у результата нет «allowed»`,
            `${hitPolicy} does not know what comes first: the output has no "allowed"`,
            {
              ru: 'Перечислите значения, важнейшее первым: allowed: \'"высокий", "низкий"\'.',
              en: 'List the values, the first the most important: allowed: \'"high", "low"\'.',
            },
          );
  }

  #count(cell: CellPath, found: number, wanted: number, of: 'when' | 'then'): void {
    if (found === wanted) return;
    const columns = of === 'when' ? ['входов', 'inputs'] : ['результатов', 'outputs'];
    const remedy =
      of === 'when'
        ? {
            ru: 'У каждого входа своя ячейка; где всё равно, пишется "-".',
            en: 'Each input has its cell; write "-" where it does not matter.',
          }
        : { ru: 'Напишите по одному значению на каждый результат.', en: 'Write one value for each output.' };
    this.fault(
      cell,
      'table-cells',
      `ячеек ${found}, а ${columns[0]} ${wanted}`,
      `there are ${found} cells for ${wanted} ${columns[1]}`,
      remedy,
    );
  }

  #piece(text: string, cell: CellPath, more: Partial<CheckOptions>): Piece {
    const { expects: _, ...options } = this.#options;
    const checked = check(text, { ...options, ...more });
    if ('expression' in checked) return checked.expression;
    this.#took(checked.faults, cell);
    return failed;
  }

  /** A test about `?`, checked against the type of its input. */
  #test(text: string, cell: CellPath, input: Piece | undefined): Piece {
    if (saysNothing(text)) return { text, tree: yes, type: types.boolean };
    const got = readTests(text);
    if ('problem' in got) {
      this.#took([{ problem: got.problem, span: got.span }], cell);
      return failed;
    }
    const { expects: _, ...options } = this.#options;
    const locals = [...(options.locals ?? []), { name: '?', type: input?.type ?? types.any }];
    const checked = checkTree(got.tree, text, { ...options, locals });
    if ('expression' in checked) return checked.expression;
    this.#took(checked.faults, cell);
    return failed;
  }

  #output(text: string, output: number, cell: CellPath, expects: ValueType | undefined): Piece {
    const piece = this.#piece(text, cell, expects === undefined ? {} : { expects });
    const { allowed } = this.#table.outputs[output] ?? {};
    if (allowed === undefined || piece === failed) return piece;
    const got = readTests(allowed);
    if ('problem' in got) {
      if (cell[1] === 0) this.#took([{ problem: got.problem, span: got.span }], ['outputs', output, 'allowed']);
      return piece;
    }
    const isOne = givesOneOf(piece.tree, got.tree);
    if (isOne === 'no')
      this.fault(
        cell,
        'table-output',
        `${text} нет среди возможных значений: ${allowed}`,
        `${text} is none of the allowed values: ${allowed}`,
        { ru: 'Исправьте значение или допишите его в «allowed».', en: 'Mend the value or add it to "allowed".' },
      );
    if (isOne === 'unsure' && (this.#table.hitPolicy === 'PRIORITY' || this.#table.hitPolicy === 'OUTPUT ORDER'))
      this.fault(
        cell,
        'table-output',
        `для ${this.#table.hitPolicy} здесь нужно одно из значений: ${allowed}`,
        `${this.#table.hitPolicy} needs one of the values here: ${allowed}`,
        {
          ru: 'Возьмите hitPolicy: FIRST, если нужно выражение.',
          en: 'Take hitPolicy: FIRST if it has to be an expression.',
        },
      );
    if (isOne !== 'unsure') return piece;
    return { ...piece, tree: choose(graft(got.tree, piece.tree), piece.tree, nothing) };
  }

  #valueOf(pieces: readonly Piece[]): Tree {
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined) return only.tree;
    const entries = pieces.map(({ tree }, index) => ({ key: this.#table.outputs[index]?.name ?? '', value: tree }));
    return { kind: 'context', entries, from: 0, to: 0 };
  }

  /** What one cell of the output has to be. */
  #cellType(): ValueType | undefined {
    const { expects } = this.#options;
    const { aggregation } = this.#table;
    if (aggregation === 'SUM') return types.number;
    if (aggregation === 'COUNT' || expects === undefined) return undefined;
    return isListed(this.#table) ? (expects.kind === 'list' ? expects.of : undefined) : expects;
  }

  #type(gives: readonly (readonly Piece[])[], last: readonly Piece[] | undefined): ValueType {
    if (this.#table.aggregation === 'COUNT') return types.number;
    const columns = this.#table.outputs.map((_, output) =>
      [...gives, ...(last === undefined ? [] : [last])]
        .map((pieces) => pieces[output]?.type ?? types.null)
        .reduce(joined, types.null),
    );
    const [only] = columns;
    const one: ValueType =
      columns.length === 1 && only !== undefined
        ? only
        : {
            kind: 'context',
            entries: Object.fromEntries(columns.map((type, index) => [this.#table.outputs[index]?.name ?? '', type])),
          };
    return isListed(this.#table) ? listOf(one) : one;
  }

  #wrongResult(wanted: ValueType, found: ValueType): void {
    this.fault(
      [],
      'wrong-result',
      `здесь ожидается ${typeText(wanted, 'ru')}, а таблица даёт ${typeText(found, 'ru')}`,
      `${typeText(wanted, 'en')} is expected here, but the table gives ${typeText(found, 'en')}`,
      {
        ru: 'Проверьте hitPolicy: COLLECT, RULE ORDER и OUTPUT ORDER дают список.',
        en: 'Look at hitPolicy: COLLECT, RULE ORDER and OUTPUT ORDER give a list.',
      },
    );
  }

  #limits(inputs: readonly Piece[]): readonly (Piece | undefined)[] {
    return inputs.map(({ tree }) => {
      const text = tree.kind === 'name' || tree.kind === 'path' ? this.#options.limits?.(tree.name) : undefined;
      const got = text === undefined ? undefined : readTests(text);
      return got === undefined || 'problem' in got || text === undefined
        ? undefined
        : { text, tree: got.tree, type: types.boolean };
    });
  }

  #took(faults: readonly CheckFault[], cell: CellPath): void {
    this.faults.push(...faults.map((fault) => ({ ...fault, cell })));
  }
}

const isNobody = (): boolean => false;
const yes: Tree = { kind: 'literal', value: true, from: 0, to: 0 };
const nothing: Tree = { kind: 'literal', value: null, from: 0, to: 0 };
const failed: Piece = { text: '', tree: nothing, type: types.any };

/** The test about the value itself instead of about `?`. */
function graft(test: Tree, value: Tree | undefined): Tree {
  if (value === undefined) return test;
  if (test.kind === 'call' && test.name === 'not') return { ...test, args: test.args.map((arg) => graft(arg, value)) };
  return test.kind === 'in' && test.value.kind === 'name' && test.value.name === '?' ? { ...test, value } : test;
}
