import type { Catalogue, Fact } from '#catalogue';
import { plain } from '#language';
import type { Language, Text } from '#language';

import type { Household } from './household.ts';
import type { ToldSituation } from './model.ts';

/** The question of a fact with the person's name and the values of derived facts put in. */
export function questionText(catalogue: Catalogue, household: Household, fact: Fact, subject: string): Text {
  const toYou = subject === household.told.applicant ? fact.questionToYou : undefined;
  const question = toYou ?? fact.question ?? fact.name;
  const filled = (language: Language): string =>
    question[language].replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
      if (name === 'who') return personName(household.told, subject, language);
      return catalogue.derived.has(name) ? placed(plain(household.global(name)), language) : whole;
    });
  return { ru: filled('ru'), en: filled('en') };
}

function placed(value: unknown, language: Language): string {
  const text = value === undefined ? '…' : String(value);
  return language === 'ru' ? text.replace(/^(\d{4})-(\d{2})-(\d{2})$/u, '$3.$2.$1') : text;
}

const relations: Readonly<Record<string, Text>> = {
  self: { ru: 'вы', en: 'you' },
  spouse: { ru: 'муж или жена', en: 'spouse' },
  partner: { ru: 'партнёр', en: 'partner' },
  child: { ru: 'ребёнок', en: 'child' },
  ward: { ru: 'ребёнок под опекой', en: 'ward' },
  parent: { ru: 'мать или отец', en: 'parent' },
  grandparent: { ru: 'бабушка или дедушка', en: 'grandparent' },
  sibling: { ru: 'брат или сестра', en: 'sibling' },
};

/** What a person is called: the name told, else the place in the family, numbered when there are several. */
export function personName(told: ToldSituation, id: string, language: Language): string {
  if (id === 'household') return language === 'ru' ? 'семья' : 'the household';
  const person = told.people.find((one) => one.id === id);
  if (person?.name !== undefined) return person.name;
  const relation = id === told.applicant ? 'self' : String(person?.facts['relation'] ?? '');
  const word = relations[relation]?.[language];
  if (word === undefined) return id;
  const alike = told.people.filter((one) => one.facts['relation'] === relation && one.id !== told.applicant);
  return alike.length > 1 ? `${word} ${alike.findIndex((one) => one.id === id) + 1}` : word;
}
