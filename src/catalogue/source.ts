import type { Place, Text } from '#language';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Document } from 'yaml';

import { yamlWords } from './yaml-words.ts';

export type PathPart = string | number;

/** A YAML file with a way back from every value to its line and column. */
export type Source = {
  readonly file: string;
  readonly value: unknown;
  readonly place: (path: readonly PathPart[], offset?: number) => Place;
  readonly faults: readonly { readonly message: Text; readonly remedy: Text; readonly place: Place }[];
};

/** Loaded when a text is read: a process that only evaluates kept packs never asks for it. */
const require = createRequire(import.meta.url);
const loadYaml = (): typeof Yaml => require('yaml') as typeof Yaml;

/** Reads YAML text; never throws. `place` of a path that does not exist is the nearest value above it. */
export function readSource(file: string, text: string): Source {
  const { LineCounter, parseDocument, visit } = loadYaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const faults = document.errors.map((error) => ({ ...yamlWords(error.code), place: at(error.pos[0]) }));
  // Anchors can be multiplied without end ("billion laughs"), and nothing here needs them.
  visit(document, {
    Alias: (_key, alias) =>
      void faults.push({
        message: {
          ru: `ссылок «*${alias.source}» в пакетах не бывает`,
          en: `packs have no aliases "*${alias.source}"`,
        },
        remedy: { ru: 'Напишите значение ещё раз.', en: 'Write the value once more.' },
        place: at(alias.range?.[0] ?? 0),
      }),
  });
  return {
    file,
    value: faults.length > 0 ? undefined : document.toJS(),
    faults,
    place: (path, offset = 0) => at(offsetOf(document, path, offset)),
  };
}

function offsetOf(document: Document, path: readonly PathPart[], offset: number): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (node === null || typeof node !== 'object' || !('range' in node) || !Array.isArray(node.range)) continue;
    const start = Number(node.range[0]);
    if (length < path.length || !loadYaml().isScalar(node)) return start;
    if (node.type === 'PLAIN') return start + offset;
    return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? start + 1 + offset : start;
  }
  return 0;
}
