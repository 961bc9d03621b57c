/**
 * The rule language: DMN FEEL expressions. Text → tree (`read`) → checked tree (`check`) → value (`evaluate`) and
 * reason (`explain`). Pure: knows nothing of services, households, files or clocks.
 */
export { ruleProblems } from './codes.ts';
export type { RuleProblem } from './codes.ts';
export type { CheckedExpression, CheckFault, CheckOptions } from './check.ts';
import type { check } from './check.ts';
import type { fuzzOnce, hostileText } from './fuzz.ts';
import type { chanceFrom } from './wild.ts';
import type { read, readTests } from './read.ts';
import type { checkTable } from './table/check-table.ts';

/**
 * Reading and checking text (`check`, `read`, `readTests`) load the parser, which takes as long as all the rest together:
 * a process that only evaluates kept trees, as a cold `solve` does, never asks for them.
 */
export async function loadReading(): Promise<Reading> {
  const [{ check }, { read, readTests }, { checkTable }] = await Promise.all([
    import('./check.ts'),
    import('./read.ts'),
    import('./table/check-table.ts'),
  ]);
  return { check, checkTable, read, readTests };
}
export type Reading = {
  readonly check: typeof check;
  readonly checkTable: typeof checkTable;
  readonly read: typeof read;
  readonly readTests: typeof readTests;
};
/** Hostile texts, for tests and `okno fuzz`. */
export async function loadFuzz(): Promise<Fuzz> {
  const [{ fuzzOnce, hostileText }, { chanceFrom }] = await Promise.all([import('./fuzz.ts'), import('./wild.ts')]);
  return { fuzzOnce, hostileText, chanceFrom };
}
export type Fuzz = {
  readonly fuzzOnce: typeof fuzzOnce;
  readonly hostileText: typeof hostileText;
  readonly chanceFrom: typeof chanceFrom;
};
export { dayNumber, dayOf, dayParts, daysOf, dayText, monthLength, readDay, shiftDay, weekdayOf } from './days.ts';
export type { DayNumber } from './days.ts';
export { coerced, conforms, typeOfTree } from './conform.ts';
export { evaluate, evaluateExactly } from './evaluate.ts';
export type { Scope, World } from './evaluate.ts';
export { explain, rowTold } from './explain.ts';
export type { Behind, ExplainedWorld, Explanation } from './explain.ts';
export { builtInFunction, invoke } from './invoke.ts';
export { hiddenSignIn, isKeepableJson, keepable } from './keepable.ts';
export { isNumber, isSameInDigits, readNumber } from './number.ts';
export type { Num } from './number.ts';
export { problemLine } from './problem.ts';
export type { Language, Place, Problem, Text } from './problem.ts';
export type { KnownNames, Read } from './read.ts';
export { plainName } from './names.ts';
export { mentions } from './tests.ts';
export { isNeverNull } from './table/never-null.ts';
export type { TableFault, TableOptions } from './table/check-table.ts';
export { aggregations, hitPolicies, isListed, rowText, saysNothing } from './table/written.ts';
export type { Aggregation, CheckedTable, HitPolicy, WrittenTable } from './table/written.ts';
export { readDateTime, readTime } from './times.ts';
export { readDuration } from './durations.ts';
export { anyDayNumber } from './days.ts';
export { compare, equal, orderOf } from './compare.ts';
export { hull, spanFrom, spanOf } from './spans.ts';
export { textOf } from './text-of.ts';
export { partsOf } from './tree.ts';
export { withParts } from './rebuild.ts';
export { feelTests, feelText } from './feel-text.ts';
export type { Tree, TypeTree } from './tree.ts';
export { listOf, types, typeNamed, typeText } from './types.ts';
export type { ValueType } from './types.ts';
export {
  anyNumber,
  context,
  entryOf,
  isContext,
  isEntity,
  isFunction,
  isList,
  isRange,
  isUnknown,
  list,
  missingOf,
  nothingMissing,
  plain,
  unknown,
} from './values.ts';
export type { Bounds, ContextValue, FunctionValue, Missing, PlainValue, Unknown, Value } from './values.ts';
export { nearestUnit, readUnit, unitText } from './units.ts';
export { slipHint } from './slips.ts';
export { nearest } from './vocabulary.ts';
export type { DeclaredFunction, Vocabulary } from './vocabulary.ts';
export {
  elsewhere,
  Grower,
  inputsOf,
  layOut,
  layoutsOf,
  listed,
  opcodes,
  operandsIn,
  operations,
  putSlot,
  Rests,
  Run,
  slotOf,
  states,
  truths,
  yesSlot,
} from './program/index.ts';
export type {
  Definitions,
  Graph,
  Kind,
  LaidSlots,
  Layout,
  Node,
  Slot,
  Slots,
  Source,
  Sources,
} from './program/index.ts';
