import type { Word } from './words-split.ts';

/** First and last word of a stretch of the telling. */
export type Clause = { readonly from: number; readonly to: number };

const newThought = new Set(['но', 'а', 'but', 'because', 'so', 'зато']);
const joining = new Set(['и', 'and']);
const newDoer = new Set(['я', 'он', 'она', 'мы', 'они', 'меня', 'мне', 'i', 'he', 'she', 'we', 'they', 'my', 'our']);

/** «…и я потеряла», "…and I lost": a joining word before a new doer opens a clause, as «но» and "but" always do. */
export function opensThought(words: readonly Word[], index: number): boolean {
  const plain = words[index]!.plain;
  return newThought.has(plain) || (joining.has(plain) && newDoer.has(words[index + 1]?.plain ?? ''));
}

/** Words to either side that are looked at: a telling without a comma must not cost its square. */
const widest = 60;

/** The clause that holds a stretch of words: from comma to comma, or to a word that opens another thought. */
export function clauseAround(words: readonly Word[], stretch: Clause): Clause {
  let from = stretch.from;
  while (from > 0 && stretch.from - from < widest && words[from]!.apart < 2 && !opensThought(words, from)) from -= 1;
  let to = stretch.to;
  while (to + 1 < words.length && to - stretch.to < widest && words[to + 1]!.apart < 2 && !opensThought(words, to + 1))
    to += 1;
  return { from, to };
}
