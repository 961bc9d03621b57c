import { agesNear } from './hear-ages.ts';
import { birthsNear } from './hear-births.ts';
import type { Match } from './hear-match.ts';
import type { KnownWord } from './words-known.ts';
import { comma } from './words-split.ts';
import { numberAt } from './words-numbers.ts';

/** A person named at a place of the telling. */
export type Mention = {
  readonly kind: 'self' | 'child' | 'spouse' | 'other';
  /** Ids of the persons meant; none for people who are not of the household. */
  readonly subjects: readonly string[];
  readonly from: number;
  readonly to: number;
  /** Named beside the doer, not as the doer: «с ребёнком», «от мужа», "with my son". */
  readonly beside: boolean;
};

export type CastMember = {
  readonly id: string;
  readonly relation: 'child' | 'spouse';
  readonly from: number;
  readonly to: number;
};
export type PersonalFact = {
  readonly fact: string;
  readonly subject: string;
  readonly value: unknown;
  readonly from: number;
  readonly to: number;
};

/** Who was named, in the order of the telling, and what the naming itself tells about them («дочке три года»). */
export type Cast = {
  readonly mentions: readonly Mention[];
  readonly people: CastMember[];
  readonly facts: readonly PersonalFact[];
};

type Child = { readonly id: string; sex?: unknown; age?: number; born?: string };

const besideWords = new Set([
  'с',
  'со',
  'от',
  'из',
  'для',
  'про',
  'о',
  'об',
  'без',
  'на',
  'к',
  'with',
  'from',
  'for',
  'about',
  'without',
  'to',
]);
const generalWords = new Set(['на', 'для', 'о', 'об', 'for', 'about']);
const mostChildren = 12;

