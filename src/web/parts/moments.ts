import { dayIn } from '#catalogue';
import type { Language } from '#language';
import { addDays } from '#planner';

const locales = { ru: 'ru-RU', en: 'en-GB' } as const;

/** "2 марта 2026, 12:40", by the clock of the centre. */
export function momentText(language: Language, timeZone: string, iso: string): string {
  return momentFormat(language, timeZone)
    .format(new Date(iso))
    .replace(/\s*г\.,?/u, ',')
    .replace(' в ', ' ')
    .replace(' at ', ', ');
}

/** Making one takes longer than a row of a page does. */
const momentFormats = new Map<string, Intl.DateTimeFormat>();

function momentFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const name = `${language} ${timeZone}`;
  const known = momentFormats.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  momentFormats.set(name, format);
  return format;
}

/** The day of a moment in the zone, `YYYY-MM-DD`. */
export function dayOfMoment(timeZone: string, iso: string): string {
  return dayIn(timeZone, new Date(iso));
}

/** The moment, in ISO 8601, of a day and hour (`14:30`) by the clock of a zone; undefined when there is no such time. */
export function momentIn(timeZone: string, day: string, time: string): string | undefined {
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/u.exec(time.trim()) ?? [];
  const asIfUtc = Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:00Z`);
  if (hour === '' || Number.isNaN(asIfUtc)) return undefined;
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const offset = Date.parse(`${shown.format(new Date(asIfUtc)).replace(' ', 'T')}Z`) - asIfUtc;
  return new Date(asIfUtc - offset).toISOString();
}

/** The first moment after a day, by the clock of the centre, in ISO 8601: what was made before it was known on that day. */
export function endOfDay(timeZone: string, day: string): string {
  const next = addDays(day, 1);
  return momentIn(timeZone, next, '00:00') ?? `${next}T00:00:00.000Z`;
}
