import type { Resident, Value } from '#agencies/model.ts';
import { writeChildren } from '#protocol';
import { exampleFamilies } from './example-families.ts';
import { madeFamilies } from './made-families.ts';

/** Families besides those of the examples. */
const madeCount = 240;
const firstMadeOrdinal = 1000;

/** Everybody whom the sample agencies know: those of `examples/` and some hundreds more, the same each time. */
export async function residentsIn(examplesFolder: string): Promise<readonly Resident[]> {
  return [...(await exampleFamilies(examplesFolder)), ...madeFamilies(7, madeCount, firstMadeOrdinal)].flatMap(
    completed,
  );
}

/** What follows from what is known, so that no two agencies contradict each other. */
function completed(family: readonly Resident[]): readonly Resident[] {
  const income = family.reduce((sum, { facts }) => sum + amount(facts['earnings12']) + amount(facts['pensions12']), 0);
  const children = family.filter(
    ({ facts }) =>
      (facts['relation'] === 'child' || facts['childOrder'] !== undefined) && facts['birthRegistered'] !== false,
  );
  return family.map((resident, index) => {
    const isParent = index === 0 || resident.facts['relation'] === 'spouse';
    const own = {
      ...followsForPerson(resident.facts),
      ...(isParent && children.length > 0 ? { registeredChildren: writeChildren(children) } : {}),
      ...resident.facts,
    };
    return { ...resident, facts: index === 0 ? { ...followsForHousehold(own, income), ...own } : own };
  });
}

function followsForPerson(facts: Resident['facts']): Record<string, Value> {
  const monthly = Math.round(amount(facts['earnings12']) / 12);
  return {
    incomeTaxLastYear: Math.round(amount(facts['earnings12']) * 0.13),
    ...(facts['works'] === true ? { averageEarnings24: monthly } : {}),
    ...(facts['works'] === false && monthly > 0 ? { lastJobEarnings: monthly } : {}),
  };
}

function followsForHousehold(facts: Resident['facts'], income: number): Record<string, Value> {
  const owned = ['flats', 'houses', 'summerHouses', 'garages', 'landCountryHectares', 'cars', 'savingsInterest12'];
  return {
    familyHadIncome: income > 0,
    familyIncome6: Math.round(income / 2),
    hasProperty: owned.some((fact) => amount(facts[fact]) > 0),
  };
}

function amount(value: Value | undefined): number {
  return typeof value === 'number' ? value : 0;
}
