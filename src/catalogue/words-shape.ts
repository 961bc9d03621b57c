import { z } from 'zod';

import { needIds, urgencies } from './model.ts';

const patterns = z.array(z.string().min(1)).default([]);

/** `words.yaml`: the lexicon of free speech; its pattern language is told at the top of packs/ru/words.yaml. */
export const wordsShape = z.strictObject({
  phrases: z.array(
    z.strictObject({
      id: z.string().optional(),
      say: z.strictObject({ ru: patterns, en: patterns }),
      situations: z.array(z.strictObject({ situation: z.string(), score: z.number().min(0).max(1) })).default([]),
      needs: z.array(z.strictObject({ need: z.enum(needIds), urgency: z.enum(urgencies) })).default([]),
      facts: z
        .array(
          z.strictObject({
            fact: z.string(),
            of: z.enum(['person', 'applicant', 'child', 'spouse', 'household']),
            value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]),
          }),
        )
        .default([]),
      person: z.enum(['self', 'child', 'spouse', 'other']).optional(),
      count: z.number().int().min(1).optional(),
      absent: z.boolean().default(false),
      whenNegated: z.enum(['drop', 'invert', 'keep']).default('drop'),
    }),
  ),
});
