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

/** Days laid out at once around the first day asked for: two years before it and ten after. */
const laidOut = { before: 732, after: 3653 };

/** The working calendar in counted days, laid out so that a term of any length is looked up and not walked. */
export class WorkDays {
  readonly #off: ReadonlySet<DayCount>;
  readonly #moved: ReadonlySet<DayCount>;
  #base = 0;
  /** For each day laid out, how many worked days lie before it. */
  #before = new Int32Array(0);
  #worked: readonly DayCount[] = [];

  constructor(calendar: WorkingCalendar) {
    this.#off = new Set([...calendar.daysOff].map(countOf));
    this.#moved = new Set([...calendar.workedDays].map(countOf));
  }

  /** A holiday of the calendar; Saturdays and Sundays are none by themselves. */
  isHoliday(day: DayCount): boolean {
    return this.#off.has(day);
  }

  /** A Saturday or Sunday to which work was moved. */
  isMovedHere(day: DayCount): boolean {
    return this.#moved.has(day);
  }

  /** Saturdays and Sundays are off unless the calendar moves work to them (Labour Code art. 111–112). */
  isWorked(day: DayCount): boolean {
    if (this.#off.has(day)) return false;
    return weekdayAt(day) < 5 || this.#moved.has(day);
  }

  /** The day itself when it is worked, else the first worked day after it. */
  from(day: DayCount): DayCount {
    return this.#worked[this.#countBefore(day)] ?? this.#walked(day, 1);
  }

  /** The last day of a term of so many working days; it starts on the day after (Civil Code art. 191). */
  plus(day: DayCount, count: number): DayCount {
    if (count === 0) return day;
    return this.#worked[this.#countBefore(day + 1) + count - 1] ?? this.#walked(day + 1, count);
  }

  #countBefore(day: DayCount): number {
    if (this.#worked.length === 0) this.#layOut(day);
    const count = this.#before[day - this.#base];
    return count === undefined || count < 0 ? Number.POSITIVE_INFINITY : count;
  }

  /** The same outside the days laid out. */
  #walked(from: DayCount, count: number): DayCount {
    let day = from;
    for (let left = count; ; day += 1) {
      if (this.isWorked(day)) left -= 1;
      if (left === 0) return day;
    }
  }

  #layOut(around: DayCount): void {
    this.#base = around - laidOut.before;
    const count = laidOut.before + laidOut.after;
    this.#before = new Int32Array(count);
    const worked: DayCount[] = [];
    for (let index = 0; index < count; index += 1) {
      this.#before[index] = worked.length;
      if (this.isWorked(this.#base + index)) worked.push(this.#base + index);
    }
    this.#worked = worked;
  }
}

const known = new WeakMap<WorkingCalendar, WorkDays>();

export function workDaysOf(calendar: WorkingCalendar): WorkDays {
  const made = known.get(calendar) ?? new WorkDays(calendar);
  known.set(calendar, made);
  return made;
}
