import type { CheckedExpression, Text } from '#language';

import type { Day } from './model.ts';
import type { Article } from './service.ts';

/** Whose services meet: about one and the same person (a child), paid to the same person, or of anybody of the household. */
export const withins = ['subject', 'recipient', 'household'] as const;
export type Within = (typeof withins)[number];

type Ground = {
  readonly id: string;
  /** The rule as one sentence said to the person. */
  readonly text: Text;
  readonly article: Article;
  readonly from?: Day;
  readonly to?: Day;
  /** Of the household; absent: always. */
  readonly when?: CheckedExpression;
};

/** None of `services` beside one of `with`: the person chooses. */
export type NotTogether = Ground & {
  readonly kind: 'not-together';
  readonly services: readonly string[];
  readonly with: readonly string[];
  readonly within: Within;
};

/** Of all these, and of one of them for several people, at most one. */
export type AtMostOne = Ground & {
  readonly kind: 'at-most-one';
  readonly services: readonly string[];
  readonly within: Within;
};

/** Given once: nobody who has it has it again, and of several in the household (`within`) one. */
export type Once = Ground & {
  readonly kind: 'once';
  readonly services: readonly string[];
  readonly within: Within;
  /** Of the subject of the service: it is given already. */
  readonly granted?: CheckedExpression;
};

/** When what is replaced ends. */
export const falls = ['at-grant', 'next-month', 'at-renewal'] as const;

/** `services` replace `of`: what is replaced falls away. */
export type Instead = Ground & {
  readonly kind: 'instead';
  readonly services: readonly string[];
  readonly of: readonly string[];
  readonly within: Within;
  readonly falls: (typeof falls)[number];
};

/** Refused to whoever has one of `with` already; the other way round both may be had, so the order decides. */
export type RefusedWith = Ground & {
  readonly kind: 'refused-with';
  readonly services: readonly string[];
  readonly with: readonly string[];
  readonly within: Within;
};

/** What `services` pay counts, or by law does not count, as income in the means test of `for`. */
export type CountsAsIncome = Ground & {
  readonly kind: 'income';
  readonly services: readonly string[];
  readonly for: readonly string[];
  readonly counts: boolean;
  /** The income fact, of the recipient or the household, in which it is told; given where it counts. */
  readonly fact?: string;
  /** An application so many months after the first paid month is the first that counts a month of it. */
  readonly firstAfterMonths: number;
};

/** Why an order is kept: else the law refuses what should come first, or the person loses money. */
export const strengths = ['must', 'gain'] as const;

/** `services` are asked for before `then`. */
export type Ordered = Ground & {
  readonly kind: 'order';
  readonly services: readonly string[];
  readonly then: readonly string[];
  readonly within: Within;
  readonly strength: (typeof strengths)[number];
};

/** `services` are paid out of the money of `of`: they add nothing to it. */
export type PaidFrom = Ground & {
  readonly kind: 'paid-from';
  readonly services: readonly string[];
  readonly of: readonly string[];
};

export type Interaction = NotTogether | AtMostOne | Once | Instead | RefusedWith | CountsAsIncome | Ordered | PaidFrom;

/** How incomes are told: facts of persons or the household, each in roubles of so many months. */
export type IncomeFacts = {
  readonly facts: readonly { readonly fact: string; readonly months: number }[];
  /** Those of them that grow when a member of the family earns more. */
  readonly earned: readonly string[];
  /** Fact of the household by which it is told that nobody had an income: each of the facts is then 0. */
  readonly none?: { readonly fact: string; readonly value: boolean };
};

/** How services bear on each other. */
export type Interplay = {
  readonly interactions: readonly Interaction[];
  readonly income?: IncomeFacts;
  /** Of a person: what is given for him is paid to the applicant (a child). */
  readonly paidToApplicant?: CheckedExpression;
};
