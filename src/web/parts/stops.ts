import type { Language } from '#language';
import type { EvidenceRef, Step } from '#planner';
import type { Open } from '#web/pages/open.ts';
import { say } from '#web/words.ts';

import { approximateSteps } from './approximate.ts';
import { capitalised, dayWithWeekday } from './format.ts';
import { isDoneByPerson } from './step.ts';

/** One thing done at a stop, with the waiting that follows it. */
export type Task = {
  readonly step: Step;
  readonly waiting?: Step;
  /** The day of its answer rests on a term that is to be checked. */
  readonly approximate: boolean;
};

/** One place on one day, or one call, or one evening online: everything that can be done there at once. */
export type Stop = {
  readonly number: number;
  readonly tasks: readonly Task[];
  /** At least one of its tasks is certain. */
  readonly sure: boolean;
  /** Its day rests on a term that is to be checked. */
  readonly approximate: boolean;
  readonly bring: readonly EvidenceRef[];
  /** Papers needed here that are handed over here: nobody brings them. */
  readonly handedOver: readonly EvidenceRef[];
  readonly obtained: Step['obtained'];
};

export type StopGroup = {
  /** `maybe`: worth going only when the right to it turns out to be there. */
  readonly kind: 'tonight' | 'day' | 'maybe';
  readonly title: string;
  /** The day rests on a term that is to be checked. */
  readonly approximate: boolean;
  readonly stops: readonly Stop[];
  /** What agencies do that day of themselves. */
  readonly automatic: readonly Task[];
};

/** The route as a person walks it: tonight first, then day by day, each day by the places to go to; the uncertain last. */
export function stopGroups(language: Language, open: Open): readonly StopGroup[] {
  const { steps } = open.route;
  const waitings = new Map(
    steps.filter((step) => step.action === 'waiting').flatMap((step) => step.after.map((id) => [id, step] as const)),
  );
  const approximate = approximateSteps(open.route);
  const taskOf = (step: Step): Task => {
    const waiting = waitings.get(step.id);
    return waiting === undefined
      ? { step, approximate: approximate.has(step.id) }
      : { step, waiting, approximate: approximate.has(waiting.id) };
  };
  const together = new Map<string, Task[]>();
  for (const step of steps) {
    if (!isDoneByPerson(step)) continue;
    const key = placeKey(step);
    together.set(key, [...(together.get(key) ?? []), taskOf(step)]);
  }
  const stops = [...together.values()].map((tasks) => stopFrom(tasks, approximate));
  const isTonight = (stop: Stop): boolean => stop.tasks.some(({ step }) => step.urgency === 'tonight');
  const automatic = steps.filter((step) => step.action === 'automatic').map(taskOf);
  const tonight = stops.filter(isTonight);
  const certain = stops.filter((stop) => stop.sure && !isTonight(stop));
  const maybe = stops.filter((stop) => !stop.sure && !isTonight(stop));
  const sureAutomatic = automatic.filter(({ step }) => step.sure);
  const days = [...new Set([...certain.map(startOf), ...sureAutomatic.map(({ step }) => step.start)])].toSorted();
  const groups: readonly StopGroup[] = [
    {
      kind: 'tonight',
      title: say(language, 'tonightTitle'),
      approximate: false,
      stops: tonight.toSorted(sureFirst),
      automatic: [],
    },
    ...days.map((day) => {
      const there = certain.filter((stop) => startOf(stop) === day);
      const alone = sureAutomatic.filter(({ step }) => step.start === day);
      return {
        kind: 'day' as const,
        title:
          day === open.today
            ? say(language, 'todayTitle', { day: dayWithWeekday(language, day) })
            : capitalised(dayWithWeekday(language, day)),
        approximate: there.some((stop) => stop.approximate) || alone.some(({ step }) => approximate.has(step.id)),
        stops: there,
        automatic: alone,
      };
    }),
    {
      kind: 'maybe',
      title: say(language, 'maybeTitle'),
      approximate: false,
      stops: maybe.toSorted((one, another) => startOf(one).localeCompare(startOf(another))),
      automatic: automatic.filter(({ step }) => !step.sure),
    },
  ];
  let number = 0;
  return groups
    .filter((group) => group.stops.length + group.automatic.length > 0)
    .map((group) => ({ ...group, stops: group.stops.map((stop) => ({ ...stop, number: (number += 1) })) }));
}

/** Number of the stop at which a step is done; the agencies' own steps have none. */
export function stopNumbers(groups: readonly StopGroup[]): ReadonlyMap<string, number> {
  return new Map(
    groups.flatMap(({ stops }) =>
      stops.flatMap(({ tasks, number }) =>
        tasks.flatMap(({ step, waiting }) => [
          [step.id, number] as const,
          ...(waiting === undefined ? [] : [[waiting.id, number] as const]),
        ]),
      ),
    ),
  );
}

function placeKey(step: Step): string {
  // What can wait is not put among the things of tonight, though it be the same door.
  const when = step.urgency === 'tonight' ? 'tonight' : step.start;
  if (step.visit !== null) return `${when} visit ${step.visit}`;
  return step.channel === 'online' ? `${when} online` : `${when} ${step.channel} ${step.agency}`;
}

export const startOf = (stop: Stop): string => stop.tasks[0]?.step.start ?? '';

/** Nobody is sent first to where they may be refused; otherwise the planner's order stands. */
const sureFirst = (one: Stop, another: Stop): number => Number(another.sure) - Number(one.sure);

function stopFrom(tasks: readonly Task[], approximate: ReadonlySet<string>): Stop {
  const steps = tasks.map(({ step }) => step);
  const given = new Set(steps.flatMap((step) => step.gives.map(keyOf)));
  const needed = distinct(steps.flatMap((step) => step.bring));
  return {
    number: 0,
    tasks: tasks.toSorted((one, another) => Number(another.step.sure) - Number(one.step.sure)),
    sure: steps.some((step) => step.sure),
    approximate: steps.some((step) => approximate.has(step.id)),
    bring: needed.filter((ref) => !given.has(keyOf(ref))),
    handedOver: needed.filter((ref) => given.has(keyOf(ref))),
    obtained: distinct(steps.flatMap((step) => step.obtained)),
  };
}

const keyOf = (ref: EvidenceRef): string => `${ref.evidence}@${ref.subject}`;

function distinct<Ref extends EvidenceRef>(refs: readonly Ref[]): readonly Ref[] {
  return [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
}
