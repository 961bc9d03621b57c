import type { Day, WorkingCalendar } from '#catalogue';

const millisecondsPerDay = 86_400_000;

/** The day `count` days later. */
export function addDays(day: Day, count: number): Day {
  const number = Date.parse(day) / millisecondsPerDay + count;
  const known = days.get(number);
  if (known !== undefined) return known;
  const found = new Date(number * millisecondsPerDay).toISOString().slice(0, 10);
  days.set(number, found);
  return found;
}

/** By days since 1970. They are few (a century has 36,525) and asked for very often; writing one down takes longest. */
const days = new Map<number, Day>();

/** Saturdays and Sundays are off unless the calendar moves work to them (Labour Code art. 111–112). */
export function isWorkingDay(day: Day, calendar: WorkingCalendar): boolean {
  if (calendar.daysOff.has(day)) return false;
  if (calendar.workedDays.has(day)) return true;
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The day itself when it is worked, else the first worked day after it. */
export function workingDayFrom(day: Day, calendar: WorkingCalendar): Day {
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, 1);
  return found;
}

/** The first worked day after the day. */
export function nextWorkingDay(day: Day, calendar: WorkingCalendar): Day {
  return workingDayFrom(addDays(day, 1), calendar);
}

/**
 * The last day of a term of `count` working days that is set running on `day`. The day of the event itself is not
 * counted: a term starts on the day after it (Civil Code art. 191).
 */
export function addWorkingDays(day: Day, count: number, calendar: WorkingCalendar): Day {
  let end = day;
  for (let counted = 0; counted < count; counted += 1) end = nextWorkingDay(end, calendar);
  return end;
}
