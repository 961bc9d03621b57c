import { dayIn } from '#catalogue';
import type { Day } from '#catalogue';

import type { JointCase } from './model.ts';

/** The day of a moment for the people of a case: at two at night in Tomsk it is still yesterday in Greenwich. */
export function dayOf({ timeZone = 'UTC' }: Pick<JointCase, 'timeZone'>, moment: string): Day {
  const inZone = `${moment} ${timeZone}`;
  const known = days.get(inZone);
  if (known !== undefined) return known;
  const day = dayIn(timeZone, new Date(moment));
  if (days.size === mostDays) days.clear();
  days.set(inZone, day);
  return day;
}

/** Every command asks for the days of the same moments of its case again. */
const days = new Map<string, Day>();
const mostDays = 10_000;
