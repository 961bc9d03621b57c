import type { Language } from '#language';
import { say } from '#web/words.ts';

/** Whom a fact is about, to the person whose page it is: in words where the pages have named somebody, else as the situation does. */
export function aboutWhom(language: Language, person: string, subject: string): string {
  if (subject === 'household') return say(language, 'answerHousehold');
  if (subject === person || subject === 'applicant') return say(language, 'journalYou');
  if (subject === 'spouse') return say(language, 'aboutSpouse');
  const [, number] = /^child(\d+)$/u.exec(subject) ?? [];
  return number === undefined ? subject : say(language, 'aboutChild', { number });
}
