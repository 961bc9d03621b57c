/** A calendar day is kept as the count of days since 1970-01-01, so that no clock or time zone can touch it. */
export type DayNumber = number;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/u;
const anyDayPattern = /^(-?)([1-9]\d{4,8}|\d{4})-(\d{2})-(\d{2})$/u;

/** Years that FEEL's dates may have (XML Schema, as far as the conformance kit goes). */
const farthestYear = 999_999_999;

/** `YYYY-MM-DD` when it is a day that exists, else undefined. */
export function readDay(text: string): string | undefined {
  return dayNumber(text) === undefined ? undefined : text;
}

/** The day written `YYYY-MM-DD`, of a year from 0001 to 9999: what a person may tell. */
export function dayNumber(text: string): DayNumber | undefined {
  const match = dayPattern.exec(text);
  if (match === null || text.startsWith('0000')) return undefined;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  return dayOf(year, month, day);
}

const partPattern = /^(\d{4})(?:-(\d{2}))?$/u;

/** First and last day of what a person may tell of a date: the day, or only its month (`2019-05`) or year (`2019`). */
export function daysOf(text: string): { readonly low: DayNumber; readonly high: DayNumber } | undefined {
  const day = dayNumber(text);
  if (day !== undefined) return { low: day, high: day };
  const match = partPattern.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const last = month ?? 12;
  const low = dayNumber(`${match[1]}-${match[2] ?? '01'}-01`);
  const high = dayOf(year, last, monthLength(year, last));
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** As `dayNumber`, for any year FEEL has: `-0044-03-15`, `12026-01-01`. */
export function anyDayNumber(text: string): DayNumber | undefined {
  const match = anyDayPattern.exec(text);
  if (match === null) return undefined;
  const [, minus, year, month, day] = match;
  return dayOf(minus === '-' ? 0 - Number(year) : Number(year), Number(month), Number(day));
}

/** The day with that year, month (1–12) and day of month, or undefined when there is none. */
export function dayOf(year: number, month: number, day: number): DayNumber | undefined {
  if (![year, month, day].every(Number.isInteger) || Math.abs(year) > farthestYear || month < 1 || month > 12)
    return undefined;
  if (day < 1 || day > monthLength(year, month)) return undefined;
  // Counted in years that begin in March, so that the leap day is the last of its year.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

export function monthLength(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function dayText(day: DayNumber): string {
  const parts = dayParts(day);
  const year = `${parts.year < 0 ? '-' : ''}${String(Math.abs(parts.year)).padStart(4, '0')}`;
  return `${year}-${String(parts.month).padStart(2, '0')}-${String(parts.day).padStart(2, '0')}`;
}

export function dayParts(day: DayNumber): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** 1 for the first of January. */
export function dayOfYear(day: DayNumber): number {
  return day - (dayOf(dayParts(day).year, 1, 1) ?? day) + 1;
}

/** ISO 8601: the week that holds the year's first Thursday is the first. */
export function weekOfYear(day: DayNumber): number {
  const thursday = day - weekdayOf(day) + 4;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}

/** Adds months, keeping the day of month where the month has it (DMN 1.5, 10.3.2.3.7), then days. */
export function shiftDay(day: DayNumber, months: number, days: number): DayNumber {
  if (months === 0) return day + days;
  const parts = dayParts(day);
  const total = parts.year * 12 + (parts.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return (dayOf(year, month, Math.min(parts.day, monthLength(year, month))) ?? day) + days;
}

/** Whole months from one day to another; negative when the second is earlier. */
export function monthsBetween(from: DayNumber, to: DayNumber): number {
  if (to < from) return 0 - monthsBetween(to, from);
  const a = monthAndDay(from);
  const b = monthAndDay(to);
  const months = Math.floor(b / 32) - Math.floor(a / 32);
  return b - 32 * Math.floor(b / 32) < a - 32 * Math.floor(a / 32) ? months - 1 : months;
}

/** A month's number times 32, and the day of it. Those of two lifetimes are kept: ages are counted of everybody. */
function monthAndDay(day: DayNumber): number {
  const place = day - firstKept;
  const known = place >= 0 && place < kept.length ? kept[place] : undefined;
  if (known !== undefined && known !== 0) return known;
  const parts = dayParts(day);
  const found = (parts.year * 12 + parts.month) * 32 + parts.day;
  if (known === 0) kept[place] = found;
  return found;
}

/** From 1887 to 2079. */
const firstKept = -30_000;
const kept = new Int32Array(70_000);
