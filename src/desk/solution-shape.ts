import { z } from 'zod';

import { certainties, needIds, urgencies } from '#catalogue';

import { complexRequestShape } from './complex-request-shape.ts';
import { interplayShape } from './interplay-shape.ts';

const answer = z.enum(['yes', 'no', 'unknown']);
const day = z.iso.date();
const urgency = z.enum(urgencies);
const need = z.enum(needIds);
const span = z.union([
  z.strictObject({ days: z.number(), unit: z.enum(['working', 'calendar']), certainty: z.enum(certainties) }),
  z.strictObject({ months: z.number(), certainty: z.enum(certainties) }),
]);
const factKeys = z.array(z.strictObject({ fact: z.string(), subject: z.string() }));
const factValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.null()]);
const toldFact = z.strictObject({ fact: z.string(), subject: z.string(), value: factValue });
const question = z.strictObject({
  fact: z.string(),
  subject: z.string(),
  text: z.string(),
  why: z.string(),
  ruledOut: z
    .array(z.strictObject({ value: factValue, rule: z.string(), text: z.string(), against: z.array(toldFact) }))
    .optional()
    .describe('answers not to be offered: they cannot be right together with what was told'),
});

/**
 * The door that holds still: what `okno solve --json` prints and `POST /api/solve` answers. Sentences are in the
 * language asked for. `schemas/solution.schema.json` is made from this.
 */
export const solutionShape = z.strictObject({
  asOf: day,
  catalogue: z.strictObject({
    packs: z.array(z.strictObject({ id: z.string(), version: z.string() })),
    digest: z.string(),
  }),
  applicant: z.string(),
  contradictions: z
    .array(
      z.strictObject({
        rule: z.string(),
        subject: z.string(),
        text: z.string(),
        unless: z.string().optional().describe('when it is right all the same; absent of what can never be'),
        facts: z.array(toldFact),
      }),
    )
    .optional()
    .describe('told facts that cannot be at once, or (those with unless) rarely are'),
  needs: z.array(z.strictObject({ need, urgency, because: z.string() })),
  situations: z.array(z.strictObject({ situation: z.string(), code: z.string(), because: z.string() })),
  entitlements: z.array(
    z.strictObject({
      service: z.string(),
      subject: z.string().describe("a person's id, or household"),
      answer,
      amount: z
        .strictObject({ value: z.number(), currency: z.string(), per: z.enum(['month', 'year', 'once']) })
        .optional(),
      transition: z
        .strictObject({
          text: z.string(),
          article: z.string(),
          certainty: z.enum(certainties),
          day: z.string(),
          version: z.string(),
        })
        .optional()
        .describe('why the law of an earlier day decides, which day, and since when its version was in force'),
      criteria: z.array(
        z.strictObject({
          id: z.string(),
          text: z.string(),
          answer,
          article: z.string(),
          facts: z.array(toldFact),
        }),
      ),
      missing: z.array(z.string()).describe('facts that can still decide'),
      unlockedBy: z.array(z.string()).optional(),
      remedies: z
        .array(
          z.strictObject({
            id: z.string(),
            text: z.string(),
            to: z.string().describe('agency that takes the objection'),
            within: span.optional().describe('how long one may object; left out where the law sets no term'),
            answered: span.optional().describe('how long the answer takes'),
            article: z.strictObject({ citation: z.string(), certainty: z.enum(certainties) }),
          }),
        )
        .optional()
        .describe('what one may do against a refusal'),
      certainty: z.enum(certainties),
    }),
  ),
  gaps: z.array(
    z.strictObject({
      need,
      reason: z.enum(['no-service', 'not-eligible', 'too-late']),
      services: z.array(z.string()).optional(),
      text: z.string(),
    }),
  ),
  places: z
    .array(
      z.strictObject({
        office: z.string(),
        name: z.string(),
        needs: z.array(need),
        address: z.string().optional(),
        phone: z.string().optional(),
        hours: z.string().optional(),
        offers: z.array(
          z.strictObject({
            name: z.string(),
            answer: z.literal('unknown').describe('who may have it is prose and is not computed: ask them'),
            whoFor: z.string().optional(),
            howTo: z.string().optional(),
          }),
        ),
        certainty: z.enum(certainties),
      }),
    )
    .optional()
    .describe('places of foreign directories that say they help with a need here'),
  interplay: interplayShape.optional().describe('how the services bear on each other; absent when they do not'),
  nextQuestion: z.union([question, z.null()]),
  interview: z.strictObject({
    groups: z
      .array(
        z.strictObject({
          group: z.string().optional(),
          subject: z.string(),
          title: z.string().optional(),
          questions: z.array(question),
        }),
      )
      .describe('questions worth asking now, those of one page together, the most urgent page first'),
    questionsLeft: z.number().describe('about how many are still to come'),
    inquiries: z
      .array(
        z.strictObject({
          agency: z.string(),
          ground: z.enum(['consent', 'service']),
          article: z.string(),
          certainty: z.enum(certainties),
          facts: factKeys,
          services: z.array(z.string()).describe('open until the agency answers'),
        }),
      )
      .describe('what agencies are asked instead of the person'),
    offers: z
      .array(
        z.strictObject({
          agency: z.string(),
          kind: z.enum(['plain', 'written']),
          article: z.string(),
          certainty: z.enum(certainties),
          facts: factKeys.describe("not asked any more with the applicant's consent"),
          withOthers: z.strictObject({ people: z.array(z.string()), facts: factKeys }).optional(),
        }),
      )
      .describe('consents that would save questions, the one that saves most first'),
  }),
  route: z.strictObject({
    steps: z.array(
      z.strictObject({
        id: z.string(),
        service: z.string().optional(),
        subject: z.string().optional(),
        action: z.enum(['visit', 'application', 'automatic', 'waiting']),
        text: z.string(),
        agency: z.string(),
        office: z.string().optional(),
        after: z.array(z.string()),
        bring: z.array(z.string()),
        obtained: z.array(z.strictObject({ evidence: z.string(), from: z.string() })),
        gives: z.array(z.string()),
        start: day,
        end: day,
        urgency,
        visit: z.union([z.number(), z.null()]),
        sure: z.boolean().describe('false: depends on an answer that is not known yet'),
      }),
    ),
    visits: z.number(),
    finish: day,
  }),
  complexRequest: complexRequestShape
    .optional()
    .describe('services of one request of a one-stop centre; absent when it would hold fewer than two'),
});
