import { z } from 'zod';

import { interactionsShape } from './interactions-shape.ts';
import { needIds, urgencies, weekdays } from './model.ts';
import { populationShape } from './population-shape.ts';
import { proactiveShape } from './proactive.ts';
import { defaultRemedyShape, remedyShape } from './remedy-shape.ts';
import { article, certainty, day, feel, id, text } from './shape-pieces.ts';
import { isTimeZone } from './today.ts';

/**
 * The shapes of the YAML files of a pack. `schemas/pack.schema.json` is made from these; names, expressions and
 * references are checked afterwards by `build.ts`.
 */
const entity = z.enum(['person', 'household']);
const value = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);
const territory = z.string().regex(/^\d{0,11}$/u, 'an ОКТМО code or its beginning');
const owner = z.enum(['applicant', 'subject', 'household']);
const unit = z.string().min(1).describe('what a number counts: RUB, RUB/month, years, m², share…');

export const packShape = z.strictObject({
  id,
  version: z.string().min(1),
  title: text,
  territory: territory.optional(),
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Asia/Tomsk').optional(),
  buildsOn: z.array(id),
});

export const agencyShape = z.strictObject({
  id,
  name: text,
  shortName: text,
  level: z.enum(['federal', 'regional', 'municipal', 'non-governmental']),
  phone: z.string().optional(),
  certainty,
});

const travelShape = z
  .strictObject({
    to: territory,
    minutes: z.number().int().min(1).max(720).optional(),
    days: z.number().int().min(1).max(14).optional(),
    certainty,
  })
  .refine(({ minutes, days }) => (minutes === undefined) !== (days === undefined), 'either minutes or days, one way');

export const territoryShape = z.strictObject({
  code: z.string().regex(/^\d{8}$/u),
  name: text,
  travel: z.array(travelShape).optional(),
  certainty,
});

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/u, 'an hour such as 09:00');
const openingShape = z.strictObject({
  week: z
    .array(
      z
        .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: hour, to: hour })
        .refine(({ from, to }) => from < to, 'opens before it closes'),
    )
    .min(1),
  certainty,
});

const offerShape = z.strictObject({
  name: text,
  needs: z.array(z.enum(needIds)),
  about: text.optional(),
  whoFor: text.optional().describe('who may have it, as they write it: prose, never computed'),
  howTo: text.optional(),
});

export const officeShape = z.strictObject({
  id,
  agency: id,
  kind: z.enum(['mfc', 'agency', 'provider', 'court', 'hospital']),
  name: text,
  territory,
  address: text.optional(),
  addressRestricted: z.boolean().optional(),
  phone: z.string().optional(),
  hours: text.optional(),
  opening: openingShape.optional(),
  standsIn: territory.optional(),
  services: z.array(id).optional(),
  offers: z.array(offerShape).optional(),
  note: text.optional(),
  certainty,
});

export const needShape = z.strictObject({
  id: z.enum(needIds),
  name: text,
  urgency: z.enum(urgencies),
  rules: z.array(z.strictObject({ when: feel, urgency: z.enum(urgencies), because: text })),
});

export const factShape = z.strictObject({
  id,
  of: entity,
  type: z.enum(['boolean', 'number', 'money', 'date', 'text', 'choice', 'choices']),
  unit: unit.optional(),
  name: text,
  question: text.optional(),
  questionToYou: text.optional(),
  help: text.optional(),
  choices: z.array(z.strictObject({ value: z.string().min(1), label: text })).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  past: z.boolean().optional(),
  mayBeAbsent: text.optional(),
  sensitive: z.boolean().optional(),
  basic: z.boolean().optional(),
  heldBy: id.optional(),
  askWhen: feel.optional(),
});

export const groupShape = z.strictObject({
  id,
  of: entity,
  title: text,
  titleToYou: text.optional(),
  facts: z.array(id).min(2),
});

export const registersShape = z.strictObject({
  represented: z.strictObject({ when: feel, article }).optional(),
  registers: z.array(
    z.strictObject({
      agency: id,
      holds: text,
      consent: z.strictObject({ kind: z.enum(['plain', 'written']), article }),
      forService: article.optional(),
      children: id.optional(),
      complete: z
        .strictObject({ certainty, facts: z.record(id, z.union([z.boolean(), z.number(), z.string(), z.null()])) })
        .optional(),
    }),
  ),
});

