import { z } from 'zod';

/** What is told here is about people alive now: a year before or after is a slip, and days beyond 9999 no calendar here counts. */
export function isUsableDay(text: string): boolean {
  return text >= '1900' && text < '2200';
}

// Said by `shapeProblems` in both languages alike.
const range = { error: 'YYYY-MM-DD: 1900-01-01 … 2199-12-31' };

export const usableDay = z.iso.date().refine(isUsableDay, range);
export const usableMoment = z.iso.datetime({ offset: true }).refine(isUsableDay, range);
