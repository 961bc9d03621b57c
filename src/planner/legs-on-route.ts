import { refKey } from './evidence-refs.ts';
import type { EvidenceNeed, Leg } from './leg.ts';

/** Something a leg waits for until any one of the legs named has ended. */
export type Wait = {
  /** Key of the evidence, or `unlock`. */
  readonly key: string;
  readonly anyOf: readonly string[];
  /** Only refused services, which something else may unlock, give it, or it may be had: better to begin than never. */
  readonly isGivenUpLast: boolean;
};

export const unlockKey = 'unlock';

export type LegsOnRoute = {
  readonly legs: ReadonlyMap<string, Leg>;
  readonly waitsOf: (leg: Leg) => readonly Wait[];
  /** Legs on the way, besides the leg itself, that give evidence by its key. */
  readonly giversOf: (key: string, leg: Leg) => readonly Leg[];
  /** Legs whose result can turn the leg's *no* into a *yes*. */
  readonly unlockersOf: (leg: Leg) => readonly Leg[];
};

/**
 * Chooses the services that may be on the way: those that meet a found need, then whatever gives the evidence they
 * lack, and refused ones that a service on the way can unlock, until nothing is added.
 */
export function chooseLegs(all: readonly Leg[]): LegsOnRoute {
  const givers = new Map<string, Leg[]>();
  for (const leg of all) {
    for (const ref of leg.gives) givers.set(refKey(ref), [...(givers.get(refKey(ref)) ?? []), leg]);
  }
  const chosen = new Map<string, Leg>();

  const isOpen = (leg: Leg): boolean =>
    leg.entitlement.answer !== 'no' || [...chosen.values()].some((other) => isUnlockedBy(leg, other));

  function add(leg: Leg): boolean {
    if (chosen.has(leg.id) || !isOpen(leg)) return false;
    chosen.set(leg.id, leg);
    for (const need of lackingOf(leg)) for (const giver of givers.get(need.key) ?? []) add(giver);
    return true;
  }

  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const leg of all) if (leg.meets.length > 0 && add(leg)) isGrowing = true;
    // A giver refused at first may be unlocked by what has come in since.
    for (const leg of chosen.values()) {
      for (const need of lackingOf(leg)) {
        for (const giver of givers.get(need.key) ?? []) if (add(giver)) isGrowing = true;
      }
    }
  }

  const giversOf = (key: string, leg: Leg): readonly Leg[] =>
    (givers.get(key) ?? []).filter((giver) => giver.id !== leg.id && chosen.has(giver.id));

  function unlockersOf(leg: Leg): readonly Leg[] {
    if (leg.entitlement.answer !== 'no') return [];
    const unlockers = [...chosen.values()].filter((other) => isUnlockedBy(leg, other));
    const ofSame = unlockers.filter((other) => other.entitlement.subject === leg.entitlement.subject);
    return ofSame.length > 0 ? ofSame : unlockers;
  }

  function waitsOf(leg: Leg): readonly Wait[] {
    const unlockers = unlockersOf(leg);
    const waits = blockingOf(leg).map((need) => waitFor(need.key, giversOf(need.key, leg)));
    for (const { key } of unaskedOf(leg)) {
      const due = giversOf(key, leg).filter(
        ({ entitlement, meets }) => entitlement.answer === 'yes' && meets.length > 0,
      );
      waits.push({ ...waitFor(key, due), isGivenUpLast: true });
    }
    if (leg.entitlement.answer === 'no') waits.push({ ...waitFor(unlockKey, unlockers), isGivenUpLast: false });
    return waits.filter(({ key, anyOf }) => key === unlockKey || anyOf.length > 0);
  }

  return { legs: chosen, waitsOf, giversOf, unlockersOf };
}

/** Evidence the leg cannot begin without, as far as somebody on the way gives it. */
export function blockingOf(leg: Leg): readonly EvidenceNeed[] {
  return leg.isAtOnce ? [] : leg.needs.filter(({ held }) => held === 'no');
}

/**
 * Evidence a register is asked for, though nothing tells whether it stands there. When a service that gives it is due
 * on the way, it does not yet: a family about to be recognised as large has no certificate that the fund could see.
 */
function unaskedOf(leg: Leg): readonly EvidenceNeed[] {
  return leg.isAtOnce ? [] : leg.needs.filter(({ isAsked, from }) => !isAsked && from === 'exchange');
}

/** Evidence that is not had, or may not be had. */
export function lackingOf(leg: Leg): readonly EvidenceNeed[] {
  return leg.isAtOnce ? [] : leg.needs.filter(({ held }) => held !== 'yes');
}

function isUnlockedBy(leg: Leg, other: Leg): boolean {
  return (
    other.id !== leg.id &&
    // What is not known yet promises nothing to others; what is itself unlocked may open the next door.
    other.entitlement.answer !== 'unknown' &&
    leg.entitlement.unlockedBy.includes(other.service.id)
  );
}

function waitFor(key: string, anyOf: readonly Leg[]): Wait {
  return {
    key,
    anyOf: anyOf.map(({ id }) => id),
    isGivenUpLast: anyOf.every(({ entitlement }) => entitlement.answer === 'no'),
  };
}
