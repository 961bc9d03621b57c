import { z } from 'zod';

import { modes, outcomeAnswers } from '#cases';

import { factShape } from './command-shapes.ts';

const text = z.strictObject({ ru: z.string(), en: z.string() });
const day = z.iso.date();
const moment = z.iso.datetime();
const ids = z.array(z.string());
const urgency = z.enum(['tonight', 'days', 'weeks', 'long']);
const holder = z.union([
  z.strictObject({ kind: z.literal('person') }),
  z.strictObject({ kind: z.literal('agency'), agency: z.string(), officer: z.string().optional() }),
]);
export const actorShape = z.union([
  z.strictObject({
    kind: z.literal('person'),
    person: z.string(),
    onBehalfOf: z.string().optional(),
    as: z.literal('representative').optional().describe('Of a child, by law; else a helper whom the person has named.'),
  }),
  z.strictObject({
    kind: z.literal('officer'),
    officer: z.string(),
    agency: z.string(),
    office: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('okno'), job: z.string() }),
]);
const told = z.looseObject({
  asOf: day,
  territory: z.string(),
  applicant: z.string(),
  people: z.array(
    z.looseObject({ id: z.string(), name: z.string().optional(), facts: z.record(z.string(), factShape) }),
  ),
  household: z.record(z.string(), factShape),
});
const term = z.looseObject({ days: z.number(), unit: z.enum(['working', 'calendar']) });

const task = z.strictObject({
  id: z.string(),
  kind: z.enum(['file', 'decide', 'collect', 'agreed']),
  title: text,
  holder,
  clause: z.string(),
  service: z.string().optional(),
  subject: z.string().optional(),
  after: ids,
  meets: ids,
  urgency,
  term: term.optional(),
  planned: z.strictObject({ start: day, end: day }).optional(),
  state: z.enum(['waiting', 'ready', 'under-way', 'suspended', 'done', 'refused', 'cancelled']),
  since: moment,
  readyOn: day.optional(),
  due: day.optional(),
  suspended: z.strictObject({ on: day, reason: z.string(), article: z.string(), daysLeft: z.number() }).optional(),
  escalated: z.enum(['no', 'lead', 'head']),
  result: z.string().optional(),
  remindedOf: day.optional(),
  version: z.int(),
});

const decision = z.strictObject({
  id: z.string(),
  task: z.string(),
  service: z.string(),
  subject: z.string(),
  outcome: z.enum(['granted', 'partly', 'refused']),
  refusedBy: z.enum(['law', 'judgement']).optional(),
  criteria: ids,
  missingPapers: ids,
  reason: z.string(),
  amount: z.strictObject({ value: z.number(), per: z.enum(['month', 'year', 'once']) }).optional(),
  by: actorShape,
  decidedAt: moment,
  holdsFrom: day,
  digest: z.string(),
  facts: told,
  remedies: z.array(z.strictObject({ to: z.string(), text, until: day.optional(), article: z.string() })),
  revises: z.string().optional(),
});

