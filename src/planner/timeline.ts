import type { Day, WorkingCalendar } from '#catalogue';

import type { Leg } from './leg.ts';
import { addDays, addWorkingDays, workingDayFrom } from './working-days.ts';

/** The days of one leg. */
export type Timeline = {
  readonly applied: Day;
  /** The last day of the term; absent when the service is given at once. */
  readonly decided?: Day;
  /** Absent when nothing is handed over in person. */
  readonly collected?: Day;
  /** When the result is in hand. */
  readonly ready: Day;
};

/** The days of a leg begun on a day or, where nobody is served on it, as soon after as somebody is. */
export function timelineOf(leg: Leg, from: Day, calendar: WorkingCalendar, terms: 'usual' | 'longest'): Timeline {
  const applied = isAnyDay(leg) ? from : workingDayFrom(from, calendar);
  const decided = lastDayOfTerm(leg, applied, calendar, terms);
  const known = decided ?? applied;
  const collected = collects(leg) ? visitDay(leg, known, calendar) : undefined;
  return {
    applied,
    ...(decided === undefined ? {} : { decided }),
    ...(collected === undefined ? {} : { collected }),
    ready: collected ?? known,
  };
}

export function isVisited(leg: Leg): boolean {
  const [channel] = leg.channels;
  return channel === 'mfc' || channel === 'agency';
}

/** A paper given at once is handed over in the same visit. */
export function collects(leg: Leg): boolean {
  return leg.version.collectInPerson && (hasTerm(leg) || !isVisited(leg));
}

export function hasTerm(leg: Leg): boolean {
  return (leg.version.term?.days ?? 0) > 0;
}

/** Portals and registers know no days off; windows and telephones of agencies do. */
function isAnyDay(leg: Leg): boolean {
  const [channel] = leg.channels;
  return leg.isServedAnyDay || channel === 'online' || channel === 'automatic';
}

function visitDay(leg: Leg, day: Day, calendar: WorkingCalendar): Day {
  return leg.isServedAnyDay ? day : workingDayFrom(day, calendar);
}

/**
 * A term starts on the day after the application (Civil Code art. 191), so one sent on a Saturday is counted from
 * Monday; a term in calendar days that ends on a day off ends on the working day after it (art. 193).
 */
function lastDayOfTerm(leg: Leg, applied: Day, calendar: WorkingCalendar, terms: 'usual' | 'longest'): Day | undefined {
  const { term } = leg.version;
  if (term === undefined || !hasTerm(leg)) return undefined;
  const days = terms === 'usual' ? term.days : Math.max(term.days, term.extendedTo ?? 0);
  if (term.unit === 'working') return addWorkingDays(applied, days, calendar);
  return visitDay(leg, addDays(applied, days), calendar);
}
