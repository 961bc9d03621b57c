import { addWorkingDays } from '#planner';
import type { Catalogue, Day } from '#catalogue';

/** Working days in which a register answers (210-FZ, art. 7.2; PP 697 of 08.09.2010). From memory, to be checked. */
const answerDays = 5;
/** Working days after which nobody waits any more. */
const usefulDays = 20;

/** By when a register answers by law, and until when an answer is of use, by the working calendar of the packs. */
export function termsOf(today: Day, { calendar }: Catalogue): Terms {
  const known = latest.get(calendar);
  if (known?.today === today) return known.terms;
  const terms = {
    due: addWorkingDays(today, answerDays, calendar),
    ends: addWorkingDays(today, usefulDays, calendar),
  };
  latest.set(calendar, { today, terms });
  return terms;
}

type Terms = { readonly due: Day; readonly ends: Day };

/** The same for every inquiry of a day. */
const latest = new WeakMap<Catalogue['calendar'], { readonly today: Day; readonly terms: Terms }>();

const second = 1000;
const longestPause = 3_600_000;
/** So many times a question is handed in before it goes to the operators: over a week with the longest pause. */
export const mostTries = 200;

/** How long to wait after so many tries that failed; `chance` is 0…1, so that many do not come back in the same moment. */
export function pauseAfter(tries: number, chance: number): number {
  return Math.min(longestPause, second * 2 ** Math.min(tries, 20)) * (0.5 + chance / 2);
}
