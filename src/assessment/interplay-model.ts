import type { Certainty, Instead, Interaction } from '#catalogue';
import type { Text } from '#language';

import type { Amount, Answer } from './model.ts';

/** A service answered for somebody: a person's id, or `household`. */
export type EntitlementKey = { readonly service: string; readonly subject: string };

/** Roubles of the twelve months that begin now: `sure` at least, `upTo` at most; null when no limit is known. */
export type Sum = { readonly sure: number; readonly upTo: number | null };

/** The rule of a pack behind something said, as the person is told it. */
export type Law = {
  readonly interaction: string;
  readonly text: Text;
  readonly article: string;
  readonly certainty: Certainty;
};

/** Definitely, or as far as known facts go: what is definitely not so is not told. */
export type Holds = Exclude<Answer, 'no'>;

/** `row` cannot be had while `by` is had; with `by` the same as `row`: it is given already, and given once. */
export type Exclusion = Law & {
  readonly kind: Interaction['kind'];
  readonly row: EntitlementKey;
  readonly by: EntitlementKey;
  readonly holds: Holds;
  /** For what is replaced: when it ends. */
  readonly falls?: Instead['falls'];
};

export type ChoiceRow = EntitlementKey & {
  readonly answer: Answer;
  /** The person has it already; `year` is then counted as for a new one. */
  readonly isGranted: boolean;
  readonly amount?: Amount;
  readonly year: Sum;
};

/** A largest set of services that go together, and what is given up for it. */
export type Alternative = {
  readonly takes: readonly EntitlementKey[];
  readonly loses: readonly EntitlementKey[];
  readonly year: Sum;
};

/** Services that exclude each other. All alternatives are told; the person chooses. */
export type Choice = {
  readonly rows: readonly ChoiceRow[];
  /** The greatest sure sum first. */
  readonly alternatives: readonly Alternative[];
  /** Index of the alternative that certainly brings more than every other one. */
  readonly best?: number;
  readonly holds: Holds;
  /** False when there are too many alternatives to tell or to compare all. */
  readonly isComplete: boolean;
  readonly because: readonly Law[];
};

/** What an amount does to another service's means test. */
export type CountedIncome = Law & {
  readonly from: EntitlementKey;
  readonly for: EntitlementKey;
  /** False: by law it is not counted there. */
  readonly counts: boolean;
  /** `kept`: counted, and changes nothing; `unknown`: the facts do not tell. */
  readonly effect: 'kept' | 'reduced' | 'lost' | 'unknown';
  /** After so many paid months are counted the effect begins. */
  readonly afterMonths?: number;
  /** An application up to this day counts too little of it to matter. */
  readonly fileUntil?: string;
  /** Amount of the other service when all the months are counted; absent when it is lost or not known. */
  readonly then?: Amount;
};

/**
 * A constraint on the order of two claims, for whoever plans the route: `first` is asked for no later than `then`
 * begins, or, with `until`, no later than that day whatever happens to `then`. `must`: else `first` is refused by law;
 * `gain`: else the person loses money. Constraints never run in a ring.
 */
export type OrderConstraint = Law & {
  readonly first: EntitlementKey;
  readonly then: EntitlementKey;
  readonly strength: 'must' | 'gain';
  readonly until?: string;
  readonly holds: Holds;
};

/** Going for `opens` by way of `by` gives up `loses`. */
export type UnlockLoss = {
  readonly opens: EntitlementKey;
  readonly by: string;
  readonly loses: EntitlementKey;
  /** Absent when the facts themselves turn the other service to "no". */
  readonly law?: Law;
};

/** How the services of a household bear on each other. */
export type Interplay = {
  readonly exclusions: readonly Exclusion[];
  readonly choices: readonly Choice[];
  readonly incomes: readonly CountedIncome[];
  readonly order: readonly OrderConstraint[];
  readonly unlockLosses: readonly UnlockLoss[];
};

export const noInterplay: Interplay = { exclusions: [], choices: [], incomes: [], order: [], unlockLosses: [] };
