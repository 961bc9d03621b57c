import type { EvidenceRef, Step } from './model.ts';
import { inOrder } from './route-order.ts';
import { isSamePaper, legOf, serviceOf, type Standing } from './standing.ts';

/** Steps of a route by leg. */
export type LegsOfRoute = ReadonlyMap<string, readonly Step[]>;

export type Edited = {
  readonly steps: readonly Step[];
  readonly added: readonly Step[];
  readonly removed: readonly Step[];
  /** Steps that stay, with other papers or after other steps. */
  readonly changed: readonly Step[];
};

/**
 * Carries the difference of two plans of one day over to the old steps; undefined when links of the old route and of the
 * new plan together make a circle.
 */
export function editRoute(
  steps: readonly Step[],
  base: LegsOfRoute,
  next: LegsOfRoute,
  standing: Standing,
): Edited | undefined {
  const { begun, done, refused } = standing;
  const old = Map.groupBy(steps, legOf);
  const result = new Map<string, readonly Step[]>();
  for (const [leg, own] of old) {
    const [inBase, inNext] = [base.get(leg), next.get(leg)];
    const isRefused = own.some((step) => refused.has(serviceOf(step)));
    if (begun.has(leg)) result.set(leg, isRefused ? own.filter(({ id }) => done.has(id)) : own);
    else if (!isRefused && inNext === undefined && inBase === undefined) result.set(leg, bringing(own, standing));
    else if (!isRefused && inNext !== undefined)
      result.set(leg, inBase !== undefined && contentOf(inBase) === contentOf(inNext) ? own : relinked(own, inNext));
  }
  for (const [leg, own] of next) if (!result.has(leg) && !base.has(leg)) addLeg(own);
  dropOrphans();
  const all = [...result.values()].flat();
  return hasCircle(all) ? undefined : difference(steps, all);

  /** With whatever it waits for that is not on the way yet. */
  function addLeg(own: readonly Step[]): void {
    const [first] = own;
    if (first === undefined || result.has(legOf(first))) return;
    result.set(legOf(first), own);
    for (const id of own.flatMap(({ after }) => after)) {
      const waited = [...next.values()].find((some) => some.some((step) => step.id === id));
      if (waited !== undefined) addLeg(waited);
    }
  }

  /**
   * Goes on in the new plan: its papers, and its days where it waits for something else. What waits for an agency that
   * has its application in hand goes on waiting: to the plans that paper is as good as had.
   */
  function relinked(own: readonly Step[], inNext: readonly Step[]): readonly Step[] {
    const stillToCome = new Set(
      steps.filter((step) => begun.has(legOf(step)) && !done.has(step.id)).map(({ id }) => id),
    );
    const isMoved = linksOf(own) !== linksOf(inNext);
    return inNext.map((step) => {
      const earlier = own.find(({ part }) => part === step.part);
      if (earlier === undefined) return step;
      const links = earlier.after.filter((id) => stillToCome.has(id) && !step.after.includes(id));
      const days = isMoved ? {} : daysOf(earlier);
      return { ...step, ...days, id: step.id, after: [...step.after, ...links].toSorted() };
    });
  }

  /** What neither plan knows of waits for an agency's answer, and goes with it. */
  function dropOrphans(): void {
    for (let isChanging = true; isChanging;) {
      isChanging = false;
      const there = new Set([...result.values()].flat().map(({ id }) => id));
      for (const [leg, own] of result) {
        if (begun.has(leg) || next.has(leg) || own.every(({ after }) => after.every((id) => there.has(id)))) continue;
        result.delete(leg);
        isChanging = true;
      }
    }
  }
}

/**
 * All that is not begun as the plan has it, for when its difference alone would leave a step without what it needs.
 * What agencies have in hand stays, with all that waits for it.
 */
