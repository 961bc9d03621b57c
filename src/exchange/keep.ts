import { sql } from 'kysely';

import { prepared, textArray } from '#database';
import type { Database } from '#database';
import { journalWritten } from '#journal';
import type { EntryOf } from '#journal';
import type { FactAnswer, Subject } from '#protocol';

import type { Inquiry, InquiryRef, SignedText } from './model.ts';
import { inquiryColumns, inquiryOf, refOf, sharedIn } from './read-inquiries.ts';
import type { InquiryRow, Queries } from './read-inquiries.ts';
import { isOpen } from './states.ts';

/** What becomes of an inquiry, with everything that is kept together with it. */
export type InquiryChange = {
  readonly inquiry: Inquiry;
  readonly entries: readonly EntryOf[];
  /** Messages that are sent now, or have come. */
  readonly messages?: readonly (SignedText & { readonly kind: 'question' | 'answer' })[];
  readonly facts?: readonly { readonly answer: FactAnswer; readonly standing: 'usable' | 'unusable' }[];
};

type Kept = InquiryChange & Pick<InquiryWork, 'at'> & Pick<LookedUp, 'hasJournal'>;

/** A piece of work on one inquiry: what it makes of the inquiry there is. Nothing: it stays as it is. */
export type InquiryWork = InquiryRef & {
  readonly at: string;
  /** As it was looked up before; when somebody has changed it meanwhile it is looked up anew. */
  readonly looked?: Pick<LookedUp, 'inquiry' | 'hasJournal'>;
  readonly carryOut: (inquiry: Inquiry | undefined) => InquiryChange | undefined;
};

/** An inquiry, and by what registers know whom it is about: an id of the person's situations. */
export type ToLookUp = InquiryRef & { readonly about?: string };
export type LookedUp = {
  readonly inquiry: Inquiry | undefined;
  readonly subject: Subject | undefined;
  /** Something about the person is in the journal already. */
  readonly hasJournal: boolean;
};

/** The inquiry after the work, and whether the work changed it. */
export type InquiryDone = { readonly inquiry: Inquiry | undefined; readonly isChanged: boolean };

/** Inquiries as this process last kept or read them; the version in the database says whether they still are. */
export type Remembered = Map<string, Inquiry>;

const mostRemembered = 5000;

/**
 * Carries out works on many inquiries: state, messages, facts, directory and journal are kept together or not at all. Refuses
 * all of it (SQLSTATE 40001) when somebody else has changed one of the inquiries meanwhile: then they are read anew.
 */
export async function keepTogether(
  database: Database,
  works: readonly InquiryWork[],
  remembered: Remembered,
): Promise<readonly InquiryDone[]> {
  const before = await inquiriesOf(database.queries, works, remembered);
  const now = new Map(before);
  const changes: Kept[] = [];
  const done = works.map((work): InquiryDone => {
    const change = work.carryOut(now.get(refOf(work)));
    if (change === undefined) return { inquiry: now.get(refOf(work)), isChanged: false };
    now.set(refOf(work), change.inquiry);
    // What was handed in once is in the journal since.
    const hasJournal = work.looked?.hasJournal === true || (before.get(refOf(work))?.tries ?? 0) > 0;
    changes.push({ ...change, at: work.at, hasJournal });
    return { inquiry: change.inquiry, isChanged: true };
  });
  try {
    if (changes.length > 0) await keep(database.queries, changes, before, now);
  } catch (error) {
    for (const work of works) {
      remembered.delete(refOf(work));
      outdated.add(work);
    }
    throw error;
  }
  remember(remembered, now);
  return done;
}

/** Works whose inquiry was not any more as it had been looked up. */
const outdated = new WeakSet<InquiryWork>();

/** Each inquiry as it was kept, or looked up, last: the newer of both. */
async function inquiriesOf(
  queries: Queries,
  works: readonly InquiryWork[],
  remembered: Remembered,
): Promise<Map<string, Inquiry>> {
  const before = new Map<string, Inquiry>();
  const unknown: InquiryWork[] = [];
  for (const work of works) {
    const ref = refOf(work);
    const known = remembered.get(ref);
    const looked = outdated.has(work) ? undefined : work.looked;
    if (known === undefined && looked === undefined) unknown.push(work);
    const newer = (known?.version ?? 0) >= (looked?.inquiry?.version ?? 0) ? known : looked?.inquiry;
    if (newer !== undefined) before.set(ref, newer);
  }
  for (const { inquiry } of await lookUp(queries, unknown))
    if (inquiry !== undefined) before.set(refOf(inquiry), inquiry);
  return before;
}

