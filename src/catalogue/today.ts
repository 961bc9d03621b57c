import type { Catalogue } from './model.ts';

/** The zone in which it is today for the people of the packs: that of the last pack that says one. */
export function timeZoneOf({ packs }: Pick<Catalogue, 'packs'>): string {
  return packs.findLast((pack) => pack.timeZone !== undefined)?.timeZone ?? 'UTC';
}

/** The day of a moment in a zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, moment: Date): string {
  const known = formats.get(timeZone);
  if (known !== undefined) return known.format(moment);
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  formats.set(timeZone, format);
  return format.format(moment);
}

/** Making one takes longer than a command of a case does. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether it is the name of a zone, as the IANA database has them. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