export function rebuiltRoute(steps: readonly Step[], next: LegsOfRoute, standing: Standing): Edited {
  const { begun, done, refused } = standing;
  const old = Map.groupBy(steps, legOf);
  const isRefused = (step: Step): boolean => refused.has(serviceOf(step));
  const inHand = steps.filter((step) => begun.has(legOf(step)) && (done.has(step.id) || !isRefused(step)));
  const toCome = inHand.filter(({ id }) => !done.has(id));
  const planned = [...next.values()].flat();
  const linked = planned.map((step) => {
    const named = [...step.bring, ...step.obtained];
    const givers = toCome.filter(({ gives }) => gives.some((given) => named.some((ref) => isSamePaper(given, ref))));
    const links = givers.map(({ id }) => id).filter((id) => !step.after.includes(id));
    return links.length === 0 ? step : { ...step, after: [...step.after, ...links].toSorted() };
  });
  const kept = [...inHand, ...linked];
  const ids = new Set(kept.map(({ id }) => id));
  const waits = new Set(toCome.map(({ id }) => id));
  for (const [leg, own] of old) {
    if (begun.has(leg) || next.has(leg) || own.some((step) => isRefused(step) || ids.has(step.id))) continue;
    const others = own.flatMap(({ after }) => after).filter((id) => !own.some((step) => step.id === id));
    if (!others.some((id) => waits.has(id)) || !others.every((id) => ids.has(id))) continue;
    kept.push(...bringing(own, standing));
    for (const { id } of own) {
      ids.add(id);
      waits.add(id);
    }
  }
  return difference(steps, kept);
}

/** The steps in their order, without links to what is gone, and how they differ from the old. */
function difference(steps: readonly Step[], all: readonly Step[]): Edited {
  const ids = new Set(all.map(({ id }) => id));
  const was = new Map(steps.map((step) => [step.id, step]));
  const kept = all.map((step) => {
    const after = step.after.filter((id) => ids.has(id));
    return after.length === step.after.length ? step : { ...step, after };
  });
  const isSame = kept.length === steps.length && kept.every((step) => was.get(step.id) === step);
  return {
    steps: isSame ? steps : inOrder(kept),
    added: kept.filter(({ id }) => !was.has(id)),
    removed: steps.filter(({ id }) => !ids.has(id)),
    changed: kept.filter((step) => {
      const earlier = was.get(step.id);
      return earlier !== undefined && contentOf([earlier]) !== contentOf([step]);
    }),
  };
}

/** A leg that no plan of today knows is not planned anew: whoever has lost a paper that it needs is told to bring it. */
function bringing(own: readonly Step[], { lost }: Standing): readonly Step[] {
  const isLost = (ref: EvidenceRef): boolean => lost.some((one) => isSamePaper(one, ref));
  return own.map((step) => {
    const asked = step.obtained.filter(isLost);
    if (asked.length === 0) return step;
    const bring = [...step.bring, ...asked.map(({ evidence, subject }) => ({ evidence, subject }))];
    return { ...step, bring, obtained: step.obtained.filter((ref) => !isLost(ref)) };
  });
}

function hasCircle(steps: readonly Step[]): boolean {
  let open: readonly Step[] = steps;
  for (;;) {
    const waiting = new Set(open.map(({ id }) => id));
    const left = open.filter(({ after }) => after.some((id) => waiting.has(id)));
    if (left.length === open.length) return left.length > 0;
    open = left;
  }
}

/** Steps of a plan by leg; what was begun before and is gone through again is numbered after the times before. */
export function legsOfRoute(steps: readonly Step[], { begun }: Standing): LegsOfRoute {
  const turns = new Map<string, number>();
  for (const leg of begun) {
    const at = leg.lastIndexOf(':');
    turns.set(leg.slice(0, at), Math.max(turns.get(leg.slice(0, at)) ?? 0, Number(leg.slice(at + 1))));
  }
  const names = new Map(
    steps.map((step) => {
      const turn = step.turn + (turns.get(serviceOf(step)) ?? 0);
      const last = step.id.slice(step.id.lastIndexOf(':') + 1);
      return [step.id, turn === step.turn ? step.id : `${serviceOf(step)}:${turn}:${last}`];
    }),
  );
  const named = (id: string): string => names.get(id) ?? id;
  const renamed = steps.map((step) => ({
    ...step,
    id: named(step.id),
    turn: step.turn + (turns.get(serviceOf(step)) ?? 0),
    after: step.after.map(named),
  }));
  return Map.groupBy(renamed, legOf);
}

function contentOf(steps: readonly Step[]): string {
  return JSON.stringify(
    steps.map(({ id, bring, obtained, after, sure, channel }) => [
      id,
      bring,
      obtained,
      after.toSorted(),
      sure,
      channel,
    ]),
  );
}

function linksOf(steps: readonly Step[]): string {
  return JSON.stringify(steps.map(({ part, after }) => [part, after.toSorted()]));
}

function daysOf({ start, end, latestEnd, latestStart, office, channel, visit }: Step): Partial<Step> {
  return { start, end, latestEnd, latestStart, channel, visit, ...(office === undefined ? {} : { office }) };
}
