import { helpCurve } from '#assessment';
import type { HelpCurve, ToldSituation } from '#assessment';
import type { LawChange } from '#catalogue';
import type { Text } from '#language';

import type { Seen, Stood } from './seen.ts';

/** Households that a change touches, and roubles a year. */
export type Effect = {
  readonly households: number;
  readonly gain: number;
  readonly lose: number;
  /** Of which it is not known whether they gain or lose: some fact that decides is not known. */
  readonly open: number;
  readonly gained: number;
  readonly lost: number;
};

type Sum = { readonly yes: number; readonly unknown: number; readonly perYear: number };
export type ServiceEffect = { readonly service: string; readonly before: Sum; readonly after: Sum };

/** A step of income a head before help, in subsistence minimums: over `from` and up to `to`. */
export type IncomeEffect = Effect & { readonly from: number; readonly to?: number; readonly isKnown: boolean };

export type WhatIf = {
  readonly name: Text;
  /** What is changed, in words. */
  readonly lines: readonly Text[];
  readonly day: string;
  readonly people: number;
  readonly isSynthetic: boolean;
  readonly all: Effect;
  /** Only services of which somebody's answer or sum changes. */
  readonly services: readonly ServiceEffect[];
  readonly territories: readonly (Effect & { readonly territory: string })[];
  readonly kinds: readonly (Effect & { readonly kind: string })[];
  readonly incomes: readonly IncomeEffect[];
  /** Losing households by what they lose in a year, roubles. */
  readonly losses: readonly { readonly from: number; readonly to?: number; readonly households: number }[];
  /** Help against earnings of a household whose change lies near the mean, before and after. */
  readonly typical?: Typical;
};

export type Typical = {
  readonly kind: string;
  readonly told: ToldSituation;
  readonly before: HelpCurve;
  readonly after: HelpCurve;
};

const lossStep = 60_000;
const lossSteps = 8;
const incomeSteps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5];

/**
 * Gathers who gains by a change, who loses and how much a year. Amounts of services that exclude each other are each
 * counted; a sum is that of the twelve months that begin on the day.
 */
export class WhatIfCount {
  readonly #change: LawChange;
  readonly #day: string;
  #people = 0;
  readonly #all = new Tally();
  readonly #territories = new Map<string, Tally>();
  readonly #kinds = new Map<string, Tally>();
  readonly #incomes = new Map<number, Tally>();
  readonly #losses = Array.from({ length: lossSteps }, () => 0);
  readonly #services = new Map<string, Record<'before' | 'after', { yes: number; unknown: number; perYear: number }>>();
  #typical: { readonly seen: Seen; readonly off: number } | undefined;

  constructor(change: LawChange, day: string) {
    this.#change = change;
    this.#day = day;
  }

  add(seen: Seen): void {
    this.#people += seen.people;
    let [gained, lost, isOpen] = [0, 0, false];
    for (const { service, before, after } of seen.stood) {
      this.#count(service, 'before', before);
      this.#count(service, 'after', after);
      const more = (after?.perYear ?? 0) - (before?.perYear ?? 0);
      if (more > 0) gained += more;
      else lost -= more;
      isOpen ||= before?.answer !== after?.answer && (before?.answer === 'unknown' || after?.answer === 'unknown');
    }
    const tallies = [
      this.#all,
      tallyIn(this.#territories, seen.territory),
      tallyIn(this.#kinds, seen.kind),
      tallyIn(this.#incomes, incomeStep(seen.income)),
    ];
    for (const tally of tallies) tally.add(gained, lost, isOpen);
    if (gained === lost) return;
    if (lost > gained) this.#losses[Math.min(lossSteps - 1, Math.floor((lost - gained) / lossStep))]! += 1;
    const mean = (this.#all.lost - this.#all.gained) / (this.#all.lose + this.#all.gain);
    const off = Math.abs(lost - gained - mean);
    if (this.#typical === undefined || off < this.#typical.off) this.#typical = { seen, off };
  }

  #count(service: string, side: 'before' | 'after', stood: Stood | undefined): void {
    let sums = this.#services.get(service);
    if (sums === undefined) {
      sums = { before: { yes: 0, unknown: 0, perYear: 0 }, after: { yes: 0, unknown: 0, perYear: 0 } };
      this.#services.set(service, sums);
    }
    if (stood === undefined) return;
    sums[side][stood.answer] += 1;
    sums[side].perYear += stood.perYear;
  }

  async result(isSynthetic: boolean): Promise<WhatIf> {
    const { name, lines, before } = this.#change;
    const kinds = before.population.kinds.flatMap(({ id }) => {
      const tally = this.#kinds.get(id);
      return tally === undefined ? [] : [{ kind: id, ...tally.effect() }];
    });
    return {
      name,
      lines,
      day: this.#day,
      people: this.#people,
      isSynthetic,
      all: this.#all.effect(),
      services: [...this.#services]
        .filter(([, sums]) => isChanged(sums))
        .map(([service, sums]) => ({ service, ...sums })),
      territories: [...this.#territories]
        .map(([territory, tally]) => ({ territory, ...tally.effect() }))
        .toSorted((a, b) => b.households - a.households),
      kinds,
      incomes: [...this.#incomes]
        .toSorted(([a], [b]) => a - b)
        .map(([step, tally]) => ({
          from: incomeSteps[step - 1] ?? 0,
          ...(step < incomeSteps.length ? { to: incomeSteps[step]! } : {}),
          isKnown: step <= incomeSteps.length,
          ...tally.effect(),
        })),
      losses: this.#losses.map((households, step) => ({
        from: step * lossStep,
        ...(step + 1 < lossSteps ? { to: (step + 1) * lossStep } : {}),
        households,
      })),
      // A household of a real region is shown to nobody here.
      ...(isSynthetic ? await this.#curves() : {}),
    };
  }

  async #curves(): Promise<{ readonly typical?: Typical }> {
    const seen = this.#typical?.seen;
    if (seen === undefined) return {};
    const told = await seen.told();
    const [before, after] = [helpCurve(this.#change.before, told), helpCurve(this.#change.after, told)];
    if (before === undefined || after === undefined) return {};
    return { typical: { kind: seen.kind, told, before, after } };
  }
}

class Tally {
  #households = 0;
  gain = 0;
  lose = 0;
  #open = 0;
  gained = 0;
  lost = 0;

  add(gained: number, lost: number, isOpen: boolean): void {
    this.#households += 1;
    this.gained += gained;
    this.lost += lost;
    if (gained > lost) this.gain += 1;
    else if (lost > gained) this.lose += 1;
    else if (isOpen) this.#open += 1;
  }

  effect(): Effect {
    return {
      households: this.#households,
      gain: this.gain,
      lose: this.lose,
      open: this.#open,
      gained: Math.round(this.gained),
      lost: Math.round(this.lost),
    };
  }
}

function tallyIn<Key>(all: Map<Key, Tally>, key: Key): Tally {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = new Tally();
  all.set(key, made);
  return made;
}

function isChanged({ before, after }: Omit<ServiceEffect, 'service'>): boolean {
  return before.yes !== after.yes || before.unknown !== after.unknown || before.perYear !== after.perYear;
}

/** Which step of income a household is on; behind all of them when its income is not known. */
function incomeStep(income: number | undefined): number {
  if (income === undefined) return incomeSteps.length + 1;
  const step = incomeSteps.findIndex((upTo) => income <= upTo);
  return step < 0 ? incomeSteps.length : step;
}
