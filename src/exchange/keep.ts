import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Database, Tables } from '#database';
import { writeJournal } from '#journal';
import type { EntryOf } from '#journal';
import type { FactAnswer, Subject } from '#protocol';

import type { Inquiry, InquiryRef, SignedText } from './model.ts';
import { readInquiries, refOf } from './read-inquiries.ts';

/** What becomes of an inquiry, with everything that is kept together with it. */
export type InquiryChange = {
  readonly inquiry: Inquiry;
  readonly entries: readonly EntryOf[];
  /** Messages that are sent now, or have come. */
  readonly messages?: readonly (SignedText & { readonly kind: 'question' | 'answer' })[];
  readonly facts?: readonly { readonly answer: FactAnswer; readonly standing: 'usable' | 'unusable' }[];
};

/** A piece of work on one inquiry: what it makes of the inquiry there is. Nothing: it stays as it is. */
export type InquiryWork = InquiryRef & {
  readonly at: string;
  /** Whose names at the registers the work needs: an id of the person's situations. */
  readonly about?: string;
  readonly carryOut: (inquiry: Inquiry | undefined, about: Subject | undefined) => InquiryChange | undefined;
};

/** The inquiry after the work, and whether the work changed it. */
export type InquiryDone = { readonly inquiry: Inquiry | undefined; readonly isChanged: boolean };

/**
 * Carries out works on many inquiries in one transaction: the inquiries are locked in one order, and state, messages,
 * facts, directory and journal are kept together or not at all.
 */
export async function keepTogether(database: Database, works: readonly InquiryWork[]): Promise<readonly InquiryDone[]> {
  return await database.queries.transaction().execute(async (transaction) => {
    const found = new Map((await readInquiries(transaction, works, 'locked')).map((one) => [refOf(one), one]));
    const names = await namesOf(transaction, works);
    const changes: (InquiryChange & { readonly at: string })[] = [];
    const done = works.map((work): InquiryDone => {
      const change = work.carryOut(found.get(refOf(work)), names.get(`${work.person}\n${work.about}`));
      if (change === undefined) return { inquiry: found.get(refOf(work)), isChanged: false };
      found.set(refOf(work), change.inquiry);
      changes.push({ ...change, at: work.at });
      return { inquiry: change.inquiry, isChanged: true };
    });
    if (changes.length > 0) await keep(transaction, changes, [...found.values()]);
    return done;
  });
}

/** By what registers know the people some works are about. */
async function namesOf(
  transaction: Transaction<Tables>,
  works: readonly InquiryWork[],
): Promise<ReadonlyMap<string, Subject>> {
  const asked = works.filter(({ about }) => about !== undefined);
  if (asked.length === 0) return new Map();
  const [persons, subjects] = [asked.map(({ person }) => person), asked.map(({ about }) => about)];
  const { rows } = await sql<{ person: string; subject: string; identity: Subject }>`
    select person, subject, identity from known_as
    where (person, subject) in (select * from unnest(${persons}::text[], ${subjects}::text[]))`.execute(transaction);
  return new Map(rows.map(({ person, subject, identity }) => [`${person}\n${subject}`, identity]));
}

