/**
 * A column of numbers that is compared with many thresholds becomes one byte a household: its place among them. Code
 * 2·i + 1 is the i-th threshold itself, 2·i what lies before it; so "less than threshold i" is "code less than 2·i + 1".
 * What is not known lies anywhere from the lowest code to the highest.
 */
export type CodeColumn = { readonly slot: number; readonly column: number; readonly thresholds: Float64Array };

const mostThresholds = 120;
export const lowestCode = 0;
export const highestCode = 255;

/** The columns of codes that some comparisons need, and where each of them finds its own. */
export function codesFor(
  comparisons: readonly { readonly slot: number; readonly of: number; readonly values: readonly number[] }[],
): {
  readonly columns: readonly CodeColumn[];
  /** The columns of codes of a slot that is compared. */
  readonly columnsOf: (compared: number) => readonly number[];
  readonly of: (slot: number) => { readonly column: number; readonly codeOf: (value: number) => number };
} {
  const byNumber = new Map<number, { readonly slot: number; readonly values: readonly number[] }[]>();
  for (const { slot, of, values } of comparisons) {
    const all = byNumber.get(of) ?? [];
    all.push({ slot, values });
    byNumber.set(of, all);
  }
  const columns: CodeColumn[] = [];
  const columnOf = new Map<number, number>();
  /** The code of each threshold of a column. */
  const codes: Map<number, number>[] = [];
  for (const [of, all] of byNumber) {
    const thresholds = new Set<number>();
    const close = (): void => {
      const sorted = Float64Array.from(thresholds).toSorted();
      codes.push(new Map([...sorted].map((value, index) => [value, 2 * index + 1])));
      columns.push({ slot: of, column: -1, thresholds: sorted });
      thresholds.clear();
    };
    for (const { slot, values } of all) {
      const more = values.filter((value) => !thresholds.has(value)).length;
      if (thresholds.size > 0 && thresholds.size + more > mostThresholds) close();
      for (const value of values) thresholds.add(value);
      columnOf.set(slot, columns.length);
    }
    close();
  }
  const ofSlot = Map.groupBy(columns.keys(), (column) => columns[column]!.slot);
  return {
    columns,
    columnsOf: (compared) => ofSlot.get(compared) ?? [],
    of: (slot) => {
      const column = columnOf.get(slot)!;
      return { column, codeOf: (value) => codes[column]!.get(value)! };
    },
  };
}

/** Code of a number. */
export function codeOf(thresholds: Float64Array, value: number): number {
  let from = 0;
  let to = thresholds.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (thresholds[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return 2 * from + Number(thresholds[from] === value);
}
