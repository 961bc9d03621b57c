import type { Agreement, Catalogue, Day, RemedySpan, WorkingCalendar } from '#catalogue';
import { addDays, addWorkingDays, nextWorkingDay, workingDayFrom } from '#planner';

import type { TaskTerm } from './model.ts';

/**
 * Last day of a term that is set running on a day. The day of the event itself is not counted (Civil Code art. 191); a
 * term of calendar days that ends on a day off ends on the next working day (art. 193).
 */
export function endOfTerm(from: Day, term: Pick<TaskTerm, 'days' | 'unit'>, calendar: WorkingCalendar): Day {
  if (term.unit === 'working') return addWorkingDays(from, term.days, calendar);
  return workingDayFrom(addDays(from, term.days), calendar);
}

/** Last day of a span of days or of months; a month that has no such day ends it on its last (Civil Code art. 192). */
export function endOfSpan(from: Day, span: RemedySpan, calendar: WorkingCalendar): Day {
  if ('days' in span) return endOfTerm(from, span, calendar);
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month + span.months, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + span.months, Math.min(date, lastDate)));
  return workingDayFrom(end.toISOString().slice(0, 10), calendar);
}

/** Days of a term that are left after a day, in the unit of the term; negative when it is over. */
export function daysLeft(after: Day, due: Day, unit: TaskTerm['unit'], calendar: WorkingCalendar): number {
  if (due < after) return -daysLeft(due, after, unit, calendar);
  if (unit === 'calendar') return Math.round((Date.parse(due) - Date.parse(after)) / 86_400_000);
  let count = 0;
  for (let day = nextWorkingDay(after, calendar); day <= due; day = nextWorkingDay(day, calendar)) count += 1;
  return count;
}

/** The shorter of the law's term and the agreement's, with the clause or the law it comes from. */
export function termOf(
  service: string,
  version: number,
  catalogue: Catalogue,
  agreement: Agreement,
): TaskTerm | undefined {
  const ofLaw = catalogue.services.get(service)?.versions[version]?.term;
  const agreed = agreement.terms.find((term) => term.service === service);
  if (agreed === undefined) return ofLaw;
  if (ofLaw !== undefined && roughDays(ofLaw) <= roughDays(agreed)) return ofLaw;
  return { days: agreed.days, unit: agreed.unit, certainty: 'source' };
}

/** To compare terms of different units: five working days are a week. */
function roughDays({ days, unit }: Pick<TaskTerm, 'days' | 'unit'>): number {
  return unit === 'working' ? (days * 7) / 5 : days;
}
