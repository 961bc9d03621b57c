import type { FactValue, PersonFacts, ToldSituation } from '#assessment';
import type { Catalogue, EntityKind, Fact } from '#catalogue';

import type { Chance } from './bench-assess-services.ts';

const births = [
  '2026-01-20',
  '2025-05-02',
  '2023-09-30',
  '2019-01-15',
  '2013-07-07',
  '2009-03-02',
  '2006-05-14',
  '1998-11-11',
  '1984-02-29',
  '1962-06-01',
  '1945-01-01',
];
const sums = [0, 1, 999.99, 25_000, 60_000, 217_000, 450_000.5, 1_500_000];

export const asOf = '2026-03-02';

/** Households of one to four people in Tomsk with every fact drawn; a share of the facts is not known. */
export function households(catalogue: Catalogue, count: number, unknownShare: number, chance: Chance): ToldSituation[] {
  return Array.from({ length: count }, () => household(catalogue, unknownShare, chance));
}

function household(catalogue: Catalogue, unknownShare: number, chance: Chance): ToldSituation {
  const people = Array.from({ length: 1 + Math.floor(chance() * 4) }, (_, index): PersonFacts => {
    const { relation = 'child', ...facts } = factsOf(catalogue, 'person', unknownShare, chance);
    return { id: `p${index}`, facts: index === 0 ? facts : { ...facts, relation } };
  });
  return {
    asOf,
    territory: '69701000',
    applicant: 'p0',
    people,
    household: factsOf(catalogue, 'household', unknownShare, chance),
  };
}

function factsOf(
  catalogue: Catalogue,
  of: EntityKind,
  unknownShare: number,
  chance: Chance,
): Record<string, FactValue> {
  const facts = [...catalogue.facts.values()].filter((fact) => fact.of === of);
  const told = facts.flatMap((fact) => {
    const value = valueOf(fact, chance);
    return chance() < unknownShare ? [] : [[fact.id, value] as const];
  });
  return Object.fromEntries(told);
}

/** A value a fact may have. */
export function valueOf(fact: Fact, chance: Chance): FactValue {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(chance() * items.length)] as Item;
  switch (fact.type) {
    case 'boolean':
      return chance() < 0.5;
    case 'money':
      return one(sums);
    case 'number': {
      const min = fact.min ?? 0;
      return min + Math.floor(chance() * (Math.min(fact.max ?? 60, 60) - min + 1));
    }
    case 'date':
      return one(births);
    case 'text':
      return '';
    case 'choice':
      return one(fact.choices).value;
    case 'choices':
      return fact.choices.filter(() => chance() < 0.3).map((choice) => choice.value);
  }
}
