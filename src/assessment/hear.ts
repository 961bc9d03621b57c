import type { LifeSituation, NeedId, Phrase, Urgency } from '#catalogue';
import { urgencies } from '#catalogue';
import type { Language } from '#language';
import { denials } from './hear-denial.ts';
import { collectFacts, type HeardFact } from './hear-facts.ts';
import { findMatches, type Match, namesPerson } from './hear-match.ts';
import { isLongOver } from './hear-past.ts';
import { castOf } from './hear-people.ts';
import { knownWords } from './words-known.ts';
import { prepareWords } from './words-lexicon.ts';
import { splitWords } from './words-split.ts';

export { prepareWords } from './words-lexicon.ts';
export type { HeardFact } from './hear-facts.ts';

/** Characters of a telling that are listened to; what goes on behind them is not heard, and `heardUpTo` says so. */
export const heardAtMost = 20_000;

export type HeardPerson = {
  /** `child1`, `child2`…, `spouse`. */
  readonly id: string;
  readonly relation: 'child' | 'spouse';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly phrase: string;
};

/** What was understood, best first. All of it is for the person to confirm; `phrase` is what they said, word for word. */
export type Heard = {
  readonly situations: readonly {
    readonly situation: string;
    readonly code: string;
    readonly score: number;
    readonly phrase: string;
  }[];
  readonly needs: readonly { readonly need: NeedId; readonly urgency: Urgency; readonly phrase: string }[];
  readonly facts: readonly HeardFact[];
  readonly people: readonly HeardPerson[];
  /** How many characters were listened to. */
  readonly heardUpTo: number;
};

export type HearOptions = {
  /** The language of the screen. People mix languages, so both are listened to, whatever it says. */
  readonly language?: Language;
  readonly situations: ReadonlyMap<string, LifeSituation>;
};

/**
 * Hears a situation in free words, Russian or English or both: life situations with a score from 0 to 1, needs with their
 * urgency, facts of the applicant, the spouse, the children and the household. What was not said is never invented, and
 * sums of money are left out: «получаю 12 тысяч» says neither of what nor for how long.
 */
export function hear(words: string, phrases: readonly Phrase[], options: HearOptions): Heard {
  const heardUpTo = cutAt(words);
  const lexicon = prepareWords(phrases);
  const known = knownWords(splitWords(words.slice(0, heardUpTo)), lexicon);
  const matches = findMatches(known, denials(known), lexicon).filter((match) => !isLongOver(known, match));
  const said = (from: number, to: number): string =>
    words.slice(known[from]!.start, Math.max(...known.slice(from, to + 1).map(({ end }) => end)));
  const telling = matches.filter(({ phrase }) => !namesPerson(phrase));
  const absent = new Set(
    matches.filter(({ phrase, denier }) => phrase.absent && denier < 0).flatMap((match) => match.words),
  );
  const cast = castOf(
    known,
    matches.filter(({ phrase, denier }) => namesPerson(phrase) && denier < 0),
    absent,
  );
  const facts = collectFacts(known, matches, telling, cast, said);
  const affirmed = matches.filter(({ denier }) => denier < 0);
  return {
    situations: rankSituations(affirmed, options.situations, said),
    needs: rankNeeds(affirmed, said),
    facts,
    people: cast.people.map(({ id, relation, from, to }) => ({
      id,
      relation,
      phrase: said(from, to),
      facts: Object.fromEntries(facts.filter(({ subject }) => subject === id).map(({ fact, value }) => [fact, value])),
    })),
    heardUpTo,
  };
}

/** The most a second and each further phrase adds: many weak hints must not outweigh one plain word. */
const shareOfFurther = 0.5;

function rankSituations(
  matches: readonly Match[],
  situations: ReadonlyMap<string, LifeSituation>,
  said: (from: number, to: number) => string,
): Heard['situations'] {
  const byCode = new Map([...situations.values()].map((situation) => [situation.code, situation]));
  const hints = new Map<string, Map<Phrase, { score: number; match: Match }>>();
  for (const match of matches) {
    for (const { situation, score } of match.phrase.situations) {
      const found = hints.get(situation) ?? new Map<Phrase, { score: number; match: Match }>();
      if (!found.has(match.phrase)) found.set(match.phrase, { score, match });
      hints.set(situation, found);
    }
  }
  return [...hints]
    .flatMap(([code, found]) => {
      const situation = byCode.get(code);
      const ranked = [...found.values()].sort((one, two) => two.score - one.score);
      const [best, ...further] = ranked;
      if (situation === undefined || best === undefined) return [];
      const missed = further.reduce((rest, { score }) => rest * (1 - score * shareOfFurther), 1 - best.score);
      return [
        {
          situation: situation.id,
          code,
          score: Math.round((1 - missed) * 1000) / 1000,
          phrase: said(best.match.from, best.match.to),
        },
      ];
    })
    .sort((one, two) => two.score - one.score || one.code.localeCompare(two.code));
}

function rankNeeds(matches: readonly Match[], said: (from: number, to: number) => string): Heard['needs'] {
  const found = new Map<NeedId, { urgency: Urgency; match: Match }>();
  for (const match of matches) {
    for (const { need, urgency } of match.phrase.needs) {
      const before = found.get(need);
      if (before === undefined || urgencies.indexOf(urgency) < urgencies.indexOf(before.urgency))
        found.set(need, { urgency, match });
    }
  }
  return [...found]
    .map(([need, { urgency, match }]) => ({ need, urgency, phrase: said(match.from, match.to) }))
    .sort((one, two) => urgencies.indexOf(one.urgency) - urgencies.indexOf(two.urgency));
}

function cutAt(words: string): number {
  if (words.length <= heardAtMost) return words.length;
  const space = words.slice(0, heardAtMost).search(/\s\S*$/u);
  return space > heardAtMost - 200 ? space : heardAtMost;
}
