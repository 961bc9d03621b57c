import type { Certainty, NeedId, Urgency } from '#catalogue';
import type { Text } from '#language';

import type { Choice } from './choices.ts';

/** `unknown`: some fact that was not told can still turn it either way, or an official decides by judgement. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A fact about one person (its id) or about the household (`household`). */
export type FactKey = { readonly fact: string; readonly subject: string };

export type PersonFacts = {
  readonly id: string;
  readonly name?: string;
  readonly facts: Readonly<Record<string, FactValue>>;
};

/** A checked value as it stands in a situation; dates are `YYYY-MM-DD`, money is roubles, `null` is "known to be none". */
export type FactValue = boolean | number | string | readonly string[] | null;

/** A life situation as told: checked, typed, complete with the day it is asked for. Absent facts are not known. */
export type ToldSituation = {
  readonly asOf: string;
  readonly territory: string;
  readonly says?: string;
  readonly applicant: string;
  readonly people: readonly PersonFacts[];
  readonly household: Readonly<Record<string, FactValue>>;
};

export type FoundNeed = {
  readonly need: NeedId;
  readonly urgency: Urgency;
  readonly because: Text;
};

export type FoundSituation = { readonly situation: string; readonly code: string; readonly because: Text };

export type CriterionAnswer = {
  readonly id: string;
  readonly text: Text;
  readonly answer: Answer;
  readonly article: string;
  readonly certainty: Certainty;
  readonly kind: 'condition' | 'deadline';
  readonly judgedBy?: Text;
  /** First day on which it will hold by the passing of time alone; last day on which one may apply. */
  readonly opens?: string;
  readonly closes?: string;
  /** Told facts the answer rests on. */
  readonly facts: readonly (FactKey & { readonly value: FactValue })[];
  readonly missing: readonly FactKey[];
  /** Parameters the rule needs that have no value on the day: the answer cannot be computed. */
  readonly withoutValue: readonly string[];
};

export type Amount = {
  readonly value: number;
  readonly currency: string;
  readonly per: 'month' | 'year' | 'once';
};

export type Entitlement = {
  readonly service: string;
  /** Index of the version of the service in force on the day. */
  readonly version: number;
  /** A person's id, or `household`. */
  readonly subject: string;
  /** Whether the service is about this subject at all; while it is not known, nobody is sent to ask for it. */
  readonly concerns: Answer;
  readonly answer: Answer;
  readonly amount?: Amount;
  readonly criteria: readonly CriterionAnswer[];
  readonly missing: readonly FactKey[];
  /** Services whose result could turn this *no* into a *yes*. */
  readonly unlockedBy: readonly string[];
  /** The least sure of everything the answer rests on. */
  readonly certainty: Certainty;
};

export type Gap = {
  readonly need: NeedId;
  readonly reason: 'no-service' | 'not-eligible' | 'too-late';
  readonly services: readonly { readonly service: string; readonly criteria: readonly string[] }[];
  readonly text: Text;
};

export type NextQuestion = { readonly fact: string; readonly subject: string; readonly text: Text; readonly why: Text };

/** Whether the person or a register has a piece of evidence now. */
export type EvidenceState = { readonly evidence: string; readonly subject: string; readonly held: Answer };

export type Assessment = {
  readonly needs: readonly FoundNeed[];
  readonly situations: readonly FoundSituation[];
  readonly entitlements: readonly Entitlement[];
  readonly gaps: readonly Gap[];
  readonly choices: readonly Choice[];
  readonly nextQuestion: NextQuestion | null;
  /** For every kind of evidence and everyone it can be about. */
  readonly evidence: readonly EvidenceState[];
  /** Conditions of channels and evidence, answered: key is `service|subject|channel|index` or `service|subject|evidence|index`. */
  readonly conditions: ReadonlyMap<string, Answer>;
};
