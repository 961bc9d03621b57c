import { z } from 'zod';

import { day, id, text } from './shape-pieces.ts';

const feelText = z.union([z.string().min(1), z.boolean(), z.number()]).describe('a FEEL expression');
const territory = z.string().regex(/^\d{0,11}$/u, 'an ОКТМО code or its beginning');

const oneChange = z.union([
  z.strictObject({ parameter: id, value: z.number(), from: day.optional(), territory: territory.optional() }),
  z.strictObject({ service: id, criterion: id, when: feelText }),
  z.strictObject({ service: id, amount: feelText }),
]);

/** The shape of a file of `okno whatif --change`. */
export const changeShape = z
  .strictObject({
    name: text,
    before: z
      .array(oneChange)
      .optional()
      .describe('what the packs are turned into first: the law that is compared with'),
    after: z.array(oneChange).optional().describe('the changed law; the packs as they are when it is not there'),
  })
  .refine(({ before, after }) => (before ?? after ?? []).length > 0, 'at least one change, under "before" or "after"');
