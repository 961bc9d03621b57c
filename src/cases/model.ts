import type { FactValue, ToldSituation } from '#assessment';
import type { Certainty, Day, NeedId, Urgency } from '#catalogue';
import type { Actor, Ground } from '#journal';
import type { Text } from '#language';
import type { Route } from '#planner';

/** A case is found by whom it is about and its id; the person spreads the tables over machines. */
export type CaseRef = { readonly person: string; readonly id: string };

/** How the agencies work together on the case, from loose to close (the four models of integration). */
export const modes = ['shared-information', 'shared-front-office', 'network', 'joint-team'] as const;
export type Mode = (typeof modes)[number];

export const factorIds = ['needs', 'frequency', 'nature', 'knowledge'] as const;
export type FactorId = (typeof factorIds)[number];

/** How complex the case is, 0…4 for each of four factors, each with the reason. */
export type Complexity = {
  readonly factors: readonly { readonly id: FactorId; readonly score: number; readonly because: Text }[];
  /** Mean of the scores as a share of the most, 0…1. */
  readonly mean: number;
  /** The highest score, 0…4: one extreme factor is not averaged away. */
  readonly highest: number;
  readonly mode: Mode;
};

export type TaskState = 'waiting' | 'ready' | 'under-way' | 'suspended' | 'done' | 'refused' | 'cancelled';

/** The person herself, or an agency, perhaps an officer of it by name. */
export type Holder =
  | { readonly kind: 'person' }
  | { readonly kind: 'agency'; readonly agency: string; readonly officer?: string };

export type TaskTerm = {
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  readonly extendedTo?: number;
  readonly certainty: Certainty;
};

/** What one participant must do. */
export type Task = {
  readonly id: string;
  /** file: hand in the application; decide: the agency's answer; collect: fetch the result; agreed: agreed at a meeting. */
  readonly kind: 'file' | 'decide' | 'collect' | 'agreed';
  readonly title: Text;
  readonly holder: Holder;
  /** Clause of the agreement under which the participant does it. */
  readonly clause: string;
  readonly service?: string;
  readonly subject?: string;
  /** Tasks that have to be done before. */
  readonly after: readonly string[];
  readonly meets: readonly NeedId[];
  readonly urgency: Urgency;
  /** The law's term; it runs from the day on which the task became ready. */
  readonly term?: TaskTerm;
  /** Days on which the route has it begun and over; no promise, and moved when something comes otherwise. */
  readonly planned?: { readonly start: Day; readonly end: Day };
  readonly state: TaskState;
  /** Who holds it, since when. */
  readonly since: string;
  readonly readyOn?: Day;
  readonly due?: Day;
  /** Its last suspension: meanwhile the term stands still, with so many days of it left. */
  readonly suspended?: {
    readonly on: Day;
    readonly reason: string;
    readonly article: string;
    readonly daysLeft: number;
  };
  /** How far its lateness was told: to nobody, to the lead, to the agency's head. */
  readonly escalated: 'no' | 'lead' | 'head';
  /** The day of which the person was reminded. */
  readonly remindedOf?: Day;
  readonly result?: string;
  /** Sequence of the event that changed it last. */
  readonly version: number;
};

export type Participant = {
  readonly agency: string;
  readonly clause: string;
  readonly because: Text;
  /**
   * proposed by the lead, and takes no part until the person invites it; invited by the agreement or the person; joined: has
   * said yes; left: the person or the agency ended it.
   */
  readonly state: 'proposed' | 'invited' | 'joined' | 'left';
  readonly contact?: string;
};

/** A kind of facts shown to an agency, and why that is allowed. */
export type Disclosure = {
  readonly facts: readonly string[];
  readonly to: string;
  readonly clause: string;
  readonly ground: 'law' | 'consent' | 'agreement';
  readonly article: string;
  readonly purpose: Text;
  /** The person looks at what a register answers before it is used. */
  readonly preview?: true;
};

/** Where facts come from: the answer of a register to an inquiry, on its ground. */
export type Provenance = {
  readonly inquiry: string;
  readonly agency: string;
  readonly ground: Ground;
  /** The register told of a change: what it says now takes the place of what was known. */
  readonly notice?: string;
};

/** A fact as a register told it: of a person of the situation, or of the `household`. */
export type ReceivedValue = { readonly fact: string; readonly subject: string; readonly value: FactValue };

export type Consent = {
  readonly id: string;
  readonly facts: readonly string[];
  readonly to: readonly string[];
  readonly purpose: Text;
  readonly givenAt: string;
  readonly until: Day;
  readonly withdrawnAt?: string;
};

