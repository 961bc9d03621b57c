import { z } from 'zod';

import { certainties } from './model.ts';

/** What the shapes of several files of a pack are made of. */
export const id = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/u, 'an id: Latin letters, digits and hyphens, starting with a small letter');
export const text = z.strictObject({ ru: z.string().min(1), en: z.string().min(1) });
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, 'a day such as 2026-03-02');
export const certainty = z.enum(certainties);
export const feel = z.union([z.string().min(1), z.boolean(), z.number()]).describe('a FEEL expression');
export const article = z.strictObject({ citation: z.string().min(1), certainty });
