import type { DecisionTable } from '#dmn/model.ts';
import { feelTests, feelText } from '#language';
import type { CheckedTable, Tree } from '#language';

import { typeRefOf } from './fact-types.ts';

/** A checked table of a pack as DMN's own; `take` makes a tree of the pack one of the model. */
export function tableOf({ written, inputs, rows, otherwise }: CheckedTable, take: (tree: Tree) => Tree): DecisionTable {
  const { hitPolicy, aggregation, outputs } = written;
  return {
    hitPolicy,
    ...(aggregation === undefined ? {} : { aggregation }),
    inputs: inputs.map(({ tree, type }, index) => {
      const typeRef = typeRefOf(type);
      const allowed = written.inputs[index]?.allowed;
      return {
        text: feelText(take(tree)),
        ...(typeRef === undefined ? {} : { typeRef }),
        ...(allowed === undefined ? {} : { allowed }),
      };
    }),
    outputs: outputs.map(({ name, allowed }, index) => {
      const last = otherwise?.[index];
      return {
        ...(name === undefined ? {} : { name }),
        ...(allowed === undefined ? {} : { allowed }),
        ...(last === undefined ? {} : { otherwise: feelText(take(last.tree)) }),
      };
    }),
    rules: rows
      .toSorted((a, b) => a.number - b.number)
      .map(({ tests, gives }) => ({
        tests: tests.map(({ tree }) => feelTests(take(tree))),
        gives: gives.map(({ tree }) => feelText(take(tree))),
      })),
  };
}
