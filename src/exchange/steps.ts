import { readFact } from '#assessment';
import type { Catalogue, Day } from '#catalogue';
import type { Actor, Entry, EntryOf } from '#journal';
import { keepable, readDay } from '#language';
import type { FactAnswer } from '#protocol';

import type { Reply } from './connectors/connector.ts';
import type { InquiryChange } from './keep.ts';
import type { Inquiry, SignedText } from './model.ts';
import { isOpen, mayBecome } from './states.ts';
import type { InquiryState } from './states.ts';
import { mostTries } from './terms.ts';

const exchange: Actor = { kind: 'okno', job: 'exchange' };

/** So long nobody else tries an inquiry that was just handed in: longer than any answer is waited for. */
export const leaseMilliseconds = 60_000;

/** An inquiry goes out: it is in the journal before it leaves. The first time only: trying again looks at nothing new. */
export function handIn(inquiry: Inquiry, message: SignedText, at: Date): InquiryChange {
  const isFirst = inquiry.tries === 0;
  const state = mayBecome(inquiry.state, 'sent') ? 'sent' : inquiry.state;
  const after = changed(inquiry, {
    state,
    tries: inquiry.tries + 1,
    tryAt: new Date(at.getTime() + leaseMilliseconds).toISOString(),
  });
  return {
    inquiry: after,
    entries: isFirst ? [entryOf(after, at, inquiry.by, 'sent', 'inquiry-sent', inquiry.facts)] : [],
    messages: [{ ...message, kind: 'question' }],
  };
}

/** A queued inquiry is looked after: nothing new goes out. */
export function lookAfter(inquiry: Inquiry, at: Date): InquiryChange {
  const tryAt = new Date(at.getTime() + leaseMilliseconds).toISOString();
  return { inquiry: changed(inquiry, { tries: inquiry.tries + 1, tryAt }), entries: [] };
}

export type Happens = {
  readonly catalogue: Catalogue;
  readonly at: Date;
  readonly today: Day;
  /** When it is worth trying again after a failure. */
  readonly again: Date;
};

/** What an answer makes of an inquiry. Nothing: it has an answer already, or nobody waits for one any more. */
export function takeReply(
  inquiry: Inquiry,
  reply: Reply,
  { catalogue, at, today, again }: Happens,
): InquiryChange | undefined {
  if (!isOpen(inquiry.state) || inquiry.state === 'draft') return undefined;
  switch (reply.kind) {
    case 'failed': {
      const isDead = inquiry.tries >= mostTries;
      return {
        inquiry: changed(inquiry, {
          lastFault: reply.fault.slice(0, 500),
          tryAt: isDead ? undefined : again.toISOString(),
          ...(isDead ? { deadAt: at.toISOString() } : {}),
        }),
        entries: [],
      };
    }
    case 'queued': {
      const tryAt = new Date(at.getTime() + Math.max(1, reply.checkAfterSeconds) * 1000).toISOString();
      const state: InquiryState = inquiry.state === 'late' ? 'late' : 'queued';
      return {
        inquiry: changed(inquiry, { state, queuedAs: reply.queuedAs, tryAt, lastFault: undefined }),
        entries: [],
        // Asked after again and again it is queued still: that is kept once.
        messages:
          reply.message === undefined || inquiry.state === 'queued' ? [] : [{ ...reply.message, kind: 'answer' }],
      };
    }
    case 'refused': {
      const after = settled(inquiry, 'refused', at, { refusal: reply.because.slice(0, 500) });
      return {
        inquiry: after,
        entries: [entryOf(after, at, exchange, 'refused', 'inquiry-refused', inquiry.facts)],
        messages: [{ ...reply.message, kind: 'answer' }],
      };
    }
    case 'answered': {
      const facts = inquiry.facts.map((fact) =>
        standingOf(catalogue, answerTo(catalogue, inquiry.agency, reply.facts, fact), today),
      );
      const told = facts.filter(({ answer }) => !('notFound' in answer)).map(({ answer }) => answer.fact);
      const isUseful = facts.some(({ answer, standing }) => standing === 'usable' && !('notFound' in answer));
      // The case of its facts, or the person that it waits for her to look.
      const isTold = isUseful && inquiry.purpose.kind === 'case';
      const after = settled(
        inquiry,
        told.length > 0 ? 'answered' : 'not-found',
        at,
        isTold ? { tellAt: at.toISOString() } : {},
      );
      return {
        inquiry: after,
        entries: [entryOf(after, at, exchange, 'received', 'inquiry-answered', told)],
        messages: [{ ...reply.message, kind: 'answer' }],
        facts,
      };
    }
  }
}

/** Time passes: the law's term ends, and in the end nobody waits any more. */
export function takeTime(inquiry: Inquiry, today: Day): InquiryChange | undefined {
  if (inquiry.state !== 'late' && isOpen(inquiry.state) && inquiry.due < today)
    return { inquiry: changed(inquiry, { state: 'late' }), entries: [] };
  if (inquiry.state === 'late' && inquiry.ends < today)
    return { inquiry: changed(inquiry, { state: 'expired', tryAt: undefined }), entries: [] };
  return undefined;
}

