import type { Boxed } from '#dmn/model.ts';
import { read } from '#dmn/reading.ts';
import type { KnownNames, Tree } from '#language';

import { NotTaken } from './imported.ts';

const span = { from: 0, to: 0 };

/** A boxed expression as one expression. A table has no such form: it stands in a pack only as a rule of its own. */
export function treeOfBoxed(boxed: Boxed, names: KnownNames): Tree {
  const inside = (part: Boxed, more: KnownNames = {}): Tree => treeOfBoxed(part, { ...names, ...more });
  switch (boxed.kind) {
    case 'literal':
      return treeOfText(boxed, names);
    case 'context': {
      let known: KnownNames = names;
      const entries: { key: string; value: Tree }[] = [];
      for (const { variable, value } of boxed.entries) {
        const tree = treeOfBoxed(value, known);
        const key = variable?.name ?? 'result';
        entries.push({ key, value: tree });
        if (variable === undefined)
          return { kind: 'path', of: { kind: 'context', entries, ...span }, name: key, ...span };
        known = { ...known, [key]: {} };
      }
      return { kind: 'context', entries, ...span };
    }
    case 'invocation': {
      const of = inside(boxed.of);
      const args = boxed.bindings.map(({ value }) => inside(value));
      const argNames = boxed.bindings.map(({ name }) => name);
      return of.kind === 'name'
        ? { kind: 'call', name: of.name, args, argNames, ...span }
        : { kind: 'invoke', of, args, argNames, ...span };
    }
    case 'list':
      return { kind: 'list', items: boxed.items.map((item) => inside(item)), ...span };
    case 'relation':
      return {
        kind: 'list',
        items: boxed.rows.map((row) => ({
          kind: 'context',
          entries: row.map((cell, index) => ({ key: boxed.columns[index] ?? '', value: inside(cell) })),
          ...span,
        })),
        ...span,
      };
    case 'conditional':
      return {
        kind: 'if',
        condition: inside(boxed.condition),
        then: inside(boxed.then),
        else: inside(boxed.otherwise),
        ...span,
      };
    case 'filter':
      return { kind: 'filter', list: inside(boxed.of), by: inside(boxed.match, { item: {} }), ...span };
    case 'for':
      return {
        kind: 'for',
        bindings: [{ name: boxed.iterator, over: inside(boxed.over) }],
        give: inside(boxed.give, { [boxed.iterator]: {}, partial: {} }),
        ...span,
      };
    case 'some':
    case 'every':
      return {
        kind: 'quantified',
        quantifier: boxed.kind,
        bindings: [{ name: boxed.iterator, over: inside(boxed.over) }],
        satisfies: inside(boxed.give, { [boxed.iterator]: {} }),
        ...span,
      };
    case 'function': {
      if (boxed.isForeign || boxed.body === undefined) throw foreign();
      const bound = Object.fromEntries(boxed.parameters.map(({ name }) => [name, {}]));
      return {
        kind: 'function',
        parameters: boxed.parameters.map(({ name }) => ({ name })),
        body: inside(boxed.body, bound),
        ...span,
      };
    }
    case 'table':
      throw new NotTaken(
        'таблица внутри другого выражения; вынесите её в отдельное решение',
        'a table inside another expression; make it a decision of its own',
      );
  }
}

function treeOfText({ text, language }: Boxed & { kind: 'literal' }, names: KnownNames): Tree {
  if (language !== undefined && !/feel/iu.test(language)) throw foreign();
  const got = read(text, names);
  if ('problem' in got) throw new NotTaken(got.problem.message.ru, got.problem.message.en);
  return got.tree;
}

export function foreign(): NotTaken {
  return new NotTaken('функция или язык другой программы', 'a function or a language of another program');
}
