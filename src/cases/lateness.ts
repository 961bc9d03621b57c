import type { Day } from '#catalogue';
import { addDays } from '#planner';

import type { Circumstances } from './circumstances.ts';
import type { Judged } from './decide.ts';
import type { Happening } from './events.ts';
import type { JointCase, Task } from './model.ts';
import { notYours } from './problems.ts';

/**
 * Late tasks are told to the lead, and when that does not help, to the head of the late agency; each only once. Where no
 * term runs, a task is late when the day that the route has for it has passed.
 */
export function tellLateness(joint: JointCase, { by, today }: Circumstances): Judged {
  if (by.kind !== 'okno') return notYours;
  const { leadAfterDays, headAfterDays } = joint.rhythm;
  const happenings = joint.tasks.flatMap((task): readonly Happening[] => {
    const due = dueOf(task);
    if (due === undefined) return [];
    const isForHead = task.holder.kind === 'agency' && today > addDays(due, headAfterDays);
    if (isForHead && task.escalated !== 'head') return [{ kind: 'task-escalated', task: task.id, to: 'head' }];
    if (today > addDays(due, leadAfterDays) && task.escalated === 'no')
      return [{ kind: 'task-escalated', task: task.id, to: 'lead' }];
    return [];
  });
  return { happenings };
}

/** The first day on which the lateness of a task is told to somebody who has not been told yet. */
export function toldOn(tasks: readonly Task[], { leadAfterDays, headAfterDays }: JointCase['rhythm']): Day | undefined {
  const toLead = firstDay(tasks.map((task) => (task.escalated === 'no' ? dueOf(task) : undefined)));
  const toHead = firstDay(
    tasks.map((task) => (task.escalated === 'lead' && task.holder.kind === 'agency' ? dueOf(task) : undefined)),
  );
  return firstDay([
    toLead === undefined ? undefined : addDays(toLead, leadAfterDays + 1),
    toHead === undefined ? undefined : addDays(toHead, headAfterDays + 1),
  ]);
}

export function firstDay(days: readonly (Day | undefined)[]): Day | undefined {
  let first: Day | undefined;
  for (const day of days) if (day !== undefined && (first === undefined || day < first)) first = day;
  return first;
}

/** A suspended term does not run, and nobody can be late with what waits for others. */
export function runs({ state }: Task): boolean {
  return state === 'ready' || state === 'under-way';
}

/** Until when it has to be done: the day of its term or, where none runs, of the route. */
export function dueOf(task: Task): Day | undefined {
  return runs(task) ? (task.due ?? task.planned?.end) : undefined;
}

/** Calendar days since the day on which it had to be done; 0 when it is not late. */
export function daysLate({ due }: Pick<Task, 'due'>, today: Day): number {
  return due === undefined || due >= today ? 0 : Math.round((Date.parse(today) - Date.parse(due)) / dayLength);
}

const dayLength = 86_400_000;
