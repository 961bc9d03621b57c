import type { Match } from './hear-match.ts';
import type { KnownWord } from './words-known.ts';
import { numberAt, yearsInWord } from './words-numbers.ts';
import { comma, sentenceEnd } from './words-split.ts';

/** An age heard beside a person, in full years, with the words that told it. */
export type SaidAge = { readonly years: number; readonly from: number; readonly to: number };

const fillers = new Set(
  'уже сейчас ему ей исполнилось исполнился исполнится всего только почти возраст возраста возрасте в лишь и мой моя моему моей скоро is was are just turned turn turning age aged ages who am a an already only nearly almost about he she they of'.split(
    ' ',
  ),
);
const spans = new Set('за через на после более for in during since after over до около'.split(' '));
const notAnAge = new Set(
  'назад подряд как стаж стажа ago without pregnant behind вместе брака браке опыта experience беременности работаю работал работала прожили'.split(
    ' ',
  ),
);
/** Whoever asks alone is at least so old; from the second age on, nearly any number said is an age. */
const youngestSpeaker = 5;
const plainlyAnAge = 14;
const oldest = 120;
/** What may follow the age of a child who speaks: «мне 10 лет и…», not «мне 6 лет обещают квартиру». */
const afterOwnAge = new Set(['и', 'а', 'но', 'я', 'меня', 'у', 'old', 'and', 'but', 'i', 'my']);
/** How a person is named when the number that follows is likely an age. */
const selfWithAge = new Set(['мне', 'я', 'i']);

/** Ages said of the person (or, told in a row, of the persons) a match names. */
export function agesNear(words: readonly KnownWord[], match: Match): readonly SaidAge[] {
  const before = ageBefore(words, match.from);
  if (before !== null) return [before];
  const isSelf = match.phrase.person === 'self';
  const plain = words[match.to]!.plain;
  if (isSelf && match.words.length === 1 && plain.length < 5 && !selfWithAge.has(plain)) return [];
  const ages = agesAfter(words, match.to + 1, isSelf, plain === 'я');
  return isSelf ? ages.filter((age) => isOwnAge(words, age, match)) : ages;
}

function isOwnAge(words: readonly KnownWord[], { years, from, to }: SaidAge, named: Match): boolean {
  if (years >= plainlyAnAge) return years < 120;
  const after = words[to + 1];
  const plain = words[named.to]!.plain;
  // «Мне 10» is an age where the thought begins so, «дайте мне 10» is none.
  const before = words[named.from - 1]?.plain ?? '';
  const begins = words[named.from]!.apart > 0 || afterOwnAge.has(before);
  return (
    years >= youngestSpeaker &&
    plain !== 'я' &&
    (to > from || begins) &&
    (after === undefined || after.apart > 0 || afterOwnAge.has(after.plain))
  );
}

/** «Пятилетний сын», «5-летняя дочь», "my 2 year old son". */
function ageBefore(words: readonly KnownWord[], at: number): SaidAge | null {
  for (let index = at - 1; index >= Math.max(0, at - 3) && words[index + 1]!.apart <= 1; index -= 1) {
    const { plain } = words[index]!;
    const years = yearsInWord(plain);
    if (years !== null) return { years, from: index, to: index };
    const said = numberAt(words, index - 1);
    if (said === null || said.taken > 1) continue;
    if (plain.startsWith('летн')) return { years: Math.floor(said.value), from: index - 1, to: index };
    if (plain.startsWith('месячн')) return { years: Math.floor(said.value / 12), from: index - 1, to: index };
    if (/^(year|yr)s?$/u.test(plain) && words[index + 1]?.plain === 'old')
      return { years: Math.floor(said.value), from: index - 1, to: index + 1 };
    if (/^(month|week|day)s?$/u.test(plain) && words[index + 1]?.plain === 'old')
      return { years: plain.startsWith('month') ? Math.floor(said.value / 12) : 0, from: index - 1, to: index + 1 };
  }
  return null;
}

function agesAfter(
  words: readonly KnownWord[],
  start: number,
  isSelf: boolean,
  needsUnit: boolean,
): readonly SaidAge[] {
  let index = start;
  while (index < start + 4 && fillers.has(words[index]?.plain ?? '') && words[index]!.apart <= comma) index += 1;
  if (index >= words.length || words[index]!.apart > comma || spans.has(words[index - 1]?.plain ?? '')) return [];
  const numbers: { value: number; at: number }[] = [];
  let end = index;
  for (let said = numberAt(words, end); said !== null; said = numberAt(words, end)) {
    numbers.push({ value: said.value, at: end });
    end += said.taken;
    const next = words[end];
    const joined = next !== undefined && (next.plain === 'и' || next.plain === 'and');
    const listed = joined
      ? numberAt(words, end + 1) !== null
      : next !== undefined && next.apart === comma && numberAt(words, end) !== null;
    if (!listed) break;
    if (joined) end += 1;
  }
  const unit = yearsPerUnit(words[end]?.plain ?? '');
  const parted = (words[end]?.apart ?? sentenceEnd) >= comma;
  if (numbers.length === 0) {
    if (isSelf || unit === null || parted || words[end]!.apart > 1) return [];
    return notAnAge.has(words[end + 1]?.plain ?? '') ? [] : [{ years: Math.floor(unit), from: end, to: end }];
  }
  // «2019 года» is no age.
  if (numbers.some(({ value }) => value * (unit ?? 1) > oldest)) return [];
  const after = words[end + (unit === null ? 0 : 1)];
  if (after !== undefined && after.apart < 2 && notAnAge.has(after.plain)) return [];
  if (unit === null || parted) {
    const closed = after === undefined || after.apart > 0 || ['и', 'а', 'and', 'но', 'but'].includes(after.plain);
    const counted = numbers.length === 1 && words[numbers[0]!.at]!.plain.startsWith('од');
    if (!closed || counted || needsUnit || numbers.some(({ value }) => value > (isSelf ? 119 : 17))) return [];
    return numbers.map(({ value, at }) => ({ years: Math.floor(value), from: at, to: at }));
  }
  if (isSelf && unit !== 1) return [];
  if (needsUnit && after !== undefined && after.apart === 0 && after.plain !== 'old') return [];
  return numbers.map(({ value, at }, place) => ({
    years: Math.floor(value * unit),
    from: at,
    to: place === numbers.length - 1 ? end : at,
  }));
}

/** Years in a unit of age; months and shorter make full years only when there are enough of them. */
function yearsPerUnit(plain: string): number | null {
  if (/^(год|года|году|лет|годик|годика|годиков|годочек|летия|years?|yrs?|yo)$/u.test(plain)) return 1;
  if (plain === 'полгода' || plain === 'полгодика') return 0.5;
  if (/^(месяц|месяца|месяцев|мес|months?)$/u.test(plain)) return 1 / 12;
  return /^(недел[яюиь]|недель|день|дня|дней|weeks?|days?)$/u.test(plain) ? 1 / 366 : null;
}
