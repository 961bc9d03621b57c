import type { Open } from './pages/open.ts';
import { household, toldFact } from './stored.ts';

/** Somebody of the home is feared: what is shown, and above all what leaves the page, is chosen with that in mind. */
export function isDanger(open: Open): boolean {
  const isTold = toldFact(open.stored, { fact: 'dangerFromPerson', subject: household }) === true;
  return isTold || open.assessment.needs.some(({ need }) => need === 'safety');
}
