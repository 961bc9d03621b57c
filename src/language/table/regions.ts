import { dayText } from '#language/days.ts';
import { evaluateExactly } from '#language/evaluate.ts';
import type { World } from '#language/evaluate.ts';
import { double, isNumber } from '#language/number.ts';
import { mentions } from '#language/tests.ts';
import { partsOf } from '#language/tree.ts';
import type { Tree, UnaryTest } from '#language/tree.ts';
import type { ValueType } from '#language/types.ts';
import { isDate } from '#language/values.ts';
import type { Value } from '#language/values.ts';

/** Whether a cell holds on a piece of its input: no, yes, or only the facts can tell. */
export const held = { no: 0, yes: 1, maybe: 2 } as const;

/** A piece of an input's values on which no cell changes its mind: a value of it, and how it is told. */
type Place = { readonly value: Value; readonly told: string };

/** One input of a table, cut into places; `cells[row]` tells of each place whether the row's cell holds there. */
export type Column = {
  readonly name: string;
  readonly places: readonly Place[];
  readonly cells: readonly Uint8Array[];
};

/** A test about `?`: its text, and the tree whose spans are of that text. */
export type Cell = { readonly text: string; readonly tree: Tree };

export type ColumnShape = {
  readonly name: string;
  readonly type: ValueType;
  /** One a row. */
  readonly cells: readonly Cell[];
  /** What the input is always one of: its allowed values, the limits of its fact. */
  readonly allowed: readonly Cell[];
};

const empty: World = { global: () => null, member: () => null, call: () => null };

/**
 * Cuts an input at every constant its cells name. Cells are asked by the evaluator itself, one value for each place; a
 * cell that names anything but `?` and constants only may hold. One amount that stands alone (`< subsistenceMinimum`,
 * `>= subsistenceMinimum`) is a constant too: whatever it is, the rest lies below or above it.
 */
export function columnOf({ name, type, cells, allowed }: ColumnShape): Column {
  const amount = onlyAmount(type, [...cells, ...allowed]);
  const settled = (cell: Cell): Tree => (amount === undefined ? cell.tree : settle(cell.tree, amount.key));
  const trees = cells.map(settled);
  const limits = allowed.map(settled).filter((tree) => isPlain(tree, type));
  const marks = [...trees, ...limits].flatMap(endsIn).map(constantOf);
  const places = placesOf(type, marks, amount?.text).filter(({ value }) =>
    limits.every((tree) => holdsAt(tree, value)),
  );
  const tell = (tree: Tree): Uint8Array => {
    const plain = isPlain(tree, type);
    return Uint8Array.from(places, ({ value }) => (plain ? Number(holdsAt(tree, value)) : held.maybe));
  };
  return { name, places, cells: trees.map(tell) };
}

function holdsAt(tree: Tree, value: Value): boolean {
  return evaluateExactly(tree, empty, { name: '?', value, outer: undefined }) === true;
}

/** What a test holds its input against. */
function endsIn(tree: Tree): readonly Tree[] {
  if (tree.kind === 'call' && tree.name === 'not') return tree.args.flatMap(endsIn);
  return tree.kind === 'in' ? tree.tests.flatMap(endsOfTest) : [];
}

function endsOfTest(test: UnaryTest): readonly Tree[] {
  return (test.kind === 'interval' ? [test.low, test.high] : [test.value]).flatMap(endsOf);
}

function endsOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'list') return tree.items.flatMap(endsOf);
  return tree.kind === 'range' ? partsOf(tree) : [tree];
}

/** Undefined when the piece is no constant that can be laid on a line. */
function constantOf(tree: Tree): Value | undefined {
  if (namesSomething(tree)) return undefined;
  const value = evaluateExactly(tree, empty);
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value) || isDate(value)
    ? value
    : undefined;
}

function namesSomething(tree: Tree): boolean {
  const isNamed = tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'invoke' || tree.kind === 'external';
  return isNamed || partsOf(tree).some(namesSomething);
}

/** The one amount all tests of a number hold it against. */
function onlyAmount(
  type: ValueType,
  cells: readonly Cell[],
): { readonly key: string; readonly text: string } | undefined {
  if (type.kind !== 'number') return undefined;
  const ends = cells.flatMap((cell) =>
    endsIn(cell.tree).map((end) => ({ end, text: cell.text.slice(end.from, end.to) })),
  );
  const [first] = ends;
  if (first === undefined || mentions(first.end, '?') || !namesSomething(first.end)) return undefined;
  const key = keyOf(first.end);
  return ends.every(({ end }) => keyOf(end) === key) ? { key, text: first.text } : undefined;
}

