import type { Assessment } from '#assessment';
import type { Day, Term } from '#catalogue';

import { countOf, dayAt } from './day-count.ts';
import { validUntil } from './fresh.ts';
import type { Happened } from './happened.ts';
import type { EvidenceRef, MissedService, Step } from './model.ts';
import { later } from './order.ts';
import { type Around, firstDayFor, termEnd } from './redate.ts';
import { isSamePaper, serviceOf, type Standing } from './standing.ts';

/** A step put on another day, and the step that pushed it; none, when it was told or has only let its own day pass. */
export type Moved = { readonly step: Step; readonly from: Day; readonly to: Day; readonly pushedBy?: string };

export type Pushed = {
  /** In the order given: earlier steps before those that wait for them. */
  readonly steps: readonly Step[];
  readonly moved: readonly Moved[];
  /** Left out, with all that waits for them: by the day they have come to, the time of the law is over. */
  readonly missed: readonly MissedService[];
};

/**
 * Moves what has to move and nothing else: a step stays on its day unless something it waits for ends later, or the day
 * has passed.
 */
export function pushForward(
  steps: readonly Step[],
  standing: Standing,
  happened: readonly Happened[],
  assessment: Assessment,
  today: Day,
  around: Around,
): Pushed {
  const delays = new Map(happened.flatMap((one) => (one.kind === 'delayed' ? [[one.step, one.until] as const] : [])));
  const put = new Map<string, Step>();
  const before = new Map(steps.map((step) => [step.id, step]));
  const moved: Moved[] = [];
  const missed: MissedService[] = [];
  const left = new Set<string>();
  for (const step of steps) {
    const pushing = step.after.flatMap((id) => put.get(id) ?? []).toSorted((a, b) => (a.end < b.end ? 1 : -1))[0];
    const isMade = standing.done.has(step.id);
    const next = isMade ? step : dated(step, pushing);
    put.set(step.id, next);
    const closes = next.window?.closes;
    if (closes !== undefined && next.start > closes && !isMade) {
      const { service, subject } = next;
      missed.push({ service, subject, closes, possibleFrom: next.start, criterion: closedBy(next) });
      left.add(next.id);
    } else if (!isMade && step.after.some((id) => left.has(id))) left.add(step.id);
    if (next.end !== step.end) {
      const isOwn = delays.has(step.id) || pushing === undefined || !moved.some((one) => one.step.id === pushing.id);
      moved.push({ step: next, from: step.end, to: next.end, ...(isOwn ? {} : { pushedBy: pushing.id }) });
    }
  }
  const kept = left.size === 0 ? steps : steps.filter(({ id }) => !left.has(id));
  return { steps: kept.map(({ id }) => put.get(id)!), moved: moved.filter(({ step }) => !left.has(step.id)), missed };

  function dated(step: Step, pushing: Step | undefined): Step {
    const until = delays.get(step.id);
    if (step.action === 'waiting') return waitingDated(step, pushing, until);
    const earliest = [today, pushing?.end ?? today, until ?? today].reduce(later);
    const isKept = step.start >= earliest;
    const start = isKept ? step.start : firstDayFor(step, earliest, around);
    const runsOut = step.runsOut.map((paper) => ({ ...paper, on: runsOutOn(step, paper) ?? paper.on }));
    const isSame = start === step.start && runsOut.every(({ on }, index) => on === step.runsOut[index]?.on);
    return isSame ? step : { ...at(step, start, start, start), runsOut };
  }

  /** Of a paper that now comes on another day. */
  function runsOutOn(step: Step, paper: EvidenceRef): Day | undefined {
    const validFor = around.catalogue.evidence.get(paper.evidence)?.validFor;
    const giver = step.after
      .flatMap((id) => put.get(id) ?? [])
      .find(({ gives }) => gives.some((one) => isSamePaper(one, paper)));
    if (giver === undefined || validFor === undefined || giver.end === before.get(giver.id)?.end) return undefined;
    return dayAt(validUntil(countOf(giver.end), validFor));
  }

  function waitingDated(step: Step, applied: Step | undefined, until: Day | undefined): Step {
    const was = applied === undefined ? undefined : before.get(applied.id);
    const isAppliedAnew = applied !== undefined && was?.end !== applied.end;
    const start = isAppliedAnew ? applied.end : step.start;
    const counted = isAppliedAnew
      ? termEnd(step, applied.end, termOf, around)
      : { usual: step.end, latest: step.latestEnd };
    // What an agency has not answered by the day it had to is answered today at the earliest.
    const end = until ?? later(counted.usual, today);
    return start === step.start && end === step.end ? step : at(step, start, end, later(counted.latest, end));
  }

  function closedBy(step: Step): string {
    const entitlement = assessment.entitlements.find((one) => serviceOf(one) === serviceOf(step));
    return entitlement?.criteria.find(({ closes }) => closes === step.window?.closes)?.id ?? '';
  }

  function termOf(step: Step): Term | undefined {
    const entitlement = assessment.entitlements.find((one) => serviceOf(one) === serviceOf(step));
    const versions = around.catalogue.services.get(step.service)?.versions;
    const version = versions?.[entitlement?.version ?? versions.length - 1];
    return version?.channels.find(({ kind }) => kind === step.channel)?.term ?? version?.term;
  }
}

function at(step: Step, start: Day, end: Day, latestEnd: Day): Step {
  return {
    ...step,
    start,
    end,
    latestEnd: later(latestEnd, step.latestEnd > end ? step.latestEnd : end),
    latestStart: later(start, step.latestStart),
  };
}
