import type { Office } from '#catalogue';

const icalDays = { mon: 'MO', tue: 'TU', wed: 'WE', thu: 'TH', fri: 'FR', sat: 'SA', sun: 'SU' } as const;

export type WeeklyHours = { readonly byDay: string; readonly from: string; readonly to: string };

/** Structured hours by weekday in the words of iCalendar; none where they have to be checked, since a time bears no mark. */
export function weeklyHours({ opening }: Office): WeeklyHours[] {
  if (opening === undefined || opening.certainty === 'unsure') return [];
  return opening.week.map(({ days, from, to }) => ({ byDay: days.map((day) => icalDays[day]).join(','), from, to }));
}
