import type { Happening, PlannedTask } from './events.ts';
import type { JointCase, Task } from './model.ts';

export type TaskChanges = Pick<
  Extract<Happening, { readonly kind: 'plan-changed' }>,
  'added' | 'cancelled' | 'rewired' | 'moved'
>;

/**
 * How the tasks of a case become those of a route that was planned again. What is begun or over stays, and so does what waits
 * for it; what was cancelled and is needed again comes back.
 */
export function changeTasks(joint: JointCase, planned: readonly PlannedTask[]): TaskChanges {
  const known = new Map(joint.tasks.map((task) => [task.id, task]));
  const wanted = new Map(planned.map((task) => [task.id, task]));
  const inHand = legsIn(joint, ({ state }) => state === 'done' || state === 'under-way' || state === 'suspended');
  const refused = legsIn(joint, ({ state }) => state === 'refused');
  const underWay = legsIn(joint, ({ state }) => state === 'under-way' || state === 'suspended');

  const added = planned.filter((task) => {
    const there = known.get(task.id);
    return there === undefined ? !underWay.has(legOf(task)) : there.state === 'cancelled';
  });
  const cancelled = joint.tasks.filter((task) => {
    if (!isPending(task) || task.kind === 'agreed' || wanted.has(task.id)) return false;
    return !inHand.has(legOf(task)) || refused.has(legOf(task));
  });

  const coming = new Set(added.map(({ id }) => id));
  const gone = new Set([
    ...cancelled.map(({ id }) => id),
    ...joint.tasks
      .filter(({ id, state }) => (state === 'refused' || state === 'cancelled') && !coming.has(id))
      .map(({ id }) => id),
  ]);
  const isThere = (id: string): boolean => (known.has(id) || coming.has(id)) && !gone.has(id);
  const afterOf = (task: PlannedTask): readonly string[] => task.after.filter(isThere);
  const staying = joint.tasks.filter((task) => isPending(task) && !gone.has(task.id));
  return {
    added: added.map((task) => ({ ...task, after: afterOf(task) })),
    cancelled: cancelled.map(({ id }) => id),
    rewired: staying.flatMap((task) => {
      const after = afterOf(wanted.get(task.id) ?? task);
      return task.state === 'ready' || isSame(after, task.after) ? [] : [{ task: task.id, after }];
    }),
    moved: staying.flatMap(({ id, planned: days }) => {
      const now = wanted.get(id)?.planned;
      return now === undefined || (now.start === days?.start && now.end === days.end)
        ? []
        : [{ task: id, planned: now }];
    }),
  };
}

function legsIn({ tasks }: JointCase, fits: (task: Task) => boolean): ReadonlySet<string> {
  return new Set(tasks.filter(fits).map(legOf));
}

function legOf({ id, service, subject }: Pick<Task, 'id' | 'service' | 'subject'>): string {
  return service === undefined ? id : `${service}:${subject ?? ''}`;
}

function isPending({ state }: Task): boolean {
  return state === 'waiting' || state === 'ready';
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
