import type { Article, Certainty, ConsentKind, NeedId, Urgency } from '#catalogue';
import type { Text } from '#language';

import type { Contradiction } from './contradictions.ts';
import type { RuledOut } from './ruled-out.ts';

import type { Interplay } from './interplay-model.ts';

/** `unknown`: some fact that was not told can still turn it either way, or an official decides by judgement. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A fact about one person (its id) or about the household (`household`). */
export type FactKey = { readonly fact: string; readonly subject: string };

export type PersonFacts = {
  readonly id: string;
  readonly name?: string;
  readonly facts: Readonly<Record<string, FactValue>>;
};

/**
 * A checked value as it stands in a situation; dates are `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` when no more is known of
 * them; money is roubles, `null` is "known to be none".
 */
export type FactValue = boolean | number | string | readonly string[] | null;

/** Leave of the applicant to ask an agency's register, from the day it was given until the day it is withdrawn. */
export type Consent = {
  readonly agency: string;
  readonly given: string;
  readonly withdrawn?: string;
  /** Signed, as the law wants it where a word or a tick is not enough. */
  readonly isWritten: boolean;
  /** Ids of adults who have agreed as well; children are represented by the applicant. */
  readonly also: readonly string[];
};

/** A life situation as told: checked, typed, complete with the day it is asked for. Absent facts are not known. */
export type ToldSituation = {
  readonly asOf: string;
  readonly territory: string;
  readonly says?: string;
  readonly applicant: string;
  readonly people: readonly PersonFacts[];
  readonly household: Readonly<Record<string, FactValue>>;
  readonly consents?: readonly Consent[];
  /** Services that have been applied for: the bodies that give them ask other agencies by themselves. */
  readonly appliedFor?: readonly string[];
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
  /** Why the law of an earlier day decides, and which day, when a transitional rule keeps it for this subject. */
  readonly transition?: {
    readonly text: Text;
    readonly article: string;
    readonly certainty: Certainty;
    readonly day: string;
  };
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

export type NextQuestion = {
  readonly fact: string;
  readonly subject: string;
  readonly text: Text;
  readonly why: Text;
  /** Answers not to be offered, as they cannot be right together with what was told. */
  readonly ruledOut: readonly RuledOut[];
};

/** Questions worth asking now that stand on one page; those of no group stand alone and have no title. */
export type OpenGroup = {
  readonly group?: string;
  readonly subject: string;
  readonly title?: Text;
  readonly questions: readonly NextQuestion[];
};

/** What an agency is asked instead of the person, on which ground, and which services wait for its answer. */
export type Inquiry = {
  readonly agency: string;
  readonly ground: 'consent' | 'service';
  readonly article: Article;
  readonly facts: readonly FactKey[];
  readonly services: readonly string[];
};

/** A consent not given yet that would save questions. */
export type ConsentOffer = {
  readonly agency: string;
  readonly kind: ConsentKind;
  readonly article: Article;
  /** Not asked any more once the applicant agrees. */
  readonly facts: readonly FactKey[];
  /** Not asked any more once these adults agree as well. */
  readonly withOthers: { readonly people: readonly string[]; readonly facts: readonly FactKey[] };
};

/** What is left to ask, the most urgent first; what agencies are asked instead; which consents would save questions. */
export type Interview = {
  readonly groups: readonly OpenGroup[];
  /** About how many questions are still to come, those included that are not open yet. */
  readonly questionsLeft: number;
  readonly inquiries: readonly Inquiry[];
  readonly offers: readonly ConsentOffer[];
};

/** Whether the person or a register has a piece of evidence now. */
export type EvidenceState = { readonly evidence: string; readonly subject: string; readonly held: Answer };

export type Assessment = {
  /** Told facts that cannot be at once; everything is answered all the same. */
  readonly contradictions: readonly Contradiction[];
  readonly needs: readonly FoundNeed[];
  readonly situations: readonly FoundSituation[];
  readonly entitlements: readonly Entitlement[];
  readonly gaps: readonly Gap[];
  readonly interplay: Interplay;
  readonly nextQuestion: NextQuestion | null;
  readonly interview: Interview;
  /** For every kind of evidence and everyone it can be about. */
  readonly evidence: readonly EvidenceState[];
  /** Conditions of channels and evidence, answered: key is `service|subject|channel|index` or `service|subject|evidence|index`. */
  readonly conditions: ReadonlyMap<string, Answer>;
};
