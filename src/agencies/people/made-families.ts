import type { Resident, Value } from '#agencies/model.ts';
import { seeded } from './chance.ts';
import { samplePassport, sampleSnils } from './identifiers.ts';
import { fatherCount, givenNames, patronymicOf, surnameOf, surnames } from './names.ts';

type Sex = Resident['sex'];

/** Ages are counted to this year: the examples are told in it. */
const year = 2026;

/** Families as they come, the same for the same seed: alone or in a couple, working, out of work or retired, with or without children. */
export function madeFamilies(seed: number, count: number, firstOrdinal: number): readonly (readonly Resident[])[] {
  const chance = seeded(seed);
  let ordinal = firstOrdinal;
  const below = (limit: number): number => Math.floor(chance() * limit);
  const among = <One>(list: readonly One[]): One => list[below(list.length)]!;
  const two = (number: number): string => String(number).padStart(2, '0');

  function born(stem: string, sex: Sex, age: number, father: number, facts: Record<string, Value>): Resident {
    ordinal += 1;
    const birthDate = `${year - age}-${two(1 + below(12))}-${two(1 + below(28))}`;
    return {
      snils: sampleSnils(ordinal),
      surname: surnameOf(stem, sex),
      givenName: among(givenNames[sex]),
      patronymic: patronymicOf(father, sex),
      birthDate,
      sex,
      ...(age >= 14 ? { passport: samplePassport(ordinal) } : {}),
      facts: { ...facts, birthDate, sex, hasSnils: true, hasPolicy: chance() < 0.95 },
    };
  }

  function adult(stem: string, sex: Sex, age: number): Resident {
    const isRetired = age >= (sex === 'female' ? 60 : 65);
    const works = isRetired ? chance() < 0.15 : chance() < 0.8;
    const earnings12 = works ? 12 * 1000 * (20 + below(90)) : 0;
    const monthlyPension = isRetired ? 100 * (120 + below(130)) : 0;
    return born(stem, sex, age, below(fatherCount), {
      registration: chance() < 0.92 ? 'residence' : 'none',
      works,
      insuredWork: works,
      earnings12,
      jobWeeksLastYear: works ? 52 : below(52),
      registeredUnemployed: !works && !isRetired && chance() < 0.3,
      receivesPension: isRetired,
      pensions12: 12 * monthlyPension,
      ...(isRetired ? { monthlyPension, workYears: 15 + below(30), pensionCoefficients: 30 + below(90) } : {}),
      ...(chance() < 0.05 ? { disability: among(['first', 'second', 'third']) } : {}),
    });
  }

  function household(): readonly Resident[] {
    const stem = among(surnames);
    const age = 19 + below(62);
    const isCouple = chance() < 0.55;
    const sexes: readonly Sex[] = isCouple ? ['female', 'male'] : [chance() < 0.6 ? 'female' : 'male'];
    const [first, ...others] = sexes.map((sex) => adult(stem, sex, Math.max(18, age + below(5) - 2)));
    const childAges = Array.from({ length: age < 45 ? below(4) : 0 }, () => below(Math.min(18, age - 17)));
    const father = below(fatherCount);
    const children = childAges
      .toSorted((a, b) => b - a)
      .map((childAge, index) =>
        born(stem, chance() < 0.5 ? 'female' : 'male', childAge, father, {
          birthRegistered: true,
          childOrder: index + 1,
          otherParent: isCouple ? 'together' : 'apart',
          paternityRecorded: isCouple || chance() < 0.7,
          registration: 'residence',
          ...(isCouple ? {} : { receivesChildSupport: chance() < 0.4 }),
        }),
      );
    const flats = chance() < 0.6 ? 1 : 0;
    const cars = chance() < 0.4 ? 1 : 0;
    const holdings = {
      flats,
      ...(flats > 0 ? { flatsArea: 30 + below(50) } : {}),
      cars,
      savingsInterest12: 100 * below(60),
    };
    const speaks = { ...first!, facts: { ...first!.facts, ...holdings } };
    return [speaks, ...others, ...children];
  }

  return Array.from({ length: count }, household);
}
