import type { Catalogue } from '#catalogue';
import { partsOf } from '#language';
import type { Tree } from '#language';

export type KnownBy = 'fact' | 'parameter';
export type NamedInRule = { readonly kind: KnownBy; readonly id: string };

/** Facts (told or derived) and parameters that a rule names, each once, in the order of their names. */
export function namesInRule(catalogue: Catalogue, tree: Tree): NamedInRule[] {
  const names = new Set(spoken(tree));
  return [...names].toSorted().flatMap((id): NamedInRule[] => {
    if (catalogue.facts.has(id) || catalogue.derived.has(id)) return [{ kind: 'fact', id }];
    return catalogue.parameters.has(id) ? [{ kind: 'parameter', id }] : [];
  });
}

function spoken(tree: Tree): string[] {
  const within = partsOf(tree).flatMap(spoken);
  if (tree.kind === 'name' || tree.kind === 'path') return [tree.name, ...within];
  if (tree.kind !== 'call') return within;
  const [first] = tree.args;
  const dated = tree.name === 'parameterOn' && first?.kind === 'literal' ? [String(first.value)] : [];
  return [tree.name, ...dated, ...within];
}
