import type { DecisionTable } from '#dmn/model.ts';
import { read, readTests } from '#dmn/reading.ts';
import { feelTests, feelText } from '#language';
import type { KnownNames, Read, Tree } from '#language';

import { NotTaken } from './imported.ts';
import type { TableYaml } from './imported.ts';
import { localName } from './words-of-model.ts';

/** A table of a model as packs write it; `take` makes a tree of the model one of the pack. `?` is the input of a cell. */
export function tableYaml(
  table: DecisionTable,
  names: KnownNames,
  allowedOf: (typeRef: string | undefined) => string | undefined,
  take: (tree: Tree) => Tree,
): TableYaml {
  const { hitPolicy, aggregation, inputs, outputs, rules } = table;
  const said = (text: string): string => (text.trim() === '' ? 'null' : feelText(take(treeIn(read(text, names)))));
  const cell = (text: string): string =>
    text.trim() === '' || text.trim() === '-' ? '-' : feelTests(take(treeIn(readTests(text, names))));
  const one = (texts: readonly string[]): string | readonly string[] =>
    texts.length === 1 ? (texts[0] ?? 'null') : texts;
  const isRanked = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  const columns = outputs.map(({ name, typeRef, allowed }) => {
    const values = allowed ?? (isRanked ? allowedOf(typeRef) : undefined);
    return {
      ...(outputs.length === 1 || name === undefined ? {} : { name: localName(name) }),
      ...(values === undefined ? {} : { allowed: cell(values) }),
    };
  });
  return {
    ...(hitPolicy === 'UNIQUE' ? {} : { hitPolicy }),
    ...(aggregation === undefined ? {} : { aggregation }),
    inputs: inputs.map(({ text, allowed }) =>
      allowed === undefined ? said(text) : { value: said(text), allowed: cell(allowed) },
    ),
    ...(columns.some((column) => Object.keys(column).length > 0) ? { outputs: columns } : {}),
    rules: rules.map(({ tests, gives }) => ({ when: tests.map(cell), then: one(gives.map(said)) })),
    ...(outputs.some(({ otherwise }) => otherwise !== undefined)
      ? { default: one(outputs.map(({ otherwise }) => said(otherwise ?? ''))) }
      : {}),
  };
}

function treeIn(got: Read): Tree {
  if ('problem' in got) throw new NotTaken(got.problem.message.ru, got.problem.message.en);
  return got.tree;
}
