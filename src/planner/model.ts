import type { Certainty, NeedId, Urgency } from '#catalogue';
import type { Text } from '#language';

export type StepAction = 'visit' | 'application' | 'automatic' | 'waiting';

export type EvidenceRef = { readonly evidence: string; readonly subject: string };

/** One step of one participant. Days are `YYYY-MM-DD`; a step that starts and ends on one day takes no working day. */
export type Step = {
  /** `<service>:<subject>:<visit|application|automatic|waiting|collect>`. */
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
  /** End when other agencies answer late, here and in everything before; same as `end` when there is no extension. */
  readonly latestEnd: string;
  /** `tonight` only where the help is given on the day asked for. */
  readonly urgency: Urgency;
  readonly visit: number | null;
  /** False: depends on an answer that is not known yet, or on an unlock. */
  readonly sure: boolean;
  readonly unlockedBy: readonly string[];
  readonly certainty: Certainty;
};

/** A service nobody can begin: what it needs is given only by services that need, in the end, its own result. */
export type StuckService = {
  readonly service: string;
  readonly subject: string;
  readonly waitsFor: readonly EvidenceRef[];
};

export type Route = {
  /** In an order in which they can be done: by start, then urgency, the sure first. */
  readonly steps: readonly Step[];
  readonly visits: number;
  /** Last day; the day asked for when there is nothing to do. */
  readonly finish: string;
  /** Left out of the steps, never silently: a circle of papers is a defect of the law and is to be told. */
  readonly stuck: readonly StuckService[];
};