/** What is awaited is changed again soon; what has an answer is not. */
function remember(remembered: Remembered, now: ReadonlyMap<string, Inquiry>): void {
  for (const [ref, inquiry] of now) {
    remembered.delete(ref);
    if (isOpen(inquiry.state)) remembered.set(ref, inquiry);
  }
  for (const ref of remembered.keys()) {
    if (remembered.size <= mostRemembered) break;
    remembered.delete(ref);
  }
}

type Looked = { readonly turn: number; readonly identity: Subject | null; readonly hasJournal: boolean };

/** Inquiries, and by what registers know the people they are about: one look for both. */
export async function lookUp(queries: Queries, asked: readonly ToLookUp[]): Promise<readonly LookedUp[]> {
  if (asked.length === 0) return [];
  const turns = JSON.stringify(asked.map(({ person, id, about }, turn) => ({ person, id, about, turn })));
  // JSON hides how many they are: an array has the planner plan anew for each number of them.
  const { rows } = await sql<Looked & (InquiryRow | { readonly id: null })>`${prepared}
    select turn, identity, coalesce(begun, false) as "hasJournal", inquiry.*
    from json_to_recordset(${turns}::json) as asked (person text, id text, about text, turn integer)
    left join lateral (select identity from known_as known where known.person = asked.person and subject = about limit 1)
      as known on true
    left join lateral (select true as begun from journal_head head where head.person = asked.person limit 1) as head on true
    left join lateral (select ${inquiryColumns} from inquiry old where old.person = asked.person and old.id = asked.id limit 1)
      as inquiry on true`.execute(queries);
  const looked = Array.from<LookedUp>({ length: asked.length });
  for (const { turn, identity, hasJournal, ...row } of rows)
    looked[turn] = {
      inquiry: row.id === null ? undefined : inquiryOf(row),
      subject: identity ?? undefined,
      hasJournal,
    };
  return looked;
}

/**
 * One statement for all of it: a round trip for each table would cost more than the rows. It is planned once, perhaps while
 * the tables are nearly empty: an equality (`kind`) lets the planner expect few rows, and it looks inquiries up by their index.
 */
