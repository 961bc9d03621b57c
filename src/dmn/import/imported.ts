import type { Text } from '#language';

/** A decision table as packs write it in YAML. */
export type TableYaml = {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly inputs: readonly (string | { readonly value: string; readonly allowed: string })[];
  readonly outputs?: readonly { readonly name?: string; readonly allowed?: string }[];
  readonly rules: readonly { readonly when: readonly string[]; readonly then: string | readonly string[] }[];
  readonly default?: string | readonly string[];
};

/** A derived fact made of a decision or a function of a model. */
export type ImportedRule = {
  readonly id: string;
  readonly of: 'person' | 'household';
  readonly type: string;
  readonly name: Text;
  readonly parameters?: readonly { readonly name: string; readonly type: string }[];
  readonly way: string | { readonly table: TableYaml };
  /** The element it was made of, by its name there. */
  readonly from: string;
};

export type NotImported = { readonly element: string; readonly name: string; readonly reason: Text };

/** Input data that no pack declares: the nearest word that is declared, and the lines that would declare it. */
export type Undeclared = { readonly name: string; readonly near?: string; readonly lines: string };

export type ImportedModel = {
  readonly rules: readonly ImportedRule[];
  readonly leftOut: readonly NotImported[];
  readonly undeclared: readonly Undeclared[];
  /** What the author has to look at: texts in one language only, tables with gaps. */
  readonly remarks: readonly { readonly rule: string; readonly text: Text }[];
};

/** Why an element is not imported. */
export class NotTaken extends Error {
  readonly reason: Text;
  constructor(ru: string, en: string) {
    super(en);
    this.reason = { ru, en };
  }
}
