import fc from 'fast-check';

import type { FactValue, PersonFacts, ToldSituation } from '#assessment';
import type { Catalogue, EntityKind, Fact } from '#catalogue';

/** Days a person of the household may be born on: babies, pupils, adults, pensioners. */
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
  // Of some only the year or the month is known.
  '2025',
  '2023-09',
  '2008',
  '2006-05',
  '1962',
];
const sums = [0, 1, 999.99, 60_000, 217_000, 450_000.5, 1_500_000];

function valueOf(fact: Fact): fc.Arbitrary<FactValue> {
  if (fact.mayBeAbsent === undefined) return presentValueOf(fact);
  return fc.option(presentValueOf(fact), { nil: null, freq: 2 });
}

function presentValueOf(fact: Fact): fc.Arbitrary<FactValue> {
  switch (fact.type) {
    case 'boolean':
      return fc.boolean();
    case 'money':
      return fc.constantFrom(...sums);
    case 'number':
      return fc.integer({ min: fact.min ?? 0, max: Math.min(fact.max ?? 60, 60) });
    case 'date':
      return fc.constantFrom(...births);
    case 'text':
      return fc.constantFrom('', 'text');
    case 'choice':
      return fc.constantFrom(...fact.choices.map((choice) => choice.value));
    case 'choices':
      return fc.subarray(fact.choices.map((choice) => choice.value));
  }
}

/** Told facts of one person or the household; each is left out in so many of ten cases. */
function factsOf(catalogue: Catalogue, of: EntityKind, unknownOfTen: number): fc.Arbitrary<Record<string, FactValue>> {
  const facts = [...catalogue.facts.values()].filter((fact) => fact.of === of);
  const entries = facts.map((fact) =>
    fc
      .tuple(fc.integer({ min: 0, max: 9 }), valueOf(fact))
      .map(([die, value]) => [fact.id, die < unknownOfTen ? undefined : value] as const),
  );
  return fc
    .tuple(...entries)
    .map((told) => Object.fromEntries(told.filter((entry): entry is [string, FactValue] => entry[1] !== undefined)));
}

/** A household of one to four people in Tomsk, with anything known or not. */
export function situations(catalogue: Catalogue, unknownOfTen: number): fc.Arbitrary<ToldSituation> {
  const person = factsOf(catalogue, 'person', unknownOfTen);
  return fc
    .record({
      asOf: fc.constantFrom('2025-06-10', '2026-03-02', '2026-08-17'),
      people: fc.array(person, { minLength: 1, maxLength: 4 }),
      household: factsOf(catalogue, 'household', unknownOfTen),
    })
    .map(({ asOf, people, household }) => ({
      asOf,
      territory: '69701000',
      applicant: 'p0',
      people: people.map((facts, index): PersonFacts => ({
        id: `p${index}`,
        facts: index === 0 ? without(facts, 'relation') : facts,
      })),
      household,
    }));
}

function without(facts: Record<string, FactValue>, name: string): Record<string, FactValue> {
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== name));
}
