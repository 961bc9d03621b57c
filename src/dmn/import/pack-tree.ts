import type { Catalogue } from '#catalogue';
import { withParts } from '#language';
import type { Tree } from '#language';

import { NotTaken } from './imported.ts';
import { localName } from './words-of-model.ts';

/** What a name of the model means in a pack. */
export type Meaning =
  | { readonly kind: 'tree'; readonly tree: Tree }
  /** A function of a person: a derived fact of theirs. */
  | { readonly kind: 'of person'; readonly id: string }
  | { readonly kind: 'parameter on day'; readonly id: string }
  | { readonly kind: 'function'; readonly id: string }
  | { readonly kind: 'missing'; readonly name: string };

export type Meanings = ReadonlyMap<string, Meaning>;

const span = { from: 0, to: 0 };

export function nameTree(name: string): Tree {
  return { kind: 'name', name, ...span };
}

/** A tree of the model as packs say it; names that nothing means stay, and `pack check` tells of them. */
export function inPackWords(tree: Tree, meanings: Meanings, locals: ReadonlySet<string> = new Set()): Tree {
  const inner = (names: readonly string[]): ReadonlySet<string> => new Set([...locals, ...names]);
  const again = (part: Tree): Tree => inPackWords(part, meanings, locals);
  switch (tree.kind) {
    case 'external':
      throw new NotTaken('функция другой программы', 'a function of another program');
    case 'name':
      return locals.has(tree.name) ? nameTree(localName(tree.name)) : named(tree, meanings);
    case 'path': {
      const whole = meanings.get(dotted(tree) ?? '');
      return whole?.kind === 'tree' ? whole.tree : { ...tree, of: again(tree.of), name: localName(tree.name) };
    }
    case 'call':
      return called({ ...tree, args: tree.args.map(again) }, meanings, locals);
    case 'function':
      return {
        ...tree,
        parameters: tree.parameters.map((parameter) => ({ ...parameter, name: localName(parameter.name) })),
        body: inPackWords(tree.body, meanings, inner(tree.parameters.map(({ name }) => name))),
      };
    case 'context': {
      const bound: string[] = [];
      const entries = tree.entries.map(({ key, value }) => {
        const changed = inPackWords(value, meanings, inner(bound));
        bound.push(key);
        return { key: localName(key), value: changed };
      });
      return { ...tree, entries };
    }
    case 'filter':
      return { ...tree, list: again(tree.list), by: inPackWords(tree.by, meanings, inner(['item'])) };
    case 'for':
    case 'quantified': {
      const names: string[] = [];
      const bindings = tree.bindings.map(({ name, over, to }) => {
        const before = inner(names);
        names.push(name);
        return {
          name: localName(name),
          over: inPackWords(over, meanings, before),
          ...(to === undefined ? {} : { to: inPackWords(to, meanings, before) }),
        };
      });
      return tree.kind === 'for'
        ? { ...tree, bindings, give: inPackWords(tree.give, meanings, inner([...names, 'partial'])) }
        : { ...tree, bindings, satisfies: inPackWords(tree.satisfies, meanings, inner(names)) };
    }
    default:
      return withParts(tree, again);
  }
}

function named(tree: Tree & { kind: 'name' }, meanings: Meanings): Tree {
  const meaning = meanings.get(tree.name);
  if (meaning === undefined) return tree;
  switch (meaning.kind) {
    case 'tree':
      return meaning.tree;
    case 'missing':
      throw new NotTaken(`нужно «${meaning.name}», которого здесь нет`, `needs "${meaning.name}", which is not here`);
    default:
      throw new NotTaken(
        `функция «${tree.name}» взята как значение`,
        `the function "${tree.name}" is taken as a value`,
      );
  }
}

function called(tree: Tree & { kind: 'call' }, meanings: Meanings, locals: ReadonlySet<string>): Tree {
  if (locals.has(tree.name)) return { ...tree, name: localName(tree.name) };
  const meaning = meanings.get(tree.name);
  const [first] = tree.args;
  switch (meaning?.kind) {
    case undefined:
      return tree;
    case 'missing':
      return named({ kind: 'name', name: tree.name, ...span }, meanings);
    case 'of person':
      if (first === undefined) return tree;
      return { kind: 'path', of: first, name: meaning.id, ...span };
    case 'parameter on day':
      return { ...tree, name: 'parameterOn', args: [{ kind: 'literal', value: meaning.id, ...span }, ...tree.args] };
    case 'function':
      return {
        ...tree,
        name: meaning.id,
        ...(tree.argNames === undefined ? {} : { argNames: tree.argNames.map(localName) }),
      };
    case 'tree':
      return { ...tree, name: meaning.tree.kind === 'name' ? meaning.tree.name : tree.name };
  }
}

/** `Applicant.Age` of a chain of names. */
function dotted(tree: Tree): string | undefined {
  if (tree.kind === 'name') return tree.name;
  const before = tree.kind === 'path' ? dotted(tree.of) : undefined;
  return tree.kind === 'path' && before !== undefined ? `${before}.${tree.name}` : undefined;
}

/** Whether the tree is about one person: it names a fact of theirs, or `subject`, without saying whose. */
export function isAboutPerson(tree: Tree, catalogue: Catalogue, rules: ReadonlySet<string>): boolean {
  if (tree.kind === 'name') {
    const { name } = tree;
    const declared = catalogue.facts.get(name) ?? catalogue.derived.get(name);
    return name === 'subject' || declared?.of === 'person' || rules.has(name);
  }
  let is = false;
  withParts(tree, (part) => {
    // Inside a filter bare names are facts of each item.
    is ||= !(tree.kind === 'filter' && part === tree.by) && isAboutPerson(part, catalogue, rules);
    return part;
  });
  return is;
}