/** The test with nought for the amount. */
function settle(tree: Tree, amount: string): Tree {
  const end = (of: Tree): Tree => {
    if (of.kind === 'list') return { ...of, items: of.items.map(end) };
    return keyOf(of) === amount ? { kind: 'literal', value: 0, from: of.from, to: of.to } : of;
  };
  if (tree.kind === 'call' && tree.name === 'not')
    return { ...tree, args: tree.args.map((arg) => settle(arg, amount)) };
  if (tree.kind !== 'in') return tree;
  const tests = tree.tests.map((test): UnaryTest =>
    test.kind === 'interval'
      ? { ...test, low: end(test.low), high: end(test.high) }
      : { ...test, value: end(test.value) },
  );
  return { ...tree, tests };
}

/** The same for equal pieces wherever they stand. */
export function keyOf(tree: Tree): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'from' || key === 'to' ? undefined : value));
}

/** Whether a test is nothing but comparisons of `?` with constants, so that it has one answer on a whole place. */
function isPlain(tree: Tree, type: ValueType): boolean {
  if (tree.kind === 'literal') return typeof tree.value === 'boolean';
  if (!['boolean', 'number', 'text', 'date'].includes(type.kind)) return false;
  if (tree.kind === 'call' && tree.name === 'not') return tree.args.every((arg) => isPlain(arg, type));
  if (tree.kind !== 'in' || tree.value.kind !== 'name' || tree.value.name !== '?') return false;
  // Texts have an order, but no text stands between two others.
  return tree.tests.every(
    (test) =>
      (type.kind !== 'text' || test.kind === 'value' || (test.kind === 'compare' && /^!?=$/u.test(test.operator))) &&
      endsOfTest(test).every((end) => constantOf(end) !== undefined),
  );
}

function placesOf(
  type: ValueType,
  marks: readonly (Value | undefined)[],
  amount: string | undefined,
): readonly Place[] {
  if (amount !== undefined) {
    return [
      { value: -1, told: `< ${amount}` },
      { value: 0, told: `= ${amount}` },
      { value: 1, told: `> ${amount}` },
    ];
  }
  switch (type.kind) {
    case 'boolean':
      return [true, false].map((value) => ({ value, told: `= ${value}` }));
    case 'text': {
      const texts = type.choices ?? [...new Set(marks.filter((mark) => typeof mark === 'string'))];
      const named = texts.map((text) => ({ value: text, told: `= ${JSON.stringify(text)}` }));
      return type.choices === undefined
        ? [...named, { value: otherThan(texts), told: `= ${JSON.stringify('…')}` }]
        : named;
    }
    case 'number':
      return alongLine(
        marks.flatMap((mark) => (mark !== undefined && isNumber(mark) ? [double(mark)] : [])),
        (low, high) => (Math.floor(low) + 1 < high ? Math.floor(low) + 1 : (low + high) / 2),
      ).map((value) => ({ value, told: `= ${value}` }));
    case 'date':
      return alongLine(
        marks.flatMap((mark) => (mark !== undefined && isDate(mark) ? [mark.day] : [])),
        (low, high) => (low + 1 < high ? low + 1 : undefined),
      ).map((day) => ({ value: { kind: 'date', day }, told: `= date("${dayText(day)}")` }));
    default:
      return [{ value: null, told: '= …' }];
  }
}

function otherThan(texts: readonly string[]): string {
  return `${texts.join('')}…`;
}

/** The marks themselves, one value between each two of them, one below all and one above all. */
function alongLine(
  marks: readonly number[],
  between: (low: number, high: number) => number | undefined,
): readonly number[] {
  const sorted = [...new Set(marks)].toSorted((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [0];
  const inner = sorted.flatMap((mark, index) => {
    const next = sorted[index + 1];
    const middle = next === undefined ? undefined : between(mark, next);
    return middle === undefined ? [mark] : [mark, middle];
  });
  return [Math.ceil(first) - 1, ...inner, Math.floor(last) + 1];
}
