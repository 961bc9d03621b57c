import type { Opening, Weekday } from '#catalogue';

import type { ForeignRow } from './foreign-rows.ts';

const days: Readonly<Record<string, Weekday>> = {
  MO: 'mon',
  TU: 'tue',
  WE: 'wed',
  TH: 'thu',
  FR: 'fri',
  SA: 'sat',
  SU: 'sun',
};

export type ForeignHours = { readonly words?: string; readonly opening?: Opening };

/** Hours as a person reads them, and by weekday where every schedule is a plain weekly one. */
export function hoursOf(schedules: readonly ForeignRow[]): ForeignHours {
  const written = schedules.flatMap((row) => row['description'] ?? []);
  const told = [...new Set(written.length > 0 ? written : schedules.flatMap((row) => wordsOf(row) ?? []))].join('; ');
  const rules = schedules.filter((row) => row['opens_at'] !== undefined || row['freq'] !== undefined);
  const week = rules.map(weekly);
  const isWeekly = week.length > 0 && week.every((one) => one !== undefined);
  return {
    ...(told === '' ? {} : { words: told.slice(0, 500) }),
    ...(isWeekly ? { opening: { week: week.filter((one) => one !== undefined), certainty: 'unsure' as const } } : {}),
  };
}

function weekly(row: ForeignRow): Opening['week'][number] | undefined {
  const byDay = row['byday']?.split(',').map((day) => days[day.trim().toUpperCase()]);
  const [from, to] = [hour(row['opens_at']), hour(row['closes_at'])];
  const isPlain = row['freq'] === 'WEEKLY' && (row['interval'] ?? '1') === '1';
  const isLimited = ['bymonthday', 'byweekno', 'valid_from', 'valid_to'].some((column) => row[column] !== undefined);
  if (!isPlain || isLimited || byDay === undefined || from === undefined || to === undefined || from >= to)
    return undefined;
  const known = byDay.filter((day) => day !== undefined);
  return known.length === byDay.length && known.length > 0 ? { days: known, from, to } : undefined;
}

function hour(text: string | undefined): string | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d)|^24:00/u.exec(text ?? '');
  return found?.[0];
}

function wordsOf(row: ForeignRow): string | undefined {
  const { byday, opens_at: from, closes_at: to } = row as { byday?: string; opens_at?: string; closes_at?: string };
  return from === undefined || to === undefined ? undefined : [byday, `${from}–${to}`].filter(Boolean).join(' ');
}
