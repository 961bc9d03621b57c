import { opensThought } from './hear-clause.ts';
import type { Match } from './hear-match.ts';
import type { Word } from './words-split.ts';

/*
 * «Раньше муж бил», "he used to beat me": what was, and is no more, is no danger of tonight. A recent blow («избил два дня
 * назад») is one still: only years count, and words of the distant past.
 */
const once = new Set(['раньше', 'прежде', 'formerly', 'previously']);
const childhood = new Set(['детстве', 'юности', 'прошлом', 'childhood']);
const notOnce = new Set(['срока', 'чем', 'всего', 'времени']);
const still = new Set('теперь сейчас снова опять сегодня вчера now again still today yesterday tonight'.split(' '));

/** How far from what is told a word of time is looked for; keeps a telling without commas from costing its square. */
const reach = 10;

/**
 * Whether a need of tonight is told of as long over. "Used to" says so of all; «раньше» only of beating, threats and illness
 * told in the past tense: who was put out of the house a year ago may have no roof still.
 */
export function isLongOver(words: readonly Word[], match: Match): boolean {
  const urgent = match.phrase.needs.filter(({ urgency }) => urgency === 'tonight');
  if (urgent.length === 0) return false;
  const { before, after } = clauseNear(words, match);
  const within = words.slice(match.from, match.to + 1).map(({ plain }) => plain);
  const said = [...before, ...within, ...after];
  if (usedTo([...before, ...within])) return !said.some((plain) => still.has(plain));
  return (
    urgent.some(({ need }) => need === 'safety' || need === 'health') &&
    match.words.some((index) => isPastForm(words[index]!.plain)) &&
    tellsOfLongAgo(said) &&
    !said.some((plain) => still.has(plain))
  );
}

/** The words of the clause around a match, as far as `reach`. */
function clauseNear(
  words: readonly Word[],
  match: Match,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  let { from, to } = match;
  while (from > match.from - reach && from > 0 && words[from]!.apart < 2 && !opensThought(words, from)) from -= 1;
  while (to < match.to + reach && to + 1 < words.length && words[to + 1]!.apart < 2 && !opensThought(words, to + 1))
    to += 1;
  const plain = (start: number, end: number): readonly string[] => words.slice(start, end).map((word) => word.plain);
  return { before: plain(from, match.from), after: plain(match.to + 1, to + 1) };
}

/** "He used to beat me": the words stand before what is told. */
const usedTo = (said: readonly string[]): boolean =>
  said.some((plain, index) => plain === 'used' && said[index + 1] === 'to');

function tellsOfLongAgo(said: readonly string[]): boolean {
  return said.some((plain, index) => {
    const next = said[index + 1] ?? '';
    if (once.has(plain)) return !notOnce.has(next);
    if (plain === 'когда' && next === 'то') return true;
    if (childhood.has(plain)) return ['в', 'my', 'in'].includes(said[index - 1] ?? '') && next !== 'году';
    if (plain === 'in' && next === 'the') return said[index + 2] === 'past';
    return /^(год|года|лет|years?)$/u.test(plain) && (next === 'назад' || next === 'ago');
  });
}

/** «Бил», «избивала», "beat", "threatened". */
function isPastForm(plain: string): boolean {
  return /^[а-я]+(л|ла|ло|ли|лся|лась|лись)$/u.test(plain) || /^(beat|beaten|hit|hurt|bit|\w+ed)$/u.test(plain);
}
