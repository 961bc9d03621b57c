import type { Match } from './hear-match.ts';
import type { Cast, PersonalFact } from './hear-people.ts';
import { speakerSex } from './hear-speaker.ts';
import { subjectsOf } from './hear-subject.ts';
import { distance, type KnownWord } from './words-known.ts';
import { numberAt } from './words-numbers.ts';

export type HeardFact = {
  readonly fact: string;
  /** `applicant`, `child1`, `child2`…, `spouse` or `household`. */
  readonly subject: string;
  readonly value: unknown;
  readonly phrase: string;
};

type Candidate = PersonalFact & { readonly weight: number };

/** Facts of all phrases, in the order of the telling; of two that disagree the longer phrase, then the later one, stays. */
export function collectFacts(
  words: readonly KnownWord[],
  matches: readonly Match[],
  telling: readonly Match[],
  cast: Cast,
  said: (from: number, to: number) => string,
): readonly HeardFact[] {
  const candidates: Candidate[] = [];
  for (const match of telling) {
    for (const { fact, of, value } of match.phrase.facts) {
      if (match.denier >= 0 && typeof value !== 'boolean') continue;
      for (const subject of subjectsOf(of, match, words, cast)) {
        candidates.push({
          fact,
          subject,
          value: match.denier < 0 ? value : value !== true,
          from: match.from,
          to: match.to,
          weight: match.words.length,
        });
      }
    }
  }
  const told = withoutDoubtfulSex(cast.facts);
  candidates.push(...told.map((fact) => ({ ...fact, weight: 3 })), ...weeksOfPregnancy(words, candidates));
  const sex = speakerSex(words, matches, cast);
  if (sex !== null && !cast.facts.some(({ fact, subject }) => fact === 'sex' && subject === 'applicant'))
    candidates.push({ ...sex, weight: 1 });
  return settle(candidates).map(({ fact, subject, value, from, to }) => ({
    fact,
    subject,
    value,
    phrase: said(from, to),
  }));
}

/** «Я мужчина, я беременна»: of two sexes told of the one who speaks neither is taken; the person is asked. */
function withoutDoubtfulSex(facts: readonly PersonalFact[]): readonly PersonalFact[] {
  const isOwnSex = ({ fact, subject }: PersonalFact): boolean => fact === 'sex' && subject === 'applicant';
  const sexes = new Set(facts.filter(isOwnSex).map(({ value }) => value));
  return sexes.size > 1 ? facts.filter((fact) => !isOwnSex(fact)) : facts;
}

function settle(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.fact} ${candidate.subject}`;
    const before = kept.get(key);
    if (before !== undefined && Array.isArray(before.value) && Array.isArray(candidate.value)) {
      kept.set(key, {
        ...before,
        value: [...new Set([...(before.value as unknown[]), ...(candidate.value as unknown[])])],
      });
    } else if (
      before === undefined ||
      candidate.weight > before.weight ||
      (candidate.weight === before.weight && candidate.from > before.from && candidate.value !== before.value)
    ) {
      kept.set(key, candidate);
    }
  }
  return [...kept.values()].sort((one, two) => one.from - two.from || one.to - two.to);
}

/** «Беременна, 10 недель», "12 weeks pregnant"; months are not made into weeks, that would be a guess. */
function weeksOfPregnancy(words: readonly KnownWord[], candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates
    .filter(({ fact, value }) => fact === 'pregnant' && value === true)
    .slice(0, 1)
    .flatMap((pregnancy) => {
      for (let index = Math.max(0, pregnancy.from - 4); index < Math.min(words.length, pregnancy.to + 5); index += 1) {
        const said = numberAt(words, index);
        const unit = words[index + (said?.taken ?? 1)];
        if (
          said === null ||
          unit === undefined ||
          !/^(недел|week)/u.test(unit.plain) ||
          said.value < 1 ||
          said.value > 43
        )
          continue;
        const [left, right] = index < pregnancy.from ? [index, pregnancy.to] : [pregnancy.from, index + said.taken];
        if (distance(words, left, right) > 12) continue;
        return [
          {
            fact: 'pregnancyWeeks',
            subject: pregnancy.subject,
            value: Math.floor(said.value),
            from: left,
            to: right,
            weight: 1,
          },
        ];
      }
      return [];
    });
}
