import { createLanes } from '#database';
import type { Database } from '#database';
import type { Day } from '#catalogue';
import type { Subject } from '#protocol';

import { createBreakers } from './breakers.ts';
import type { Connector, Reply } from './connectors/connector.ts';
import type { ExchangeAround } from './exchange-shape.ts';
import { createInFlight } from './in-flight.ts';
import { keepTogether, lookUp } from './keep.ts';
import type { InquiryChange, InquiryDone, InquiryWork, LookedUp, Remembered, ToLookUp } from './keep.ts';
import type { Inquiry, InquiryRef, Question, SignedText } from './model.ts';
import { refOf } from './read-inquiries.ts';
import { isOpen } from './states.ts';
import { changed, handIn, leaseMilliseconds, lookAfter, takeReply } from './steps.ts';
import { tellCase } from './tell-case.ts';
import { pauseAfter } from './terms.ts';

/** At one agency at once. */
const mostInFlight = 32;

export const longestAnswerMilliseconds = 10_000;

/** What one process has on its way to registers. */
export type Sending = {
  /**
   * Hands in, or asks after, an inquiry that is due; `make`: one that is new. Whoever keeps it first takes it, and its lease
   * keeps the others from it. A connection that is down leaves it where it is, for later.
   */
  readonly tryOne: (of: Trying, make?: () => Inquiry) => Promise<InquiryDone>;
  readonly take: (of: InquiryRef & Pick<Inquiry, 'agency'>, reply: Reply) => Promise<InquiryDone>;
  readonly onOne: (ref: InquiryRef, carryOut: InquiryWork['carryOut']) => Promise<InquiryDone>;
  readonly isUnderWay: (ref: InquiryRef) => boolean;
  readonly heard: (ref: InquiryRef) => Promise<void>;
  readonly settled: (withinMilliseconds?: number) => Promise<void>;
  /** A connection has failed. */
  readonly failed: (agency: string, fault: string) => Promise<void>;
};

type Before = Pick<LookedUp, 'inquiry' | 'hasJournal'>;

type Trying = InquiryRef & Pick<Inquiry, 'agency' | 'about'>;

/** A question on its way, and how. */
type Letter = { readonly question: Question; readonly connector: Connector };

