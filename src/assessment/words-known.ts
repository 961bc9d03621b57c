import { isDenier } from './hear-denial.ts';
import { type Lexicon, setsOf, setsOfMended } from './words-lexicon.ts';
import { numberAt } from './words-numbers.ts';
import { type Word, sentenceEnd } from './words-split.ts';

/** A word with the sets of the lexicon it belongs to. */
export type KnownWord = Word & { readonly sets: ReadonlySet<number> };

const shortestJoined = 6;

/**
 * Finds each word in the lexicon. What is not known is tried as torn («ноч евать»), as glued to a denial («неработаю»),
 * and as misspelt by one letter, in this order.
 */
export function knownWords(words: readonly Word[], lexicon: Lexicon): KnownWord[] {
  const remembered = new Map<string, readonly number[]>();
  const look = (plain: string): readonly number[] => {
    const before = remembered.get(plain);
    if (before !== undefined) return before;
    const sets = setsOf(plain, lexicon);
    remembered.set(plain, sets);
    return sets;
  };
  const mended = new Map<string, readonly number[]>();
  const lookMended = (plain: string): readonly number[] => {
    const sets = mended.get(plain) ?? setsOfMended(plain, lexicon);
    mended.set(plain, sets);
    return sets;
  };

  const found: KnownWord[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (numberAt(words, index) !== null) {
      found.push({ ...word, sets: new Set([...lexicon.numbers, ...look(word.plain)]) });
      continue;
    }
    const sets = look(word.plain);
    const next = words[index + 1];
    if (
      next !== undefined &&
      next.apart === 0 &&
      (sets.length === 0 || look(next.plain).length === 0) &&
      !isDenier(word.plain)
    ) {
      const plain = word.plain + next.plain;
      const joined =
        plain.length >= shortestJoined && Math.min(word.plain.length, next.plain.length) > 1
          ? setsOf(plain, lexicon, word.plain.length)
          : [];
      if (joined.length > 0) {
        found.push({ ...word, end: next.end, plain, sets: new Set(joined) });
        index += 1;
        continue;
      }
    }
    if (sets.length > 0 || word.plain.length < 5) {
      found.push({ ...word, sets: new Set(sets) });
      continue;
    }
    const glued = unglue(word, look);
    if (glued === null) found.push({ ...word, sets: new Set(lookMended(word.plain)) });
    else found.push(...glued);
  }
  return found;
}

function unglue(word: Word, look: (plain: string) => readonly number[]): KnownWord[] | null {
  for (const denier of ['нет', 'не', 'без']) {
    if (!word.plain.startsWith(denier)) continue;
    const rest = word.plain.slice(denier.length);
    const sets = rest.length >= 4 ? look(rest) : [];
    if (sets.length === 0) continue;
    return [
      { ...word, plain: denier, sets: new Set(look(denier)) },
      { ...word, plain: rest, apart: 0, sets: new Set(sets) },
    ];
  }
  return null;
}

/** Cost of all that stands between two words: the words and the punctuation. */
export function distance(words: readonly Word[], from: number, to: number): number {
  let cost = to - from - 1;
  for (let index = from + 1; index <= to && cost < sentenceEnd; index += 1) cost += words[index]!.apart;
  return cost;
}