/** A case as whoever asks may see it: what is not for them is not in it. */
export const caseShape = z.strictObject({
  number: z.string(),
  version: z.int(),
  status: z.enum(['open', 'closed']),
  openedAt: moment,
  closedAt: moment.optional(),
  agreement: z.string(),
  digest: z.string().describe('SHA-256 of the packs under which it was opened.'),
  lead: z.string(),
  leadContact: z.string().optional(),
  rhythm: z.strictObject({
    leadAfterDays: z.number(),
    headAfterDays: z.number(),
    reviewEveryDays: z.number(),
    followUpDays: z.array(z.number()),
  }),
  timeZone: z.string().optional().describe('In which it is a day for this case, as in the tz database.'),
  reviewToldOn: day.optional().describe('The lead was told on this day that the participants should meet again.'),
  asked: z.array(z.number()),
  called: z.strictObject({ at: moment, reachedAt: moment.optional() }).optional(),
  told,
  needs: z.array(
    z.looseObject({
      need: z.string(),
      urgency,
      because: text,
      handedTo: z.strictObject({ agency: z.string(), reason: z.string() }).optional(),
    }),
  ),
  participants: z.array(
    z.strictObject({
      agency: z.string(),
      clause: z.string(),
      because: text,
      state: z.enum(['proposed', 'invited', 'joined', 'left']),
      contact: z.string().optional(),
    }),
  ),
  complexity: z.strictObject({
    factors: z.array(z.strictObject({ id: z.string(), score: z.number(), because: text })),
    mean: z.number(),
    highest: z.number(),
    mode: z.enum(modes),
  }),
  mode: z.strictObject({ mode: z.enum(modes), reason: z.string().optional(), by: actorShape.optional() }),
  tasks: z.array(task),
  disclosures: z.array(
    z.strictObject({
      facts: ids,
      to: z.string(),
      clause: z.string(),
      ground: z.enum(['law', 'consent', 'agreement']),
      article: z.string(),
      purpose: text,
      preview: z.literal(true).optional(),
    }),
  ),
  consents: z.array(
    z.strictObject({
      id: z.string(),
      facts: ids,
      to: ids,
      purpose: text,
      givenAt: moment,
      until: day,
      withdrawnAt: moment.optional(),
    }),
  ),
  decisions: z.array(decision),
  objections: z.array(
    z.strictObject({ id: z.string(), decision: z.string(), to: z.string(), filedAt: moment, words: z.string() }),
  ),
  meetings: z.array(
    z.strictObject({
      id: z.string(),
      at: z.iso.datetime({ offset: true }),
      place: z.string(),
      agenda: ids,
      invited: ids,
      state: z.enum(['called', 'held', 'cancelled']),
      minutes: z.string().optional(),
    }),
  ),
  outcomes: z.array(
    z.strictObject({
      need: z.string(),
      asked: z.number(),
      answer: z.enum(outcomeAnswers),
      words: z.string().optional(),
      toldAt: moment,
      by: actorShape,
    }),
  ),
  gaps: z.array(z.strictObject({ need: z.string(), reason: z.string(), text, foundAt: moment })),
  shownPapers: z
    .array(z.strictObject({ paper: z.string(), by: actorShape, at: moment, hasCopy: z.boolean() }))
    .optional()
    .describe('Papers whose originals were seen in this case.'),
});

export const eventsShape = z.strictObject({
  events: z.array(
    z.strictObject({
      sequence: z.int(),
      at: moment,
      by: actorShape,
      kind: z.string(),
      task: z.string().optional(),
      title: text.optional(),
      words: z.string().optional().describe('What somebody wrote with it.'),
      why: text.optional(),
      paper: z.string().optional().describe('Of which paper it tells.'),
      to: ids.optional().describe('Whom a letter was written to.'),
      sentences: z.array(text).optional().describe('What else changed in the plan with it.'),
    }),
  ),
});

/** Decisions that held on a day, as known on another. */
export const heldShape = z.strictObject({ on: day, known: day, decisions: z.array(decision) });

export const caseListShape = z.strictObject({
  cases: z.array(
    z.strictObject({
      number: z.string(),
      person: z.string(),
      status: z.enum(['open', 'closed']),
      agreement: z.string(),
      lead: z.string(),
      openedAt: moment,
    }),
  ),
});

export const workShape = z.strictObject({
  tasks: z.array(
    z.strictObject({
      number: z.string(),
      task: z.string(),
      title: text,
      kind: z.enum(['file', 'decide', 'collect', 'agreed']),
      agency: z.string(),
      service: z.string().optional(),
      state: z.enum(['ready', 'under-way', 'suspended']),
      due: day.nullable(),
      urgency,
      officer: z.string().optional(),
      since: moment,
      version: z.int(),
    }),
  ),
  more: z.string().optional().describe('Put into `after` for the next page.'),
});

export const reviewsShape = z.strictObject({
  reviews: z.array(z.strictObject({ number: z.string(), since: day, officer: z.string().optional() })),
  more: z.string().optional().describe('Put into `after` for the next page.'),
});

export const journalShape = z.strictObject({
  entries: z.array(
    z.strictObject({
      sequence: z.int(),
      at: moment,
      actor: actorShape,
      action: z.enum(['looked', 'changed', 'sent', 'received', 'refused']),
      object: z.strictObject({ kind: z.string(), id: z.string() }),
      facts: ids.describe('Kinds of facts; never their values.'),
      ground: z.strictObject({ kind: z.enum(['law', 'agreement', 'consent', 'own', 'emergency']), basis: z.string() }),
      purpose: z.string(),
    }),
  ),
  older: z.int().optional().describe('Put into `before` for the page before.'),
});

export const agreementShape = z.looseObject({
  id: z.string(),
  name: text,
  standing: z.string(),
  from: day,
  parties: ids,
});
export const agreementListShape = z.strictObject({ agreements: z.array(agreementShape) });
export const keptShape = z.strictObject({ number: z.string(), version: z.int() });
