import { daysOf } from '#language';

import type { Match } from './hear-match.ts';
import type { KnownWord } from './words-known.ts';
import { comma } from './words-split.ts';

/** A date of birth heard beside a person, so far as it was told: `2019`, `2019-05` or `2019-05-17`. */
export type SaidBirth = { readonly date: string; readonly from: number; readonly to: number };

type SaidDate = { readonly parts: readonly string[]; readonly from: number; readonly to: number };

const bornWord = /^(родил(ся|ась|ись|а|и)|рожден(а|ы|ный|ная)?|born)$/u;
const beforeDate = new Set(['в', 'во', 'in', 'on', 'was', 'were', 'is', 'he', 'she']);
const notExact = new Set(
  'около примерно где то приблизительно кажется about around approximately circa roughly'.split(' '),
);
const yearWord = /^(год|года|году|г|гг)$/u;
/** Words between who it is and when they were born: «меня зовут Анна, 1985 года рождения». */
const reach = 6;

const months: readonly RegExp[] = [
  /^(январ[ьяе]|jan(uary)?)$/u,
  /^(феврал[ьяе]|feb(ruary)?)$/u,
  /^(март[ае]?|mar(ch)?)$/u,
  /^(апрел[ьяе]|apr(il)?)$/u,
  /^(ма[йяе]|may)$/u,
  /^(июн[ьяе]|june?)$/u,
  /^(июл[ьяе]|july?)$/u,
  /^(август[ае]?|aug(ust)?)$/u,
  /^(сентябр[ьяе]|sept?(ember)?)$/u,
  /^(октябр[ьяе]|oct(ober)?)$/u,
  /^(ноябр[ьяе]|nov(ember)?)$/u,
  /^(декабр[ьяе]|dec(ember)?)$/u,
];

/** Dates of birth said of the person (or, told in a row, of the persons) a match names, and of nobody named by `until`. */
export function birthsNear(words: readonly KnownWord[], match: Match, until: number): readonly SaidBirth[] {
  const before = bornBefore(words, match.from);
  if (before !== null) return [before];
  const end = Math.min(words.length, until, match.to + 1 + reach);
  for (let index = match.to + 1; index < end && words[index]!.apart <= comma; index += 1) {
    const isBorn = bornWord.test(words[index]!.plain);
    const dates = datesAt(words, isBorn ? index + 1 : index);
    if (dates.length === 0 || !(isBorn || saysBirth(words, dates.at(-1)!.to + 1))) continue;
    return dates.flatMap((one) => toldSurely(words, one));
  }
  return [];
}

/** «В мае 2019 родилась дочь». */
function bornBefore(words: readonly KnownWord[], at: number): SaidBirth | null {
  let index = at - 1;
  while (
    index >= 0 &&
    words[index + 1]!.apart === 0 &&
    /^(у|меня|нас|я|наша?|мо[йя]|my|our)$/u.test(words[index]!.plain)
  )
    index -= 1;
  if (index < 1 || words[index + 1]!.apart > 0 || !bornWord.test(words[index]!.plain)) return null;
  for (let from = Math.max(0, index - 4); from < index; from += 1) {
    const date = dateAt(words, from);
    if (date !== null && date.to === index - 1) return toldSurely(words, date)[0] ?? null;
  }
  return null;
}

/** «…2019 года рождения», «2019 г. р.»: the words after the year say that it is one of birth. */
function saysBirth(words: readonly KnownWord[], at: number): boolean {
  const [first, second] = [words[at]?.plain ?? '', words[at + 1]?.plain ?? ''];
  const last = words[at - 1]?.plain ?? '';
  return (
    first.startsWith('рожд') ||
    first === 'гр' ||
    (last === 'г' && first === 'р') ||
    (first === 'of' && second === 'birth')
  );
}

/** One date, or several in a row: «2015 и 2019 года рождения». */
function datesAt(words: readonly KnownWord[], start: number): readonly SaidDate[] {
  const dates: SaidDate[] = [];
  let index = start;
  while (dates.length < 12) {
    while (beforeDate.has(words[index]?.plain ?? '') || notExact.has(words[index]?.plain ?? '')) index += 1;
    const date = dateAt(words, index);
    if (date === null) break;
    dates.push(date);
    index = date.to + 1;
    const next = words[index];
    if (next === undefined || next.apart > comma) break;
    if (next.plain === 'и' || next.plain === 'and') index += 1;
    else if (next.apart !== comma) break;
  }
  return dates;
}

/** «17 мая 2019», «мае 2019 года», "May 17, 2019", «17.05.2019», «2019 году»: year, month and day as far as they are told. */
function dateAt(words: readonly KnownWord[], from: number): SaidDate | null {
  const plain = (index: number): string => words[index]?.plain ?? '';
  const parts: string[] = [];
  let index = from;
  const figures = /^(\d{1,2})[.,](\d{1,2})$/u.exec(plain(index));
  if (figures !== null && words[index + 1]?.start === words[index]!.end + 1) {
    parts.push(twoDigits(figures[2]!), twoDigits(figures[1]!));
    index += 1;
  } else {
    const day = /^\d{1,2}$/u.test(plain(index)) ? plain(index) : undefined;
    if (day !== undefined) index += 1;
    const month = months.findIndex((one) => one.test(plain(index)));
    if (day !== undefined && month < 0) return null;
    if (month >= 0) {
      index += 1;
      parts.push(twoDigits(String(month + 1)));
      const after = day === undefined && /^\d{1,2}$/u.test(plain(index)) ? plain(index) : undefined;
      if (after !== undefined) index += 1;
      if (day !== undefined || after !== undefined) parts.push(twoDigits(day ?? after ?? ''));
    }
  }
  if (!/^(19|20)\d\d$/u.test(plain(index))) return null;
  const to = yearWord.test(plain(index + 1)) && words[index + 1]!.apart <= 1 ? index + 1 : index;
  return { parts: [plain(index), ...parts], from, to };
}

function twoDigits(text: string): string {
  return text.padStart(2, '0');
}

/** "About May 2019" may be April: what is not exact is left out, and of a year that is not exact nothing is kept. */
function toldSurely(words: readonly KnownWord[], { parts, from, to }: SaidDate): readonly SaidBirth[] {
  const isExact = ![1, 2].some((back) => notExact.has(words[from - back]?.plain ?? ''));
  const date = (isExact ? parts : parts.slice(0, -1)).join('-');
  return date === '' || daysOf(date) === undefined ? [] : [{ date, from, to }];
}
