import type { Day } from '#catalogue';
import { addDays } from '#planner';

import type { Circumstances } from './circumstances.ts';
import type { Judged } from './decide.ts';
import type { JointCase } from './model.ts';
import { notYours } from './problems.ts';

/** The day by which the participants come together again, as the agreement has it: so long after they last did. */
export function reviewDue({ meetings, openedAt, rhythm }: JointCase): Day {
  const held = meetings.flatMap(({ state, at }) => (state === 'held' ? [at.slice(0, 10)] : []));
  return addDays(held.toSorted().at(-1) ?? openedAt.slice(0, 10), rhythm.reviewEveryDays);
}

/**
 * The day on which the lead is told that a review is due: once in each period, and not while a meeting is called; when
 * that day passes and nobody has held it, on the day after.
 */
export function reviewToldNext(joint: JointCase): Day {
  const { meetings, reviewToldOn, rhythm } = joint;
  const due = reviewDue(joint);
  const again = reviewToldOn === undefined ? due : addDays(reviewToldOn, rhythm.reviewEveryDays);
  const called = meetings.flatMap(({ state, at }) => (state === 'called' ? [addDays(at.slice(0, 10), 1)] : []));
  return [due, again, ...called].toSorted().at(-1) ?? due;
}

/** Okno's own clock tells it. */
export function tellReview(joint: JointCase, { by, today }: Circumstances): Judged {
  if (by.kind !== 'okno') return notYours;
  return { happenings: reviewToldNext(joint) > today ? [] : [{ kind: 'review-came-due', on: today }] };
}
