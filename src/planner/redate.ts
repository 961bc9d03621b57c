import type { Catalogue, Day, Term } from '#catalogue';

import type { RouteOptions, Step } from './model.ts';
import { later } from './order.ts';
import { addDays, addWorkingDays, isWorkingDay, workingDayFrom } from './working-days.ts';

/** What the days of a step are counted by when it is moved. */
export type Around = { readonly catalogue: Catalogue; readonly options: RouteOptions };

/** An office that is closed for so long is not waited for; the planner gives up after as many days. */
const longestClosed = 400;

/** The first day, from a day on, on which the step can be made. */
export function firstDayFor(step: Step, from: Day, { catalogue, options }: Around): Day {
  const first = later(from, step.window?.opens ?? from);
  if (step.action === 'automatic' || step.channel === 'online' || step.channel === 'automatic') return first;
  if (step.urgency === 'tonight') return first;
  const free = step.office === undefined ? undefined : options.appointments?.get(step.office);
  let day = step.part === 'apply' ? later(first, free ?? first) : first;
  for (let tried = 0; tried < longestClosed && !isServedOn(step, day, catalogue); tried += 1) day = addDays(day, 1);
  return day;
}

/** By the hours of the office where they are known, else on working days; a moved working Saturday is a Friday. */
function isServedOn(step: Step, day: Day, { calendar, offices }: Catalogue): boolean {
  const opening = offices.find(({ id }) => id === step.office)?.opening;
  if (opening === undefined) return isWorkingDay(day, calendar);
  if (calendar.daysOff.has(day)) return false;
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const weekday = names[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun';
  const opens = (name: (typeof names)[number]): boolean => opening.week.some(({ days }) => days.includes(name));
  return opens(weekday) || (calendar.workedDays.has(day) && opens('fri'));
}

/** The last day of the term of a waiting, when what it waits for was applied for on a day (Civil Code art. 191, 193). */
export function termEnd(
  waiting: Step,
  applied: Day,
  termOf: (step: Step) => Term | undefined,
  { catalogue: { calendar } }: Around,
): { readonly usual: Day; readonly latest: Day } {
  const term = termOf(waiting);
  if (term === undefined) return { usual: applied, latest: applied };
  const from = term.acceptedUntil === undefined ? applied : workingDayFrom(applied, calendar);
  const end = (days: number): Day =>
    term.unit === 'working' ? addWorkingDays(from, days, calendar) : workingDayFrom(addDays(from, days), calendar);
  return { usual: end(term.days), latest: end(Math.max(term.days, term.extendedTo ?? 0)) };
}
