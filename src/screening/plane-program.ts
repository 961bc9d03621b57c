/**
 * A Boolean program over planes. A plane holds a truth of many households: one bit says "certainly yes", another
 * "possibly yes", so that *not known* is possible and not certain. `and` and `or` are then the same operation on both.
 *
 * A program is a list of whole numbers, instruction after instruction: what to do, the plane it gives, how many operands
 * follow, and those. Operands are planes; comparisons with thresholds take a column of codes (see `codes.ts`), then codes:
 * those of the form's comparands (`PlaneForm`), by their numbers, until a program is made ready for some territory.
 */
export const acts = {
  all: 0,
  any: 1,
  not: 2,
  /** Operands are pairs: whether a member belongs, and what holds of him. */
  some: 3,
  every: 4,
  /** Condition, then, else. */
  choose: 5,
  /** The first that is known. */
  first: 6,
  same: 7,
  other: 8,
  below: 9,
  atLeast: 10,
  among: 11,
  notAmong: 12,
} as const;

export type Act = (typeof acts)[keyof typeof acts];

/** Programs grow by this; `from` of one piece is `length` of all before it. */
export class PlaneProgram {
  readonly #code: number[] = [];

  get length(): number {
    return this.#code.length;
  }

  add(act: Act, into: number, operands: readonly number[]): void {
    this.#code.push(act, into, operands.length, ...operands);
  }

  code(): Int32Array {
    return Int32Array.from(this.#code);
  }
}

/** Where planes, codes and programs lie: plane p has its certain bits at word 2·p·words and its possible ones behind them. */
export type PlaneMemory = {
  /** 32-bit words of one plane of one kind; a multiple of four. */
  readonly words: number;
  readonly planes: Int32Array;
  /** Codes of column c: the lowest possible of each household at 64·c·words, the highest possible 32·words behind. */
  readonly codes: Uint8Array;
};
