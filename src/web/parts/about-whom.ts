import type { Language } from '#language';
import { say } from '#web/words.ts';

/** Whom a fact is about, to the person whose page it is. */
export function aboutWhom(language: Language, person: string, subject: string): string {
  if (subject === 'household') return say(language, 'answerHousehold');
  return subject === person ? say(language, 'journalYou') : subject;
}
