import { z } from 'zod';

import { certainties } from '#catalogue';

const key = { service: z.string(), subject: z.string() };
const keys = z.array(z.strictObject(key));
const holds = z.enum(['yes', 'unknown']);
const day = z.iso.date();
const sum = z
  .strictObject({ sure: z.number(), upTo: z.union([z.number(), z.null()]) })
  .describe('roubles of the twelve months that begin now: at least, and at most (null: no limit is known)');
const amount = z.strictObject({ value: z.number(), currency: z.string(), per: z.enum(['month', 'year', 'once']) });
const law = {
  interaction: z.string(),
  text: z.string(),
  article: z.string(),
  certainty: z.enum(certainties),
};

/** How the services of a solution bear on each other. */
export const interplayShape = z.strictObject({
  exclusions: z
    .array(
      z.strictObject({
        ...law,
        kind: z.string(),
        row: z.strictObject(key).describe('cannot be had'),
        by: z.strictObject(key).describe('while this is had; the same as row: it is given already'),
        holds,
        falls: z.enum(['at-grant', 'next-month', 'at-renewal']).optional(),
      }),
    )
    .describe('what cannot be had beside something else'),
  choices: z
    .array(
      z.strictObject({
        rows: z.array(
          z.strictObject({
            ...key,
            answer: z.enum(['yes', 'no', 'unknown']),
            isGranted: z.boolean(),
            amount: amount.optional(),
            year: sum,
          }),
        ),
        alternatives: z.array(z.strictObject({ takes: keys, loses: keys, year: sum })),
        best: z.number().optional().describe('index of the alternative that certainly brings most'),
        holds,
        isComplete: z.boolean(),
        because: z.array(z.strictObject(law)),
      }),
    )
    .describe('services that exclude each other: all alternatives, the person chooses'),
  incomes: z
    .array(
      z.strictObject({
        ...law,
        from: z.strictObject(key),
        for: z.strictObject(key),
        counts: z.boolean(),
        effect: z.enum(['kept', 'reduced', 'lost', 'unknown']),
        afterMonths: z.number().optional(),
        fileUntil: day.optional(),
        then: amount.optional(),
      }),
    )
    .describe("what one service pays in another one's means test"),
  order: z
    .array(
      z.strictObject({
        ...law,
        first: z.strictObject(key),
        then: z.strictObject(key),
        strength: z.enum(['must', 'gain']),
        until: day.optional(),
        holds,
      }),
    )
    .describe('first is asked for before then, or up to a day'),
  unlockLosses: z
    .array(
      z.strictObject({
        opens: z.strictObject(key),
        by: z.string(),
        loses: z.strictObject(key),
        law: z.strictObject(law).optional(),
      }),
    )
    .describe('going for one service gives up another'),
});
