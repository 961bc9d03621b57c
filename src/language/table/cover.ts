import { held } from './regions.ts';
import type { Column } from './regions.ts';

/** One place of each column, by index. */
export type Spot = readonly number[];

/** Steps a proof may take; a table of law takes a few hundred. */
const mostSteps = 50_000;

/**
 * A spot of the columns, within the box, that none of the rows holds; `undefined` when they hold every one, `'too large'`
 * when that is not found out in time. A row holds a place where its cell is at least `counts` sure.
 */
export function uncovered(
  columns: readonly Column[],
  rows: readonly number[],
  isHeld: (cell: number) => boolean,
  box: (column: number, place: number) => boolean = () => true,
): Spot | undefined | 'too large' {
  let steps = 0;
  const coveredFrom = columns.map(() => new Set<string>());
  const search = (at: number, open: readonly number[]): Spot | undefined | 'too large' => {
    const column = columns[at];
    if (column === undefined) return open.length === 0 ? [] : undefined;
    const key = open.join(' ');
    if (coveredFrom[at]?.has(key) === true) return undefined;
    steps += 1;
    if (steps > mostSteps) return 'too large';
    const tried = new Set<string>();
    for (const place of column.places.keys()) {
      if (!box(at, place)) continue;
      const left = open.filter((row) => isHeld(column.cells[row]?.[place] ?? held.no));
      const said = left.join(' ');
      if (tried.has(said)) continue;
      tried.add(said);
      const rest = search(at + 1, left);
      if (rest === 'too large') return rest;
      if (rest !== undefined) return [place, ...rest];
    }
    coveredFrom[at]?.add(key);
    return undefined;
  };
  return search(0, rows);
}

/** A spot where both rows hold, as sure as wanted. */
export function common(
  columns: readonly Column[],
  a: number,
  b: number,
  isHeld: (cell: number) => boolean,
): Spot | undefined {
  const spot: number[] = [];
  for (const { places, cells } of columns) {
    const place = [...places.keys()].find(
      (one) => isHeld(cells[a]?.[one] ?? held.no) && isHeld(cells[b]?.[one] ?? held.no),
    );
    if (place === undefined) return undefined;
    spot.push(place);
  }
  return spot;
}

/** `age = 18, works = true` */
export function spotText(columns: readonly Column[], spot: Spot): string {
  return columns.map(({ name, places }, index) => `${name} ${places[spot[index] ?? 0]?.told ?? ''}`).join(', ');
}
