import type { Fact } from '#catalogue';
import { dayNumber, daysOf } from '#language';
import type { DayNumber, Language } from '#language';

/**
 * The days a told date may be: one, or any of the month or the year when no more is known of it. What has already been
 * was not after the day of the question.
 */
export function toldDays(
  fact: Pick<Fact, 'past'>,
  told: string,
  asOf: string,
): { readonly low: DayNumber; readonly high: DayNumber } {
  const { low, high } = daysOf(told) ?? { low: 0, high: 0 };
  const last = fact.past ? (dayNumber(asOf) ?? high) : high;
  return { low, high: Math.max(low, Math.min(high, last)) };
}

/** Whether only the year or the month of a date was told. */
export function isPartOfDate(fact: Pick<Fact, 'type'>, value: unknown): value is string {
  return fact.type === 'date' && typeof value === 'string' && value.length < 'YYYY-MM-DD'.length;
}

const months = {
  ru: new Intl.DateTimeFormat('ru-RU', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
} as const;

/** A year or a month as told: «2019 год», «май 2019», "May 2019". No day is made up. */
export function partOfDateText(told: string, language: Language): string {
  if (told.length === 'YYYY'.length) return language === 'ru' ? `${told} год` : told;
  return months[language].format(new Date(`${told}-01T00:00:00Z`)).replace(/\s*г\.$/u, '');
}
