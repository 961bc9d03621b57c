import { partOfDateText } from '#assessment';
import type { Language } from '#language';

/** Figures and days as they are written in the language of the page. */

const locales = { ru: 'ru-RU', en: 'en-GB' } as const;

const dayFormats = Object.fromEntries(
  (['ru', 'en'] as const).map((language) => [
    language,
    {
      long: new Intl.DateTimeFormat(locales[language], {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }),
      short: new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone: 'UTC' }),
      weekday: new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }),
    },
  ]),
) as Record<Language, Record<'long' | 'short' | 'weekday', Intl.DateTimeFormat>>;

const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** A sentence with the days in it, `YYYY-MM-DD`, written as people write them. */
export function withDays(language: Language, text: string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\d\b/gu, (day) =>
    Number.isNaN(toDate(day).getTime()) ? day : dayText(language, day),
  );
}

/** "2 марта 2026", without the "г." that Russian adds; of a date known in part "март 2026" or "2026 год". */
export function dayText(language: Language, day: string): string {
  if (day.length < 'YYYY-MM-DD'.length) return partOfDateText(day, language);
  return dayFormats[language].long.format(toDate(day)).replace(/\s*г\.$/u, '');
}

/** "2 марта, понедельник". */
export function dayWithWeekday(language: Language, day: string): string {
  return `${dayFormats[language].short.format(toDate(day))}, ${dayFormats[language].weekday.format(toDate(day))}`;
}

/** "2 марта". */
export function dayShort(language: Language, day: string): string {
  return dayFormats[language].short.format(toDate(day));
}

/** "18 003 ₽", kopecks only where there are some. */
export function money(language: Language, value: number, currency = 'RUB'): string {
  const whole = Number.isInteger(value);
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(value);
}

export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 6 }).format(value);
}

const pluralRules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') } as const;

/** `counted('ru', 2, 'вопрос|вопроса|вопросов')` is "2 вопроса"; English gives two forms. */
export function counted(language: Language, count: number, forms: string): string {
  const [one = '', few = one, many = few] = forms.split('|');
  const rule = pluralRules[language].select(count);
  const word = rule === 'one' ? one : rule === 'few' || language === 'en' ? few : many;
  return `${number(language, count)}\u00a0${word}`;
}

/** First letter large: sentences of the packs begin small where they follow a colon elsewhere. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** First letter small, unless the word is an abbreviation (СНИЛС). */
export function uncapitalised(text: string): string {
  const second = text.charAt(1);
  return second !== second.toLocaleLowerCase() ? text : text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

/** A number to call, ready for a telephone: `8-800-100-00-01` → `tel:88001000001`. */
export function telephone(phone: string): string {
  return `tel:${phone.replaceAll(/[^0-9+]/gu, '')}`;
}

/** The code of a situation in groups of four: easier to copy by hand and to read out. */
export function codeInGroups(code: string): string {
  return (code.replaceAll(/[^\p{L}\p{N}]/gu, '').match(/.{1,4}/gu) ?? []).join(' ');
}
