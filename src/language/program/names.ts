import { partsOf } from '#language/tree.ts';
import type { Tree } from '#language/tree.ts';
import type { Bind, Frame } from './graph.ts';

/**
 * Whose facts a name of a person is: of each person in turn, of the applicant, or, inside a list of people, of the person
 * outside it. A person two lists outside is hidden: there are slots for pairs, none for triples.
 */
export type Who = 'each' | 'outer' | 'applicant' | 'hidden';
export type Names = ReadonlyMap<string, Who>;

/** The names inside a list of people, of whom each is called `name`. */
export function withEach(names: Names, name: string): Names {
  const moved = [...names].map(
    ([other, who]) => [other, who === 'each' ? 'outer' : who === 'outer' ? 'hidden' : who] as const,
  );
  return new Map<string, Who>([...moved, [name, 'each']]);
}

/** Whether a tree names somebody whom a tree node cannot bind: such a node has one person at most. */
export function namesOuter(tree: Tree, names: Names): boolean {
  if (tree.kind === 'name') return names.get(tree.name) === 'hidden' || names.get(tree.name) === 'outer';
  return partsOf(tree).some((part) => namesOuter(part, names));
}

export function bindsOf(names: Names): readonly Bind[] {
  return [...names].flatMap(([name, who]) => (who === 'hidden' || who === 'outer' ? [] : [[name, who] as const]));
}

export function frameOf(names: Names): Frame {
  return [...names.values()].includes('each') ? 'person' : 'household';
}

export function whoIs(tree: Tree, names: Names): Who | undefined {
  if (tree.kind !== 'name') return undefined;
  return names.get(tree.name) ?? (tree.name === 'applicant' ? 'applicant' : undefined);
}
