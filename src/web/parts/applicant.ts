import type { JointCase } from '#cases';
import type { Language } from '#language';
import { say } from '#web/words.ts';
import { capitalised } from './format.ts';

/** What the applicant of a case is called on its pages. */
export function applicantName(language: Language, { told }: Pick<JointCase, 'told'>): string {
  return told.people.find(({ id }) => id === told.applicant)?.name ?? capitalised(say(language, 'whoApplicant'));
}