export function cancel(inquiry: Inquiry): InquiryChange | undefined {
  if (!mayBecome(inquiry.state, 'cancelled')) return undefined;
  return { inquiry: changed(inquiry, { state: 'cancelled', tryAt: undefined }), entries: [] };
}

/** The person has looked at what a register answered and lets it be used, or does not. */
export function judgePreview(inquiry: Inquiry, isAccepted: boolean, by: Actor, at: Date): InquiryChange | undefined {
  if (inquiry.preview !== 'waiting' || isOpen(inquiry.state)) return undefined;
  const isTold = isAccepted && inquiry.purpose.kind === 'case' && inquiry.state === 'answered';
  const after = changed(inquiry, {
    preview: isAccepted ? 'accepted' : 'declined',
    // Whatever waited to be told before she looked is of no use any more.
    tellAt: isTold ? at.toISOString() : undefined,
  });
  return { inquiry: after, entries: [entryOf(after, at, by, 'looked', 'inquiry-previewed', inquiry.facts)] };
}

/** An operator has mended what stood in the way: it is tried again. */
export function mend(inquiry: Inquiry, at: Date): InquiryChange | undefined {
  if (inquiry.deadAt === undefined || !isOpen(inquiry.state)) return undefined;
  return { inquiry: changed(inquiry, { deadAt: undefined, tries: 1, tryAt: at.toISOString() }), entries: [] };
}

export function entryOf(
  inquiry: Pick<Inquiry, 'person' | 'id' | 'ground'>,
  at: Date,
  actor: Actor,
  action: Entry['action'],
  purpose: string,
  facts: readonly string[],
): EntryOf {
  const { person, id, ground } = inquiry;
  const entry = { at: at.toISOString(), actor, action, object: { kind: 'inquiry', id }, facts, ground, purpose };
  return { person, entry };
}

function settled(inquiry: Inquiry, state: InquiryState, at: Date, more: Partial<Inquiry>): Inquiry {
  return changed(inquiry, { state, answeredAt: at.toISOString(), tryAt: undefined, lastFault: undefined, ...more });
}

type Changes = { readonly [Key in keyof Inquiry]?: Inquiry[Key] | undefined };

export function changed(inquiry: Inquiry, changes: Changes): Inquiry {
  const all: Record<string, unknown> = { ...inquiry, ...changes, version: inquiry.version + 1 };
  const after: Record<string, unknown> = {};
  for (const key in all) if (all[key] !== undefined) after[key] = all[key];
  return after as Inquiry;
}

/** What a register said of a fact that was asked; of what it said nothing about, it knows nothing. What was not asked is not read. */
function answerTo(catalogue: Catalogue, agency: string, answers: readonly FactAnswer[], fact: string): FactAnswer {
  const said = answers.find((answer) => answer.fact === fact);
  return said === undefined ? { fact, notFound: true } : absentIn(catalogue, agency, keepableIn(said));
}

/** What a register says as it can be kept: a day that no calendar has is none, and signs that no database keeps are left out. */
function keepableIn({ heldSince, validUntil, ...said }: FactAnswer): FactAnswer {
  const days = Object.entries({ heldSince, validUntil }).filter(
    ([, day]) => day !== undefined && readDay(day) !== undefined,
  );
  const answer = { ...said, ...Object.fromEntries(days) } as FactAnswer;
  if (!('value' in answer)) return answer;
  const { value } = answer;
  if (typeof value === 'string') return { ...answer, value: keepable(value) };
  return Array.isArray(value) ? { ...answer, value: value.map(keepable) } : answer;
}

/**
 * Whoever does not stand in a register that is complete has none of it: that is an answer, and the signed message still says
 * that nothing was found. Of a household it says nothing, because the register was asked about one of its people; nor does a
 * register that was silent.
 */
function absentIn({ registers, facts }: Catalogue, agency: string, answer: FactAnswer): FactAnswer {
  const value = registers.get(agency)?.complete?.facts[answer.fact];
  if (!('notFound' in answer) || value === undefined || facts.get(answer.fact)?.of !== 'person') return answer;
  return value === null ? { fact: answer.fact, none: true } : { fact: answer.fact, value };
}

/** A register may hold a value that the fact cannot have: it is kept as it came, and not used. */
function standingOf(
  catalogue: Catalogue,
  answer: FactAnswer,
  today: Day,
): { readonly answer: FactAnswer; readonly standing: 'usable' | 'unusable' } {
  if ('notFound' in answer) return { answer, standing: 'usable' };
  const fact = catalogue.facts.get(answer.fact);
  const read =
    fact === undefined ? undefined : readFact(catalogue, fact, 'value' in answer ? answer.value : null, today);
  return { answer, standing: read !== undefined && 'value' in read ? 'usable' : 'unusable' };
}
