import type { Certainty, NeedId, Urgency } from '#catalogue';
import type { Text } from '#language';

export type StepAction = 'visit' | 'application' | 'automatic' | 'waiting';

export type EvidenceRef = { readonly evidence: string; readonly subject: string };

/** One step of one participant. Days are `YYYY-MM-DD`; a step that starts and ends on one day takes no working day. */
export type Step = {
  /** `<service>:<subject>:<action>`, or `visit` of an office. */
  readonly id: string;
  readonly service: string;
  readonly subject: string;
  readonly action: StepAction;
  /** Who acts: the person (visit, application) or the agency (automatic, waiting). */
  readonly agency: string;
  readonly office?: string;
  readonly channel: 'online' | 'mfc' | 'agency' | 'call' | 'automatic';
  readonly text: Text;
  readonly after: readonly string[];
  readonly bring: readonly EvidenceRef[];
  readonly obtained: readonly (EvidenceRef & { readonly from: string })[];
  readonly gives: readonly EvidenceRef[];
  readonly meets: readonly NeedId[];
  readonly start: string;
  readonly end: string;
  /** End when other agencies answer late; same as `end` when there is no extension. */
  readonly latestEnd: string;
  readonly urgency: Urgency;
  readonly visit: number | null;
  /** False: depends on an answer that is not known yet, or on an unlock. */
  readonly sure: boolean;
  readonly unlockedBy: readonly string[];
  readonly certainty: Certainty;
};

export type Route = {
  /** In an order in which they can be done: by start, then urgency. */
  readonly steps: readonly Step[];
  readonly visits: number;
  /** Last day; the day asked for when there is nothing to do. */
  readonly finish: string;
};
