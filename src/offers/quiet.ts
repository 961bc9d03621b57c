import type { ProactiveRule, WorkingCalendar } from '#catalogue';

const minute = 60_000;
const longestWait = 21 * 24 * 60;

/** The first moment from now on at which somebody may be written to: no night, and no day off where the rule says so. */
export function firstLoudMoment(
  now: Date,
  { quiet }: Pick<ProactiveRule, 'quiet'>,
  timeZone: string,
  { daysOff, workedDays }: WorkingCalendar,
): Date {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const start = Math.ceil(now.getTime() / minute) * minute;
  for (let waited = 0; waited <= longestWait; waited += 1) {
    const moment = new Date(start + waited * minute);
    const [day = '', hour = ''] = format.format(moment).split(' ');
    const isNight =
      quiet.from > quiet.to ? hour >= quiet.from || hour < quiet.to : hour >= quiet.from && hour < quiet.to;
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    const isOff = daysOff.has(day) || ((weekday === 0 || weekday === 6) && !workedDays.has(day));
    if (!isNight && !(quiet.daysOff && isOff)) return moment;
  }
  return new Date(start + longestWait * minute);
}
