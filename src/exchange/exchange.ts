import { createHash } from 'node:crypto';
import { sql } from 'kysely';

import type { Day } from '#catalogue';
import { createLanes } from '#database';
import type { Database } from '#database';
import type { Ground } from '#journal';
import { writeJournal } from '#journal';

import type { Subject } from '#protocol';

import { createBreakers } from './breakers.ts';
import type { Came, Connector, Reply } from './connectors/connector.ts';
import { keepDeadLetter } from './dead-letters.ts';
import type { Asked, Exchange, ExchangeAround, PutResult } from './exchange-shape.ts';
import { sendDisputes } from './disputes.ts';
import type { OpenDispute } from './disputes.ts';
import { nameOf } from './identities.ts';
import { createInFlight } from './in-flight.ts';
import { keepTogether } from './keep.ts';
import type { InquiryDone, InquiryWork, Remembered } from './keep.ts';
import { mayAsk } from './may-ask.ts';
import type { Inquiry, InquiryRef, Question } from './model.ts';
import { inquiriesWhere, readInquiries, refOf } from './read-inquiries.ts';
import { isOpen } from './states.ts';
import { cancel, entryOf, handIn, judgePreview, lookAfter, mend, takeReply, takeTime } from './steps.ts';
import { tellCase } from './tell-case.ts';
import { pauseAfter, termsOf } from './terms.ts';

export type * from './exchange-shape.ts';

/** At one agency at once. */
const mostInFlight = 32;

