import { aggregates } from './aggregates.ts';
import { contextFunctions } from './functions-contexts.ts';
import { listFunctions } from './functions-lists.ts';
import { numberFunctions } from './functions-numbers.ts';
import { rangeFunctions } from './functions-ranges.ts';
import { textFunctions } from './functions-texts.ts';
import { timeFunctions } from './functions-times.ts';
import { not } from './logic.ts';
import { equal } from './compare.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { isDateTime, isDuration, isTime } from './values.ts';
import type { Value } from './values.ts';

/** FEEL's built-in functions (DMN 1.5, 10.3.4), by name. `now` and `today` are no functions here: nothing reads a clock. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  ...aggregates,
  ...numberFunctions,
  ...textFunctions,
  ...listFunctions,
  ...timeFunctions,
  ...contextFunctions,
  ...rangeFunctions,
  ['not', [signature('negand: any', 'boolean', (value = null) => not(value), 'open')]],
  ['is', [signature('value1?: any, value2?: any', 'boolean', is)]],
]);

/** The same value of the same kind: times are the same only in the same zone (DMN 1.5, table 76). */
function is(a: Value = null, b: Value = null): Value {
  if ((isTime(a) && isTime(b)) || (isDateTime(a) && isDateTime(b))) {
    return a.zone === b.zone && equal(a, b) === true;
  }
  if (isDuration(a) && isDuration(b) && (a.seconds === undefined) !== (b.seconds === undefined)) return false;
  return equal(a, b) === true;
}