const connectionShape = z.strictObject({
  agency: id,
  kind: z.enum(['x-road', 'rest', 'files', 'smev3']),
  address: z.string().min(1),
  /** Of a plain REST service its mapping, which the exchange reads: here only that its facts are there. */
  settings: z.looseObject({ facts: z.record(id, z.unknown()).optional() }).optional(),
});

export const derivedShape = z.strictObject({
  id,
  of: entity,
  type: z.string().min(1),
  unit: unit.optional(),
  name: text,
  parameters: z.array(z.strictObject({ name: id, type: z.string().min(1), unit: unit.optional() })).optional(),
  ways: z.array(feel).min(1),
});

export const parameterShape = z.strictObject({
  id,
  name: text,
  unit,
  isRegional: z.boolean().optional(),
  values: z.array(
    z.strictObject({ territory, from: day, to: day.optional(), value: z.number(), act: z.string().min(1), certainty }),
  ),
});

export const consistencyShape = z.strictObject({ id, of: entity, holds: feel, text, unless: text.optional() });

export const evidenceShape = z.strictObject({
  id,
  kind: z.enum(['document', 'record', 'status']),
  of: entity,
  name: text,
  heldWhen: feel.optional(),
  heldBy: id.optional(),
  sets: z.strictObject({ fact: id, value }).optional(),
  howToGet: text.optional(),
  madeOnTheSpot: z.boolean().optional(),
  validFor: z
    .strictObject({
      days: z.number().int().min(1).optional(),
      months: z.number().int().min(1).optional(),
      certainty,
    })
    .refine(({ days, months }) => (days === undefined) !== (months === undefined), 'either days or months')
    .optional(),
});

export const situationShape = z.strictObject({
  id,
  code: z.string().min(1),
  name: text,
  owner: id,
  when: feel,
  because: text,
  certainty,
});

export const calendarShape = z.strictObject({
  daysOff: z
    .array(z.union([day, z.strictObject({ day, name: text.optional(), certainty: certainty.optional() })]))
    .optional(),
  workedDays: z
    .array(z.union([day, z.strictObject({ day, name: text.optional(), certainty: certainty.optional() })]))
    .optional(),
});

const criterionShape = z.strictObject({
  id,
  text,
  when: feel.optional(),
  judgedBy: text.optional(),
  article,
  kind: z.enum(['condition', 'deadline']).optional(),
  opens: feel.optional(),
  closes: feel.optional(),
});

const useShape = z.strictObject({ evidence: id, of: owner, from: z.enum(['person', 'exchange']) });

const termShape = z.strictObject({
  days: z.number().int().min(0),
  unit: z.enum(['working', 'calendar']),
  extendedTo: z.number().int().min(0).optional(),
  acceptedUntil: hour.optional(),
  certainty,
});

const versionShape = z.strictObject({
  from: day,
  to: day.optional(),
  transition: z.array(z.strictObject({ keeps: feel, asOn: feel, text, article })).optional(),
  basis: z.array(article).min(1),
  criteria: z.array(criterionShape),
  amount: z
    .strictObject({
      value: feel,
      currency: z.string().length(3),
      per: z.enum(['month', 'year', 'once']),
      text: text.optional(),
      firstMonth: z.strictObject({ filedUntil: z.number().int().min(1).max(31), certainty }).optional(),
      overYear: feel.optional(),
    })
    .optional(),
  evidence: z.array(useShape.extend({ when: feel.optional(), or: z.array(useShape).min(1).optional() })).optional(),
  gives: z.array(z.strictObject({ evidence: id, of: owner })).optional(),
  term: termShape.optional(),
  refusal: z.strictObject({ share: z.number().min(0).max(1), source: z.string().min(1), certainty }).optional(),
  feeRoubles: z.strictObject({ value: z.number().min(0), certainty }).optional(),
  channels: z
    .array(
      z.strictObject({
        kind: z.enum(['online', 'mfc', 'agency', 'call', 'automatic']),
        when: feel.optional(),
        term: termShape.optional(),
      }),
    )
    .min(1),
  collectInPerson: z.boolean().optional(),
  remedies: z.array(remedyShape).optional().describe('instead of those declared for the agency'),
  certainty,
});

