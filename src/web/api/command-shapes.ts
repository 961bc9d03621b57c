import { z } from 'zod';

import { modes, outcomeAnswers, refusalExceptions } from '#cases';
import type { Command } from '#cases';
import { needIds } from '#catalogue';
import { usableDay, usableMoment } from '#web/usable-day.ts';

/** Commands that people give; the others come of Okno's own clock, of the exchange and of a look in an emergency. */
export type CommandOfPeople = Exclude<
  Command,
  {
    readonly kind:
      | 'tell-lateness'
      | 'remind'
      | 'tell-review'
      | 'ask-outcome'
      | 'receive-facts'
      | 'tell-rights'
      | 'tell-answer-waits'
      | 'tell-emergency-look';
  }
>;
type Body<Kind extends CommandOfPeople['kind']> = Omit<
  Extract<CommandOfPeople, { readonly kind: Kind }>,
  'kind' | 'seen'
>;

const words = z.string().min(1).max(10_000);
const line = z.string().min(1).max(500);
const id = z.string().min(1).max(300);
const day = usableDay;
const moment = usableMoment;
const text = z.strictObject({ ru: words, en: words }).describe('The same in Russian and in English.');
const task = id.describe('Id of a task of the case.');
const need = z.enum(needIds);
const agency = id.describe('Id of an agency of the catalogue.');
const reason = words.describe('Why; the applicant reads it.');
const article = line.describe('The article of law, as one cites it.');
const holder = z.union([
  z.strictObject({ kind: z.literal('person') }),
  z.strictObject({ kind: z.literal('agency'), agency, officer: line.exactOptional() }),
]);

/** A fact as it is told. */
export const factShape = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** What has to be told with each kind of command; what is not told here is refused. */
export const commandShapes: { readonly [Kind in CommandOfPeople['kind']]: z.ZodType<Body<Kind>> } = {
  'take-task': z.strictObject({ task }),
  'pass-on-task': z.strictObject({ task, to: holder, reason }),
  'finish-task': z.strictObject({ task, result: z.string().max(10_000) }),
  'suspend-task': z.strictObject({ task, reason, article }),
  'resume-task': z.strictObject({ task }),
  'extend-term': z.strictObject({ task, reason, article }),
  decide: z.strictObject({
    task,
    outcome: z.enum(['granted', 'partly', 'refused']),
    refusedBy: z.enum(['law', 'judgement']).exactOptional(),
    criteria: z.array(id).max(50).exactOptional().describe('Criteria of the service that are not met.'),
    missingPapers: z.array(id).max(50).exactOptional().describe('Papers that were not there.'),
    exception: z.enum(refusalExceptions).exactOptional().describe('Why a second refusal may name other papers.'),
    reason,
    amount: z
      .strictObject({ value: z.number().min(0).max(1e12), per: z.enum(['month', 'year', 'once']) })
      .exactOptional(),
    holdsFrom: day.exactOptional(),
    revises: id.exactOptional().describe('The decision that this one stands in the place of.'),
  }),
  object: z.strictObject({ decision: id, to: agency, words }),
  'tell-facts': z.strictObject({
    facts: z
      .array(
        z.strictObject({
          fact: id,
          subject: id.describe('Id of a person, or `household`.'),
          value: factShape.exactOptional(),
        }),
      )
      .min(1)
      .max(100)
      .describe('Facts of the catalogue; one without a value is not known any more.'),
  }),
  'choose-mode': z.strictObject({ mode: z.enum(modes), reason }),
  invite: z.strictObject({
    agency,
    reason: z.string().max(10_000).describe('Why; may be empty where the applicant agrees to a proposal.'),
  }),
  join: z.strictObject({ contact: line.exactOptional() }),
  leave: z.strictObject({ agency, reason }),
  'name-lead': z.strictObject({ officer: line }),
  'call-meeting': z.strictObject({
    at: moment,
    place: line,
    agenda: z.array(line).max(50),
    invited: z.array(agency).max(50),
  }),
  'hold-meeting': z.strictObject({
    meeting: id,
    minutes: words,
    actions: z.array(z.strictObject({ title: line, holder, due: day })).max(50),
  }),
  'cancel-meeting': z.strictObject({ meeting: id, reason }),
  consent: z.strictObject({ facts: z.array(id).max(500), to: z.array(agency).max(50), purpose: text, until: day }),
  'withdraw-consent': z.strictObject({ consent: id }),
  'tell-outcome': z.strictObject({
    need,
    asked: z.int().min(0).max(3650).describe('Days after the closing; 0 at the closing itself.'),
    answer: z.enum(outcomeAnswers),
    words: z.string().max(10_000).exactOptional(),
  }),
  'hand-over-need': z.strictObject({ need, agency, reason }),
  'report-gap': z.strictObject({ need, reason: line, text }),
  'mark-paper': z.strictObject({ paper: id.describe('Id of an evidence of the catalogue.'), hasCopy: z.boolean() }),
  'unmark-paper': z.strictObject({ paper: id, reason }),
  say: z.strictObject({ to: z.array(agency).max(50).describe('None: to the family alone.'), words }),
  'record-call': z.strictObject({
    reached: z.boolean(),
    words: z.string().max(10_000),
    answers: z.array(z.strictObject({ need, answer: z.enum(outcomeAnswers) })).max(50),
  }),
  close: z.strictObject({}),
};

/** What each command does, in a line. */
export const commandSummaries: { readonly [Kind in CommandOfPeople['kind']]: string } = {
  'take-task': 'Take a task: it is now under way with whoever gives the command.',
  'pass-on-task': 'Pass a task on to a colleague or to another participant. A decision stays with its agency.',
  'finish-task': 'Tell that a task is done. A task to decide ends with `decide` instead.',
  'suspend-task': 'Let the term of a task stand still, as an article of law allows.',
  'resume-task': 'Let a suspended term run on.',
  'extend-term': 'Extend a term as far as the law lets it grow.',
  decide: 'Decide on a service, or revise a decision; the facts it rests on are kept with it.',
  object: 'Object to a decision. Only the applicant does.',
  'tell-facts': 'Tell new facts; the plan changes where they change it.',
  'choose-mode': 'Choose another way of working than the complexity suggests.',
  invite: 'Invite an agency of the agreement; what the lead invites is proposed to the applicant, who decides.',
  join: 'Take part in the case, with whom to call.',
  leave: 'End the part of an agency in the case.',
  'name-lead': 'Name the officer who leads the case.',
  'call-meeting': 'Call a meeting; only agencies that the family has in the case can be invited.',
  'hold-meeting': 'Keep the minutes of a meeting and the actions it agreed on.',
  'cancel-meeting': 'Cancel a meeting.',
  consent: 'Consent to facts being shown to agencies until a day. Only the applicant does.',
  'withdraw-consent': 'Take a consent back, from this moment.',
  'tell-outcome': 'Tell whether a need was met.',
  'hand-over-need': 'Hand a need that is not met over to an agency, before the case is closed.',
  'report-gap': 'Report a need that no service covers.',
  'mark-paper': 'Tell that the original of a paper was seen, and whether a copy was made: nobody asks for it again.',
  'unmark-paper': 'Take back that a paper was seen, with the reason.',
  say: 'Write a letter in the case: the applicant reads it, and the agencies it is to.',
  'record-call': 'Tell what came of a call to the person, and what she answered of her needs.',
  close: 'Close the case: no task is open, and each need has an outcome or somebody who has taken it over.',
};
