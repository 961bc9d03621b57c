import { z } from 'zod';

import { article, certainty, id, text } from './shape-pieces.ts';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'an hour such as 09:00');

/** The shape of `proactive.yaml`: under which rules a service may be offered before it is asked for. */
export const proactiveShape = z.strictObject({
  proactive: z.array(
    z.strictObject({
      id,
      name: text,
      services: z.array(id).min(1),
      basis: article,
      consent: z.enum(['needed', 'not-needed']),
      notAgainDays: z.number().int().min(1).describe('nobody is offered the same service again within so many days'),
      quiet: z.strictObject({ from: hour, to: hour, daysOff: z.boolean() }).describe('when nobody is written to'),
      channel: z.enum(['cabinet', 'mail']).describe('mail: also a letter that says only that there is an offer'),
      certainty,
    }),
  ),
});