/** Finds the persons among the matches that name somebody; a person of a phrase marked `absent` is not of the household. */
export function castOf(words: readonly KnownWord[], named: readonly Match[], absent: ReadonlySet<number>): Cast {
  const children: Child[] = [];
  const people: CastMember[] = [];
  const facts: PersonalFact[] = [];
  const mentions: Mention[] = [];
  const isGone = (match: Match): boolean => match.words.some((word) => absent.has(word)) || match.phrase.absent;
  const spouseGone = named.some((match) => match.phrase.person === 'spouse' && isGone(match));
  let lastChild: readonly Child[] = [];

  const joins = (member: CastMember): void => {
    people.push(member);
    facts.push({ fact: 'relation', subject: member.id, value: member.relation, from: member.from, to: member.to });
  };
  const childrenMeant = (match: Match, years: readonly number[], born: readonly string[]): readonly Child[] => {
    const sex = match.phrase.facts.find(({ fact }) => fact === 'sex')?.value;
    const baby = match.phrase.facts.find(({ fact }) => fact === 'ageYears')?.value as number | undefined;
    const told = countBeside(words, match);
    const count = Math.min(told ?? Math.max(match.phrase.count ?? 1, years.length, born.length), mostChildren);
    const fits = (child: Child): boolean =>
      (sex === undefined || child.sex === undefined || child.sex === sex) &&
      (child.born === undefined || born.length === 0 || born.includes(child.born)) &&
      (child.age === undefined ||
        (years.length === 0 && (baby === undefined || baby === child.age)) ||
        years.includes(child.age));
    const fitting = children.filter(fits);
    if (count > 1 && told === null && years.length + born.length === 0 && fitting.length > 1) return fitting;
    if (
      count === 1 &&
      sex === undefined &&
      years.length + born.length === 0 &&
      baby === undefined &&
      lastChild.length > 0
    )
      return lastChild.slice(0, 1);
    const meant = count > 1 && sex === undefined && told !== null ? [...children] : fitting.slice(0, count);
    while (meant.length < count && children.length < mostChildren) {
      const child: Child = { id: `child${children.length + 1}` };
      children.push(child);
      meant.push(child);
      joins({ id: child.id, relation: 'child', from: match.from, to: match.to });
    }
    return meant;
  };

  for (const [index, match] of named.entries()) {
    const { person } = match.phrase;
    const before = [words[match.from - 1]?.plain, words[match.from - 2]?.plain].slice(
      0,
      (words[match.from]?.apart ?? 0) > 1 ? 0 : 2,
    );
    const beside = before.some((plain) => plain !== undefined && besideWords.has(plain));
    const place = { from: match.from, to: match.to };
    if (person === undefined) continue;
    if (person === 'other' || isGone(match) || (person === 'spouse' && spouseGone)) {
      mentions.push({ kind: 'other', subjects: [], ...place, beside });
      continue;
    }
    if (
      person === 'child' &&
      (match.phrase.count ?? 1) > 1 &&
      countBeside(words, match) === null &&
      generalWords.has(before[0] ?? '')
    )
      continue;
    const births = birthsNear(words, match, named[index + 1]?.from ?? words.length);
    const ages = births.length > 0 ? [] : agesNear(words, match);
    const meant =
      person === 'child'
        ? childrenMeant(
            match,
            ages.map(({ years }) => years),
            births.map(({ date }) => date),
          )
        : [];
    if (person === 'child') lastChild = meant;
    if (person === 'spouse' && !people.some(({ id }) => id === 'spouse'))
      joins({ id: 'spouse', relation: 'spouse', ...place });
    const subjects = person === 'child' ? meant.map(({ id }) => id) : [person === 'self' ? 'applicant' : 'spouse'];
    mentions.push({ kind: person, subjects, ...place, beside });

    for (const { fact, value, of } of match.phrase.facts) {
      if (of !== 'person') continue;
      for (const subject of subjects) facts.push({ fact, subject, value, ...place });
      for (const child of meant) {
        if (fact === 'sex') child.sex = value;
        if (fact === 'ageYears') child.age ??= value as number;
      }
    }
    if (births.length >= subjects.length || births.length > 1)
      births.slice(0, subjects.length).forEach(({ date, from, to }, place) => {
        const child = meant[place];
        if (child !== undefined) child.born = date;
        facts.push({
          fact: 'birthDate',
          subject: subjects[place]!,
          value: date,
          from: Math.min(match.from, from),
          to: Math.max(match.to, to),
        });
      });
    const ageless = ages.length === 1 && meant.length > 1 ? [] : subjects;
    ages.slice(0, ageless.length).forEach((age, index) => {
      const child = meant[index];
      if (child !== undefined) child.age = age.years;
      facts.push({
        fact: 'ageYears',
        subject: ageless[index]!,
        value: age.years,
        from: Math.min(match.from, age.from),
        to: Math.max(match.to, age.to),
      });
    });
  }
  return { mentions, people, facts };
}

/** «Двое маленьких детей», «детей: трое», "three kids"; an age beside it is no count. */
function countBeside(words: readonly KnownWord[], match: Match): number | null {
  for (const back of [1, 2]) {
    const said = numberAt(words, match.from - back);
    if (said === null || !Number.isInteger(said.value) || said.value < 1 || said.value > 20 || said.taken > back)
      continue;
    const between = words.slice(match.from - back + 1, match.from + 1);
    if (between.some(({ apart, plain }) => apart > 0 || /^(лет|год|мес|недел|year|month|week|old)/u.test(plain)))
      continue;
    return said.value;
  }
  if ((match.phrase.count ?? 1) < 2) return null;
  const after = numberAt(words, match.to + 1);
  const next = words[match.to + 2];
  const closed = next === undefined || next.apart > 1 || !/^(и|and|лет|год|мес|year|month)/u.test(next.plain);
  return after !== null &&
    Number.isInteger(after.value) &&
    after.value >= 1 &&
    after.value <= 20 &&
    closed &&
    (words[match.to + 1]?.apart ?? 0) <= 1 &&
    !(next?.apart === comma && numberAt(words, match.to + 2) !== null)
    ? after.value
    : null;
}
