import type { Fact } from '#catalogue';
import { dayNumber, daysOf } from '#language';
import type { DayNumber } from '#language';

/**
 * The days a told date may be: one, or any of the month or the year when no more is known of it. What has already been
 * was not after the day of the question.
 */
export function toldDays(
  fact: Pick<Fact, 'past'>,
  told: string,
  asOf: string,
): { readonly low: DayNumber; readonly high: DayNumber } {
  const { low, high } = daysOf(told) ?? { low: 0, high: 0 };
  const last = fact.past ? (dayNumber(asOf) ?? high) : high;
  return { low, high: Math.max(low, Math.min(high, last)) };
}

/** Whether only the year or the month of a date was told. */
export function isPartOfDate(fact: Pick<Fact, 'type'>, value: unknown): value is string {
  return fact.type === 'date' && typeof value === 'string' && value.length < 'YYYY-MM-DD'.length;
}