const exampleShape = z.strictObject({
  name: z.string().min(1),
  asOf: day,
  situation: z.record(z.string(), z.unknown()),
  expect: z
    .array(
      z.strictObject({
        subject: z.string().min(1),
        answer: z.enum(['yes', 'no', 'unknown']),
        amount: z.number().optional(),
        failed: z.array(id).optional(),
        missing: z.array(id).optional(),
        unlockedBy: z.array(id).optional(),
      }),
    )
    .min(1),
});

export const serviceShape = z.strictObject({
  id,
  code: z.string(),
  name: text,
  summary: text,
  howTo: text,
  authority: id,
  covers: z.array(z.enum(needIds)),
  aroundTheClock: z.boolean().optional(),
  subject: z.strictObject({
    each: z.enum(['applicant', 'person', 'household']),
    where: feel.optional(),
    nobody: text.optional(),
  }),
  versions: z.array(versionShape).min(1),
  examples: z.array(exampleShape),
});

const clause = z.string().min(1).describe('the clause of the agreement, as people cite it: 3.2');

/** The shape of `agreements.yaml`. */
export const agreementShape = z.strictObject({
  id,
  name: text,
  standing: z.enum(['proposal', 'in-force']),
  from: day,
  to: day.optional(),
  basis: z.array(article).min(1),
  parties: z.array(id).min(2),
  situations: z.strictObject({ clause, when: feel, because: text }),
  lead: z.strictObject({ clause, agency: id }),
  plan: z.strictObject({ clause }),
  participants: z.array(z.strictObject({ clause, agency: id, when: feel.optional(), because: text })),
  terms: z.array(z.strictObject({ clause, service: id, days: z.int().min(1), unit: z.enum(['working', 'calendar']) })),
  disclosures: z.array(
    z.strictObject({
      clause,
      facts: z.union([z.array(id).min(1), z.literal('services')]),
      to: id,
      ground: z.enum(['law', 'consent', 'agreement']),
      article,
      purpose: text,
      preview: z.literal(true).optional(),
    }),
  ),
  review: z.strictObject({ clause, everyDays: z.int().min(1) }),
  escalation: z.strictObject({ clause, leadAfterDays: z.int().min(0), headAfterDays: z.int().min(1) }),
  followUp: z.strictObject({ clause, days: z.array(z.int().min(1)) }),
});

/** The list each file of a pack holds, by file name; `services/*.yaml` hold one service each. */
export const fileShapes = {
  'agencies.yaml': z.strictObject({ agencies: z.array(agencyShape) }),
  'territories.yaml': z.strictObject({ territories: z.array(territoryShape) }),
  'offices.yaml': z.strictObject({ offices: z.array(officeShape) }),
  'needs.yaml': z.strictObject({ needs: z.array(needShape) }),
  'facts.yaml': z.strictObject({ facts: z.array(factShape) }),
  'groups.yaml': z.strictObject({ groups: z.array(groupShape) }),
  'registers.yaml': registersShape,
  'connections.yaml': z.strictObject({ connections: z.array(connectionShape) }),
  'derived.yaml': z.strictObject({ derived: z.array(derivedShape) }),
  'parameters.yaml': z.strictObject({ parameters: z.array(parameterShape) }),
  'evidence.yaml': z.strictObject({ evidence: z.array(evidenceShape) }),
  'consistency.yaml': z.strictObject({ consistency: z.array(consistencyShape) }),
  'situations.yaml': z.strictObject({ situations: z.array(situationShape) }),
  'remedies.yaml': z.strictObject({ remedies: z.array(defaultRemedyShape) }),
  'agreements.yaml': z.strictObject({ agreements: z.array(agreementShape) }),
  'calendar.yaml': calendarShape,
  'interactions.yaml': interactionsShape,
  'population.yaml': populationShape,
  'proactive.yaml': proactiveShape,
} as const;