/** One statement for all of it: a round trip for each table would cost more than the rows. */
async function keep(
  transaction: Transaction<Tables>,
  changes: readonly (InquiryChange & { readonly at: string })[],
  found: readonly Inquiry[],
): Promise<void> {
  const changed = new Set(changes.map(({ inquiry }) => refOf(inquiry)));
  const facts = changes.flatMap(({ inquiry, at, facts: told = [] }) => told.map((one) => factRow(inquiry, at, one)));
  const rows = {
    inquiries: found.filter((one) => changed.has(refOf(one))).map(inquiryRow),
    messages: changes.flatMap(({ inquiry, at, messages = [] }) =>
      messages.map((message) => ({ person: inquiry.person, inquiry_id: inquiry.id, at, ...message })),
    ),
    facts,
    // The register's own word on whether it holds something; never what.
    held: facts.map(({ inquiry_id: _id, value: _value, standing: _standing, ...fact }) => fact),
  };
  await sql`with rows as (select ${JSON.stringify(rows)}::jsonb as of),
    inquiries as (
      insert into inquiry (person, id, subject, agency, asker, facts, purpose_kind, purpose_id, state, asked_at, due, ends,
        try_at, tries, last_fault, dead_at, answered_at, tell_at, preview, version, inquiry)
      select new.* from rows, jsonb_to_recordset(of -> 'inquiries') as new (person text, id text, subject text,
        agency text, asker text, facts text[], purpose_kind text, purpose_id text, state text, asked_at timestamptz,
        due date, ends date, try_at timestamptz, tries smallint, last_fault text, dead_at timestamptz,
        answered_at timestamptz, tell_at timestamptz, preview text, version integer, inquiry jsonb)
      on conflict (person, id) do update set state = excluded.state, try_at = excluded.try_at, tries = excluded.tries,
        last_fault = excluded.last_fault, dead_at = excluded.dead_at, answered_at = excluded.answered_at,
        tell_at = excluded.tell_at, preview = excluded.preview, version = excluded.version, inquiry = excluded.inquiry),
    messages as (
      insert into inquiry_message (person, inquiry_id, sequence, kind, at, text, signature)
      select new.person, new.inquiry_id, coalesce((select max(sequence) from inquiry_message before
          where before.person = new.person and before.inquiry_id = new.inquiry_id), 0)
        + row_number() over (partition by new.person, new.inquiry_id order by place), new.kind, new.at, new.text, new.signature
      from rows, rows from (jsonb_to_recordset(of -> 'messages') as (person text, inquiry_id text, at timestamptz, kind text,
        text text, signature text)) with ordinality as new (person, inquiry_id, at, kind, text, signature, place)),
    held as (
      insert into held_fact (person, subject, fact, agency, is_held, quality, since, until, told_at)
      select person, subject, fact, agency, answer <> 'not-found', quality, held_since, valid_until, at
      from rows, jsonb_to_recordset(of -> 'held') as new (person text, subject text, fact text, agency text, answer text,
        quality text, held_since date, valid_until date, at timestamptz)
      on conflict (person, subject, fact, agency) do update set is_held = excluded.is_held, quality = excluded.quality,
        since = excluded.since, until = excluded.until, told_at = excluded.told_at)
    insert into inquiry_fact (person, subject, fact, inquiry_id, answer, value, quality, held_since, valid_until, at, standing)
    select person, subject, fact, inquiry_id, answer, value, quality, held_since, valid_until, at, standing
    from rows, jsonb_to_recordset(of -> 'facts') as new (person text, subject text, fact text, inquiry_id text, answer text,
      value jsonb, quality text, held_since date, valid_until date, at timestamptz, standing text)
    on conflict (person, subject, fact, inquiry_id) do nothing`.execute(transaction);
  await writeJournal(
    transaction,
    changes.flatMap(({ entries }) => entries),
  );
}

function inquiryRow(inquiry: Inquiry): object {
  const { person, id, subject, agency, asker, facts, purpose, state, due, ends, tries, preview, version } = inquiry;
  const { about, ground, reason, by, notice, queuedAs, refusal } = inquiry;
  return {
    person,
    id,
    subject,
    agency,
    asker,
    facts,
    state,
    due,
    ends,
    tries,
    preview,
    version,
    purpose_kind: purpose.kind,
    purpose_id: purpose.id,
    asked_at: inquiry.askedAt,
    try_at: inquiry.tryAt ?? null,
    last_fault: inquiry.lastFault ?? null,
    dead_at: inquiry.deadAt ?? null,
    answered_at: inquiry.answeredAt ?? null,
    tell_at: inquiry.tellAt ?? null,
    inquiry: {
      about,
      purpose,
      ground,
      reason,
      by,
      notice,
      queuedAs,
      refusal,
    },
  };
}

function factRow(
  { person, subject, id, agency }: Inquiry,
  at: string,
  { answer, standing }: { readonly answer: FactAnswer; readonly standing: string },
) {
  const { fact, quality, heldSince, validUntil } = answer;
  return {
    person,
    subject,
    fact,
    agency,
    inquiry_id: id,
    quality,
    at,
    standing,
    answer: 'value' in answer ? 'value' : 'none' in answer ? 'none' : 'not-found',
    value: 'value' in answer ? answer.value : null,
    held_since: heldSince,
    valid_until: validUntil,
  };
}
