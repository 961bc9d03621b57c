import type { ToldSituation } from '#assessment';
import type { Day, NeedId } from '#catalogue';
import type { Actor } from '#journal';
import type { Text } from '#language';
import type { Route } from '#planner';

import type {
  CaseNeed,
  Complexity,
  Consent,
  Decision,
  Disclosure,
  FoundGap,
  Holder,
  Meeting,
  Mode,
  Objection,
  Outcome,
  Participant,
  Provenance,
  Rhythm,
  Task,
} from './model.ts';

/** A task as it is put into the plan: nothing has been done yet. */
export type PlannedTask = Omit<
  Task,
  'state' | 'since' | 'readyOn' | 'suspended' | 'escalated' | 'remindedOf' | 'result' | 'version'
>;

/** What happened, in the past tense; a case is the sum of its events. */
export type Happening =
  | {
      readonly kind: 'case-opened';
      readonly number: string;
      readonly agreement: string;
      readonly digest: string;
      readonly lead: string;
      readonly rhythm: Rhythm;
      /** By which its days are counted; Greenwich where an older case does not say. */
      readonly timeZone?: string;
      readonly told: ToldSituation;
      readonly needs: readonly CaseNeed[];
      readonly participants: readonly Participant[];
      readonly disclosures: readonly Disclosure[];
      readonly complexity: Complexity;
      readonly mode: Mode;
      readonly tasks: readonly PlannedTask[];
      readonly route: Route;
      readonly gaps: readonly FoundGap[];
    }
  | { readonly kind: 'task-became-ready'; readonly task: string; readonly on: Day; readonly due?: Day }
  | { readonly kind: 'task-taken'; readonly task: string; readonly officer: string }
  | { readonly kind: 'task-passed-on'; readonly task: string; readonly to: Holder; readonly reason: string }
  | {
      readonly kind: 'task-suspended';
      readonly task: string;
      readonly on: Day;
      readonly reason: string;
      readonly article: string;
      readonly daysLeft: number;
    }
  | { readonly kind: 'task-resumed'; readonly task: string; readonly due: Day }
  | {
      readonly kind: 'term-extended';
      readonly task: string;
      readonly due: Day;
      readonly reason: string;
      readonly article: string;
    }
  | { readonly kind: 'task-done'; readonly task: string; readonly result: string }
  /** Tasks of the person, the first of which has to be done by that day. */
  | { readonly kind: 'tasks-reminded'; readonly tasks: readonly string[]; readonly first: Day }
  /** To the lead: it is time that the participants come together. */
  | { readonly kind: 'review-came-due'; readonly on: Day }
  | { readonly kind: 'task-escalated'; readonly task: string; readonly to: 'lead' | 'head' }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'objected'; readonly objection: Objection }
  | {
      readonly kind: 'plan-changed';
      readonly why: Text;
      /** What changed, and by what: as the planner tells it. */
      readonly sentences: readonly Text[];
      readonly route: Route;
      readonly added: readonly PlannedTask[];
      readonly cancelled: readonly string[];
      /** Tasks that stay and now wait for others than before: what they waited for will not come. */
      readonly rewired: readonly { readonly task: string; readonly after: readonly string[] }[];
      /** Tasks that stay and come on other days. */
      readonly moved: readonly { readonly task: string; readonly planned: NonNullable<Task['planned']> }[];
    }
  | {
      readonly kind: 'facts-told';
      readonly told: ToldSituation;
      readonly facts: readonly string[];
      /** When a register told them. */
      readonly from?: Provenance;
    }
  /** To the person: what a change that a register told of brings within reach or takes away. */
  | {
      readonly kind: 'rights-told';
      readonly notice: string;
      readonly gained: readonly string[];
      readonly lost: readonly string[];
    }
  /** A register's answer waits until the person has looked at it. */
  | { readonly kind: 'answer-waits'; readonly inquiry: string }
  | {
      readonly kind: 'mode-chosen';
      readonly mode: Mode;
      readonly reason: string;
      /** Applications that somebody else hands in now. */
      readonly handed: readonly { readonly task: string; readonly to: Holder }[];
    }
  | { readonly kind: 'complexity-judged'; readonly complexity: Complexity }
  | { readonly kind: 'participant-joined'; readonly agency: string; readonly contact?: string }
  /** By the lead, to the applicant, who has not said yes. */
  | { readonly kind: 'participant-proposed'; readonly participant: Participant }
  | {
      readonly kind: 'participant-invited';
      readonly participant: Participant;
      readonly disclosures: readonly Disclosure[];
    }
  | { readonly kind: 'participant-left'; readonly agency: string; readonly reason: string }
  | { readonly kind: 'lead-named'; readonly officer: string }
  | { readonly kind: 'meeting-called'; readonly meeting: Meeting }
  | {
      readonly kind: 'meeting-held';
      readonly meeting: string;
      readonly minutes: string;
      readonly actions: readonly PlannedTask[];
    }
  | { readonly kind: 'meeting-cancelled'; readonly meeting: string; readonly reason: string }
  | { readonly kind: 'consent-given'; readonly consent: Consent }
  | { readonly kind: 'consent-withdrawn'; readonly consent: string }
  | { readonly kind: 'paper-shown'; readonly paper: string; readonly hasCopy: boolean }
  | { readonly kind: 'paper-unmarked'; readonly paper: string; readonly reason: string }
  | { readonly kind: 'outcome-told'; readonly outcome: Outcome }
  | { readonly kind: 'outcome-asked'; readonly asked: number }
  | { readonly kind: 'need-handed-over'; readonly need: NeedId; readonly agency: string; readonly reason: string }
  | { readonly kind: 'gap-found'; readonly gap: FoundGap }
  | { readonly kind: 'case-closed' }
  | { readonly kind: 'emergency-looked'; readonly reason: string }
  | { readonly kind: 'said'; readonly to: readonly string[]; readonly words: string }
  | { readonly kind: 'person-called'; readonly reached: boolean; readonly words: string };

/** One thing that happened: who did it, when, on what ground. Never changed once kept. */
export type CaseEvent = {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: Actor;
  readonly happening: Happening;
};
