/** A calendar day is kept as the count of days since 1970-01-01, so that no clock or time zone can touch it. */
export type DayNumber = number;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/u;
const millisecondsPerDay = 86_400_000;

/** `YYYY-MM-DD` when it is a day that exists, else undefined. */
export function readDay(text: string): string | undefined {
  return dayNumber(text) === undefined ? undefined : text;
}

export function dayNumber(text: string): DayNumber | undefined {
  const match = dayPattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const number = dayOf(year, month, day);
  return number !== undefined && dayText(number) === text ? number : undefined;
}

/** The day with that year, month (1–12) and day of month, or undefined when there is none. */
export function dayOf(year: number, month: number, day: number): DayNumber | undefined {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999 || month < 1 || month > 12) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return Math.round(date.getTime() / millisecondsPerDay);
}

export function dayText(day: DayNumber): string {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}

export function dayParts(day: DayNumber): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Adds months, keeping the day of month where the month has it (DMN 1.5, 10.3.2.3.7), then days. */
export function shiftDay(day: DayNumber, months: number, days: number): DayNumber {
  if (months === 0) return day + days;
  const parts = dayParts(day);
  const total = parts.year * 12 + (parts.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = (total % 12) + 1;
  for (let last = parts.day; last >= 28; last -= 1) {
    const found = dayOf(year, month, last);
    if (found !== undefined) return found + days;
  }
  return (dayOf(year, month, Math.min(parts.day, 28)) ?? day) + days;
}

/** Whole months from one day to another; negative when the second is earlier. */
export function monthsBetween(from: DayNumber, to: DayNumber): number {
  if (to < from) return 0 - monthsBetween(to, from);
  const a = dayParts(from);
  const b = dayParts(to);
  const months = (b.year - a.year) * 12 + (b.month - a.month);
  return b.day < a.day ? months - 1 : months;
}

const durationPattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/u;

/** ISO 8601 durations of years and months, or of days. */
export function readDuration(text: string): { readonly months: number; readonly days: number } | undefined {
  const match = durationPattern.exec(text);
  if (match === null || text.endsWith('P')) return undefined;
  const [, minus, years = '0', months = '0', days = '0'] = match;
  const sign = minus === undefined ? 1 : -1;
  const whole = { months: signed(sign, Number(years) * 12 + Number(months)), days: signed(sign, Number(days)) };
  return Number.isSafeInteger(whole.months) && Number.isSafeInteger(whole.days) ? whole : undefined;
}

function signed(sign: number, value: number): number {
  return value === 0 ? 0 : sign * value;
}

export function durationText(duration: { readonly months: number; readonly days: number }): string {
  const { months, days } = duration;
  const minus = months < 0 || days < 0 ? '-' : '';
  const years = Math.trunc(Math.abs(months) / 12);
  const rest = Math.abs(months) % 12;
  const text = `${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}${days === 0 ? '' : `${Math.abs(days)}D`}`;
  return `${minus}P${text === '' ? '0M' : text}`;
}
