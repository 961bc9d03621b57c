import type { Phrase } from '#catalogue';
import { atomsReader, readPattern, type Sequence } from './words-pattern.ts';
import { stemOf } from './words-stem.ts';
import { mend, prepareTypos, type Typos } from './words-typos.ts';

/** One way of saying a phrase; each slot is known by the number of its set of atoms. */
export type Way = {
  readonly phrase: Phrase;
  readonly order: number;
  readonly slots: readonly {
    readonly set: number;
    readonly denied: boolean;
    readonly first: boolean;
    readonly gap: number;
  }[];
};

/** The phrases, indexed: from a word to the sets it belongs to, from a set to the ways that begin with it. */
export type Lexicon = {
  readonly ways: ReadonlyMap<number, readonly Way[]>;
  readonly exact: ReadonlyMap<string, readonly number[]>;
  readonly stems: ReadonlyMap<string, readonly number[]>;
  readonly beginnings: ReadonlyMap<string, readonly number[]>;
  readonly numbers: readonly number[];
  readonly typos: () => { readonly exact: Typos; readonly stems: Typos; readonly beginnings: Typos };
  /** Ways that could not be read, for whoever checks the packs. */
  readonly unread: readonly { readonly say: string; readonly reason: string }[];
};

const prepared = new WeakMap<readonly Phrase[], Lexicon>();

/** Indexes the phrases once; the same array gives the same index. */
export function prepareWords(phrases: readonly Phrase[]): Lexicon {
  const known = prepared.get(phrases);
  if (known !== undefined) return known;
  const lexicon = indexOf(phrases);
  prepared.set(phrases, lexicon);
  return lexicon;
}

function indexOf(phrases: readonly Phrase[]): Lexicon {
  const sets = new Map<string, number>();
  const seen = new Map<readonly string[], number>();
  const tables = {
    exact: new Map<string, number[]>(),
    stems: new Map<string, number[]>(),
    beginnings: new Map<string, number[]>(),
  };
  const numbers: number[] = [];
  const ways = new Map<number, Way[]>();
  const groups = new Map<string, readonly Sequence[]>();
  const atomOf = atomsReader(stemOf);
  const unread: { say: string; reason: string }[] = [];

  const setOf = (atoms: readonly string[]): number => {
    const same = seen.get(atoms);
    if (same !== undefined) return same;
    const set = newSetOf(atoms);
    seen.set(atoms, set);
    return set;
  };
  const newSetOf = (atoms: readonly string[]): number => {
    const key = [...atoms].sort().join(' ');
    const before = sets.get(key);
    if (before !== undefined) return before;
    const set = sets.size;
    sets.set(key, set);
    for (const atom of atoms) {
      if (atom === '#') numbers.push(set);
      else if (atom.startsWith('=')) add(tables.exact, atom.slice(1), set);
      else if (atom.startsWith('~')) add(tables.stems, atom.slice(1), set);
      else add(tables.beginnings, atom.slice(0, -1), set);
    }
    return set;
  };

  phrases.forEach((phrase, order) => {
    const sequences: Sequence[] = [];
    for (const say of [...phrase.say.ru, ...phrase.say.en]) {
      try {
        sequences.push(...readPattern(say, groups, atomOf));
      } catch (error) {
        unread.push({ say, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    if (phrase.id !== undefined) groups.set(phrase.id, sequences);
    for (const sequence of sequences) {
      const slots = sequence.map(({ atoms, denied, first, gap }) => ({ set: setOf(atoms), denied, first, gap }));
      const [start] = slots;
      if (start !== undefined && (slots.length > 1 || saysSomething(phrase)))
        add(ways, start.set, { phrase, order, slots });
    }
  });

  let typos: ReturnType<Lexicon['typos']> | undefined;
  return {
    ways,
    ...tables,
    numbers,
    unread,
    typos: () =>
      (typos ??= {
        exact: prepareTypos(tables.exact.keys()),
        stems: prepareTypos(tables.stems.keys()),
        beginnings: prepareTypos(tables.beginnings.keys()),
      }),
  };
}

/** Sets a word belongs to as it is written, none when it is not known; a beginning counts from `longerThan` letters on. */
export function setsOf(plain: string, lexicon: Lexicon, longerThan = 1): number[] {
  const sets = [...(lexicon.exact.get(plain) ?? []), ...(lexicon.stems.get(stemOf(plain)) ?? [])];
  for (let length = longerThan + 1; length <= plain.length; length += 1) {
    const begun = lexicon.beginnings.get(plain.slice(0, length));
    if (begun !== undefined) sets.push(...begun);
  }
  return sets;
}

/** Sets a word belongs to when one slip of the tongue or the finger is forgiven. */
export function setsOfMended(plain: string, lexicon: Lexicon): number[] {
  const typos = lexicon.typos();
  const sets = mend(stemOf(plain), typos.stems).flatMap((stem) => lexicon.stems.get(stem) ?? []);
  sets.push(...mend(plain, typos.exact).flatMap((word) => lexicon.exact.get(word) ?? []));
  for (let length = 5; length <= Math.min(plain.length, 12); length += 1) {
    sets.push(
      ...mend(plain.slice(0, length), typos.beginnings).flatMap((begun) => lexicon.beginnings.get(begun) ?? []),
    );
  }
  return [...new Set(sets)];
}

export function saysSomething(phrase: Phrase): boolean {
  return (
    phrase.situations.length + phrase.needs.length + phrase.facts.length > 0 ||
    phrase.person !== undefined ||
    phrase.absent
  );
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
