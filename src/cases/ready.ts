import type { Circumstances } from './circumstances.ts';
import type { Happening } from './events.ts';
import type { JointCase } from './model.ts';
import { endOfTerm } from './terms.ts';

/** Waiting tasks that nothing holds up any more; the term of an agency begins to run on that day. */
export function readyTasks(joint: JointCase, { catalogue, today }: Circumstances): readonly Happening[] {
  if (joint.status === 'closed') return [];
  const finished = new Set(joint.tasks.filter(({ state }) => state === 'done').map(({ id }) => id));
  const isFinished = (id: string): boolean => finished.has(id);
  return joint.tasks
    .filter(({ state, after }) => state === 'waiting' && after.every(isFinished))
    .map(({ id, term, due }) => {
      const end = due ?? (term === undefined ? undefined : endOfTerm(today, term, catalogue.calendar));
      return { kind: 'task-became-ready', task: id, on: today, ...(end === undefined ? {} : { due: end }) };
    });
}
