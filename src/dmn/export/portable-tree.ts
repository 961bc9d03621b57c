import type { Catalogue } from '#catalogue';
import { partsOf, withParts } from '#language';
import type { Tree } from '#language';

const span = { from: 0, to: 0 };

/** The function that gives a parameter's value of another day. */
export function onDayName(parameter: string): string {
  return `${parameter}On`;
}

/** The parameter and the day of `parameterOn("minimumWage", day)`. */
export function onDay(tree: Tree): string | undefined {
  const [name] = tree.kind === 'call' && tree.name === 'parameterOn' ? tree.args : [];
  return name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined;
}

/**
 * A checked rule in the words of plain FEEL, where nobody knows of our persons: a person's derived fact becomes a function of
 * the person (`m.age` → `age(m)`), a parameter of another day a function of the day, rounding always says to what scale.
 */
export function portable(tree: Tree, catalogue: Catalogue): Tree {
  const inside = withParts(tree, (part) => portable(part, catalogue));
  if (inside.kind === 'path' && tree.kind === 'path' && isOfPerson(tree.name, catalogue)) {
    if (!isPeople(tree.of, catalogue)) return call(inside.name, [inside.of]);
    const give = call(inside.name, [{ kind: 'name', name: 'one', ...span }]);
    return { kind: 'for', bindings: [{ name: 'one', over: inside.of }], give, ...span };
  }
  const parameter = onDay(inside);
  if (parameter !== undefined && inside.kind === 'call') return call(onDayName(parameter), inside.args.slice(1));
  if (inside.kind === 'call' && inside.name.startsWith('round ') && inside.args.length === 1 && !('argNames' in inside))
    return { ...inside, args: [...inside.args, { kind: 'literal', value: 0, ...span }] };
  return inside;
}

/** Names that stand in the tree, of values and of functions. */
export function namesIn(tree: Tree): readonly string[] {
  const own = tree.kind === 'name' || tree.kind === 'call' ? [tree.name] : [];
  return [...own, ...partsOf(tree).flatMap(namesIn)];
}

/** Names that stand behind a point: facts of persons, parts of values. */
export function partNamesIn(tree: Tree): readonly string[] {
  return [...(tree.kind === 'path' ? [tree.name] : []), ...partsOf(tree).flatMap(partNamesIn)];
}

/** The tree with another name in place of a name. */
export function renamed(tree: Tree, from: string, to: string): Tree {
  if (tree.kind === 'name') return tree.name === from ? { ...tree, name: to } : tree;
  return withParts(tree, (part) => renamed(part, from, to));
}

function call(name: string, args: readonly Tree[]): Tree {
  return { kind: 'call', name, args, ...span };
}

function isOfPerson(name: string, { derived }: Catalogue): boolean {
  return derived.get(name)?.of === 'person';
}

/** Whether a checked tree gives a list of persons rather than one. */
function isPeople(tree: Tree, catalogue: Catalogue): boolean {
  if (tree.kind === 'name') return tree.name === 'members' || catalogue.derived.get(tree.name)?.type.kind === 'list';
  if (tree.kind === 'path') return catalogue.derived.get(tree.name)?.type.kind === 'list';
  return (tree.kind === 'filter' && tree.how !== 'position') || tree.kind === 'for' || tree.kind === 'list';
}
