import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as russianStem } from '@orama/stemmers/russian';

/** The stem of a plain word by its script: «потеряла» → «потеря», "sleeping" → "sleep". */
export function stemOf(plain: string): string {
  if (/^[а-я]/u.test(plain)) return russianStem(plain);
  return /^[a-z]/u.test(plain) ? englishStem(plain) : plain;
}
