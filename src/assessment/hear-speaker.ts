import type { Match } from './hear-match.ts';
import type { Cast, PersonalFact } from './hear-people.ts';
import type { KnownWord } from './words-known.ts';

const clauseOpeners = new Set(['и', 'но', 'а', 'что', 'которая', 'который', 'который', 'потому', 'если', 'когда']);
/** Verbs of one who tells about oneself; a past tense with no doer beside it counts only for these. */
const ownDeeds =
  /^(потеря|утеря|оста|уш|родил|развел|забеременел|уволил|переехал|выш|сбежал|лишил|устроил|приехал|набрал|стал|отсидел|освободил|убежал|посея)/u;
const notVerbs = new Set([
  'школа',
  'сила',
  'пила',
  'стрела',
  'скала',
  'тела',
  'дела',
  'стол',
  'угол',
  'стула',
  'зала',
  'дела',
  'пол',
  'отдел',
  'канал',
  'вокзал',
  'раздел',
]);

/** The sex of the one who speaks, by the past tense of «я потеряла» or a «потеряла» that has no other doer. */
export function speakerSex(words: readonly KnownWord[], matches: readonly Match[], cast: Cast): PersonalFact | null {
  const heard = words.map((word, index) => ({ index, sex: pastSex(word.plain) })).filter(({ sex }) => sex !== null);
  const own = heard.filter(({ index }) => isOwn(words, index, matches, cast));
  const [first] = own;
  if (first === undefined || own.some(({ sex }) => sex !== first.sex)) return null;
  return { fact: 'sex', subject: 'applicant', value: first.sex, from: first.index, to: first.index };
}

function pastSex(plain: string): 'female' | 'male' | null {
  if (notVerbs.has(plain) || plain.length < 3) return null;
  // «Потерялся СНИЛС»: not the one who speaks was lost.
  if (/^(по|у)терял(ся|ась)$/u.test(plain)) return null;
  if (/[а-я](ла|лась)$/u.test(plain)) return 'female';
  return /[а-я](л|лся)$/u.test(plain) ? 'male' : null;
}

function isOwn(words: readonly KnownWord[], index: number, matches: readonly Match[], cast: Cast): boolean {
  let from = index;
  while (from > 0 && words[from]!.apart < 2 && !clauseOpeners.has(words[from]!.plain)) from -= 1;
  let to = index;
  while (to + 1 < words.length && words[to + 1]!.apart < 2 && !clauseOpeners.has(words[to + 1]!.plain)) to += 1;
  const doers = cast.mentions.filter((mention) => mention.from >= from && mention.to <= to && !mention.beside);
  const speaks = doers.some(
    (mention) => mention.kind === 'self' && words[mention.to]!.plain === 'я' && Math.abs(mention.to - index) <= 4,
  );
  const others = doers.some(({ kind }) => kind !== 'self');
  if (speaks) return !others;
  if (others || !ownDeeds.test(words[index]!.plain)) return false;
  return matches.some((match) => match.words.includes(index));
}
