import { eighteenthBirthday } from '#access';
import type { FactValue } from '#assessment';
import type { JointCase } from '#cases';
import type { Language } from '#language';
import { say } from '#web/words.ts';
import { capitalised } from './format.ts';

/** What the applicant of a case is called on its pages. */
export function applicantName(language: Language, { told }: Pick<JointCase, 'told'>): string {
  return told.people.find(({ id }) => id === told.applicant)?.name ?? capitalised(say(language, 'whoApplicant'));
}

export function applicantFacts({ told }: Pick<JointCase, 'told'>): Readonly<Record<string, FactValue>> {
  return told.people.find(({ id }) => id === told.applicant)?.facts ?? {};
}

/** The case is about a child, for whom somebody may act by law. */
export function isAboutChild(joint: Pick<JointCase, 'told'>, today: string): boolean {
  const { birthDate, ageYears } = applicantFacts(joint);
  if (typeof birthDate === 'string') return eighteenthBirthday(birthDate) > today;
  return typeof ageYears === 'number' && ageYears < 18;
}
