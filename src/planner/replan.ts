import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';

import { mistakesAfter } from './check-replanned.ts';
import { editRoute, type Edited, type LegsOfRoute, legsOfRoute, rebuiltRoute } from './edit-route.ts';
import type { Happened } from './happened.ts';
import type { EvidenceRef, Route, RouteOptions, Step } from './model.ts';
import { planRoute } from './plan-route.ts';
import { type Moved, type Pushed, pushForward } from './push-forward.ts';
import { routeOfSteps } from './route-of-steps.ts';
import { assessmentAt, type Standing, standingOf } from './standing.ts';

/** A route with what it was made of. */
export type Planned = {
  readonly told: ToldSituation;
  readonly assessment: Assessment;
  readonly route: Route;
  /** Steps that are done, where each is reported; else what was planned before today is taken as done. */
  readonly reported?: ReadonlySet<string>;
};

/** What one event did to the route; without an event, what the passing of time did. */
export type RouteChange = Omit<Edited, 'steps'> & {
  readonly happened?: Happened;
  readonly moved: readonly Moved[];
  /** Papers that are not accepted any more on the day their step has come to: they have to be got again. */
  readonly runOut: readonly { readonly step: Step; readonly paper: EvidenceRef }[];
};

export type Replanned = {
  /** What is over, as it was: no step of it moves. */
  readonly done: readonly Step[];
  /** Everything else; what an agency has in hand keeps the day on which it began. */
  readonly route: Route;
  /** Those that changed nothing are told too. */
  readonly changes: readonly RouteChange[];
  /** What the rest was planned on; by it `checkRoute` can prove the rest. */
  readonly assessment: Assessment;
};

/**
 * The rest of a route after something came otherwise, with the smallest change. What an event changes is the difference
 * of two plans of the same day, one without it and one with it; only that is carried over to the old route, and of the
 * rest a step moves only when its day has passed or what it waits for has moved beyond it. So where two ways are as
 * good, the old one stays.
 */
export function replan(
  catalogue: Catalogue,
  before: Planned,
  happened: readonly Happened[],
  now: Pick<Planned, 'told' | 'assessment'>,
  options: RouteOptions = {},
): Replanned {
  const today = now.told.asOf;
  const { route } = before;
  const whole = standingOf(route.steps, happened, today, before.reported);
  // A refusal or a lost paper says something of the past too; what is over is over from the beginning.
  const standingAfter = (count: number): Standing => ({
    ...standingOf(route.steps, happened.slice(0, count), today, before.reported),
    done: whole.done,
    begun: whole.begun,
  });
  const firstTold = happened.findIndex(({ kind }) => kind === 'told');
  const judgedAfter = (count: number): Assessment =>
    firstTold >= 0 && count <= firstTold ? before.assessment : now.assessment;
  const routeAfter = (count: number): Route => {
    const assessment = assessmentAt(judgedAfter(count), route.steps, standingAfter(count));
    return planRoute(catalogue, now.told, assessment, options);
  };

  const byLeg = ({ steps }: Route): LegsOfRoute => legsOfRoute(steps, whole);

  /** The steps so far, what cannot be begun, and what has been told. */
  type Stage = Pick<Route, 'steps' | 'missed' | 'stuck' | 'circles'> & Pick<Replanned, 'changes'>;
  const settled = (stage: Stage, edited: Edited, count: number): Stage => {
    const around = { catalogue, options };
    const pushed = pushForward(
      edited.steps,
      standingAfter(count),
      happened.slice(0, count),
      judgedAfter(count),
      today,
      around,
    );
    const event = happened[count - 1];
    const { added, removed, changed } = edited;
    const left = new Set(pushed.steps.map(({ id }) => id));
    const change: RouteChange = {
      ...(event === undefined ? {} : { happened: event }),
      moved: movedSince(stage.steps, pushed),
      added: pushed.steps.filter(({ id }) => added.some((one) => one.id === id)),
      removed: [...removed, ...edited.steps.filter(({ id }) => !left.has(id))],
      changed: pushed.steps.filter(({ id }) => changed.some((one) => one.id === id)),
      runOut: pushed.steps.flatMap((step) =>
        whole.done.has(step.id)
          ? []
          : step.runsOut.filter(({ on }) => on < step.start).map((paper) => ({ step, paper })),
      ),
    };
    return {
      ...stage,
      steps: pushed.steps,
      missed: [...stage.missed, ...pushed.missed],
      changes: [...stage.changes, change],
    };
  };
  const asItIs = (steps: readonly Step[]): Edited => ({ steps, added: [], removed: [], changed: [] });
  const written = ({ changes, ...stage }: Stage, count: number): Replanned => {
    const { steps } = stage;
    const isSame =
      whole.done.size === 0 &&
      steps.length === route.steps.length &&
      steps.every((step, at) => step === route.steps[at]);
    return {
      done: steps.filter(({ id }) => whole.done.has(id)),
      route: isSame ? route : routeOfSteps(steps, whole.done, { ...route, ...stage }, judgedAfter(count), today),
      changes,
      assessment: assessmentAt(judgedAfter(count), route.steps, standingAfter(count)),
    };
  };

  const { steps, missed, stuck, circles } = route;
  let stage: Stage = { steps, missed, stuck, circles, changes: [] };
  if (happened.length === 0) return written(settled(stage, asItIs(steps), 0), 0);
  for (const [index, event] of happened.entries()) {
    const count = index + 1;
    const isEdit = event.kind === 'refused' || event.kind === 'lost' || event.kind === 'told';
    const planned = isEdit ? routeAfter(count) : undefined;
    const from: Stage = planned === undefined ? stage : { ...stage, ...leftOutOf(planned) };
    const edited =
      planned === undefined
        ? asItIs(from.steps)
        : editRoute(from.steps, byLeg(routeAfter(index)), byLeg(planned), standingAfter(count));
    const next = edited === undefined ? undefined : settled(from, edited, count);
    if (
      next !== undefined &&
      mistakesAfter(catalogue, now.told, happened, written(next, count), options).length === 0
    ) {
      stage = next;
    } else {
      const anew = planned ?? routeAfter(count);
      const rebuilt = rebuiltRoute(stage.steps, byLeg(anew), standingAfter(count));
      stage = settled({ ...stage, ...leftOutOf(anew) }, rebuilt, count);
    }
  }
  return written(stage, happened.length);
}

/** Beside the days of the steps before: a plan made anew has days of its own, which nobody was told of. */
function movedSince(before: readonly Step[], { steps, moved }: Pushed): readonly Moved[] {
  const was = new Map(before.map((step) => [step.id, step]));
  const pushing = new Map(moved.map(({ step, pushedBy }) => [step.id, pushedBy]));
  return steps.flatMap((step) => {
    const from = was.get(step.id)?.end;
    if (from === undefined || from === step.end) return [];
    const pushedBy = pushing.get(step.id);
    return [{ step, from, to: step.end, ...(pushedBy === undefined ? {} : { pushedBy }) }];
  });
}

function leftOutOf({ missed, stuck, circles }: Route): Pick<Route, 'missed' | 'stuck' | 'circles'> {
  return { missed, stuck, circles };
}
