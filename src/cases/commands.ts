import type { Day, NeedId } from '#catalogue';
import type { Text } from '#language';

import type { Holder, Mode, OutcomeAnswer, Provenance, ReceivedValue } from './model.ts';

/** An exception under which a second refusal may name papers that the first did not (210-FZ art. 7 p. 1 (4)). */
export const refusalExceptions = ['law-changed', 'errors-in-new-papers', 'paper-expired', 'officer-erred'] as const;
export type RefusalException = (typeof refusalExceptions)[number];

/** An action agreed at a meeting: of an agency or of the family itself. */
export type AgreedAction = { readonly title: string; readonly holder: Holder; readonly due: Day };

/** What may be commanded of a case that is open. Plain JSON. */
export type Command =
  | { readonly kind: 'take-task'; readonly task: string; readonly seen?: number }
  | {
      readonly kind: 'pass-on-task';
      readonly task: string;
      readonly to: Holder;
      readonly reason: string;
      readonly seen?: number;
    }
  | { readonly kind: 'finish-task'; readonly task: string; readonly result: string; readonly seen?: number }
  | {
      readonly kind: 'suspend-task';
      readonly task: string;
      readonly reason: string;
      readonly article: string;
      readonly seen?: number;
    }
  | { readonly kind: 'resume-task'; readonly task: string; readonly seen?: number }
  | {
      readonly kind: 'extend-term';
      readonly task: string;
      readonly reason: string;
      readonly article: string;
      readonly seen?: number;
    }
  | {
      readonly kind: 'decide';
      readonly task: string;
      readonly outcome: 'granted' | 'partly' | 'refused';
      readonly refusedBy?: 'law' | 'judgement';
      readonly criteria?: readonly string[];
      readonly missingPapers?: readonly string[];
      readonly exception?: RefusalException;
      readonly reason: string;
      readonly amount?: { readonly value: number; readonly per: 'month' | 'year' | 'once' };
      readonly holdsFrom?: Day;
      readonly revises?: string;
      readonly seen?: number;
    }
  | { readonly kind: 'object'; readonly decision: string; readonly to: string; readonly words: string }
  | {
      readonly kind: 'tell-facts';
      /** As they are told: by the rules of the packs they may be of the wrong type. Without a value: not known any more. */
      readonly facts: readonly { readonly fact: string; readonly subject: string; readonly value?: unknown }[];
    }
  /** Given by the exchange: what a register answered. What the person has told meanwhile stays as she told it. */
  | { readonly kind: 'receive-facts'; readonly facts: readonly ReceivedValue[]; readonly from: Provenance }
  /** Given by the exchange: services that a change a register told of brings within reach, and those it takes away. */
  | {
      readonly kind: 'tell-rights';
      readonly notice: string;
      readonly gained: readonly string[];
      readonly lost: readonly string[];
    }
  /** Given by the exchange: an answer that nobody uses before the person has looked at it. */
  | { readonly kind: 'tell-answer-waits'; readonly inquiry: string }
  | { readonly kind: 'choose-mode'; readonly mode: Mode; readonly reason: string }
  /** By the applicant: an agency comes into the case. By the lead: it is proposed to her. */
  | { readonly kind: 'invite'; readonly agency: string; readonly reason: string }
  | { readonly kind: 'join'; readonly contact?: string }
  | { readonly kind: 'leave'; readonly agency: string; readonly reason: string }
  | { readonly kind: 'name-lead'; readonly officer: string }
  | {
      readonly kind: 'call-meeting';
      readonly at: string;
      readonly place: string;
      readonly agenda: readonly string[];
      readonly invited: readonly string[];
    }
  | {
      readonly kind: 'hold-meeting';
      readonly meeting: string;
      readonly minutes: string;
      readonly actions: readonly AgreedAction[];
    }
  | { readonly kind: 'cancel-meeting'; readonly meeting: string; readonly reason: string }
  | {
      readonly kind: 'consent';
      readonly facts: readonly string[];
      readonly to: readonly string[];
      readonly purpose: Text;
      readonly until: Day;
    }
  | { readonly kind: 'withdraw-consent'; readonly consent: string }
  | {
      readonly kind: 'tell-outcome';
      readonly need: NeedId;
      readonly asked: number;
      readonly answer: OutcomeAnswer;
      readonly words?: string;
    }
  | { readonly kind: 'hand-over-need'; readonly need: NeedId; readonly agency: string; readonly reason: string }
  | { readonly kind: 'report-gap'; readonly need: NeedId; readonly reason: string; readonly text: Text }
  /** An officer has seen the original of a paper. */
  | { readonly kind: 'mark-paper'; readonly paper: string; readonly hasCopy: boolean }
  | { readonly kind: 'unmark-paper'; readonly paper: string; readonly reason: string }
  /** A letter within the case: to the applicant (`person`), to agencies that take part. */
  | { readonly kind: 'say'; readonly to: readonly string[]; readonly words: string }
  /** What came of a call to the person, and what she answered of her needs. */
  | {
      readonly kind: 'record-call';
      readonly reached: boolean;
      readonly words: string;
      readonly answers: readonly { readonly need: NeedId; readonly answer: OutcomeAnswer }[];
    }
  | { readonly kind: 'close' }
  /** An officer who takes no part looks because somebody is in danger: the person is told. */
  | { readonly kind: 'tell-emergency-look'; readonly reason: string }
  /** Given by Okno's own clock. */
  | { readonly kind: 'tell-lateness' }
  | { readonly kind: 'remind' }
  | { readonly kind: 'tell-review' }
  | { readonly kind: 'ask-outcome'; readonly asked: number };

export type CommandKind = Command['kind'];