export function createExchange(database: Database, around: ExchangeAround): Exchange {
  const { catalogue, now, today, random, connectorOf, timeOutMilliseconds = 10_000 } = around;
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

  async function take(ref: InquiryRef & { readonly agency: string }, reply: Reply): Promise<InquiryDone> {
    const at = now();
    return await inLane({
      ...ref,
      at: at.toISOString(),
      carryOut: (inquiry) =>
        inquiry === undefined
          ? undefined
          : takeReply(inquiry, reply, { catalogue, at, today: today(), again: again(ref.agency, inquiry.tries, at) }),
    });
  }

  type Letter = {
    readonly question: Question;
    readonly message: { readonly text: string; readonly signature: string };
  };

  async function send({ question, message }: Letter, inquiry: Inquiry, connector: Connector): Promise<void> {
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

  /** Signing may need a program or a device that is not there: then nothing goes out, and it is tried again. */
  function written(connector: Connector, question: Question, at: Date): Letter['message'] | { readonly fault: string } {
    try {
      return connector.write(question, at);
    } catch (error) {
      return { fault: `signing: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /**
   * Hands in, or asks after, an inquiry that is due: whoever gets the lock first takes it, and its lease keeps the others
   * from it. A connection that is down leaves it where it is, for later.
   */
  async function tryOne(
    inquiry: InquiryRef & Pick<Inquiry, 'agency' | 'about'>,
    make?: () => Inquiry,
  ): Promise<InquiryDone> {
    const connector = connectorOf(inquiry.agency);
    const at = now();
    let letter: Letter | undefined;
    let unsigned: string | undefined;
    const done = await inLane({
      person: inquiry.person,
      id: inquiry.id,
      at: at.toISOString(),
      about: inquiry.about,
      carryOut: (found, subject) => {
        [letter, unsigned] = [undefined, undefined];
        // Asked before with the same key: it is on its way already.
        if (make !== undefined && found !== undefined) return undefined;
        const one = found ?? make?.();
        if (one === undefined || connector === undefined || subject === undefined) return undefined;
        if (!isOpen(one.state) || (found !== undefined && (one.tryAt === undefined || new Date(one.tryAt) > at)))
          return undefined;
        if (!breakers.isOpen(one.agency, at)) {
          const tryAt = breakers.worthTryingAt(one.agency, at).toISOString();
          return { inquiry: { ...one, tryAt, version: one.version + 1 }, entries: [] };
        }
        const question = questionOf(one, subject, today());
        const isAfter = one.queuedAs !== undefined && connector.askAfter !== undefined;
        const message = isAfter ? { text: '', signature: '' } : written(connector, question, at);
        if ('fault' in message) {
          unsigned = message.fault;
          const tryAt = again(one.agency, 1, at).toISOString();
          return {
            inquiry: { ...one, tryAt, lastFault: unsigned.slice(0, 500), version: one.version + 1 },
            entries: [],
          };
        }
        letter = { question, message };
        return isAfter ? lookAfter(one, at) : handIn(one, message, at);
      },
    });
    if (unsigned !== undefined) await breakers.failed(inquiry.agency, unsigned, now());
    if (letter !== undefined && done.inquiry !== undefined && connector !== undefined)
      beside(done.inquiry, send(letter, done.inquiry, connector));
    return done;
  }

  async function put(asked: Asked): Promise<PutResult> {
    const { person, purpose, agency, asker, told, joint, reason, by } = asked;
    const day = today();
    const refused: { fact: string; because: PutResult['refused'][number]['because'] }[] = [];
    const grounds = new Map<
      string,
      { readonly ground: Ground; readonly isPreviewed: boolean; readonly facts: string[] }
    >();
    for (const fact of new Set(asked.facts)) {
      const may = mayAsk(catalogue, {
        fact,
        subject: asked.subject,
        agency,
        asker,
        told,
        today: day,
        ...(joint === undefined ? {} : { joint }),
      });
      if ('refused' in may) {
        refused.push({ fact, because: may.refused });
        continue;
      }
      if (connectorOf(agency) === undefined) {
        refused.push({ fact, because: 'not-connected' });
        continue;
      }
      const key = `${may.ground.kind} ${may.ground.basis} ${may.isPreviewed}`;
      const same = grounds.get(key) ?? { ground: may.ground, isPreviewed: may.isPreviewed, facts: [] };
      same.facts.push(fact);
      grounds.set(key, same);
    }
    const inquiries = await Promise.all(
      [...grounds].map(async ([key, { ground, isPreviewed, facts }]) => {
        const id = idOf(person, asked.idempotencyKey, agency, asked.subject, key);
        // Registers know people, not households: whoever speaks for it is asked about.
        const about = asked.subject === 'household' ? told.applicant : asked.subject;
        const done = await tryOne({ person, id, agency, about }, () => ({
          person,
          id,
          subject: asked.subject,
          about,
          agency,
          asker,
          facts,
          purpose,
          ground,
          reason,
          by,
          ...(asked.notice === undefined ? {} : { notice: asked.notice }),
          state: 'draft',
          askedAt: now().toISOString(),
          ...termsOf(day, catalogue),
          tries: 0,
          preview: isPreviewed ? 'waiting' : 'not-needed',
          version: 1,
        }));
        if (done.inquiry === undefined)
          refused.push(...facts.map((fact) => ({ fact, because: 'not-identified' as const })));
        return done.inquiry;
      }),
    );
    const turnedAway = refused.filter(({ because }) => because !== 'not-connected' && because !== 'not-identified');
    if (turnedAway.length > 0)
      await tellJournal(
        asked,
        turnedAway.map(({ fact }) => fact),
      );
    return { inquiries: inquiries.filter((one) => one !== undefined), refused };
  }

  /** What was not allowed to be asked is in the journal too. */
  async function tellJournal({ person, purpose, by }: Asked, facts: readonly string[]): Promise<void> {
    const ground: Ground = { kind: 'law', basis: '152-ФЗ, ст. 5' };
    const entry = entryOf({ person, id: purpose.id, ground }, now(), by, 'refused', 'inquiry-not-allowed', facts);
    await database.queries.transaction().execute(async (transaction) => {
      await writeJournal(transaction, [entry]);
    });
  }

  async function tellDispute({ person, id, inquiry, fact, words }: OpenDispute): Promise<boolean> {
    const [of] = await readInquiries(database.queries, [{ person, id: inquiry }]);
    const connector = of === undefined ? undefined : connectorOf(of.agency);
    const subject = of === undefined ? undefined : await nameOf(database, person, of.about);
    if (of === undefined || subject === undefined || connector?.dispute === undefined) return false;
    const { agency, asker } = of;
    const dispute = { id, agency, asker, subject, fact, inquiry, words };
    return await connector.dispute(dispute, timeOutMilliseconds);
  }

  async function each(found: readonly Inquiry[], work: (inquiry: Inquiry) => Promise<boolean>): Promise<number> {
    const done = await Promise.all(found.map(work));
    return done.filter(Boolean).length;
  }

  const onOne = async (ref: InquiryRef, carryOut: InquiryWork['carryOut']): Promise<InquiryDone> =>
    await inLane({ person: ref.person, id: ref.id, at: now().toISOString(), carryOut });

  return {
    put,
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
    tryDue: async (most = 500) => {
      const due = await inquiriesWhere(database.queries, sql`try_at <= ${now()} order by try_at`, most);
      // What waits in line here is not late: its turn comes.
      const idle = due.filter((inquiry) => !underWay.has(refOf(inquiry)));
      return await each(idle, async (inquiry) => (await tryOne(inquiry)).isChanged);
    },
    collect: async (agency) => {
      const came = await takeFrom(agency);
      let kept = 0;
      for (const one of came) if (await keepCame(agency, one)) kept += 1;
      return kept;
    },
    arrived: async (ref, reply) => {
      const [found] = await inquiriesWhere(database.queries, sql`person = ${ref.person} and id = ${ref.id}`, 1);
      if (found === undefined) return { inquiry: undefined, isChanged: false };
      const done = await take(found, reply);
      if (done.inquiry?.tellAt !== undefined) await tellCase(database, around, done.inquiry);
      return done;
    },
    tellCases: async (most = 200) =>
      await each(
        await inquiriesWhere(database.queries, sql`tell_at <= ${now()} order by tell_at`, most),
        async (inquiry) => await tellCase(database, around, inquiry),
      ),
    sendDisputes: async (most) => await sendDisputes(database, tellDispute, now, most),
    takeTime: async (most = 1000) => {
      const day = today();
      const passed = await inquiriesWhere(
        database.queries,
        sql`state in ('draft', 'sent', 'queued', 'late')
          and ((state <> 'late' and due < ${day}::date) or (state = 'late' and ends < ${day}::date)) order by due`,
        most,
      );
      const change: InquiryWork['carryOut'] = (inquiry) => (inquiry === undefined ? undefined : takeTime(inquiry, day));
      return await each(passed, async (inquiry) => (await onOne(inquiry, change)).isChanged);
    },
    cancel: async (ref) => await onOne(ref, (inquiry) => (inquiry === undefined ? undefined : cancel(inquiry))),
    judgePreview: async (ref, isAccepted, by) => {
      const done = await onOne(ref, (inquiry) =>
        inquiry === undefined ? undefined : judgePreview(inquiry, isAccepted, by, now()),
      );
      if (done.inquiry?.tellAt !== undefined) await tellCase(database, around, done.inquiry);
      return done;
    },
    mend: async (ref) => await onOne(ref, (inquiry) => (inquiry === undefined ? undefined : mend(inquiry, now()))),
  };

  async function takeFrom(agency: string): Promise<readonly Came[]> {
    try {
      return (await connectorOf(agency)?.collect?.(timeOutMilliseconds)) ?? [];
    } catch (error) {
      await breakers.failed(agency, `taking answers: ${error instanceof Error ? error.message : String(error)}`, now());
      return [];
    }
  }

  /** An answer belongs to the inquiry of its name; what belongs to none goes to the operators. */
  async function keepCame(agency: string, { inquiry: id, reply, done }: Came): Promise<boolean> {
    const named = await inquiriesWhere(database.queries, sql`id = ${id} or inquiry ->> 'queuedAs' = ${id}`, 10);
    // Agencies behind one queue share their connector; nobody else answers for another.
    const found = named.find((one) => one.agency === agency || connectorOf(one.agency) === connectorOf(agency));
    if (found === undefined) {
      const text = 'message' in reply && reply.message !== undefined ? reply.message.text : reply.kind;
      await keepDeadLetter(database, { source: agency, reason: `no inquiry ${id}`, text, at: now() });
      await done();
      return false;
    }
    const kept = await take(found, reply);
    if (kept.inquiry?.tellAt !== undefined) await tellCase(database, around, kept.inquiry);
    // Only what is kept is confirmed: otherwise it comes again.
    await done();
    return kept.isChanged;
  }
}

/** The same question has the same name: a UUID made of everything that makes it this one (RFC 9562, version 8). */
function idOf(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
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
