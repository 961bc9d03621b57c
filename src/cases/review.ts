import type { Day } from '#catalogue';
import { addDays } from '#planner';

import type { Circumstances } from './circumstances.ts';
import { dayOf } from './day-of.ts';
import type { Judged } from './decide.ts';
import type { JointCase, Mode } from './model.ts';
import { notYours } from './problems.ts';

/** Ways of working in which the participants come together; where one goes or files alone there is nothing to review. */
export const modesWithReviews: readonly Mode[] = ['network', 'joint-team'];

/**
 * The day by which the participants come together again, as the agreement has it: so long after they last did; undefined in
 * a mode that has no reviews.
 */
export function reviewDue(joint: JointCase): Day | undefined {
  const { meetings, openedAt, rhythm, mode } = joint;
  if (!modesWithReviews.includes(mode.mode)) return undefined;
  const held = meetings.flatMap(({ state, at }) => (state === 'held' ? [at] : []));
  return addDays(dayOf(joint, held.toSorted().at(-1) ?? openedAt), rhythm.reviewEveryDays);
}

/**
 * The day on which the lead is told that a review is due: once in each period, and not while a meeting is called; when
 * that day passes and nobody has held it, on the day after.
 */
export function reviewToldNext(joint: JointCase): Day | undefined {
  const { meetings, reviewToldOn, rhythm } = joint;
  const due = reviewDue(joint);
  if (due === undefined) return undefined;
  const again = reviewToldOn === undefined ? due : addDays(reviewToldOn, rhythm.reviewEveryDays);
  const called = meetings.flatMap(({ state, at }) => (state === 'called' ? [addDays(dayOf(joint, at), 1)] : []));
  return [due, again, ...called].toSorted().at(-1) ?? due;
}

/** Okno's own clock tells it. */
export function tellReview(joint: JointCase, { by, today }: Circumstances): Judged {
  if (by.kind !== 'okno') return notYours;
  const next = reviewToldNext(joint);
  return { happenings: next === undefined || next > today ? [] : [{ kind: 'review-came-due', on: today }] };
}
