import type { PlainGraph } from '#planner';

export type ExactSolver = (graph: PlainGraph) => readonly (number | undefined)[];

/** HiGHS (mixed-integer programming): a yes-or-no for each giver of each wait, and an order that forbids circles. */
export async function highsRoute(): Promise<ExactSolver> {
  const { default: loaded } = await import('highs');
  // Its types tell of a module of the older kind, which it is not.
  const highs = await (loaded as unknown as typeof loaded.default)();
  return (graph) => {
    const able = reachable(graph);
    if (able.size === 0) return graph.terms.map(() => undefined);
    const text = programme(graph, able);
    const { Columns, Status } = highs.solve(text, { output_flag: false, time_limit: 20 });
    if (Status !== 'Optimal') return graph.terms.map(() => Number.NaN);
    return graph.terms.map((_, node) => (able.has(node) ? Math.round(Number(Columns[`t${node}`]?.Primal)) : undefined));
  };
}

function programme({ terms, waits }: PlainGraph, able: ReadonlySet<number>): string {
  const most = [...able].reduce((sum, node) => sum + (terms[node] ?? 0), 1);
  const count = able.size + 1;
  const rows: string[] = [];
  const binaries: string[] = [];
  for (const node of able) {
    rows.push(`t${node} >= ${terms[node] ?? 0}`);
    for (const [index, all] of (waits[node] ?? []).entries()) {
      const givers = all.filter((giver) => able.has(giver));
      const chosen = givers.map((giver) => `y${node}_${index}_${giver}`);
      binaries.push(...chosen);
      rows.push(`${chosen.join(' + ')} = 1`);
      for (const [place, giver] of givers.entries()) {
        rows.push(`t${node} - t${giver} - ${most} ${chosen[place]} >= ${(terms[node] ?? 0) - most}`);
        rows.push(`o${node} - o${giver} - ${count} ${chosen[place]} >= ${1 - count}`);
      }
    }
  }
  const objective = [...able].map((node) => `t${node}`).join(' + ');
  return [
    'Minimize',
    ` obj: ${objective}`,
    'Subject To',
    ...rows.map((row, index) => ` r${index}: ${row}`),
    ...(binaries.length === 0 ? [] : ['Binary', ` ${binaries.join(' ')}`]),
    'End',
  ].join('\n');
}

function reachable({ waits }: PlainGraph): ReadonlySet<number> {
  const found = new Set<number>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const [node, all] of waits.entries())
      if (all.every((givers) => givers.some((giver) => found.has(giver)))) found.add(node);
  }
  return found;
}
