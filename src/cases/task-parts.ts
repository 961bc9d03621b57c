import type { Task } from './model.ts';

/** What a task is: no command changes it, only a new plan. */
type Planned = Pick<Task, 'id' | 'kind' | 'title' | 'clause' | 'service' | 'subject' | 'meets' | 'urgency' | 'term'>;

/** How it stands. */
type Standing = Omit<Task, keyof Planned>;

/** A task as it is kept: in two parts, so that a command writes the one it changes. */
export type TaskParts = { readonly task: Planned; readonly standing: Standing };

export function partsOf(whole: Task): TaskParts {
  const { id, kind, title, clause, service, subject, meets, urgency, term, ...standing } = whole;
  const task = {
    id,
    kind,
    title,
    clause,
    ...(service === undefined ? {} : { service }),
    ...(subject === undefined ? {} : { subject }),
    meets,
    urgency,
    ...(term === undefined ? {} : { term }),
  };
  return { task, standing };
}

export function wholeOf({ task, standing }: TaskParts): Task {
  return { ...task, ...standing };
}

/** What did not change is the same object. */
export function isAsPlanned(task: Task, before: Task): boolean {
  return (
    task.id === before.id &&
    task.kind === before.kind &&
    task.title === before.title &&
    task.clause === before.clause &&
    task.service === before.service &&
    task.subject === before.subject &&
    task.meets === before.meets &&
    task.urgency === before.urgency &&
    task.term === before.term
  );
}
