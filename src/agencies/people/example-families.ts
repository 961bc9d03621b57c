import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Resident, Value } from '#agencies/model.ts';
import { samplePassport, sampleSnils } from './identifiers.ts';
import { patronymicOf, surnameOf } from './names.ts';

type Told = Readonly<Record<string, unknown>>;
type Example = { readonly applicant: string; readonly people: readonly Told[] } & Told;

/** Whose surname is whose in `examples/`, by the applicant; the sign-in of the samples calls them so as well. */
const stems: Readonly<Record<string, string>> = {
  anna: 'Ильин',
  denis: 'Орлов',
  oksana: 'Белов',
  olga: 'Белов',
  alina: 'Соколов',
  sergey: 'Кузьмин',
  vera: 'Сорокин',
  kirill: 'Власов',
  guzel: 'Ахметов',
  yulia: 'Лебедев',
  tamara: 'Громов',
  nikolay: 'Ковалёв',
  larisa: 'Зуев',
};

/** What the registers know besides what these people tell. */
const besides: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  'oksana/oksana': { earnings12: 396_000, singleParent: false, familyHadIncome: true },
  'yulia/yulia': { earnings12: 168_000, familyHadIncome: true },
  'yulia/maksim': { earnings12: 540_000 },
  'olga/olga': { dwellingArea: 61, flatsArea: 61 },
  'sergey/sergey': { dwellingArea: 54, flatsArea: 54 },
  'vera/vera': { dwellingArea: 33, flatsArea: 33, workYears: 41, pensionCoefficients: 92 },
  'larisa/larisa': { flats: 1, hasProperty: true, dwellingArea: 58, flatsArea: 58 },
  'guzel/guzel': { dwellingArea: 72, housesArea: 72 },
  'tamara/tamara': { dwellingArea: 44, workYears: 33, pensionCoefficients: 71, incomeSeized: false },
};

/**
 * The residents of `examples/`: registers say what they tell there. Situations of the same applicant are about the same
 * people.
 */
export async function exampleFamilies(folder: string): Promise<readonly (readonly Resident[])[]> {
  // Loaded only to fill an empty database: an agency that runs keeps its memory small.
  const { parse } = await import('yaml');
  const families = new Map<string, Map<string, Told>>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()) {
    const { applicant, people, ...rest } = parse(readFileSync(join(folder, file), 'utf8')) as Example;
    const family = families.get(applicant) ?? new Map<string, Told>();
    families.set(applicant, family);
    for (const person of people) {
      const id = String(person['id']);
      family.set(id, { ...family.get(id), ...(id === applicant ? rest : {}), ...person });
    }
  }
  let ordinal = 0;
  return [...families].map(([applicant, family], father) =>
    [...family].map(([id, told]) => {
      ordinal += 1;
      const resident = residentOf(applicant, id, told, ordinal, father);
      return told['birthRegistered'] === false ? notRegistered(resident) : resident;
    }),
  );
}

function residentOf(applicant: string, id: string, told: Told, ordinal: number, father: number): Resident {
  const [givenName = '', patronymic] = String(told['name']).split(' ');
  const sex = told['sex'] === 'male' ? 'male' : 'female';
  const example = `${applicant}/${id}`;
  return {
    example,
    snils: sampleSnils(ordinal),
    surname: surnameOf(stems[applicant] ?? 'Безымянов', sex),
    givenName,
    patronymic: patronymic ?? patronymicOf(father + (told['relation'] === 'child' ? 1 : 0), sex),
    birthDate: String(told['birthDate']),
    sex,
    ...(told['hasPassport'] === undefined ? {} : { passport: samplePassport(ordinal) }),
    facts: { ...valuesIn(told), ...besides[example] },
  };
}

/**
 * A child whose birth is not registered yet: the hospital knows it, and by the hospital's certificate of the birth the civil
 * registry does. Who the father is stands in no register.
 */
function notRegistered(resident: Resident): Resident {
  const { birthDate, sex, childOrder = 1 } = resident.facts;
  const certified = { birthDate: birthDate!, sex: sex!, childOrder, birthRegistered: false, paternityRecorded: false };
  return { ...resident, knownTo: ['zags', 'health'], facts: certified };
}

function valuesIn(told: Told): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, Value] =>
      ['boolean', 'number', 'string'].includes(typeof entry[1]),
    ),
  );
}
