import { z } from 'zod';

import { article, certainty, id, text } from './shape-pieces.ts';

const span = z.union([
  z.strictObject({ days: z.number().int().min(1), unit: z.enum(['working', 'calendar']), certainty }),
  z.strictObject({ months: z.number().int().min(1), certainty }),
]);

/** To whom and by when one may object to a decision about a service. */
export const remedyShape = z.strictObject({
  id,
  text,
  to: id.describe('an agency, or "authority": the agency of the service itself'),
  within: span.optional().describe('how long one may object; left out where the law sets no term'),
  answered: span.optional().describe('how long the answer takes'),
  article,
});

/** A remedy of every service whose agency is of these levels or named, but for the agencies left out. */
export const defaultRemedyShape = remedyShape.extend({
  for: z.strictObject({
    levels: z.array(z.enum(['federal', 'regional', 'municipal', 'non-governmental'])).optional(),
    agencies: z.array(id).optional(),
    without: z.array(id).optional(),
  }),
});
