import { z } from 'zod';

import { certainty, day, feel, id, text } from './shape-pieces.ts';

/** The shape of `population.yaml`: margins of a region's people, and facts that stay not known of a synthetic one. */
export const populationShape = z.strictObject({
  day: day.optional().describe('the day the synthetic region is made for'),
  population: z.array(
    z.strictObject({
      id,
      name: text,
      area: z.enum(['region', 'country']).describe('country: stands in where no figure of the region was found'),
      year: z.number().int(),
      unit: z.string().min(1),
      source: z.string().min(1),
      certainty,
      values: z.record(z.string().min(1), z.number().min(0)),
    }),
  ),
  kinds: z
    .array(z.strictObject({ id, name: text, when: feel }))
    .optional()
    .describe('kinds of households that are told apart; the first that holds counts'),
  income: feel.optional().describe('income a head by which households are told apart, in subsistence minimums'),
  unknown: z.array(z.strictObject({ facts: z.array(id).min(1), because: text })).optional(),
});
