/** Shortest word that is mended, and the length from which its first letter may be the slip. */
const shortest = 5;
const firstLetterFrom = 7;

/**
 * Words within one slip of a known one (a letter lost, added, changed, or two exchanged), found by the words with one
 * letter left out: the known word and the misspelt one share such a remainder, so no list is ever walked through.
 */
export type Typos = ReadonlyMap<string, readonly string[]>;

/** Prepares the known words; a shorter one than five letters is never guessed. */
export function prepareTypos(known: Iterable<string>): Typos {
  const remainders = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < shortest) continue;
    for (const rest of remaindersOf(word)) {
      const words = remainders.get(rest);
      if (words === undefined) remainders.set(rest, [word]);
      else words.push(word);
    }
  }
  return remainders;
}

/** Known words one slip away from what was said. */
export function mend(said: string, typos: Typos): string[] {
  if (said.length < shortest) return [];
  const found = new Set<string>();
  for (const rest of remaindersOf(said)) {
    for (const word of typos.get(rest) ?? []) if (isOneSlip(said, word)) found.add(word);
  }
  return [...found];
}

function isOneSlip(said: string, word: string): boolean {
  if (
    said[0] !== word[0] &&
    Math.min(said.length, word.length) < firstLetterFrom &&
    said[0] !== word[1] &&
    said[1] !== word[0]
  )
    return false;
  let start = 0;
  while (start < said.length && said[start] === word[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(said.length, word.length) - start &&
    said[said.length - 1 - end] === word[word.length - 1 - end]
  )
    end += 1;
  const left = said.slice(start, said.length - end);
  const right = word.slice(start, word.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

function remaindersOf(word: string): Set<string> {
  const rests = new Set([word]);
  for (let index = 0; index < word.length; index += 1) rests.add(word.slice(0, index) + word.slice(index + 1));
  return rests;
}
