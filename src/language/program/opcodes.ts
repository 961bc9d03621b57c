/** Truth in a slot of a Boolean node; `neither` is FEEL's null. */
export const truths = { no: 0, yes: 1, unknown: 2, neither: 3 } as const;

/** The slot of "yes", for operations that need a condition where the rule has none. */
export const yesSlot = 0;

/**
 * What is done to count a slot: the number of the operation in `operations.ts`. Operations of people take a list of
 * pairs, whether the person belongs and the value of the person; `count` takes whether each belongs. `below`, `atMost`,
 * `above` and `atLeast` compare with a threshold that is the same for everybody.
 */
export const opcodes = {
  none: 0,
  all: 1,
  any: 2,
  not: 3,
  sameTruth: 4,
  otherTruth: 5,
  chooseTruth: 6,
  firstTruth: 7,
  less: 8,
  lessOrEqual: 9,
  equal: 10,
  unequal: 11,
  below: 12,
  atMost: 13,
  above: 14,
  atLeast: 15,
  among: 16,
  holds: 17,
  some: 18,
  every: 19,
  count: 20,
  sum: 21,
  min: 22,
  max: 23,
  plus: 24,
  minus: 25,
  times: 26,
  divided: 27,
  choose: 28,
  chooseNumber: 29,
  first: 30,
  round: 31,
  monthsBetween: 32,
  yearsOf: 33,
  monthsOf: 34,
  shiftDay: 35,
  parameterOn: 36,
  tree: 37,
  absent: 38,
} as const;

const {
  all,
  any,
  firstTruth,
  first,
  some,
  every,
  count,
  sum,
  min,
  max,
  tree,
  chooseTruth,
  choose,
  chooseNumber,
  none,
} = opcodes;
const { absent, not, below, atMost, above, atLeast, among, holds, round, yearsOf, monthsOf, shiftDay, parameterOn } =
  opcodes;

/** Operations whose operands are a list. */
export const listed: ReadonlySet<number> = new Set([
  all,
  any,
  firstTruth,
  first,
  some,
  every,
  count,
  sum,
  min,
  max,
  tree,
]);

const ofOne: ReadonlySet<number> = new Set([
  absent,
  not,
  below,
  atMost,
  above,
  atLeast,
  among,
  holds,
  round,
  yearsOf,
  monthsOf,
  shiftDay,
  parameterOn,
]);
const ofThree: ReadonlySet<number> = new Set([chooseTruth, choose, chooseNumber]);

/** How many of a slot's `a`, `b`, `c` are slots; what follows them are plain numbers. */
export function operandsIn(op: number): number {
  if (op === none || listed.has(op)) return 0;
  if (ofOne.has(op)) return 1;
  return ofThree.has(op) ? 3 : 2;
}
