import type { Day } from '#catalogue';

import type { Decision } from './model.ts';

/** Which day is asked about, and what was known then: decisions made before a moment (ISO 8601, UTC). */
export type HeldAsked = { readonly on: Day; readonly knownBefore: string };

/**
 * What held on a day, as it was known at a moment: of each matter the last decision that had been made by then and that
 * holds from that day or an earlier one. A revision that was made later changes what held, and not what was known.
 */
export function whatHeld(decisions: readonly Decision[], { on, knownBefore }: HeldAsked): readonly Decision[] {
  const held = new Map<string, Decision>();
  for (const decision of decisions) {
    const isKnown = decision.decidedAt < knownBefore;
    if (isKnown && decision.holdsFrom <= on) held.set(decision.task, decision);
  }
  return [...held.values()];
}
