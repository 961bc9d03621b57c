import type { Certainty, Urgency } from '#catalogue';

const urgencyRank: Readonly<Record<Urgency, number>> = { tonight: 0, days: 1, weeks: 2, long: 3 };

const certaintyRank: Readonly<Record<Certainty, number>> = { seen: 0, source: 1, derived: 2, memory: 3, unsure: 4 };

export function compareUrgency(a: Urgency, b: Urgency): number {
  return urgencyRank[a] - urgencyRank[b];
}

export function mostUrgent(all: readonly Urgency[]): Urgency {
  return all.toSorted(compareUrgency)[0] ?? 'long';
}

export function leastUrgent(a: Urgency, b: Urgency): Urgency {
  return compareUrgency(a, b) >= 0 ? a : b;
}

export function leastSure(a: Certainty, b: Certainty): Certainty {
  return certaintyRank[a] >= certaintyRank[b] ? a : b;
}

/** Orders days and identifiers by code points, so that no language setting of the machine changes a route. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The later of two days. */
export function later(a: string, b: string): string {
  return a > b ? a : b;
}
