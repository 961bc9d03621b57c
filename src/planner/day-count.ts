import type { Day, WorkingCalendar } from '#catalogue';
import { dayNumber, dayText } from '#language';

/** Days since 1 January 1970: inside the planner days are counted, not spelled. */
export type DayCount = number;

/** Later than every day: it never comes to pass. */
export const never: DayCount = Number.POSITIVE_INFINITY;

export function countOf(day: Day): DayCount {
  const count = dayNumber(day);
  if (count === undefined) throw new Error(`${day} is no day of the calendar`);
  return count;
}

export function dayAt(count: DayCount): Day {
  return dayText(count);
}

/** 0 is Monday. */
export function weekdayAt(count: DayCount): number {
  return (((count + 3) % 7) + 7) % 7;
}

/** Some months later on the same date, or on the last of the month where that date is not. */
export function plusMonths(count: DayCount, months: number): DayCount {
  const day = new Date(count * 86_400_000);
  const month = day.getUTCMonth() + months;
  const last = new Date(Date.UTC(day.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(day.getUTCFullYear(), month, Math.min(day.getUTCDate(), last)) / 86_400_000;
}

/** The working calendar in counted days. */
export class WorkDays {
  readonly #off: ReadonlySet<DayCount>;
  readonly #worked: ReadonlySet<DayCount>;

  constructor(calendar: WorkingCalendar) {
    this.#off = new Set([...calendar.daysOff].map(countOf));
    this.#worked = new Set([...calendar.workedDays].map(countOf));
  }

  /** A holiday of the calendar; Saturdays and Sundays are none by themselves. */
  isHoliday(day: DayCount): boolean {
    return this.#off.has(day);
  }

  /** A Saturday or Sunday to which work was moved. */
  isMovedHere(day: DayCount): boolean {
    return this.#worked.has(day);
  }

  /** Saturdays and Sundays are off unless the calendar moves work to them (Labour Code art. 111–112). */
  isWorked(day: DayCount): boolean {
    if (this.#off.has(day)) return false;
    return weekdayAt(day) < 5 || this.#worked.has(day);
  }

  /** The day itself when it is worked, else the first worked day after it. */
  from(day: DayCount): DayCount {
    let found = day;
    while (!this.isWorked(found)) found += 1;
    return found;
  }

  /** The last day of a term of so many working days; it starts on the day after (Civil Code art. 191). */
  plus(day: DayCount, count: number): DayCount {
    let end = day;
    for (let counted = 0; counted < count; counted += 1) end = this.from(end + 1);
    return end;
  }
}

const known = new WeakMap<WorkingCalendar, WorkDays>();

export function workDaysOf(calendar: WorkingCalendar): WorkDays {
  const made = known.get(calendar) ?? new WorkDays(calendar);
  known.set(calendar, made);
  return made;
}
