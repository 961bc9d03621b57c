import type { CheckedExpression, Text } from '#language';
import type { Certainty, Day, EntityKind, NeedId } from './model.ts';

export type Article = {
  /** Act and article as a lawyer cites it. */
  readonly citation: string;
  readonly certainty: Certainty;
};

export type Criterion = {
  readonly id: string;
  readonly text: Text;
  /** Absent when an official decides by judgement: the answer is then "not known" and says so. */
  readonly when?: CheckedExpression;
  readonly judgedBy?: Text;
  readonly article: Article;
  /** A term to claim: when it is missed the gap's reason is "too late". */
  readonly kind: 'condition' | 'deadline';
  /** First day on which it will hold by the mere passing of time ("after week 12"). */
  readonly opens?: CheckedExpression;
  /** Last day on which one may apply ("within six months of the death"). */
  readonly closes?: CheckedExpression;
};

export type EvidenceUse = {
  readonly evidence: string;
  /** Whose: the applicant's, the subject's, every parent's or child's of the family. */
  readonly of: 'applicant' | 'subject' | 'household';
  /** person: brought; exchange: asked by the agency from the holder. */
  readonly from: 'person' | 'exchange';
  readonly when?: CheckedExpression;
  /** Any of these serves as well. */
  readonly or?: readonly Pick<EvidenceUse, 'evidence' | 'of' | 'from'>[];
};

export type EvidenceGiven = { readonly evidence: string; readonly of: 'applicant' | 'subject' | 'household' };

export type ChannelKind = 'online' | 'mfc' | 'agency' | 'call' | 'automatic';

export type Channel = {
  readonly kind: ChannelKind;
  readonly when?: CheckedExpression;
  /** When it is not the term of the other ways. */
  readonly term?: Term;
};

export type Term = {
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  /** Longest the term may become while answers of other agencies are awaited, same unit. */
  readonly extendedTo?: number;
  /** An application after this hour, or on a day off, counts as one of the next working day. */
  readonly acceptedUntil?: string;
  readonly certainty: Certainty;
};

/** How long one may object, or how long the answer takes. */
export type RemedySpan =
  | { readonly days: number; readonly unit: 'working' | 'calendar'; readonly certainty: Certainty }
  | { readonly months: number; readonly certainty: Certainty };

/** To whom and by when one may object to a decision. */
export type Remedy = {
  readonly id: string;
  readonly text: Text;
  /** Agency that takes the objection. */
  readonly to: string;
  /** Absent where the law sets no term. */
  readonly within?: RemedySpan;
  readonly answered?: RemedySpan;
  readonly article: Article;
};

/** While `keeps` holds for somebody, the service is answered by the law of the day `asOn`: of an application, of an award. */
export type Transition = {
  readonly keeps: CheckedExpression;
  readonly asOn: CheckedExpression;
  readonly text: Text;
  readonly article: Article;
};

export type ServiceVersion = {
  readonly from: Day;
  readonly to?: Day;
  /** Whom the law of an earlier day still governs. */
  readonly transition: readonly Transition[];
  readonly basis: readonly Article[];
  readonly criteria: readonly Criterion[];
  readonly amount?: {
    readonly value: CheckedExpression;
    readonly currency: string;
    readonly per: 'month' | 'year' | 'once';
    readonly text?: Text;
    /** Filed by this day of a month it is paid from that month, later from the next. */
    readonly firstMonth?: { readonly filedUntil: number; readonly certainty: Certainty };
    /** What it brings in the twelve months that begin now, where that is not twelve times the month. */
    readonly overYear?: CheckedExpression;
  };
  readonly evidence: readonly EvidenceUse[];
  readonly gives: readonly EvidenceGiven[];
  readonly term?: Term;
  /** Share of the applications that are refused though the criteria were thought to be met. */
  readonly refusal?: { readonly share: number; readonly source: string; readonly certainty: Certainty };
  readonly feeRoubles?: { readonly value: number; readonly certainty: Certainty };
  readonly channels: readonly Channel[];
  /** The result is handed over in person (a passport). */
  readonly collectInPerson: boolean;
  /** What one may do against a refusal. */
  readonly remedies: readonly Remedy[];
  readonly certainty: Certainty;
};

export type Service = {
  readonly id: string;
  /** Code of the domain notes, S01…; empty when there is none. */
  readonly code: string;
  readonly name: Text;
  readonly summary: Text;
  /** What to do, in the words said to the person. */
  readonly howTo: Text;
  readonly authority: string;
  readonly covers: readonly NeedId[];
  /** The office must be open day and night: starts at once, whatever the hour. */
  readonly aroundTheClock: boolean;
  readonly subject: {
    readonly each: EntityKind | 'applicant';
    readonly where?: CheckedExpression;
    readonly nobody: Text;
  };
  readonly versions: readonly ServiceVersion[];
  readonly examples: readonly ServiceExample[];
  readonly file: string;
  /** The pack it stands in. */
  readonly pack: string;
};

export type ServiceExample = {
  readonly name: string;
  readonly asOf: Day;
  readonly situation: unknown;
  readonly expect: readonly {
    readonly subject: string;
    readonly answer: 'yes' | 'no' | 'unknown';
    readonly amount?: number;
    readonly failed?: readonly string[];
    readonly missing?: readonly string[];
    readonly unlockedBy?: readonly string[];
  }[];
  readonly line: number;
};
