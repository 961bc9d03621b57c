import { stringify } from 'yaml';

import type { ImportedModel, ImportedRule, NotImported } from './imported.ts';

export type PackText = {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The rule that stands on a line of `derived.yaml`. */
  readonly ruleOn: (line: number) => ImportedRule | undefined;
};

/** The files of a pack with the imported rules; the same rules give the same texts. */
export function packText(
  rules: readonly ImportedRule[],
  about: { readonly pack: string; readonly title: string; readonly buildsOn: readonly string[]; readonly day: string },
): PackText {
  const pack = {
    id: about.pack,
    version: about.day,
    title: { ru: `Модель «${about.title}»`, en: `Model “${about.title}”` },
    buildsOn: about.buildsOn,
  };
  const lines = ['# Taken from a DMN model: texts marked [перевести] or [translate] wait for an author.', 'derived:'];
  const starts: { readonly line: number; readonly rule: ImportedRule }[] = [];
  for (const rule of rules) {
    starts.push({ line: lines.length + 1, rule });
    const { id, of, type, name, parameters, way } = rule;
    const item = { id, of, type, name, ...(parameters === undefined ? {} : { parameters }), ways: [way] };
    lines.push(
      ...yaml([item])
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    );
  }
  return {
    files: [
      { path: 'pack.yaml', text: yaml(pack) },
      { path: 'derived.yaml', text: `${lines.join('\n')}\n` },
    ],
    ruleOn: (line) => starts.findLast((start) => start.line <= line)?.rule,
  };
}

/** What was not taken and what an author has to do, beside the pack. */
export function reportText(from: string, model: ImportedModel, leftOut: readonly NotImported[]): string {
  const { rules, undeclared, remarks } = model;
  return `${JSON.stringify({ from, rules: rules.length, undeclared, leftOut, remarks }, undefined, 1)}\n`;
}

/** Without anchors, which a pack may not have. */
function yaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
