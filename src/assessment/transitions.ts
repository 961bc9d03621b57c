import type { Transition } from '#catalogue';

import type { Answer, CriterionAnswer, Entitlement } from './model.ts';

/** A transitional rule answered for a subject: since when the law stands still for it, and what tells while that is open. */
export type HeldTransition = {
  readonly transition: Transition;
  readonly held: Answer;
  /** The day of the law that decides; undefined while it is not known. */
  readonly day: string | undefined;
  readonly open: () => CriterionAnswer;
};

/** The criterion that stands in a row while it is not known which law decides. */
export function transitionCriterion({ text, article }: Transition): CriterionAnswer {
  return {
    id: 'transition',
    text,
    answer: 'unknown',
    article: article.citation,
    certainty: article.certainty,
    kind: 'condition',
    facts: [],
    missing: [],
    withoutValue: [],
  };
}

/**
 * A row under the law in force, or under that of an earlier day where a transitional rule keeps it for this subject: an
 * application filed before, an award that still runs. While it is not known whether it does, nothing definite is said that
 * the earlier law might contradict.
 */
export function governed(
  own: Entitlement,
  transitions: readonly HeldTransition[],
  asOn: (day: string) => Entitlement,
): Entitlement {
  const kept = transitions.find(({ held, day }) => held === 'yes' && day !== undefined);
  if (kept?.day !== undefined) {
    const { text, article } = kept.transition;
    const row = asOn(kept.day);
    const transition = { text, article: article.citation, certainty: article.certainty, day: kept.day };
    return concernedToday(own, { ...row, transition: row.transition ?? transition });
  }
  const open = transitions.filter(({ held }) => held !== 'no');
  if (open.length === 0 || own.answer === 'unknown') return own;
  if (open.every(({ day }) => day !== undefined && asOn(day).answer === own.answer)) {
    const { amount: _, ...rest } = own;
    return rest;
  }
  const criteria = open.map((one) => one.open());
  const { amount: _, ...rest } = own;
  const missing = [...criteria.flatMap((criterion) => criterion.missing), ...own.missing];
  return { ...rest, answer: 'unknown', criteria: [...criteria, ...own.criteria], missing };
}

/** Whom a service is about is asked of today: the earlier law gives nobody what today may no longer be about her. */
function concernedToday(own: Entitlement, row: Entitlement): Entitlement {
  if (own.concerns === 'yes') return row;
  const concern = own.criteria.filter(({ id }) => id === 'concerns');
  const { amount, ...rest } = row;
  const isOpen = row.answer === 'yes';
  return {
    ...rest,
    ...(isOpen || amount === undefined ? {} : { amount }),
    concerns: own.concerns,
    answer: isOpen ? 'unknown' : row.answer,
    criteria: [...concern, ...row.criteria],
    missing: [...concern.flatMap(({ missing }) => missing), ...row.missing],
  };
}
