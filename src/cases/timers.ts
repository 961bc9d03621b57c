import type { Day } from '#catalogue';
import { addDays } from '#planner';

import type { Command } from './commands.ts';
import { dayOf } from './day-of.ts';
import { firstDay, runs, toldOn } from './lateness.ts';
import type { JointCase } from './model.ts';
import { remindedOn } from './reminders.ts';
import { reviewToldNext } from './review.ts';

/** Kinds of timers; a kind that comes in is set for the cases there are when Okno starts (`missing-timers.ts`). */
export const timerKinds = ['lateness', 'reminder', 'review', 'outcome'] as const;
type TimerKind = (typeof timerKinds)[number];

export type Timer = {
  readonly name: string;
  /** ISO 8601. */
  readonly due: string;
};

/**
 * What Okno itself has to do with a case later on. Timers follow from the case, so that they are kept and dropped with it
 * and are never forgotten: while it is open, to remind the person, to tell of lateness and that a review is due; after the closing, to ask whether it helped.
 */
export function timersOf(joint: JointCase | undefined): readonly Timer[] {
  if (joint === undefined) return [];
  const known = found.get(joint);
  if (known !== undefined) return known;
  const timers = findTimers(joint);
  found.set(joint, timers);
  return timers;
}

/** Asked of every case before and after each command, and what was after is before the next: a case never changes. */
const found = new WeakMap<JointCase, readonly Timer[]>();

function findTimers(joint: JointCase): readonly Timer[] {
  if (joint.status === 'open') {
    const running = joint.tasks.filter(runs);
    return [
      ...on('lateness', toldOn(running, joint.rhythm)),
      ...on('reminder', firstDay(running.map((task) => remindedOn(joint, task)))),
      ...on('review', reviewToldNext(joint)),
    ];
  }
  const closedOn = dayOf(joint, joint.closedAt ?? joint.openedAt);
  return joint.rhythm.followUpDays
    .filter((days) => !joint.asked.includes(days))
    .map((days) => ({ name: `${'outcome' satisfies TimerKind}-${days}`, due: beginningOf(addDays(closedOn, days)) }));
}

function on(name: TimerKind, day: Day | undefined): readonly Timer[] {
  return day === undefined ? [] : [{ name, due: beginningOf(day) }];
}

/** The command that a timer gives when its time has come. */
export function commandOf(name: string): Command {
  if (name === 'reminder') return { kind: 'remind' };
  if (name === 'review') return { kind: 'tell-review' };
  const [, days] = /^outcome-(\d+)$/u.exec(name) ?? [];
  return days === undefined ? { kind: 'tell-lateness' } : { kind: 'ask-outcome', asked: Number(days) };
}

function beginningOf(day: Day): string {
  return `${day}T00:00:00.000Z`;
}
