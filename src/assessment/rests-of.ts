import { Rests } from '#language';
import type { Layout, Run } from '#language';

import type { FactNode, Rulebook } from './rulebook.ts';

const kept = new WeakMap<Run, Rests>();

/** What the values of a run rest on; made once for a run. */
export function restsOf(run: Run): Rests {
  const known = kept.get(run) ?? new Rests(run);
  kept.set(run, known);
  return known;
}

/** The fact that a source is, and whose: the person's place, 0 for the household. */
export type SourcePlace = { readonly of: FactNode; readonly person: number };

const places = new WeakMap<Layout, readonly (SourcePlace | undefined)[]>();

/** The fact behind each source of a run; undefined for parameters. */
export function sourcePlaces(run: Run, rulebook: Rulebook): readonly (SourcePlace | undefined)[] {
  const { graph, nodeOf, personOf } = run.layout;
  const known =
    places.get(run.layout) ??
    restsOf(run).sources.all.map((source): SourcePlace | undefined => {
      const node = 'slot' in source ? graph.nodes[nodeOf[source.slot]!] : undefined;
      const of = node?.op === 'leaf' ? rulebook.factOf.get(node.name) : undefined;
      return of === undefined || !('slot' in source) ? undefined : { of, person: personOf[source.slot]! };
    });
  places.set(run.layout, known);
  return known;
}
