import type { CheckedExpression } from '#language/check.ts';
import type { Tree } from '#language/tree.ts';
import type { Value } from '#language/values.ts';
import type { Frame, Kind, LeafKind } from './graph.ts';

export type LeafDefinition = {
  readonly of: Exclude<Frame, 'pair'>;
  readonly kind: LeafKind;
  readonly choices: readonly string[];
};

/** What stands behind the names of rules, on one day in one territory. */
export type Definitions = {
  readonly leaf: (name: string) => LeafDefinition | undefined;
  readonly derived: (
    name: string,
  ) => { readonly of: Frame; readonly kind: Kind; readonly ways: readonly CheckedExpression[] } | undefined;
  /** The expressions behind a derived fact or a declared function. */
  readonly behind: (name: string) => readonly CheckedExpression[];
  /** Whether the name is the same for every household: the day, the territory, a parameter. */
  readonly isConstant: (name: string) => boolean;
  /** Value of a tree that rests on no fact. */
  readonly constant: (tree: Tree) => Value;
  /** The parameters a tree names. */
  readonly parametersIn: (tree: Tree) => readonly string[];
  /** Whether the value of a tree that rests on no fact may be another one in another territory; not said: never. */
  readonly isLocal?: (tree: Tree) => boolean;
  /** A parameter over time, when a rule asks how it stood on a day that is a fact. */
  readonly dated: (parameter: string) => readonly { readonly from: number; readonly value: Value }[];
};
