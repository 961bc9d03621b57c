import { timeZoneOf } from '#catalogue';
import type { Catalogue, ProactiveRule, WorkingCalendar } from '#catalogue';

type Quiet = Pick<ProactiveRule, 'quiet'>;

const minute = 60_000;
const longestWait = 21 * 24 * 60;
/** Packs without rules of proactive service let nobody be woken either. */
const night: Quiet = { quiet: { from: '21:00', to: '09:00', daysOff: false } };

/**
 * The first moment from now on at which somebody may be written to who has not asked: under a rule; where none is named, under
 * every rule of the packs.
 */
export function firstLoudMoment(catalogue: Catalogue, now: Date, rule?: Quiet): Date {
  const rules = rule === undefined ? [night, ...catalogue.proactive.values()] : [rule];
  const timeZone = timeZoneOf(catalogue);
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const start = Math.ceil(now.getTime() / minute) * minute;
  for (let waited = 0; waited <= longestWait; waited += 1) {
    const moment = new Date(start + waited * minute);
    const [day = '', hour = ''] = format.format(moment).split(' ');
    const isOff = isDayOff(catalogue.calendar, day);
    if (!rules.some(({ quiet }) => isWithin(quiet, hour) || (quiet.daysOff && isOff))) return moment;
  }
  return new Date(start + longestWait * minute);
}

function isWithin({ from, to }: Quiet['quiet'], hour: string): boolean {
  return from > to ? hour >= from || hour < to : hour >= from && hour < to;
}

function isDayOff({ daysOff, workedDays }: WorkingCalendar, day: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return daysOff.has(day) || ((weekday === 0 || weekday === 6) && !workedDays.has(day));
}
