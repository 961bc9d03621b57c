import { z } from 'zod';

import { falls, strengths, withins } from './interaction.ts';
import { article, day, feel, id, text } from './shape-pieces.ts';

const services = z.array(id).min(1);
const within = z.enum(withins);
const ground = { id, text, article, from: day.optional(), to: day.optional(), when: feel.optional() };

const interactionShape = z.discriminatedUnion('kind', [
  z.strictObject({ ...ground, kind: z.literal('not-together'), services, with: services, within }),
  z.strictObject({ ...ground, kind: z.literal('at-most-one'), services, within }),
  z.strictObject({ ...ground, kind: z.literal('once'), services, within, granted: feel.optional() }),
  z.strictObject({ ...ground, kind: z.literal('instead'), services, of: services, within, falls: z.enum(falls) }),
  z.strictObject({ ...ground, kind: z.literal('refused-with'), services, with: services, within }),
  z.strictObject({
    ...ground,
    kind: z.literal('income'),
    services,
    for: services,
    counts: z.boolean(),
    fact: id.optional(),
    firstAfterMonths: z.number().int().min(0).max(24).optional(),
  }),
  z.strictObject({
    ...ground,
    kind: z.literal('order'),
    services,
    then: services,
    within,
    strength: z.enum(strengths),
  }),
  z.strictObject({ ...ground, kind: z.literal('paid-from'), services, of: services }),
]);

/** How services bear on each other: `interactions.yaml`. */
export const interactionsShape = z.strictObject({
  paidToApplicant: feel.optional(),
  income: z
    .strictObject({
      facts: z.array(z.strictObject({ fact: id, months: z.number().int().min(1).max(60) })).min(1),
      earned: z.array(id).min(1),
      none: z.strictObject({ fact: id, value: z.boolean() }).optional(),
    })
    .optional(),
  interactions: z.array(interactionShape),
});
