import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Route } from '#planner';
import type { StoredSituation } from '#web/stored.ts';

/** A situation as the pages show it: what was told, and what follows from it on the day. */
export type Open = {
  readonly catalogue: Catalogue;
  readonly stored: StoredSituation;
  readonly told: ToldSituation;
  readonly assessment: Assessment;
  readonly route: Route;
  readonly today: string;
  readonly code: string;
  /** Of the situation as it is kept; a form that changes it says which it was made from. */
  readonly version: number;
};
