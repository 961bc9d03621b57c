import { type FactKey, type FactValue, personName } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';
import type { Language } from '#language';
import { household, type StoredSituation, toldFact } from '#web/stored.ts';
import { say } from '#web/words.ts';
import { capitalised, counted, dayText, money, number, uncapitalised } from './format.ts';

/** A value as a person would say it: "да", "18 003 ₽", "у знакомых, временно". */
export function valueText(language: Language, fact: Fact, value: FactValue): string {
  if (value === null) return fact.mayBeAbsent?.[language] ?? say(language, 'none');
  if (typeof value === 'boolean') return say(language, value ? 'yes' : 'no');
  if (typeof value === 'number') return fact.type === 'money' ? money(language, value) : number(language, value);
  if (typeof value === 'string')
    return fact.type === 'date' ? dayText(language, value) : labelOf(language, fact, value);
  return value.map((one) => labelOf(language, fact, one)).join(', ');
}

function labelOf(language: Language, fact: Fact, value: string): string {
  return fact.choices.find((choice) => choice.value === value)?.label[language] ?? value;
}

/** How a person is called on the page: their name, else their place in the family. */
export function whoText(language: Language, stored: StoredSituation, id: string): string {
  if (id === household) return say(language, 'wholeFamily');
  const people = stored.input.people.map(({ id: person, name, ...facts }) => ({
    id: person,
    ...(name === undefined || name === '' ? {} : { name }),
    facts: facts as Readonly<Record<string, FactValue>>,
  }));
  return personName(
    { asOf: '', territory: '', applicant: stored.input.applicant, people, household: {} },
    id,
    language,
  );
}

/** "3 года" or "родился 2 мая 2025"; empty when nothing is known. */
export function ageText(language: Language, stored: StoredSituation, id: string): string {
  const birthDate = toldFact(stored, { fact: 'birthDate', subject: id });
  if (typeof birthDate === 'string') {
    const isWhole = birthDate.length === 'YYYY-MM-DD'.length;
    return say(language, isWhole ? 'bornOn' : 'bornIn', { day: dayText(language, birthDate) });
  }
  const age = toldFact(stored, { fact: 'ageYears', subject: id });
  if (age === 0) return say(language, 'underOneYear');
  return typeof age === 'number' ? counted(language, age, say(language, 'yearForms')) : '';
}

/** "Паспорт на руках — да", with the person before it where it is not the one who asks. */
export function factText(
  language: Language,
  catalogue: Catalogue,
  stored: StoredSituation,
  key: FactKey & { readonly value: FactValue },
): string {
  const fact = catalogue.facts.get(key.fact);
  if (fact === undefined) return key.fact;
  const whose =
    key.subject === household || key.subject === stored.input.applicant
      ? ''
      : `${capitalised(whoText(language, stored, key.subject))}: `;
  const name = whose === '' ? fact.name[language] : uncapitalised(fact.name[language]);
  return `${whose}${name} — ${valueText(language, fact, key.value)}`;
}

/** Name of a fact with its person, for a link to its question. */
export function keyText(language: Language, catalogue: Catalogue, stored: StoredSituation, key: FactKey): string {
  const name = catalogue.facts.get(key.fact)?.name[language] ?? key.fact;
  return key.subject === household ? name : `${name} (${whoText(language, stored, key.subject)})`;
}
