import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';

import type { JointCase, Task } from './model.ts';

/** An application of the complex request, with those of its applications whose results it waits for. */
export type RequestedTask = {
  readonly task: Task;
  /** 1: filed at once, beside each other; a later round when the results it needs have come. */
  readonly round: number;
  readonly after: readonly Task[];
};

/**
 * The applications of a case that a one-stop centre takes in one request (210-FZ art. 15.1), in rounds; none when there are
 * fewer than two. Of a case that is seen in part, those that are seen.
 */
export function requestOf(
  { tasks, told }: Pick<JointCase, 'tasks' | 'told'>,
  catalogue: Catalogue,
): readonly RequestedTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const requested = new Map(
    tasks.filter((task) => isTaken(task, told.asOf, catalogue)).map((task) => [legOf(task), task]),
  );
  if (requested.size < 2) return [];
  const before = new Map([...requested.values()].map((task) => [task, requestedBefore(task)]));
  const rounds = new Map<Task, number>();
  return [...before]
    .map(([task, after]) => ({ task, round: roundOf(task), after }))
    .toSorted((a, b) => a.round - b.round);

  /** The nearest on the ways back, through tasks that are not in the request. */
  function requestedBefore(task: Task): readonly Task[] {
    const found = new Set<Task>();
    const seen = new Set<string>();
    const open = [...task.after];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const earlier = byId.get(id);
      if (earlier === undefined || seen.has(id)) continue;
      seen.add(id);
      const one = requested.get(legOf(earlier));
      if (one !== undefined && one !== task) found.add(one);
      else open.push(...earlier.after);
    }
    return [...found];
  }

  function roundOf(task: Task): number {
    const known = rounds.get(task);
    if (known !== undefined) return known;
    // A circle of tasks would have no first one: whoever comes back to a task finds it in the first round.
    rounds.set(task, 1);
    const round = 1 + (before.get(task) ?? []).reduce((last, earlier) => Math.max(last, roundOf(earlier)), 0);
    rounds.set(task, round);
    return round;
  }
}

function isTaken({ kind, state, service, urgency }: Task, asOf: string, catalogue: Catalogue): boolean {
  const found = service === undefined ? undefined : catalogue.services.get(service);
  if (kind !== 'file' || state === 'cancelled' || urgency === 'tonight' || found === undefined) return false;
  const channels = versionOn(found, asOf)?.version.channels ?? [];
  return channels.some((channel) => channel.kind === 'mfc' && channel.when === undefined);
}

function legOf({ service = '', subject = '' }: Task): string {
  return `${service}:${subject}`;
}
