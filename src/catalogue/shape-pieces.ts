import { aggregations, hitPolicies } from '#language';
import { z } from 'zod';

import { certainties } from './model.ts';

/** What the shapes of several files of a pack are made of. */
export const id = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/u, 'an id: Latin letters, digits and hyphens, starting with a small letter');
export const text = z.strictObject({ ru: z.string().min(1), en: z.string().min(1) });
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, 'a day such as 2026-03-02');
export const certainty = z.enum(certainties);
const cell = z.union([z.string().min(1), z.boolean(), z.number()]).describe('a FEEL expression');
const cells = z.union([cell, z.array(cell).min(1)]);

/** A decision table (DMN 1.5, chapter 8) in YAML: cells of inputs are unary tests. */
const table = z.strictObject({
  hitPolicy: z.enum(hitPolicies).optional(),
  aggregation: z.enum(aggregations).optional(),
  inputs: z.array(z.union([cell, z.strictObject({ value: cell, allowed: cell })])).min(1),
  outputs: z
    .array(z.strictObject({ name: id.optional(), allowed: cell.optional() }))
    .min(1)
    .optional(),
  rules: z.array(z.strictObject({ when: z.array(cell), then: cells })).min(1),
  default: cells.optional(),
});

export const feel = z
  .union([z.string().min(1), z.boolean(), z.number(), z.strictObject({ table })])
  .describe('a FEEL expression, or a decision table');
export type Feel = z.infer<typeof feel>;
export type RawTable = z.infer<typeof table>;
export const article = z.strictObject({ citation: z.string().min(1), certainty });
