import { z } from 'zod';

import { certainty, day, id, text } from './shape-pieces.ts';

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
  unknown: z.array(z.strictObject({ facts: z.array(id).min(1), because: text })).optional(),
});
