import type { Graph } from '#language';

/**
 * A column of numbers that is compared with many thresholds becomes one byte a household: its place among them. Code
 * 2·i + 1 is the i-th threshold itself, 2·i what lies before it; so "less than threshold i" is "code less than 2·i + 1".
 * What is not known lies anywhere from the lowest code to the highest.
 */
export type CodeColumn = { readonly slot: number; readonly column: number; readonly sources: readonly Source[] };

/** Where a threshold comes from: a constant node of the graph, or (below nought) `~code` of a text. */
export type Source = number;

export function valueOf(source: Source, { nodes }: Graph): number {
  if (source < 0) return ~source;
  const node = nodes[source];
  return node?.op === 'constant' ? node.slot.low : Number.NaN;
}

const mostThresholds = 120;
export const lowestCode = 0;
export const highestCode = 255;

/** The columns of codes that some comparisons need, and where each of them finds its own. */
export function codesFor(
  comparisons: readonly { readonly slot: number; readonly of: number; readonly sources: readonly Source[] }[],
): {
  readonly columns: readonly CodeColumn[];
  /** The columns of codes of a slot that is compared. */
  readonly columnsOf: (compared: number) => readonly number[];
  /** The column of codes a slot compares with. */
  readonly of: (slot: number) => number;
} {
  const columns: { slot: number; column: number; sources: Set<Source> }[] = [];
  /** The column of each number that is filled now. */
  const open = new Map<number, number>();
  const columnOf = new Map<number, number>();
  for (const { slot, of, sources } of comparisons) {
    let column = open.get(of) ?? -1;
    const known = columns[column]?.sources;
    const more = known === undefined ? 0 : sources.filter((source) => !known.has(source)).length;
    if (known === undefined || known.size + more > mostThresholds) {
      column = columns.length;
      columns.push({ slot: of, column: -1, sources: new Set() });
      open.set(of, column);
    }
    for (const source of sources) columns[column]!.sources.add(source);
    columnOf.set(slot, column);
  }
  const ofSlot = Map.groupBy(columns.keys(), (column) => columns[column]!.slot);
  return {
    columns: columns.map((column) => ({ ...column, sources: [...column.sources] })),
    columnsOf: (compared) => ofSlot.get(compared) ?? [],
    of: (slot) => columnOf.get(slot)!,
  };
}

/** Code of a number; of equal thresholds, the first counts. */
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
