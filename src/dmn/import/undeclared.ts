import type { Told, Variable } from '#dmn/model.ts';
import { readTests } from '#dmn/reading.ts';
import { nearest } from '#language';
import type { Tree, ValueType } from '#language';

import type { Undeclared } from './imported.ts';
import { packName, textsOf } from './words-of-model.ts';

/** Input data that no pack has: what was perhaps meant, and the lines of `facts.yaml` that would declare it. */
export function undeclaredInput(
  input: Variable & Told,
  type: ValueType | undefined,
  allowed: string | undefined,
  words: Iterable<string>,
): Undeclared {
  const id = packName(input.name) ?? 'nameIt';
  const near = nearest(id, words);
  const { text } = textsOf(input);
  const choices = choicesIn(allowed);
  const named = `{ ru: ${JSON.stringify(text.ru)}, en: ${JSON.stringify(text.en)} }`;
  const lines = [
    `  - id: ${id}`,
    '    of: household',
    `    type: ${choices.length > 0 ? 'choice' : factTypeOf(type)}`,
    `    name: ${named}`,
    `    question: ${named}`,
    ...(choices.length === 0
      ? []
      : [
          '    choices:',
          ...choices.map(
            (one) => `      - { value: ${one}, label: { ru: "[перевести] ${one}", en: ${JSON.stringify(one)} } }`,
          ),
        ]),
  ];
  return { name: input.name, lines: lines.join('\n'), ...(near === undefined ? {} : { near }) };
}

function factTypeOf(type: ValueType | undefined): string {
  return type?.kind === 'number' || type?.kind === 'boolean' || type?.kind === 'date' ? type.kind : 'text';
}

/** The texts that the tests allow, when they allow nothing else. */
function choicesIn(allowed: string | undefined): readonly string[] {
  const got = allowed === undefined ? undefined : readTests(allowed);
  if (got === undefined || 'problem' in got || got.tree.kind !== 'in') return [];
  const values = got.tree.tests.map((test) => (test.kind === 'value' ? textIn(test.value) : undefined));
  return values.includes(undefined) ? [] : values.filter((value) => value !== undefined);
}

function textIn(tree: Tree): string | undefined {
  return tree.kind === 'literal' && typeof tree.value === 'string' ? tree.value : undefined;
}
