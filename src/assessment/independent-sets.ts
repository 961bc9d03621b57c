/** More sets than these are not looked for: nobody would read them. */
const mostSets = 5000;

/**
 * Every largest set of vertices of which no two are neighbours (a set to which none can be added), each in the order of
 * the vertices. `isComplete` is false when there are too many. Bron and Kerbosch, with pivots, on the non-neighbours.
 */
export function independentSets(
  size: number,
  areNeighbours: (a: number, b: number) => boolean,
): { readonly sets: readonly (readonly number[])[]; readonly isComplete: boolean } {
  const all = Array.from({ length: size }, (_, index) => index);
  const goesWith = all.map((a) => new Set(all.filter((b) => a !== b && !areNeighbours(a, b))));
  const sets: number[][] = [];
  let isComplete = true;
  const grow = (taken: readonly number[], open: Set<number>, done: Set<number>): void => {
    if (!isComplete) return;
    if (open.size === 0 && done.size === 0) {
      if (sets.length >= mostSets) isComplete = false;
      else sets.push(taken.toSorted((a, b) => a - b));
      return;
    }
    const pivot = pivotOf(open, done, goesWith);
    for (const vertex of [...open].filter((one) => goesWith[pivot]?.has(one) !== true)) {
      const near = goesWith[vertex] ?? new Set();
      grow([...taken, vertex], open.intersection(near), done.intersection(near));
      open.delete(vertex);
      done.add(vertex);
    }
  };
  grow([], new Set(all), new Set());
  return { sets, isComplete };
}

function pivotOf(
  open: ReadonlySet<number>,
  done: ReadonlySet<number>,
  goesWith: readonly ReadonlySet<number>[],
): number {
  let best = -1;
  let most = -1;
  for (const vertex of [...open, ...done]) {
    const covered = open.intersection(goesWith[vertex] ?? new Set()).size;
    if (covered > most) [best, most] = [vertex, covered];
  }
  return best;
}
