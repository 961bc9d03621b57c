import { inputsOf } from '#language';
import type { Graph, Node } from '#language';

/**
 * A value that is counted over people rests on a table of its own level: the household's of level 1 are counted over
 * people of whom only their own facts and the household's are needed, those of level 2 over people for whom values of
 * level 1 are needed, and so on. Level 0 are the facts and all that is counted from them without looking round.
 */
export function levelsOf(graph: Graph): readonly number[] {
  const levels: number[] = [];
  for (const node of graph.nodes) {
    const below = Math.max(0, ...inputsOf(node).map((input) => levels[input] ?? 0));
    levels.push(isOverPeople(node) ? below + 1 : below);
  }
  return levels;
}

export function isOverPeople(node: Node): boolean {
  return node.op === 'aggregate' || node.op === 'some' || node.op === 'every' || node.op === 'of-applicant';
}

/** What tables have to hold so that the final nodes can be counted. */
export type Wanted = {
  readonly top: number;
  /** Nodes of households that the table of a level holds. */
  readonly households: readonly ReadonlySet<number>[];
  /** Nodes of persons counted over everybody else of the household, by the level of their table. */
  readonly pairs: readonly ReadonlySet<number>[];
  /** Nodes of persons that these are counted from. */
  readonly beforePairs: readonly ReadonlySet<number>[];
  /** How many nodes each is read by. */
  readonly uses: readonly number[];
};

export function wantedFor(
  graph: Graph,
  finals: { readonly people: readonly number[]; readonly households: readonly number[] },
): Wanted {
  const levels = levelsOf(graph);
  const all = [...finals.people, ...finals.households];
  const top = Math.max(0, ...all.map((node) => levels[node] ?? 0));
  const sets = (): Set<number>[] => Array.from({ length: top + 1 }, () => new Set<number>());
  const households = sets();
  const pairs = sets();
  const beforePairs = sets();
  const seen = new Set<string>();
  const node = (index: number): Node => graph.nodes[index]!;

  const wantOfHousehold = (index: number, level: number): void => {
    if (node(index).op === 'constant' || households[level]!.has(index)) return;
    households[level]!.add(index);
    if (level === 0) return;
    if ((levels[index] ?? 0) < level) wantOfHousehold(index, level - 1);
    else countInHousehold(index, level);
  };
  const countInHousehold = (index: number, level: number): void => {
    const inputs = inputsOf(node(index));
    if (isOverPeople(node(index))) for (const input of inputs) wantOfPerson(input, level - 1);
    else
      for (const input of inputs)
        if ((levels[input] ?? 0) < level) wantOfHousehold(input, level - 1);
        else countInHousehold(input, level);
  };
  const wantOfPerson = (index: number, level: number): void => {
    const key = `${index} ${level}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (node(index).frame === 'household') wantOfHousehold(index, level);
    else if (isOverPeople(node(index))) {
      const own = levels[index] ?? 0;
      pairs[own]!.add(index);
      for (const input of inputsOf(node(index))) wantOfPair(input, own - 1);
    } else for (const input of inputsOf(node(index))) wantOfPerson(input, level);
  };
  const wantOfPair = (index: number, level: number): void => {
    const one = node(index);
    if (one.frame === 'household') wantOfHousehold(index, level);
    else if (one.frame === 'person') {
      beforePairs[level + 1]!.add(index);
      wantOfPerson(index, level);
    } else if (one.op === 'of-outer') {
      beforePairs[level + 1]!.add(one.of);
      wantOfPerson(one.of, level);
    } else for (const input of inputsOf(one)) wantOfPair(input, level);
  };
  for (const index of finals.people) wantOfPerson(index, top);
  for (const index of finals.households) wantOfHousehold(index, top);
  return { top, households, pairs, beforePairs, uses: usesOf(graph, all) };
}

function usesOf(graph: Graph, finals: readonly number[]): number[] {
  const uses = graph.nodes.map(() => 0);
  const visited = new Set<number>();
  const open = [...finals];
  for (const index of finals) uses[index] = 1;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (visited.has(next)) continue;
    visited.add(next);
    for (const input of inputsOf(graph.nodes[next]!)) {
      uses[input]! += 1;
      open.push(input);
    }
  }
  return uses;
}
