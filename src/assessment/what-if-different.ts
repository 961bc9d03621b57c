import type { Catalogue, Fact, Service } from '#catalogue';

import { withFact } from './answers.ts';
import { entitlementsTo } from './entitlements.ts';
import { Household } from './household.ts';
import type { Entitlement, FactKey, FactValue, ToldSituation } from './model.ts';

/** A told fact and the value it would have to have. `services` can bring that about. */
export type Difference = FactKey & {
  readonly told: FactValue;
  readonly wanted: FactValue;
  readonly services: readonly string[];
};

/** Facts that would have to be different together; none of them can be left out. */
export type WayToYes = { readonly differences: readonly Difference[] };

/** Most facts changed together, most ways told, and most answers tried for one service. */
const limits = { together: 2, ways: 6, tries: 3000 };

/**
 * What would have to be different for a refused service to be granted: the smallest sets of told facts whose change
 * turns the *no* into a *yes*. For a number, the nearest value that does. Only facts that failed criteria rest on can.
 */
export function waysToYes(catalogue: Catalogue, told: ToldSituation, entitlement: Entitlement): WayToYes[] {
  const service = catalogue.services.get(entitlement.service);
  if (service === undefined || entitlement.answer !== 'no' || entitlement.concerns === 'no') return [];
  return new Search(catalogue, told, service, entitlement).ways();
}

type Tried = FactKey & { readonly told: FactValue; readonly wanted: FactValue };

class Search {
  readonly #catalogue: Catalogue;
  readonly #told: ToldSituation;
  readonly #service: Service;
  readonly #entitlement: Entitlement;
  #tries = 0;

  constructor(catalogue: Catalogue, told: ToldSituation, service: Service, entitlement: Entitlement) {
    this.#catalogue = catalogue;
    this.#told = told;
    this.#service = service;
    this.#entitlement = entitlement;
  }

  ways(): WayToYes[] {
    const single = this.#candidates();
    const found: Tried[][] = [];
    for (let size = 1; size <= limits.together; size += 1) {
      for (const set of setsOf(single, size)) {
        if (found.length >= limits.ways || this.#tries >= limits.tries) break;
        const isLarger = found.some((smaller) => smaller.every((one) => set.some((other) => isSameFact(one, other))));
        if (!isLarger && this.#isGranted(set)) found.push(this.#nearestAll(set));
      }
    }
    return found.map((differences) => ({
      differences: differences.map((one) => ({ ...one, services: this.#bringers(one) })),
    }));
  }

  /** Every told fact of a failed criterion with every other value worth trying. */
  #candidates(): Tried[] {
    const failed = this.#entitlement.criteria.filter((criterion) => criterion.answer === 'no');
    const facts = new Map(
      failed.flatMap((criterion) => criterion.facts.map((one) => [`${one.fact}@${one.subject}`, one])),
    );
    return [...facts.values()].flatMap(({ fact: id, subject, value }) => {
      const fact = this.#catalogue.facts.get(id);
      return fact === undefined
        ? []
        : otherValues(fact, value).map((wanted) => ({ fact: id, subject, told: value, wanted }));
    });
  }

  #isGranted(set: readonly Tried[]): boolean {
    this.#tries += 1;
    const other = set.reduce((told, { fact, subject, wanted }) => withFact(told, fact, subject, wanted), this.#told);
    const { subject } = this.#entitlement;
    return entitlementsTo(this.#service, new Household(this.#catalogue, other), subject).some(
      (one) => one.subject === subject && one.answer === 'yes',
    );
  }

  /** One after the other: how far the second may come back depends on where the first has stopped. */
  #nearestAll(set: readonly Tried[]): Tried[] {
    let now = [...set];
    for (const one of set) {
      const near = this.#nearest(one, now);
      now = now.map((other) => (isSameFact(other, one) ? near : other));
    }
    return now;
  }

  /** For a number: halving the way back to the told value, to the last kopeck or unit, as long as the answer stays yes. */
  #nearest(one: Tried, set: readonly Tried[]): Tried {
    if (typeof one.told !== 'number' || typeof one.wanted !== 'number') return one;
    const unit = this.#catalogue.facts.get(one.fact)?.type === 'money' ? 100 : 1;
    let bad = Math.round(one.told * unit);
    let good = Math.round(one.wanted * unit);
    while (Math.abs(good - bad) > 1) {
      const middle = Math.trunc((good + bad) / 2);
      const tried = { ...one, wanted: middle / unit };
      if (this.#isGranted(set.map((other) => (isSameFact(other, one) ? tried : other)))) good = middle;
      else bad = middle;
    }
    return { ...one, wanted: good / unit };
  }

  #bringers({ fact, wanted }: Tried): string[] {
    return [...this.#catalogue.services.values()]
      .filter((service) =>
        service.versions.some((version) =>
          version.gives.some((given) => {
            const sets = this.#catalogue.evidence.get(given.evidence)?.sets;
            return sets?.fact === fact && sets.value === wanted;
          }),
        ),
      )
      .map((service) => service.id);
  }
}

function isSameFact(a: FactKey, b: FactKey): boolean {
  return a.fact === b.fact && a.subject === b.subject;
}

/** A day of birth is nobody's to change; a text has no other value to try. */
function otherValues(fact: Fact, told: FactValue): FactValue[] {
  switch (fact.type) {
    case 'boolean':
      return [told !== true];
    case 'choice':
      return fact.choices.map((choice) => choice.value).filter((value) => value !== told);
    case 'number':
    case 'money':
      return [...new Set([fact.min ?? 0, Math.min(fact.max ?? 10_000_000, 10_000_000)])].filter(
        (value) => value !== told,
      );
    default:
      return [];
  }
}

function* setsOf(candidates: readonly Tried[], size: number, from = 0): Generator<Tried[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index < candidates.length; index += 1) {
    const one = candidates[index];
    if (one === undefined) continue;
    for (const rest of setsOf(candidates, size - 1, index + 1))
      if (!rest.some((other) => isSameFact(one, other))) yield [one, ...rest];
  }
}
