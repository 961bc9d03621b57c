import { plainForm } from './words-split.ts';

/**
 * One word of a pattern: any of its `atoms` will do. An atom is `=слово` (exactly so), `сло*` (begins so), `~слов` (stem) or
 * `#` (a number).
 */
export type Slot = {
  readonly atoms: readonly string[];
  /** The word must be denied: «не работаю», «паспорта нет», "no money". */
  readonly denied: boolean;
  /** The word must be the first of the telling. */
  readonly first: boolean;
  /** Most that may stand between it and the slot before it (words, and the costs of punctuation). */
  readonly gap: number;
};

export type Sequence = readonly Slot[];

/** The atom a word of a pattern stands for. */
export type AtomReader = (item: string) => string;

/** Reads words of patterns; each is stemmed once, for a lexicon says the same words over and over. */
export function atomsReader(stem: (plain: string) => string): AtomReader {
  const read = new Map<string, string>();
  return (item) => {
    const before = read.get(item);
    if (before !== undefined) return before;
    const word = plainForm(item);
    const atom = word === '#' || word.startsWith('=') || word.endsWith('*') ? word : `~${stem(word)}`;
    if (!/^(#|[=~]?[\p{L}\p{N}]+|[\p{L}\p{N}]{2,}\*)$/u.test(atom)) throw new SyntaxError(`«${item}» is not a word`);
    read.set(item, atom);
    return atom;
  };
}

const singleWord = /^[^\s(){}!^-]+$/u;

const nearGap = 2;
const farGap = 5;
const mostSequences = 400;

/** Reads one way of saying into plain sequences of slots; `groups` are the phrases that may be used as `{id}`. */
export function readPattern(
  say: string,
  groups: ReadonlyMap<string, readonly Sequence[]>,
  atomOf: AtomReader,
): Sequence[] {
  const parts = splitTop(say, '&').map((part) => expand(part, groups, atomOf));
  if (parts.some((part) => part.length === 0 || part.some((sequence) => sequence.length === 0)))
    throw new SyntaxError('a part is empty');
  const orders = permutations(parts);
  const sequences = orders.flatMap((order) =>
    order.reduce<Slot[][]>(
      (sofar, part) =>
        limited(
          sofar.flatMap((left) =>
            part.map((right) =>
              left.length === 0
                ? [...right]
                : [...left, ...right.map((slot, index) => (index === 0 ? { ...slot, gap: farGap } : slot))],
            ),
          ),
        ),
      [[]],
    ),
  );
  return limited(sequences);
}

/** Sequences of one part: words in their order. */
function expand(text: string, groups: ReadonlyMap<string, readonly Sequence[]>, atomOf: AtomReader): Slot[][] {
  let sofar: Slot[][] = [[]];
  for (const item of items(text)) {
    const sign = item[0] === '!' || item[0] === '^' ? item[0] : '';
    const ways = alternatives(item.slice(sign.length), groups, atomOf).map((way) => signed(way, sign));
    sofar = limited(sofar.flatMap((left) => mergeSingles(ways).map((way) => [...left, ...way])));
  }
  return sofar;
}

function alternatives(item: string, groups: ReadonlyMap<string, readonly Sequence[]>, atomOf: AtomReader): Slot[][] {
  if (item.startsWith('(')) {
    const optional = item.endsWith('?');
    const inner = item.slice(1, optional ? -2 : -1);
    const choices = splitTop(inner, '|');
    // Most choices are single words: they make one slot without being expanded one by one.
    const words = choices.filter((choice) => singleWord.test(choice)).map(atomOf);
    const ways = choices.filter((choice) => !singleWord.test(choice)).flatMap((way) => expand(way, groups, atomOf));
    if (words.length > 0) ways.push([{ atoms: [...new Set(words)], denied: false, first: false, gap: nearGap }]);
    return optional ? [...ways, []] : ways;
  }
  if (item.startsWith('{')) {
    const group = groups.get(item.slice(1, -1));
    if (group === undefined) throw new SyntaxError(`no phrase has the id ${item}`);
    return group.map((sequence) => [...sequence]);
  }
  return [[{ atoms: [atomOf(item)], denied: false, first: false, gap: nearGap }]];
}

function signed(way: readonly Slot[], sign: string): Slot[] {
  if (sign === '!') return way.map((slot) => ({ ...slot, denied: true }));
  return sign === '^' ? way.map((slot, index) => ({ ...slot, first: index === 0 })) : [...way];
}

/** Ways of a single word become one slot, which keeps the number of sequences small. */
function mergeSingles(ways: readonly Slot[][]): Slot[][] {
  const merged: Slot[][] = [];
  const singles = new Map<string, { slot: Slot; atoms: Set<string> }>();
  for (const way of ways) {
    const [slot] = way;
    if (way.length !== 1 || slot === undefined) {
      merged.push(way);
      continue;
    }
    const key = `${slot.denied} ${slot.first}`;
    const before = singles.get(key);
    if (before === undefined) singles.set(key, { slot, atoms: new Set(slot.atoms) });
    else for (const atom of slot.atoms) before.atoms.add(atom);
  }
  for (const { slot, atoms } of singles.values()) merged.push([{ ...slot, atoms: [...atoms] }]);
  return merged;
}

/** Cuts at a sign that stands outside brackets. */
function splitTop(text: string, sign: '&' | '|'): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth < 0) throw new SyntaxError('a bracket is closed that was not opened');
    if (letter === sign && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  if (depth !== 0) throw new SyntaxError('a bracket is not closed');
  return parts;
}

function items(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let item = '';
  for (const letter of `${text} `) {
    if (letter === '(' || letter === '{') depth += 1;
    if (letter === ')' || letter === '}') depth -= 1;
    if (!/[\s-]/u.test(letter) || depth > 0) {
      item += letter;
      continue;
    }
    if (item !== '') found.push(item);
    item = '';
  }
  return found;
}

function permutations<Part>(parts: readonly Part[]): Part[][] {
  if (parts.length < 2) return [[...parts]];
  return parts.flatMap((part, index) =>
    permutations(parts.filter((_, other) => other !== index)).map((rest) => [part, ...rest]),
  );
}

function limited<Item>(sequences: Item[]): Item[] {
  if (sequences.length > mostSequences)
    throw new SyntaxError(`it has over ${mostSequences} ways; make it several phrases`);
  return sequences;
}
