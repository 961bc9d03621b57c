import { createHash } from 'node:crypto';
import { sql } from 'kysely';

import type { Database } from '#database';
import type { Ground } from '#journal';
import { writeJournal } from '#journal';

import type { Came } from './connectors/connector.ts';
import { keepDeadLetter } from './dead-letters.ts';
import type { Asked, Exchange, ExchangeAround, PutResult } from './exchange-shape.ts';
import { sendDisputes } from './disputes.ts';
import type { OpenDispute } from './disputes.ts';
import { nameOf } from './identities.ts';
import type { InquiryWork } from './keep.ts';
import { mayAsk } from './may-ask.ts';
import type { Inquiry } from './model.ts';
import { inquiriesWhere, readInquiries } from './read-inquiries.ts';
import { createSending, longestAnswerMilliseconds } from './sending.ts';
import { cancel, entryOf, judgePreview, mend, takeTime } from './steps.ts';
import { tellCase } from './tell-case.ts';
import { termsOf } from './terms.ts';

export type * from './exchange-shape.ts';

export function createExchange(database: Database, around: ExchangeAround): Exchange {
  const { catalogue, now, today, connectorOf, timeOutMilliseconds = longestAnswerMilliseconds } = around;
  const sending = createSending(database, around);
  const { tryOne, take, onOne } = sending;

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
        const about = asked.about ?? (asked.subject === 'household' ? told.applicant : asked.subject);
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

  return {
    put,
    heard: sending.heard,
    settled: sending.settled,
    tryDue: async (most = 500) => {
      const due = await inquiriesWhere(database.queries, sql`try_at <= ${now()} order by try_at`, most);
      // What waits in line here is not late: its turn comes.
      const idle = due.filter((inquiry) => !sending.isUnderWay(inquiry));
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
      await sending.failed(agency, `taking answers: ${error instanceof Error ? error.message : String(error)}`);
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
