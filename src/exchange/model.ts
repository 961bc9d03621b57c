import type { Day } from '#catalogue';
import type { Actor, Ground } from '#journal';
import type { FactAnswer, Subject } from '#protocol';

import type { InquiryState } from './states.ts';

/** An inquiry is found by whose situation it is asked for, and its id; the person spreads the tables over machines. */
export type InquiryRef = { readonly person: string; readonly id: string };

/** What the facts are for: a joint case, or a situation that is being told. */
export type Purpose =
  | { readonly kind: 'case'; readonly id: string; readonly number: string }
  | { readonly kind: 'situation'; readonly id: string };

/** Whether the person looks at an answer before it is used. */
export type Preview = 'not-needed' | 'waiting' | 'accepted' | 'declined';

/** A question of one agency to the register of another, about one person. Plain JSON. */
export type Inquiry = InquiryRef & {
  /** Whom it is about: an id of the situation's people, or `household`. */
  readonly subject: string;
  /** Whose names the register knows: the subject, or for a household the one who speaks for it. */
  readonly about: string;
  /** Whose register is asked. */
  readonly agency: string;
  /** The agency for whose work it is asked. */
  readonly asker: string;
  readonly facts: readonly string[];
  readonly purpose: Purpose;
  readonly ground: Ground;
  /** What it is for, in words that go to the register and to the person. */
  readonly reason: string;
  readonly by: Actor;
  readonly state: InquiryState;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  /** The last day the law leaves for the answer. */
  readonly due: Day;
  /** The last day on which an answer is still of use. */
  readonly ends: Day;
  readonly tryAt?: string;
  readonly tries: number;
  readonly lastFault?: string;
  readonly deadAt?: string;
  readonly answeredAt?: string;
  /** Since when its facts wait to be told to the case. */
  readonly tellAt?: string;
  readonly preview: Preview;
  /** The register told that something has changed: what it answers takes the place of what was known. */
  readonly notice?: { readonly source: string; readonly id: string };
  /** By which the register is asked after an answer that takes its time. */
  readonly queuedAs?: string;
  /** Why the register refused, in its words. */
  readonly refusal?: string;
  readonly version: number;
};

/** A question as a connector needs it: whom it is about by the names registers know, and nothing of the rest. */
export type Question = {
  readonly id: string;
  readonly agency: string;
  readonly asker: string;
  readonly subject: Subject;
  readonly facts: readonly string[];
  readonly reason: string;
  readonly ground: Ground;
  readonly asOf: Day;
  readonly userId?: string;
  readonly issue?: string;
};

/** A message as it was sent, with what its sender signed it with; empty where a way of exchange knows no signature. */
export type SignedText = { readonly text: string; readonly signature: string };

/** A fact as a register told it, with where it comes from. */
export type ReceivedFact = InquiryRef & {
  readonly subject: string;
  readonly agency: string;
  readonly answer: FactAnswer;
  readonly at: string;
  /** unusable: not a value that the fact can have; disputed: the person says it is wrong. */
  readonly standing: 'usable' | 'unusable' | 'disputed';
};
