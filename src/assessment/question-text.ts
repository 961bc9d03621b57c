import type { Catalogue, Fact } from '#catalogue';
import { plain } from '#language';
import type { Language, PlainValue, Text } from '#language';

import { Household } from './household.ts';
import type { FactKey, ToldSituation } from './model.ts';

/** The question of any fact, as it is asked of this household; the fact's name when it has no question. */
export function questionOf(catalogue: Catalogue, told: ToldSituation, { fact: id, subject }: FactKey): Text {
  const fact = catalogue.facts.get(id);
  return fact === undefined
    ? { ru: id, en: id }
    : questionText(catalogue, new Household(catalogue, told), fact, subject);
}

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

const days = {
  ru: new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
} as const;

function placed(value: PlainValue, language: Language): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '…';
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/u.test(text)
    ? days[language].format(new Date(`${text}T00:00:00Z`)).replace(/\s*г\.$/u, '')
    : text;
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
  if (alike.length > 1) return `${word} ${alike.findIndex((one) => one.id === id) + 1}`;
  return language === 'en' && relation !== 'self' ? `the ${word}` : word;
}
