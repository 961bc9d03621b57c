import { assess, withFact } from '#assessment';
import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Language, Text } from '#language';
import { changesTold, replan, toldAfter } from '#planner';
import type { Happened, Replanned } from '#planner';

import type { Events } from './read-events.ts';
import { type RouteTold, routeTold, solve, type Solved } from './solve.ts';

export type SolvedAgain = {
  /** What is known now: what was told first, what the steps done have brought, what was told since. */
  readonly told: ToldSituation;
  readonly before: Solved;
  readonly replanned: Replanned;
  /** What changed and why. */
  readonly sentences: readonly Text[];
};

/** A situation planned on its day, and the rest planned again on a later one with the smallest change. Pure. */
export function solveAgain(
  catalogue: Catalogue,
  told: ToldSituation,
  { asOf, happened, facts }: Events,
  before: Solved = solve(catalogue, told),
): SolvedAgain {
  const known = toldAfter(catalogue, { ...told, asOf }, before.route.steps, happened);
  const now = facts.reduce((all, { fact, subject, value }) => withFact(all, fact, subject, value), known);
  const planned = { told, ...before };
  const replanned = replan(catalogue, planned, happened, { told: now, assessment: assess(catalogue, now) });
  return { told: now, before, replanned, sentences: changesTold(catalogue, planned, replanned) };
}

/** As `solve --after --json` and `POST /api/replan` give it. */
export type AgainTold = {
  readonly asOf: string;
  /** Steps that are over, in their order; none of them has moved. */
  readonly done: readonly string[];
  readonly sentences: readonly string[];
  readonly changes: readonly {
    readonly happened?: Happened;
    readonly moved: readonly {
      readonly step: string;
      readonly from: string;
      readonly to: string;
      readonly pushedBy?: string;
    }[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
    readonly runOut: readonly { readonly step: string; readonly evidence: string; readonly subject: string }[];
  }[];
  readonly route: RouteTold;
};

export function againOf({ told, replanned, sentences }: SolvedAgain, language: Language): AgainTold {
  const ids = (steps: readonly { readonly id: string }[]): readonly string[] => steps.map(({ id }) => id);
  return {
    asOf: told.asOf,
    done: ids(replanned.done),
    sentences: sentences.map((sentence) => sentence[language]),
    changes: replanned.changes.map(({ happened, moved, added, removed, changed, runOut }) => ({
      ...(happened === undefined ? {} : { happened }),
      moved: moved.map(({ step, ...days }) => ({ step: step.id, ...days })),
      added: ids(added),
      removed: ids(removed),
      changed: ids(changed),
      runOut: runOut.map(({ step, paper: { evidence, subject } }) => ({ step: step.id, evidence, subject })),
    })),
    route: routeTold(replanned.route, language),
  };
}
