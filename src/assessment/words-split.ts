/** A word as it was said: where it stands, its plain form, and what parts it from the word before. */
export type Word = {
  readonly start: number;
  readonly end: number;
  /** Lower case, «ё» as «е», one script, at most 40 characters. */
  readonly plain: string;
  /** Cost of passing from the word before: 0 a space, 1 a dash or colon, 3 a comma, 99 the end of a sentence. */
  readonly apart: number;
};

export const comma = 3;
export const sentenceEnd = 99;

/** Longest word kept: nothing in a lexicon is longer, and stemming time grows with length. */
const longestWord = 40;

const wordPattern = /\p{N}+(?:[.,]\p{N}+)?|[\p{L}\p{M}\u00AD\u200B-\u200D]+(?:['’ʼ`´][\p{L}\p{M}]+)*/gu;

const contractions: ReadonlyMap<string, readonly string[]> = new Map([
  ['cannot', ['can', 'not']],
  ['cant', ['can', 'not']],
  ['dont', ['do', 'not']],
  ['doesnt', ['does', 'not']],
  ['didnt', ['did', 'not']],
  ['havent', ['have', 'not']],
  ['hasnt', ['has', 'not']],
  ['isnt', ['is', 'not']],
  ['arent', ['are', 'not']],
  ['wasnt', ['was', 'not']],
  ['wont', ['will', 'not']],
  ['couldnt', ['could', 'not']],
  ['aint', ['is', 'not']],
  ['im', ['i', 'am']],
  ['ive', ['i', 'have']],
  ["can't", ['can', 'not']],
  ["won't", ['will', 'not']],
]);
const endings: readonly (readonly [ending: string, word: string | null])[] = [
  ["n't", 'not'],
  ["'m", 'am'],
  ["'ve", 'have'],
  ["'re", 'are'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'s", null],
];

/** The words of a telling with their places in it; a contraction ("don't") gives both of its words. */
export function splitWords(said: string): Word[] {
  const words: Word[] = [];
  let last = 0;
  for (const match of said.matchAll(wordPattern)) {
    const start = match.index;
    const end = start + match[0].length;
    const apart = words.length === 0 ? sentenceEnd : costBetween(said.slice(last, start));
    const parts = partsOf(plainForm(match[0].slice(0, longestWord)));
    parts.forEach((plain, index) => words.push({ start, end, plain, apart: index === 0 ? apart : 0 }));
    if (parts.length > 0) last = end;
  }
  return words;
}

/** Lower case, «ё» as «е», without marks that are not seen; a Russian word typed with Latin look-alikes is mended. */
export function plainForm(text: string): string {
  const lower = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u00AD\u200B-\u200D]/gu, '')
    .replace(/[’ʼ`´]/gu, "'")
    .replaceAll('ё', 'е');
  return /[а-я]/u.test(lower) && /[a-z]/u.test(lower)
    ? lower.replace(/[aceopxykmtbh]/gu, (letter) => lookAlike[letter] ?? letter)
    : lower;
}

const lookAlike: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  k: 'к',
  m: 'м',
  t: 'т',
  b: 'в',
  h: 'н',
};

function partsOf(plain: string): readonly string[] {
  if (plain === '') return [];
  const known = contractions.get(plain);
  if (known !== undefined) return known;
  for (const [ending, word] of endings) {
    if (!plain.endsWith(ending) || plain.length === ending.length) continue;
    const base = plain.slice(0, -ending.length);
    return word === null ? [base] : [base, word];
  }
  return [plain.replaceAll("'", '')];
}

function costBetween(gap: string): number {
  if (/[.!?…;]|\n\s*\n/u.test(gap)) return sentenceEnd;
  if (/[,\n\p{Extended_Pictographic}]/u.test(gap)) return comma;
  return /[—–:()"«»/]|\s-|-\s/u.test(gap) ? 1 : 0;
}