export function createSending(database: Database, around: ExchangeAround): Sending {
  const { catalogue, now, today, random, connectorOf, timeOutMilliseconds = longestAnswerMilliseconds } = around;
  const breakers = createBreakers(database);
  const inLane = createLanes<InquiryWork, InquiryDone>(
    // Two would not wait for each other's disk, but halve what is kept together, and that costs the database more.
    1,
    ({ person }) => person,
    () => {
      const remembered: Remembered = new Map();
      return (works) => keepTogether(database, works, remembered);
    },
  );
  // Looking up, and signing, go on while others are kept.
  const looking = createLanes<ToLookUp, LookedUp>(
    1,
    ({ person }) => person,
    () => (asked) => lookUp(database.queries, asked),
  );
  const inFlight = createInFlight(mostInFlight);
  const underWay = new Map<string, Promise<unknown>>();

  /** Runs beside whoever began it, and is waited for by `settled`. */
  function beside(ref: InquiryRef, work: Promise<unknown>): void {
    const kept = work.finally(() => {
      if (underWay.get(refOf(ref)) === kept) underWay.delete(refOf(ref));
    });
    underWay.set(refOf(ref), kept);
    // Whoever waits hears of it; alone it must not end the process.
    kept.catch(() => undefined);
  }

  function again(agency: string, tries: number, at: Date): Date {
    const pause = new Date(at.getTime() + pauseAfter(tries, random(1)[0]! / 256));
    const worth = breakers.worthTryingAt(agency, at);
    return pause > worth ? pause : worth;
  }

  const onOne: Sending['onOne'] = async ({ person, id }, carryOut) =>
    await inLane({ person, id, at: now().toISOString(), carryOut });

  async function take(ref: InquiryRef & Pick<Inquiry, 'agency'>, reply: Reply): Promise<InquiryDone> {
    const at = now();
    return await onOne(ref, (inquiry) =>
      inquiry === undefined
        ? undefined
        : takeReply(inquiry, reply, { catalogue, at, today: today(), again: again(ref.agency, inquiry.tries, at) }),
    );
  }

  async function send({ question, connector }: Letter, message: SignedText, inquiry: Inquiry): Promise<void> {
    const { agency, queuedAs } = inquiry;
    const reply = await inFlight(agency, async (): Promise<Reply> => {
      // Those before it in the line have found the agency down.
      if (breakers.rests(agency, now())) return { kind: 'failed', fault: 'the connection is down' };
      const came =
        queuedAs !== undefined && connector.askAfter !== undefined
          ? await connector.askAfter(question, queuedAs, timeOutMilliseconds)
          : await connector.send(question, message, timeOutMilliseconds);
      if (came.kind === 'failed') await breakers.failed(agency, came.fault, now());
      else await breakers.answered(agency, now());
      return came;
    });
    const { inquiry: after } = await take(inquiry, reply);
    if (after?.tellAt !== undefined) await tellCase(database, around, after);
  }

  /** Keeps what becomes of an inquiry, unless somebody has changed it since it was looked at. */
  async function keep(looked: Before, change: InquiryChange, at: Date): Promise<InquiryDone> {
    const { person, id } = change.inquiry;
    const carryOut: InquiryWork['carryOut'] = (inquiry) =>
      inquiry?.version === looked.inquiry?.version ? change : undefined;
    return await inLane({ person, id, at: at.toISOString(), looked, carryOut });
  }

  type HandedIn = { readonly done: InquiryDone; readonly sent?: Promise<void> };

  /** What is signed goes out when it is kept; what could not be signed waits. */
  async function handOver(
    letter: Letter,
    before: Before,
    one: Inquiry,
    message: SignedText | NotSigned,
  ): Promise<HandedIn> {
    const at = now();
    if ('fault' in message) {
      await breakers.failed(one.agency, message.fault, at);
      // The longer it has waited, the longer it waits again.
      const waitedSeconds = (at.getTime() - new Date(one.askedAt).getTime()) / 1000;
      const tryAt = again(one.agency, Math.log2(2 + waitedSeconds), at).toISOString();
      const waits = changed(one, { tryAt, lastFault: message.fault.slice(0, 500) });
      return { done: await keep(before, { inquiry: waits, entries: [] }, at) };
    }
    const done = await keep(before, handIn(one, message, at), at);
    const { inquiry, isChanged } = done;
    return isChanged && inquiry !== undefined ? { done, sent: send(letter, message, inquiry) } : { done };
  }

  const tryOne: Sending['tryOne'] = async ({ person, id, agency, about }, make) => {
    const connector = connectorOf(agency);
    const at = now();
    const before = await looking({ person, id, about });
    const { inquiry: found, subject } = before;
    const one = found ?? make?.();
    const isDue = found === undefined || (make === undefined && isDueAt(found, at));
    if (one === undefined || connector === undefined || subject === undefined || !isDue)
      return { inquiry: found, isChanged: false };
    if (!breakers.isOpen(agency, at)) {
      const tryAt = breakers.worthTryingAt(agency, at).toISOString();
      return await keep(before, { inquiry: changed(one, { tryAt }), entries: [] }, at);
    }
    const letter = { question: questionOf(one, subject, today()), connector };
    if (one.queuedAs !== undefined && connector.askAfter !== undefined) {
      const done = await keep(before, lookAfter(one, at), at);
      if (done.isChanged && done.inquiry !== undefined)
        beside(one, send(letter, { text: '', signature: '' }, done.inquiry));
      return done;
    }
    const message = written(letter, at);
    if (!(message instanceof Promise)) {
      const { done, sent } = await handOver(letter, before, one, message);
      if (sent !== undefined) beside(one, sent);
      return done;
    }
    // Whoever signs slowly is not waited for: it is kept, and goes out when it is signed.
    const tryAt = new Date(at.getTime() + leaseMilliseconds).toISOString();
    const draft = await keep(before, { inquiry: changed(one, { tryAt }), entries: [] }, at);
    const { inquiry: kept, isChanged } = draft;
    if (isChanged && kept !== undefined)
      beside(
        one,
        message.then(async (signed) => await (await handOver(letter, { ...before, inquiry: kept }, kept, signed)).sent),
      );
    return draft;
  };

  return {
    tryOne,
    take,
    onOne,
    isUnderWay: (ref) => underWay.has(refOf(ref)),
    heard: async (ref) => void (await underWay.get(refOf(ref))),
    settled: async (within) => {
      const quiet = async (): Promise<void> => {
        while (underWay.size > 0) await Promise.all(underWay.values());
      };
      if (within === undefined) return await quiet();
      const { promise, resolve } = Promise.withResolvers<void>();
      const clock = setTimeout(resolve, within);
      await Promise.race([quiet(), promise]);
      clearTimeout(clock);
    },
    failed: async (agency, fault) => await breakers.failed(agency, fault, now()),
  };
}

type NotSigned = { readonly fault: string };

/** Signing may need a program or a device that is not there: then nothing goes out, and it is tried again. */
function written({ question, connector }: Letter, at: Date): SignedText | NotSigned | Promise<SignedText | NotSigned> {
  const notSigned = (error: unknown): NotSigned => ({
    fault: `signing: ${error instanceof Error ? error.message : String(error)}`,
  });
  try {
    const message = connector.write(question, at);
    return message instanceof Promise ? message.catch(notSigned) : message;
  } catch (error) {
    return notSigned(error);
  }
}

function isDueAt({ state, tryAt }: Inquiry, at: Date): boolean {
  return isOpen(state) && tryAt !== undefined && new Date(tryAt) <= at;
}

function questionOf(inquiry: Inquiry, subject: Subject, asOf: Day): Question {
  const { id, agency, asker, facts, reason, ground, purpose, by } = inquiry;
  return {
    id,
    agency,
    asker,
    subject,
    facts,
    reason,
    ground,
    asOf,
    ...(by.kind === 'officer' ? { userId: by.officer } : {}),
    ...(purpose.kind === 'case' ? { issue: purpose.number } : {}),
  };
}
