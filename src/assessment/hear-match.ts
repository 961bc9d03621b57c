import type { Phrase } from '#catalogue';
import { opensThought } from './hear-clause.ts';
import type { KnownWord } from './words-known.ts';
import { type Lexicon, saysSomething, type Way } from './words-lexicon.ts';
import { sentenceEnd } from './words-split.ts';

/** A phrase found in a telling. */
export type Match = {
  readonly phrase: Phrase;
  /** Indexes of the words it took, in the order of the telling. */
  readonly words: readonly number[];
  /** The word that denies the whole phrase, or -1. */
  readonly denier: number;
  /** First and last word of what was said, with the word that denies. */
  readonly from: number;
  readonly to: number;
};

/** Every phrase that was said, in the order of the telling; of two ways to hear the same words the longer one stays. */
export function findMatches(words: readonly KnownWord[], deniedBy: readonly number[], lexicon: Lexicon): Match[] {
  const found = new Map<string, Match>();
  words.forEach((word, index) => {
    for (const set of word.sets) {
      for (const way of lexicon.ways.get(set) ?? []) {
        const taken = follow(words, deniedBy, way, index);
        if (taken === null) continue;
        const match = matchOf(words, deniedBy, way, taken);
        const key = `${way.order} ${match.words.join(' ')}`;
        if (!found.has(key)) found.set(key, match);
      }
    }
  });
  return withoutShorter([...found.values()]);
}

/** As much as a comma with a word. */
const newThoughtCost = 5;

/** The words that fill the slots of a way from a place on, or null. */
function follow(words: readonly KnownWord[], deniedBy: readonly number[], way: Way, start: number): number[] | null {
  const fits = (slot: Way['slots'][number], index: number): boolean =>
    words[index]!.sets.has(slot.set) && (!slot.denied || deniedBy[index]! >= 0) && (!slot.first || index === 0);
  const step = (at: number, taken: readonly number[]): number[] | null => {
    const slot = way.slots[at];
    if (slot === undefined) return [...taken];
    let cost = 0;
    for (let index = taken[taken.length - 1]! + 1; index < words.length; index += 1) {
      cost += words[index]!.apart;
      if (cost > slot.gap || cost >= sentenceEnd) return null;
      if (fits(slot, index)) {
        const rest = step(at + 1, [...taken, index]);
        if (rest !== null) return rest;
      }
      cost += opensThought(words, index) ? newThoughtCost : 1;
    }
    return null;
  };
  const [first] = way.slots;
  return first !== undefined && fits(first, start) ? step(1, [start]) : null;
}

function matchOf(words: readonly KnownWord[], deniedBy: readonly number[], way: Way, taken: readonly number[]): Match {
  const wanted = taken.filter((_, slot) => way.slots[slot]!.denied).map((index) => deniedBy[index]!);
  const excused = new Set([...wanted, ...taken]);
  const denier =
    way.phrase.whenNegated === 'keep'
      ? -1
      : (taken.map((index) => deniedBy[index]!).find((by) => by >= 0 && !excused.has(by)) ?? -1);
  const told = [...taken, ...wanted, ...(denier < 0 ? [] : [denier])].filter((index) => words[index] !== undefined);
  return { phrase: way.phrase, words: taken, denier, from: Math.min(...told), to: Math.max(...told) };
}

/** A longer match takes the place of a shorter one only when it says something about as weighty. */
const nearlyAsStrong = 0.9;

const strength = (phrase: Phrase): number => phrase.situations.reduce((most, { score }) => Math.max(most, score), 0);

/** «Потеряла работу» is not also «работа»: a match all of whose words a longer one took says nothing of its own. */
function withoutShorter(matches: readonly Match[]): Match[] {
  const over = new Map<number, Match[]>();
  const heard = matches.filter((match) => match.denier < 0 || match.phrase.whenNegated === 'invert');
  for (const match of heard) {
    for (const word of match.words) over.set(word, [...(over.get(word) ?? []), match]);
  }
  return heard
    .filter((match) => !(over.get(match.words[0]!) ?? []).some((other) => covers(other, match)))
    .sort((one, two) => one.from - two.from || two.words.length - one.words.length);
}

function covers(longer: Match, match: Match): boolean {
  if (longer.words.length <= match.words.length || namesPerson(longer.phrase) !== namesPerson(match.phrase))
    return false;
  // Who is not of the household stays out of it, whatever else the words say: «муж пьёт и бьёт».
  if (onlyAbsent(match.phrase) && saysSomething(longer.phrase) && !longer.phrase.absent) return false;
  if (saysSomething(longer.phrase) && strength(longer.phrase) < strength(match.phrase) * nearlyAsStrong) return false;
  return match.words.every((word) => longer.words.includes(word));
}

const onlyAbsent = (phrase: Phrase): boolean => phrase.absent && phrase.situations.length === 0;

/** Phrases that name a person are one layer, phrases that tell something another. */
export function namesPerson(phrase: Phrase): boolean {
  return phrase.person !== undefined;
}
