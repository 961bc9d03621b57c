import { z } from 'zod';

import { certainties } from '#catalogue';

const key = { service: z.string(), subject: z.string() };
const keys = z.array(z.strictObject(key));
const day = z.iso.date();

/** A complex request (210-FZ art. 15.1): what is filed beside each other, what after what, and until when. */
export const complexRequestShape = z.strictObject({
  services: z
    .array(
      z.strictObject({
        ...key,
        agency: z.string(),
        round: z
          .number()
          .describe('1: waits for no result of this request; a later one is filed when results have come'),
        after: keys.describe('services of the request whose results it waits for'),
        filed: day,
        filedAtLatest: day,
        decided: day.describe('the last day of its own term'),
        decidedAtLatest: day.describe('the same with every extension and every delay before it'),
        certainty: z.enum(certainties),
      }),
    )
    .describe('by round, then by day'),
  from: day,
  until: day.describe('the total term ends, when every agency takes the longest it may'),
  usually: day.describe('the same when every agency keeps its usual term'),
  endsWith: keys.describe('the services with which the total term ends'),
  calendarDays: z.number(),
  certainty: z.enum(certainties),
  outside: keys.describe('sure services of the route that no one-stop centre takes'),
});
