import type { FactValue } from '#assessment';
import type { Catalogue, EntityKind, Margin } from '#catalogue';
import type { Problem } from '#language';

import { Weighted } from './draws.ts';

export const oldestAge = 100;

/** Margins that a region cannot be made without. */
export const neededMargins = [
  'municipalities',
  'wageByPlace',
  'women',
  'men',
  'homesBySize',
  'familiesByChildren',
  'parents',
  'alone',
  'couples',
  'otherParent',
  'womenAtWork',
  'menAtWork',
  'wage',
  'working',
  'unemployment',
  'pensions',
  'disabled',
  'disabilityGroups',
  'births',
  'pregnant',
  'students',
  'onlineAccounts',
  'schooling',
  'dwellings',
  'dwellingSize',
  'property',
  'debts',
  'shares',
] as const;
export type MarginId = (typeof neededMargins)[number];

/** Facts of one person or household; `undefined` is not known. */
export type Facts = Record<string, FactValue | undefined>;

/** The margins of the packs as the makers read them: a figure by its key, a figure by age, a thing drawn by its share. */
export class Margins {
  readonly day: string;
  readonly #margins: ReadonlyMap<string, Margin>;
  readonly #names: Readonly<Record<EntityKind, string[]>> = { person: [], household: [] };
  readonly #byAge = new Map<string, Float64Array>();

  constructor(catalogue: Catalogue, day: string) {
    this.day = day;
    this.#margins = catalogue.population.margins;
    for (const { id, of } of catalogue.facts.values()) this.#names[of].push(id);
  }

  /** Facts of somebody of whom nothing is known yet. All of one kind have one form, which makes them fast to read. */
  nothingKnown(of: EntityKind): Facts {
    const facts: Facts = {};
    for (const name of this.#names[of]) facts[name] = undefined;
    return facts;
  }

  groups(id: MarginId): readonly (readonly [key: string, value: number])[] {
    return Object.entries(this.#margins.get(id)?.values ?? {});
  }

  /** A figure a pack has to have; a pack that lacks it is told so, in a sentence, before anything is made. */
  at(id: MarginId, key: string): number {
    const value = this.#margins.get(id)?.values[key];
    if (value === undefined) throw new MissingFigure(id, key);
    return value;
  }

  share(key: string): number {
    return this.at('shares', key);
  }

  /** The figure of the group an age belongs to. */
  byAge(id: MarginId, age: number): number {
    let known = this.#byAge.get(id);
    if (known === undefined) {
      known = new Float64Array(oldestAge + 1);
      for (const [key, value] of this.groups(id)) {
        const { from, to } = agesOf(key);
        known.fill(value, from, Math.min(to, oldestAge) + 1);
      }
      this.#byAge.set(id, known);
    }
    return known[Math.min(age, oldestAge)] ?? 0;
  }

  weighted(id: MarginId): Weighted<string> {
    const groups = this.groups(id);
    return new Weighted(
      groups.map(([key]) => key),
      groups.map(([, value]) => value),
    );
  }
}

export class MissingFigure extends Error {
  readonly margin: string;
  readonly key: string;

  constructor(margin: string, key: string) {
    super(`the margin ${margin} has no figure ${key}`);
    this.margin = margin;
    this.key = key;
  }
}

/** Years of a group: `20-24`, `85+`, `7`. */
export function agesOf(key: string): { readonly from: number; readonly to: number } {
  const [from = '', to] = key.replace('+', '-').split('-');
  return { from: Number(from), to: to === undefined ? Number(from) : to === '' ? oldestAge : Number(to) };
}

/** The margins of the packs, or what they lack. */
export function marginsOf(catalogue: Catalogue): { readonly margins: Margins } | { readonly problem: Problem } {
  const { day, margins } = catalogue.population;
  const missing = neededMargins.filter((id) => !margins.has(id));
  if (day !== undefined && missing.length === 0) return { margins: new Margins(catalogue, day) };
  const what = day === undefined ? 'day' : missing.join(', ');
  return {
    problem: {
      code: 'no-margins',
      message: {
        ru: `в пакетах нет чисел, по которым делается население: ${what}.`,
        en: `the packs lack figures that a population is made from: ${what}.`,
      },
      remedy: {
        ru: 'Добавьте их в population.yaml пакета области; образец — packs/ru-tom/population.yaml.',
        en: 'Add them to population.yaml of the pack of the region; packs/ru-tom/population.yaml is an example.',
      },
    },
  };
}
