import { partOfDateText } from '#assessment';
import type { FactValue } from '#assessment';
import type { Catalogue } from '#catalogue';
import { dayNumber, dayParts, dayText, monthLength } from '#language';
import type { Explanation, Language, PlainValue } from '#language';

/** A told value as a person reads it in a terminal: the words of a choice, «май 2019» of a date known in part. */
export function valueText(catalogue: Catalogue, id: string, value: FactValue | undefined, language: Language): string {
  if (value === undefined) return language === 'ru' ? 'не известно' : 'not known';
  const fact = catalogue.facts.get(id);
  if (value === null) return language === 'ru' ? 'известно, что нет' : 'known to be none';
  if (typeof value === 'boolean') return { ru: value ? 'да' : 'нет', en: value ? 'yes' : 'no' }[language];
  if (typeof value === 'number') return String(value);
  const label = (one: string): string =>
    fact?.choices.find((choice) => choice.value === one)?.label[language] ??
    (fact?.type === 'date' ? dateText(one, language) : one);
  return typeof value === 'string' ? label(value) : value.map(label).join(', ');
}

function dateText(told: string, language: Language): string {
  return told.length < 'YYYY-MM-DD'.length ? partOfDateText(told, language) : told;
}

/** The value of a piece of an explanation; of what is not known all that can be said of it, `? (6 … 7)`. */
export function explainedText({ value, between }: Explanation, language: Language): string {
  if (value === null) return language === 'ru' ? 'известно, что нет' : 'known to be none';
  if (value !== undefined) return JSON.stringify(value);
  if (between === undefined) return '?';
  const [low, high] = between;
  const end = (at: PlainValue): string => (typeof at === 'number' || typeof at === 'string' ? `${at}` : '');
  if (typeof low !== 'string' || typeof high !== 'string') return `? (${end(low)} … ${end(high)})`;
  return `? (${wholeText(low, high, language) ?? `${low} … ${high}`})`;
}

/** The days of a whole month or year by its name. */
function wholeText(low: string, high: string, language: Language): string | undefined {
  const [first, last] = [dayNumber(low), dayNumber(high)];
  if (first === undefined || last === undefined) return undefined;
  const from = dayParts(first);
  const to = dayParts(last);
  if (from.year !== to.year || from.day !== 1 || to.day !== monthLength(to.year, to.month)) return undefined;
  if (from.month === to.month) return partOfDateText(dayText(first).slice(0, 'YYYY-MM'.length), language);
  return from.month === 1 && to.month === 12 ? partOfDateText(low.slice(0, 'YYYY'.length), language) : undefined;
}
