import type { Layout } from './layout.ts';

/** Where values come from in the end: a told fact (its slot), or a parameter of the day. */
export type Source = { readonly slot: number } | { readonly parameter: string };

/** All sources of a layout, numbered: facts in the order in which rules name them, each person's after the other's. */
export type Sources = {
  readonly all: readonly Source[];
  /** `own[ownFrom[s] … ownFrom[s + 1]]` are the sources a slot has itself, not through the slots it is counted from. */
  readonly ownFrom: Int32Array;
  readonly own: Int32Array;
};

const kept = new WeakMap<Layout, Sources>();

export function sourcesOf(layout: Layout): Sources {
  const known = kept.get(layout) ?? findSources(layout);
  kept.set(layout, known);
  return known;
}

function findSources(layout: Layout): Sources {
  const { graph, size, nodeOf } = layout;
  const all: Source[] = [];
  const ofSlot = new Map<number, number>();
  const ofParameter = new Map<string, number>();
  for (const [index, node] of graph.nodes.entries()) {
    if (node.op === 'leaf') {
      for (let person = 0; person < (node.frame === 'person' ? layout.people : 1); person += 1) {
        const slot = layout.at(index, person);
        ofSlot.set(slot, all.length);
        all.push({ slot });
      }
    }
    for (const parameter of parametersOf(layout, index)) {
      if (ofParameter.has(parameter)) continue;
      ofParameter.set(parameter, all.length);
      all.push({ parameter });
    }
  }
  const ownFrom = new Int32Array(size + 1);
  const own: number[] = [];
  for (let slot = 0; slot < size; slot += 1) {
    const fact = ofSlot.get(slot);
    if (fact !== undefined) own.push(fact);
    for (const parameter of parametersOf(layout, nodeOf[slot] ?? -1)) own.push(ofParameter.get(parameter) ?? 0);
    ownFrom[slot + 1] = own.length;
  }
  return { all, ownFrom, own: Int32Array.from(own) };
}

function parametersOf({ graph }: Layout, index: number): readonly string[] {
  const node = graph.nodes[index];
  if (node?.op === 'constant' || node?.op === 'tree') return node.parameters;
  return node?.op === 'parameter-on' ? [node.parameter] : [];
}
