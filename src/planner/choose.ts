import type { Validity } from '#catalogue';

import type { EvidenceNeed, Leg } from './leg.ts';
import type { Offers } from './offers.ts';
import { compareText } from './order.ts';

/** A leg, by its number, that ends a wait. */
export type Giver = {
  readonly leg: number;
  /** Key of the evidence it gives; nothing when it opens or merely comes before. */
  readonly evidence?: string;
  /** How long what it gives is accepted. */
  readonly validFor?: Validity;
};

/** Something a leg waits for until any one of the legs named has ended. */
export type Wait = {
  /** Key of the evidence, or `unlock`. */
  readonly key: string;
  readonly anyOf: readonly Giver[];
  /** Only refused services, which something else may unlock, give it, or it may be had: better to begin than never. */
  readonly isGivenUpLast: boolean;
};

export const unlockKey = 'unlock';

/** Legs that may be on the way, numbered in the order of their ids, with what each waits for. */
export type Chosen = {
  readonly legs: readonly Leg[];
  readonly waits: readonly (readonly Wait[])[];
  /** For each leg, evidence that may be missing, with the legs that give it. */
  readonly beside: readonly (readonly (readonly number[])[])[];
  /** Legs whose result can turn a leg's *no* into a *yes*. */
  readonly unlockers: readonly (readonly number[])[];
  /** Legs that others may not be asked for before: they stay on their first day. */
  readonly heldEarly: ReadonlySet<number>;
};

/**
 * Chooses the services that may be on the way: those that meet a found need, whatever gives the evidence they lack, and
 * whatever makes a refused one possible, until nothing is added.
 */
export function chooseLegs(offers: Offers): Chosen {
  const opening = new Opening(offers);
  const chosen = new Map<string, Leg>();
  const open = [...offers.meetingNeeds()];
  for (const leg of open) {
    if (chosen.has(leg.id) || !opening.canOpen(leg)) continue;
    chosen.set(leg.id, leg);
    open.push(...opening.unlockersOf(leg));
    for (const { options } of lackingOf(leg)) for (const option of options) open.push(...offers.givers(option));
  }
  const legs = [...chosen.values()].toSorted((a, b) => compareText(a.id, b.id));
  const numbers = new Map(legs.map((leg, number) => [leg.id, number]));
  const numberOf = ({ id }: Leg): readonly number[] => {
    const number = numbers.get(id);
    return number === undefined ? [] : [number];
  };

  // Many wait for the same papers: who gives one is looked up once.
  const ofOption = new Map<string, readonly Giver[]>();
  const giversOf = (need: EvidenceNeed, leg: Leg): readonly Giver[] =>
    need.options.flatMap((option) => {
      const known = ofOption.get(option.key) ?? giversOfOption(option);
      ofOption.set(option.key, known);
      return known.some((giver) => legs[giver.leg] === leg) ? known.filter((giver) => legs[giver.leg] !== leg) : known;
    });

  function giversOfOption(option: EvidenceNeed['options'][number]): readonly Giver[] {
    const validFor = option.validFor === undefined ? {} : { validFor: option.validFor };
    return offers
      .givers(option)
      .flatMap(numberOf)
      .map((leg) => ({ leg, evidence: option.key, ...validFor }));
  }

  const unlockers = legs.map((leg) => opening.unlockersOf(leg).flatMap(numberOf));

  function waitsOf(leg: Leg, number: number): readonly Wait[] {
    const isRefused = (giver: Giver): boolean => legs[giver.leg]?.entitlement.answer === 'no';
    const waits: Wait[] = [];
    for (const need of blockingOf(leg)) {
      const anyOf = giversOf(need, leg);
      if (anyOf.length > 0) waits.push({ key: need.key, anyOf, isGivenUpLast: anyOf.every(isRefused) });
    }
    for (const need of unaskedOf(leg)) {
      const anyOf = giversOf(need, leg).filter((giver) => isDue(legs[giver.leg]));
      if (anyOf.length > 0) waits.push({ key: need.key, anyOf, isGivenUpLast: true });
    }
    if (isUnlocked(leg))
      waits.push({
        key: unlockKey,
        anyOf: (unlockers[number] ?? []).map((one) => ({ leg: one })),
        isGivenUpLast: false,
      });
    return waits;
  }

  return {
    legs,
    waits: legs.map(waitsOf),
    beside: legs.map((leg) =>
      lackingOf(leg)
        .filter(({ held }) => held === 'unknown')
        .map((need) => giversOf(need, leg).map((giver) => giver.leg)),
    ),
    unlockers,
    heldEarly: new Set(),
  };
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
  if (leg.isAtOnce) return [];
  return leg.needs.filter(({ options: [{ isAsked, from }] }) => !isAsked && from === 'exchange');
}

function isDue(leg: Leg | undefined): boolean {
  return leg?.entitlement.answer === 'yes' && leg.meets.length > 0;
}

/** Evidence that is not had, or may not be had. */
function lackingOf(leg: Leg): readonly EvidenceNeed[] {
  return leg.isAtOnce ? [] : leg.needs.filter(({ held }) => held !== 'yes');
}

/** Refused, and not merely too early: only another service can turn it. */
function isUnlocked({ entitlement, isTooEarly }: Leg): boolean {
  return entitlement.answer === 'no' && !isTooEarly;
}

/** Which refused services some other service makes possible. */
class Opening {
  readonly #offers: Offers;
  readonly #known = new Map<string, boolean>();

  constructor(offers: Offers) {
    this.#offers = offers;
  }

  canOpen(leg: Leg): boolean {
    if (!isUnlocked(leg)) return true;
    if (!this.#known.has(leg.id)) this.#settle(leg);
    return this.#known.get(leg.id) === true;
  }

  /** Two refused services that unlock only each other stay shut: a door opens when one behind it is open. */
  #settle(leg: Leg): void {
    const refused = new Set([leg]);
    for (const one of refused)
      for (const other of this.#promising(one)) if (isUnlocked(other) && !this.#known.has(other.id)) refused.add(other);
    for (const { id } of refused) this.#known.set(id, false);
    for (let isOpening = true; isOpening;) {
      isOpening = false;
      for (const one of refused) {
        if (this.#known.get(one.id) === true || this.#unlocking(one).length === 0) continue;
        this.#known.set(one.id, true);
        isOpening = true;
      }
    }
  }

  /** Those for the same person where there are any: her own registration opens it, not her brother's. */
  unlockersOf(leg: Leg): readonly Leg[] {
    const all = isUnlocked(leg) ? this.#unlocking(leg) : [];
    const ofSame = all.filter(({ entitlement }) => entitlement.subject === leg.entitlement.subject);
    return ofSame.length > 0 ? ofSame : all;
  }

  #unlocking(leg: Leg): readonly Leg[] {
    return this.#promising(leg).filter((other) => this.canOpen(other));
  }

  /** What is not known yet promises nothing to others; what is itself unlocked may open the next door. */
  #promising(leg: Leg): readonly Leg[] {
    return leg.entitlement.unlockedBy
      .flatMap((service) => this.#offers.ofService(service))
      .filter((other) => other.id !== leg.id && other.entitlement.answer !== 'unknown');
  }
}
