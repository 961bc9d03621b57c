import { dayNumber, dayText } from '#language';

import type { Draws } from './draws.ts';
import type { Home, Member, Sex } from './homes.ts';
import type { Facts, Margins } from './margins.ts';

export type Relation = 'self' | 'spouse' | 'partner' | 'child' | 'ward';

/** One person as the makers of facts see them; what they draw goes into `facts`. An absent fact is not known. */
export type Someone = {
  readonly relation: Relation;
  readonly sex: Sex;
  readonly age: number;
  readonly isStudent: boolean;
  readonly facts: Facts;
};

/**
 * People whom the law takes together: the applicant, husband or wife or partner, children under 18 or full-time students
 * under 23. A grown child or a grandmother under the same roof is a family of her own.
 */
export type Family = {
  readonly territory: string;
  readonly people: readonly Someone[];
  /** Another family lives under the same roof and the dwelling is theirs. */
  readonly isGuest: boolean;
  /** Somebody else under this roof could care for whoever needs it. */
  readonly hasOthersAtHome: boolean;
  readonly facts: Facts;
};

export function minorsOf(family: Family): readonly Someone[] {
  return family.people.filter(({ relation, age }) => (relation === 'child' || relation === 'ward') && age < 18);
}

export function childrenOf(family: Family): readonly Someone[] {
  return family.people.filter(({ relation }) => relation === 'child' || relation === 'ward');
}

/** The applicant and the husband or wife: whom most questions about work and money are asked of. */
export function isHeadOf({ relation }: Someone): boolean {
  return relation === 'self' || relation === 'spouse';
}

export function inTown(territory: string): boolean {
  // The third digit of an ОКТМО code of a region: 7 and 5 are urban and municipal okrugs, 6 are districts.
  return territory[2] !== '6';
}

/** The families of a home, the one that the dwelling belongs to first. */
export function familiesOf(home: Home, territory: string, draws: Draws, margins: Margins): Family[] {
  const isMarried = draws.isSo(margins.at('couples', 'married'));
  const first: Someone[] = [];
  const others: Someone[] = [];
  let youngerBrother: Someone | undefined;
  const herIsApplicant = draws.isSo(0.6);
  for (const member of home.members) {
    const isStudent = draws.isSo(margins.byAge('students', member.age));
    const isChild = member.place === 'child' || member.place === 'ward' || member.place === 'grown';
    if (isChild && (member.age < 18 || (member.age < 23 && isStudent))) {
      const relation = member.place === 'ward' ? 'ward' : 'child';
      const child = someone(member, relation, member.age >= 14 && isStudent, draws, margins);
      // Two of one age are twins.
      if (youngerBrother?.age === child.age) child.facts['birthDate'] = youngerBrother.facts['birthDate'];
      youngerBrother = child;
      first.push(child);
    } else if (member.place === 'first' || member.place === 'second') {
      const isApplicant = !home.isCouple || (member.place === 'first') === herIsApplicant;
      const relation = isApplicant ? 'self' : isMarried ? 'spouse' : 'partner';
      first.push(someone(member, relation, isStudent && member.age < 30, draws, margins));
    } else others.push(someone(member, 'self', isStudent && member.age < 30, draws, margins));
  }
  const hasOthersAtHome = home.members.filter(({ age }) => age >= 16).length > 1;
  const people = [
    ...first.filter(({ relation }) => relation === 'self'),
    ...first.filter(({ relation }) => relation !== 'self'),
  ];
  return [
    { territory, people, isGuest: false, hasOthersAtHome, facts: margins.nothingKnown('household') },
    ...others.map((one) => ({
      territory,
      people: [one],
      isGuest: true,
      hasOthersAtHome,
      facts: margins.nothingKnown('household'),
    })),
  ];
}

function someone(
  { sex, age }: Member,
  relation: Relation,
  isStudent: boolean,
  draws: Draws,
  margins: Margins,
): Someone {
  const facts = margins.nothingKnown('person');
  facts['relation'] = relation;
  facts['birthDate'] = birthDay(margins.day, age, draws);
  facts['sex'] = sex;
  return { relation, sex, age, isStudent, facts };
}

/** A day on which somebody of that age in full years may have been born. */
function birthDay(day: string, age: number, draws: Draws): string {
  const birthday = dayNumber(`${Number(day.slice(0, 4)) - age}${day.slice(4)}`) ?? 0;
  return dayText(birthday - draws.whole(0, 364));
}
