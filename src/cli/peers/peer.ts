import type { PlainRules, PlainValues } from './plain-rules.ts';

/** An engine that answers all rules for one household. */
export type Peer = {
  readonly name: string;
  /** How it was used, in a few words. */
  readonly how: string;
  /** At most so many households, so that the whole bench stays short. */
  readonly households: number;
  /** True for each rule that holds. */
  readonly answer: (values: PlainValues) => readonly boolean[] | Promise<readonly boolean[]>;
};

export type MakePeer = (rules: PlainRules) => Promise<Peer>;
