import { states } from '#language';

import type { Side } from './crowds.ts';
import type { Lanes } from './lanes.ts';
import type { Pairs } from './pairs.ts';

/** The row of the person at a place (-1: of the household) as pairs name it. */
export function subjectAt({ crowd, from }: Side, person: number, lane: number): number {
  return person < 0 ? -1 - crowd.households[from + lane]! : crowd.people[person]![from + lane]!;
}

/** Lanes whose bits are set. */
export function eachLane(words: Int32Array, visit: (lane: number) => void): void {
  for (let word = 0; word < words.length; word += 1)
    for (let left = words[word]!; left !== 0; left &= left - 1) visit(32 * word + 31 - Math.clz32(left & -left));
}

/** Puts pairs of those whose bits are set; `person`: whose place, -1 of the household; `amount`: its slot, or -1. */
export function tellYes(
  pairs: Pairs,
  lanes: Lanes,
  { crowd, from }: Side,
  person: number,
  amount: number,
  sures: Int32Array,
): void {
  pairs.reserve(lanes.lanes);
  const { subjects, amounts } = pairs;
  const { low, state } = lanes.numbers;
  const column = amount < 0 ? -1 : lanes.from(amount);
  const rows = person < 0 ? crowd.households : crowd.people[person]!;
  let { length } = pairs;
  for (let word = 0; word < sures.length; word += 1)
    for (let left = sures[word]!; left !== 0; left &= left - 1) {
      const lane = 32 * word + 31 - Math.clz32(left & -left);
      const row = rows[from + lane]!;
      subjects[length] = person < 0 ? -1 - row : row;
      const isKnown = column >= 0 && state[column + lane] === states.known;
      amounts[length] = isKnown ? Math.round(low[column + lane]! * 100) / 100 : Number.NaN;
      length += 1;
    }
  pairs.length = length;
}
