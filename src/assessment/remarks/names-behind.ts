import type { Catalogue } from '#catalogue';
import { partsOf } from '#language';
import type { Tree } from '#language';

/** Every name of an expression and of the derived facts behind it. */
export function namesBehind(catalogue: Catalogue, tree: Tree, seen = new Set<string>()): Set<string> {
  if ((tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'call') && !seen.has(tree.name)) {
    seen.add(tree.name);
    for (const way of catalogue.derived.get(tree.name)?.ways ?? []) namesBehind(catalogue, way.tree, seen);
  }
  for (const part of partsOf(tree)) namesBehind(catalogue, part, seen);
  return seen;
}

/** As `namesBehind`, without what another way to know a derived fact makes up for. */
export function namesNeeded(catalogue: Catalogue, tree: Tree): Set<string> {
  const needed = new Set<string>();
  if (tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'call') {
    needed.add(tree.name);
    const [first = new Set<string>(), ...others] = (catalogue.derived.get(tree.name)?.ways ?? []).map((way) =>
      namesNeeded(catalogue, way.tree),
    );
    for (const name of others.reduce((common, names) => common.intersection(names), first)) needed.add(name);
  }
  for (const part of partsOf(tree)) for (const name of namesNeeded(catalogue, part)) needed.add(name);
  return needed;
}

/** Names that stand in an expression itself, of the household, its subject or the applicant, with whose they are. */
export function factsIn(tree: Tree, found = new Map<string, string | undefined>()): Map<string, string | undefined> {
  if (tree.kind === 'path' && tree.of.kind === 'name') {
    if (tree.of.name === 'subject' || tree.of.name === 'applicant') found.set(tree.name, tree.of.name);
    return found;
  }
  if (tree.kind === 'name') found.set(tree.name, undefined);
  // Of members it is not told here who they are.
  if (tree.kind !== 'quantified' && tree.kind !== 'filter' && tree.kind !== 'for')
    for (const part of partsOf(tree)) factsIn(part, found);
  return found;
}
