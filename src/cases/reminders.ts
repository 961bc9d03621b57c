import type { Day } from '#catalogue';
import { addDays } from '#planner';

import type { Circumstances } from './circumstances.ts';
import { dayOf } from './day-of.ts';
import type { Judged } from './decide.ts';
import { dueOf } from './lateness.ts';
import type { JointCase, Task } from './model.ts';
import { notYours } from './problems.ts';

/** Two days leave time to go to an office, and are near enough not to be forgotten again. */
const daysBefore = 2;

/** The person is reminded of her own tasks before their day, once for each day that is set. */
export function remind(joint: JointCase, { by, today }: Circumstances): Judged {
  if (by.kind !== 'okno') return notYours;
  const tasks = joint.tasks.filter((task) => (remindedOn(joint, task) ?? never) <= today);
  const [first] = tasks.flatMap((task) => dueOf(task) ?? []).toSorted();
  if (first === undefined) return { happenings: [] };
  return { happenings: [{ kind: 'tasks-reminded', tasks: tasks.map(({ id }) => id), first }] };
}

/** The day on which she is reminded of a task; none when it came to her too late for that. */
export function remindedOn(joint: Pick<JointCase, 'timeZone'>, task: Task): Day | undefined {
  if (task.holder.kind !== 'person') return undefined;
  const known = found.get(task);
  if (known !== undefined) return known.day;
  const day = findDay(joint, task);
  found.set(task, { day });
  return day;
}

/** Asked of each task of a case after every command; a task never changes, and belongs to one case. */
const found = new WeakMap<Task, { readonly day: Day | undefined }>();

function findDay(joint: Pick<JointCase, 'timeZone'>, task: Task): Day | undefined {
  const due = dueOf(task);
  if (due === undefined || task.remindedOf === due) return undefined;
  const before = addDays(due, -daysBefore);
  const afterTold = addDays(dayOf(joint, task.since), 1);
  const day = before > afterTold ? before : afterTold;
  return day > due ? undefined : day;
}

const never: Day = '9999-12-31';
