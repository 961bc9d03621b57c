import * as numbers from './count-numbers.ts';
import * as people from './count-people.ts';
import * as counts from './count-truths.ts';
import { opcodes } from './opcodes.ts';
import type { Slots } from './slots.ts';

/** Counts a run of slots that have one operation. */
export type Operation = (slots: Slots, from: number, to: number) => void;

const ofNothing: Operation = () => {};

const byName: Readonly<Record<keyof typeof opcodes, Operation>> = {
  none: ofNothing,
  all: counts.countAll,
  any: counts.countAny,
  not: counts.countNot,
  absent: counts.countAbsent,
  sameTruth: counts.countSameTruth,
  otherTruth: counts.countOtherTruth,
  chooseTruth: counts.countChooseTruth,
  firstTruth: counts.countFirstTruth,
  less: counts.countLess,
  lessOrEqual: counts.countLessOrEqual,
  equal: counts.countEqual,
  unequal: counts.countUnequal,
  below: counts.countBelow,
  atMost: counts.countAtMost,
  above: counts.countAbove,
  atLeast: counts.countAtLeast,
  among: counts.countAmong,
  holds: counts.countHolds,
  some: counts.countSome,
  every: counts.countEvery,
  count: people.countCount,
  sum: people.countSum,
  min: people.countMin,
  max: people.countMax,
  plus: numbers.countPlus,
  minus: numbers.countMinus,
  times: numbers.countTimes,
  divided: numbers.countDivided,
  choose: numbers.countChoose,
  chooseNumber: numbers.countChooseNumber,
  first: numbers.countFirst,
  round: numbers.countRound,
  monthsBetween: numbers.countMonthsBetween,
  yearsOf: numbers.countYearsOf,
  monthsOf: numbers.countMonthsOf,
  shiftDay: numbers.countShiftDay,
  parameterOn: numbers.countParameterOn,
  tree: ofNothing,
};

/** The operations by their number; trees are asked by the run itself. */
export const operations: readonly Operation[] = Object.entries(opcodes)
  .toSorted(([, a], [, b]) => a - b)
  .map(([name]) => byName[name as keyof typeof opcodes]);
