import { dayIn } from '#catalogue';
import type { Day } from '#catalogue';

import type { JointCase } from './model.ts';

/** The day of a moment for the people of a case: at two at night in Tomsk it is still yesterday in Greenwich. */
export function dayOf({ timeZone }: Pick<JointCase, 'timeZone'>, moment: string): Day {
  return dayIn(timeZone ?? 'UTC', new Date(moment));
}
