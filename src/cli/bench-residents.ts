import type { FactValue, PersonFacts, ToldSituation } from '#assessment';
import type { Catalogue, EntityKind, Fact } from '#catalogue';
import { dayNumber, dayText } from '#language';

import { asOf } from './bench-assess-households.ts';
import type { Chance } from './bench-assess-services.ts';

/** What is so of most people; any other yes-or-no fact is an event that happens to one in ten. */
const usual: ReadonlySet<string> = new Set([
  'livesInRussia',
  'hasPassport',
  'hasSnils',
  'hasPolicy',
  'birthRegistered',
  'hasBirthCertificate',
  'onlineAccount',
  'hasFoodToday',
  'hasMoneyForWeek',
  'familyHadIncome',
  'paternityRecorded',
  'insuredWork',
  'registeredBefore12Weeks',
  'attachedToClinic',
  'deathRegistered',
]);
const evenly: ReadonlySet<string> = new Set([
  'works',
  'hasProperty',
  'attendsKindergarten',
  'attendsSchool',
  'studiesFullTime',
]);

/** A resident with everything that is true of his family, and what is known when the interview begins. */
export type Resident = { readonly truth: ToldSituation; readonly start: ToldSituation };

/**
 * A family as they come: one adult, mostly a spouse, none to three children, sometimes a parent; most have their papers, a
 * home and no trouble, and each trouble befalls one in ten. The interview begins with who is in the family and what the
 * person asks help with (one to three needs).
 */
export function resident(catalogue: Catalogue, chance: Chance): Resident {
  const adult = 18 + Math.floor(chance() * 60);
  const relatives = [
    'self',
    ...(chance() < 0.5 ? ['spouse'] : []),
    ...Array.from({ length: adult < 60 ? Math.floor(chance() * 4) : 0 }, () => 'child'),
    ...(chance() < 0.1 ? ['parent'] : []),
  ];
  const people = relatives.map((relation, index): PersonFacts => {
    const years =
      relation === 'child'
        ? Math.floor(chance() * Math.min(18, adult - 16))
        : relation === 'parent'
          ? adult + 25
          : adult;
    const born = (dayNumber(asOf) ?? 0) - Math.floor((years + chance()) * 365.25);
    const { relation: _, ageYears: __, ...facts } = factsOf(catalogue, 'person', chance);
    const told = { ...facts, birthDate: dayText(born), ...(relation === 'spouse' ? { sex: 'male' } : {}) };
    return { id: `p${index}`, facts: relation === 'self' ? { ...told, sex: 'female' } : { ...told, relation } };
  });
  const seeks =
    catalogue.facts
      .get('seeks')
      ?.choices.filter(() => chance() < 0.2)
      .map((choice) => choice.value) ?? [];
  const truth = {
    asOf,
    territory: '69701000',
    applicant: 'p0',
    people,
    household: { ...factsOf(catalogue, 'household', chance), seeks },
  };
  return { truth, start: { ...truth, people: people.map(({ id }) => ({ id, facts: {} })), household: { seeks } } };
}

function factsOf(catalogue: Catalogue, of: EntityKind, chance: Chance): Record<string, FactValue> {
  return Object.fromEntries(
    [...catalogue.facts.values()].filter((fact) => fact.of === of).map((fact) => [fact.id, valueOf(fact, chance)]),
  );
}

function valueOf(fact: Fact, chance: Chance): FactValue {
  const { min = 0, max = 40 } = fact;
  switch (fact.type) {
    case 'boolean':
      return chance() < (usual.has(fact.id) ? 0.93 : evenly.has(fact.id) ? 0.5 : 0.1);
    case 'money':
      return chance() < 0.5 ? 0 : Math.round(10 ** (3 + chance() * 3));
    case 'number':
      return min + Math.floor(chance() ** 2 * (Math.min(max, 40) - min + 1));
    case 'date':
      return '2026-01-20';
    case 'text':
      return '';
    case 'choice':
      return (
        (chance() < 0.75 ? fact.choices[0] : fact.choices[Math.floor(chance() * fact.choices.length)])?.value ?? ''
      );
    case 'choices':
      return [];
  }
}