async function keep(
  queries: Queries,
  changes: readonly Kept[],
  before: ReadonlyMap<string, Inquiry>,
  now: ReadonlyMap<string, Inquiry>,
): Promise<void> {
  // In one order, so that two statements cannot wait for each other.
  const changed = [...new Set(changes.map(({ inquiry }) => refOf(inquiry)))].toSorted();
  const facts = changes.flatMap(({ inquiry, at, facts: told = [] }) => told.map((one) => factRow(inquiry, at, one)));
  const inquiries = changed.map((ref) => inquiryRow(now.get(ref)!, before.get(ref)));
  const entries = changes.flatMap((change) => change.entries);
  const haveBegun = changes.every(({ hasJournal }) => hasJournal);
  // JSON is read where it stands; JSONB would be built, sorted and looked up first.
  const messages = messagesIn(changes);
  await sql`${prepared} with change as materialized (
      select * from json_to_recordset(${JSON.stringify(inquiries)}::json) as new (person text, id text, kind text, before integer,
        subject text, agency text, asker text, facts text[], purpose_kind text, purpose_id text, state text,
        asked_at timestamptz, due date, ends date, try_at timestamptz, tries smallint, last_fault text,
        dead_at timestamptz, answered_at timestamptz, tell_at timestamptz, preview text, version integer, inquiry jsonb)),
    fact as materialized (
      select * from json_to_recordset(${JSON.stringify(facts)}::json) as new (person text, subject text, fact text, agency text,
        inquiry_id text, answer text, value jsonb, quality text, held_since date, valid_until date, at timestamptz,
        standing text)),
    opened as (
      insert into inquiry (person, id, subject, agency, asker, facts, purpose_kind, purpose_id, state, asked_at, due, ends,
        try_at, tries, last_fault, dead_at, answered_at, tell_at, preview, version, inquiry)
      select person, id, subject, agency, asker, facts, purpose_kind, purpose_id, state, asked_at, due, ends,
        try_at, tries, last_fault, dead_at, answered_at, tell_at, preview, version, inquiry from change
      where kind = 'opened'),
    changed as (
      update inquiry as old set state = new.state, try_at = new.try_at, tries = new.tries, last_fault = new.last_fault,
        dead_at = new.dead_at, answered_at = new.answered_at, tell_at = new.tell_at, preview = new.preview,
        version = new.version, inquiry = coalesce(new.inquiry, old.inquiry)
      from change as new where new.kind = 'changed'
        and old.person = new.person and old.id = new.id and old.version = new.before
      returning 1),
    messages as (
      insert into inquiry_message (person, inquiry_id, sequence, kind, at, text, signature)
      select new.person, new.inquiry_id, new.turn + coalesce((select max(sequence) from inquiry_message before
          where before.person = new.person and before.inquiry_id = new.inquiry_id), 0), new.kind, new.at,
        (${textArray(messages.texts)}::text[])[new.place], new.signature
      from json_to_recordset(${JSON.stringify(messages.rows)}::json) as new (person text, inquiry_id text, turn smallint, at timestamptz,
        kind text, place integer, signature text)),
    /* The register's own word on whether it holds something; never what. */
    held as (
      insert into held_fact (person, subject, fact, agency, is_held, quality, since, until, told_at)
      select person, subject, fact, agency, answer <> 'not-found', quality, held_since, valid_until, at from fact
      on conflict (person, subject, fact, agency) do update set is_held = excluded.is_held, quality = excluded.quality,
        since = excluded.since, until = excluded.until, told_at = excluded.told_at),
    facts as (
    insert into inquiry_fact (person, subject, fact, inquiry_id, answer, value, quality, held_since, valid_until, at, standing)
    select person, subject, fact, inquiry_id, answer, value, quality, held_since, valid_until, at, standing from fact
    on conflict (person, subject, fact, inquiry_id) do nothing)
    select ${journalWritten(entries, { haveBegun })}, case
      when (select count(*) from changed) < (select count(*) from change where kind = 'changed') then refuse_stale()
    end`.execute(queries);
}

/** In the order in which they went and came; `turn`: 1 for the first of an inquiry among them; `place`: of its text. */
function messagesIn(changes: readonly Kept[]): { readonly rows: readonly object[]; readonly texts: readonly string[] } {
  const turns = new Map<string, number>();
  const texts: string[] = [];
  const rows = changes.flatMap(({ inquiry, at, messages = [] }) =>
    messages.map(({ kind, text, signature }) => {
      const turn = (turns.get(refOf(inquiry)) ?? 0) + 1;
      turns.set(refOf(inquiry), turn);
      const place = texts.push(text);
      return { person: inquiry.person, inquiry_id: inquiry.id, turn, at, kind, place, signature };
    }),
  );
  return { rows, texts };
}

/** A new inquiry whole; of one that was there before only what may have changed. */
function inquiryRow(inquiry: Inquiry, before: Inquiry | undefined): object {
  const { person, id, state, tries, preview, version, purpose, about, ground, reason, by, notice, queuedAs, refusal } =
    inquiry;
  const now = {
    person,
    id,
    state,
    tries,
    preview,
    version,
    try_at: inquiry.tryAt,
    last_fault: inquiry.lastFault,
    dead_at: inquiry.deadAt,
    answered_at: inquiry.answeredAt,
    tell_at: inquiry.tellAt,
  };
  const rest = { about, purpose, ground, reason, by, notice, queuedAs, refusal };
  if (before === undefined)
    return {
      ...now,
      ...sharedIn(inquiry),
      kind: 'opened',
      purpose_kind: purpose.kind,
      purpose_id: purpose.id,
      asked_at: inquiry.askedAt,
      inquiry: rest,
    };
  const isSame = queuedAs === before.queuedAs && refusal === before.refusal;
  return { ...now, kind: 'changed', before: before.version, ...(isSame ? {} : { inquiry: rest }) };
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
