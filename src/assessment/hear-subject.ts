import type { PhraseFact } from '#catalogue';
import type { Match } from './hear-match.ts';
import type { Cast, Mention } from './hear-people.ts';
import { type Clause, clauseAround } from './hear-clause.ts';
import type { KnownWord } from './words-known.ts';
import { comma } from './words-split.ts';

/** Whom a fact of a phrase is about; none when they are somebody outside the household. */
export function subjectsOf(
  of: PhraseFact['of'],
  match: Match,
  words: readonly KnownWord[],
  cast: Cast,
): readonly string[] {
  if (of === 'household' || of === 'applicant') return [of];
  if (of === 'spouse') return cast.people.some(({ id }) => id === 'spouse') ? ['spouse'] : [];
  if (of === 'child') return childOf(match, words, cast);
  const inside = cast.mentions.filter((mention) => mention.from >= match.from && mention.to <= match.to);
  const named = inside.find(({ kind }) => kind !== 'self') ?? inside[0];
  if (named !== undefined) return named.subjects;
  const doer = doerIn(clauseAround(words, match), match, words, cast);
  if (doer !== null) return doer.subjects;
  return inherited(match, words, cast) ?? ['applicant'];
}

/** The person nearest to the words who does or suffers what they tell; «меня», «мне» yield to anybody else. */
function doerIn(clause: Clause, match: Match, words: readonly KnownWord[], cast: Cast): Mention | null {
  const near = cast.mentions.filter(
    (mention) => mention.from >= clause.from && mention.to <= clause.to && !mention.beside,
  );
  const far = (mention: Mention): number =>
    mention.to < match.from ? match.from - mention.to : mention.from - match.to;
  const yields = (mention: Mention): number =>
    mention.kind !== 'self' || isNominative(words, mention) ? 0 : far(mention) <= 1 ? 0.5 : 50;
  const ranked = near.map((mention) => ({ mention, rank: far(mention) + yields(mention) }));
  return ranked.sort((one, two) => one.rank - two.rank)[0]?.mention ?? null;
}

function isNominative(words: readonly KnownWord[], mention: Mention): boolean {
  const { plain } = words[mention.to]!;
  return plain === 'я' || plain === 'i' || plain.length > 4;
}

/** «Ребёнок болеет, температура 39»: a clause with no person and no verb of its own goes on about the one before. */
function inherited(match: Match, words: readonly KnownWord[], cast: Cast): readonly string[] | null {
  const clause = clauseAround(words, match);
  if (clause.from === 0 || words[clause.from]!.apart > comma) return null;
  if (
    words
      .slice(match.from, match.to + 1)
      .some(({ plain }) => /(ла|лась|л|лся|ли|ю|усь|юсь)$/u.test(plain) || plain === 'my' || plain === 'lost')
  )
    return null;
  const before = clauseAround(words, { from: clause.from - 1, to: clause.from - 1 });
  const persons = cast.mentions.filter(
    (mention) => mention.from >= before.from && mention.to <= before.to && mention.kind !== 'self' && !mention.beside,
  );
  return persons[persons.length - 1]?.subjects ?? null;
}

function childOf(match: Match, words: readonly KnownWord[], cast: Cast): readonly string[] {
  const children = cast.mentions.filter(({ kind, subjects }) => kind === 'child' && subjects.length > 0);
  const inside = children.find((mention) => mention.from >= match.from && mention.to <= match.to);
  const clause = clauseAround(words, match);
  const beside = children.find((mention) => mention.from >= clause.from && mention.to <= clause.to);
  const earlier = children.filter((mention) => mention.to < match.from).at(-1);
  const found = inside ?? beside ?? earlier ?? children[0];
  if (found !== undefined) return found.subjects;
  if (!cast.people.some(({ id }) => id === 'child1'))
    cast.people.push({ id: 'child1', relation: 'child', from: match.from, to: match.to });
  return ['child1'];
}
