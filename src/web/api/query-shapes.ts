import { z } from 'zod';

import { usableDay } from '#web/usable-day.ts';

/** What is told to open a case. */
export const openingShape = z.strictObject({
  agreement: z.string().min(1).max(100),
  situation: z.looseObject({}).describe('The situation, as `/api/solve` takes it: see /schemas/situation.schema.json.'),
  person: z
    .string()
    .regex(/^[\w.@-]{1,100}$/u)
    .exactOptional()
    .describe('For whom an officer opens the case; a resident opens her own.'),
});

export const workQuery = z.strictObject({
  whose: z.enum(['all', 'mine', 'nobody']).exactOptional().describe('Of the agency, of yourself, not taken yet.'),
  late: z.enum(['yes', 'no']).exactOptional(),
  state: z.enum(['ready', 'under-way', 'suspended']).exactOptional(),
  after: z.string().max(2000).exactOptional().describe('`more` of the page before.'),
});

export const reviewsQuery = z.strictObject({
  whose: z.enum(['all', 'mine', 'nobody']).exactOptional().describe('With any lead contact, with yourself, with none.'),
  after: z.string().max(2000).exactOptional().describe('`more` of the page before.'),
});

export const heldQuery = z.strictObject({
  on: usableDay.describe('What held on this day.'),
  known: usableDay.exactOptional().describe('As it was known on this day; today when it is left out.'),
});

export const journalQuery = z.strictObject({
  own: z.enum(['yes', 'no']).exactOptional().describe('With your own looks too.'),
  before: z
    .string()
    .regex(/^\d{1,15}$/u)
    .exactOptional()
    .describe('`older` of the page before.'),
});
