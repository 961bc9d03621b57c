import { z } from 'zod';

import type { SubsystemId, ServiceId } from './identifiers.ts';

/** The instance of X-Road in which the sample agencies stand, and the class of state bodies. */
export const sampleInstance = 'OKNO-TEST';
export const stateClass = 'GOV';

/** Where an agency answers questions about facts: `…/zags/registry/facts`. */
export const registrySubsystem = 'registry';

/** Okno itself, as the one that asks and as the one that is told: `…/mfc/okno/answers`, `…/mfc/okno/notices`. */
export const oknoSubsystem = 'okno';

/** The services every agency and Okno know each other by. */
export const serviceCodes = {
  /** `POST` asks, `GET facts/{message id}` looks whether the answer to a question put before is there. */
  facts: 'facts',
  /** `POST`: a person says that a fact is wrong. */
  disputes: 'disputes',
  /** `POST` to the one who asked: the answer to a question that took its time. */
  answers: 'answers',
  /** `POST` to whoever has to know: something changed (a CloudEvent). */
  notices: 'notices',
  /** `GET usage/v2/findUsage`: who used somebody's data, for a portal (the Estonian data tracker). */
  usage: 'usage',
} as const;

export function registryOf(agency: string, instance = sampleInstance): Required<SubsystemId> {
  return { instance, memberClass: stateClass, member: agency, subsystem: registrySubsystem };
}

export function oknoOf(agency: string, instance = sampleInstance): Required<SubsystemId> {
  return { instance, memberClass: stateClass, member: agency, subsystem: oknoSubsystem };
}

export function serviceOf(client: Required<SubsystemId>, service: string): ServiceId {
  return { ...client, service };
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);
const factId = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,79}$/u);
const some = z.string().min(1).max(500);

/** Whom it is about: as much as the register needs to find one person and no other. */
export const subjectShape = z.strictObject({
  /** Eleven digits. */
  snils: z
    .string()
    .regex(/^\d{11}$/u)
    .optional(),
  surname: some.optional(),
  givenName: some.optional(),
  patronymic: some.optional(),
  birthDate: day.optional(),
});
export type Subject = z.infer<typeof subjectShape>;

export const questionShape = z.strictObject({
  subject: subjectShape.refine((subject) => Object.keys(subject).length > 0),
  facts: z.array(factId).min(1).max(200),
  /** What the facts are for, in the words of the clause, the article or the consent. */
  purpose: some,
  ground: z.strictObject({ kind: z.enum(['law', 'agreement', 'consent']), basis: some }),
  /** The day the facts are asked for; the day of the question when left out. */
  asOf: day.optional(),
});
/** `POST …/registry/facts`. */
export type FactsQuestion = z.infer<typeof questionShape>;

const about = {
  fact: factId,
  /** Since when the register holds it so. */
  heldSince: day.optional(),
  /** Until when it is so, where that is known. */
  validUntil: day.optional(),
  /** register: the record that the law goes by; copy: taken over from another register; declared: the person's own word. */
  quality: z.enum(['register', 'copy', 'declared']).optional(),
};
const value = z.union([z.boolean(), z.number(), z.string().max(2000), z.array(z.string().max(200)).max(100)]);

export const factAnswerShape = z.union([
  z.strictObject({ ...about, value }),
  /** The register knows that there is none of it (no disability, no income). */
  z.strictObject({ ...about, none: z.literal(true) }),
  /** The register does not know: the person is not found in it, or nothing is written. */
  z.strictObject({ ...about, notFound: z.literal(true) }),
]);
export type FactAnswer = z.infer<typeof factAnswerShape>;

export const answerShape = z.strictObject({ facts: z.array(factAnswerShape).max(200) });
/** The answer: 200, one entry for each fact that was asked. */
export type FactsAnswer = z.infer<typeof answerShape>;

export const queuedShape = z.strictObject({
  /** By which the answer is asked for: `GET …/registry/facts/{messageId}`. */
  messageId: z.string().min(1).max(255),
  checkAfterSeconds: z
    .number()
    .int()
    .min(0)
    .max(30 * 86_400),
});
/** The answer takes its time: 202; it is asked for later, or comes to the `answers` of the one who asked. */
export type Queued = z.infer<typeof queuedShape>;

/** What an agency calls back with: `POST …/okno/answers`. */
export const lateAnswerShape = z.strictObject({
  /** `X-Road-Id` of the question, and its hash: the answer belongs to this question and no other. */
  inReplyTo: z.string().min(1).max(255),
  requestHash: z.string().min(1).max(200),
  answer: answerShape,
});
export type LateAnswer = z.infer<typeof lateAnswerShape>;

/** `POST …/registry/disputes`. */
export const disputeShape = z.strictObject({
  subject: subjectShape,
  fact: factId,
  /** `X-Road-Id` of the question in whose answer the person saw it. */
  inReplyTo: z.string().min(1).max(255),
  words: some,
});
export type DisputeSent = z.infer<typeof disputeShape>;