export type Decision = {
  readonly id: string;
  readonly task: string;
  readonly service: string;
  readonly subject: string;
  readonly outcome: 'granted' | 'partly' | 'refused';
  /** A refusal is either "not met by law", with the criterion, or an officer's judgement in his own words. */
  readonly refusedBy?: 'law' | 'judgement';
  readonly criteria: readonly string[];
  readonly missingPapers: readonly string[];
  readonly reason: string;
  readonly amount?: { readonly value: number; readonly per: 'month' | 'year' | 'once' };
  readonly by: Actor;
  readonly decidedAt: string;
  /** Since when it holds, which may lie before or after the day it was made. */
  readonly holdsFrom: Day;
  /** What it rests on: the pack and the facts as they were. */
  readonly digest: string;
  readonly facts: ToldSituation;
  /** To whom and until when one may object; without a day where the law sets no term. */
  readonly remedies: readonly {
    readonly to: string;
    readonly text: Text;
    readonly until?: Day;
    readonly article: string;
  }[];
  /** The decision that this one puts in the place of. */
  readonly revises?: string;
};

export type Objection = {
  readonly id: string;
  readonly decision: string;
  /** Agency that takes it. */
  readonly to: string;
  readonly filedAt: string;
  readonly words: string;
};

export type Meeting = {
  readonly id: string;
  readonly at: string;
  readonly place: string;
  readonly agenda: readonly string[];
  /** Agencies the family has agreed to have there. */
  readonly invited: readonly string[];
  readonly state: 'called' | 'held' | 'cancelled';
  readonly minutes?: string;
};

/** A paper of which an officer has seen the original in this case. */
export type ShownPaper = {
  readonly paper: string;
  readonly by: Actor;
  /** ISO 8601. */
  readonly at: string;
  readonly hasCopy: boolean;
};

export const outcomeAnswers = ['met', 'partly', 'not', 'left'] as const;
export type OutcomeAnswer = (typeof outcomeAnswers)[number];

export type Outcome = {
  readonly need: NeedId;
  /** Days after the closing: 0 at the closing itself. */
  readonly asked: number;
  readonly answer: OutcomeAnswer;
  readonly words?: string;
  readonly toldAt: string;
  readonly by: Actor;
};

/** Days of lateness after which the lead and the head are told; days between reviews; days after the closing to ask on. */
export type Rhythm = {
  readonly leadAfterDays: number;
  readonly headAfterDays: number;
  readonly reviewEveryDays: number;
  readonly followUpDays: readonly number[];
};

export type CaseNeed = {
  readonly need: NeedId;
  readonly urgency: Urgency;
  readonly because: Text;
  /** Whoever takes it over when the case is closed and the need is not met. */
  readonly handedTo?: { readonly agency: string; readonly reason: string };
};

export type FoundGap = {
  readonly need: NeedId;
  readonly reason: string;
  readonly text: Text;
  readonly foundAt: string;
};

/** A route being carried out by several agencies under an agreement, to an outcome. Plain JSON. */
export type JointCase = CaseRef & {
  readonly number: string;
  readonly version: number;
  readonly status: 'open' | 'closed';
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly agreement: string;
  /** Digest of the packs under which it was opened. */
  readonly digest: string;
  readonly lead: string;
  readonly leadContact?: string;
  /** As the agreement had it on the day of opening. */
  readonly rhythm: Rhythm;
  /** In which it is a day for this case; Greenwich where an older case does not say. */
  readonly timeZone?: string;
  /** Days after the closing on which the question whether it helped has gone out. */
  readonly asked: readonly number[];
  readonly told: ToldSituation;
  readonly needs: readonly CaseNeed[];
  readonly participants: readonly Participant[];
  readonly complexity: Complexity;
  readonly mode: { readonly mode: Mode; readonly reason?: string; readonly by?: Actor };
  readonly tasks: readonly Task[];
  /** The route that the tasks carry out, with what depends on answers that are not known yet. */
  readonly route: Route;
  readonly disclosures: readonly Disclosure[];
  readonly consents: readonly Consent[];
  readonly decisions: readonly Decision[];
  readonly objections: readonly Objection[];
  readonly meetings: readonly Meeting[];
  readonly outcomes: readonly Outcome[];
  readonly gaps: readonly FoundGap[];
  /** Left out where none was shown yet. */
  readonly shownPapers?: readonly ShownPaper[];
  /** The day on which the lead was told last that a review is due; a held meeting ends that. */
  readonly reviewToldOn?: Day;
  /** When the person was called last, and when she was reached last. */
  readonly called?: { readonly at: string; readonly reachedAt?: string };
};
