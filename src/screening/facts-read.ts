import { rulebookOf } from '#assessment';
import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { inputsOf } from '#language';

/** The facts that some answer or amount of these services (of all, when they are not said) rests on. */
export function factsRead(catalogue: Catalogue, asOf: string, ids: readonly string[] | undefined): readonly string[] {
  const wanted = [...catalogue.services.values()].filter(({ id }) => ids?.includes(id) ?? true);
  // The law of an earlier day may rest on others.
  if (wanted.some((service) => (versionOn(service, asOf)?.version.transition.length ?? 0) > 0))
    return [...catalogue.facts.keys()];
  const { graph, serviceOf } = rulebookOf(catalogue, asOf, '');
  const open = wanted.flatMap(({ id }) => {
    const rules = serviceOf.get(id);
    if (rules === undefined) return [];
    return [rules.where, rules.together, rules.amount, ...rules.criteria.map(({ node }) => node ?? -1)];
  });
  const seen = new Set<number>();
  const facts = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = graph.nodes[next];
    if (node === undefined || seen.has(next)) continue;
    seen.add(next);
    if (node.op === 'leaf') facts.add(node.name);
    open.push(...inputsOf(node));
  }
  return [...facts];
}
